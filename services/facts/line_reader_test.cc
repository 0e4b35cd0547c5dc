#include "facts/line_reader.h"

#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include <gtest/gtest.h>

namespace kakutei::facts {
namespace {

// Each test's own folder, removed at its end.
class LineReaderTest : public ::testing::Test {
 protected:
  LineReaderTest() {
    std::string name = ::testing::TempDir() + "/line_reader_XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  ~LineReaderTest() override { std::filesystem::remove_all(folder_); }

  std::string Write(std::string_view content) {
    const std::string path = folder_ + "/facts.ndjson";
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  // "number:text" of every line, "number!REASON" of a refused one, and at the end "REASON" of an
  // error.
  static std::vector<std::string> Lines(const std::string& path,
                                        std::size_t max_line_bytes = 1 << 20) {
    std::vector<std::string> lines;
    auto reader = LineReader::Open(path, max_line_bytes);
    if (!reader) return {reader.error().reason};
    while (true) {
      const auto next = reader->Next();
      if (!next) {
        EXPECT_NE(next.error().message.find(path), std::string::npos) << next.error().message;
        lines.push_back(next.error().reason);
        return lines;
      }
      if (!*next) return lines;
      const Line& line = **next;
      lines.push_back(std::to_string(line.number) +
                      (line.error ? "!" + line.error->reason : ":" + std::string(line.text)));
    }
  }

  static std::string Gzip(std::string_view content) {
    std::string packed(content.size() + 1024, '\0');
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
  }

  std::string folder_;
};

using Texts = std::vector<std::string>;

TEST_F(LineReaderTest, CutsLines) {
  EXPECT_EQ(Lines(Write("a\nb\n")), (Texts{"1:a", "2:b"}));
  EXPECT_EQ(Lines(Write("a\n\nb")), (Texts{"1:a", "2:", "3:b"}));
  EXPECT_EQ(Lines(Write("a\r\n\r\nb\r")), (Texts{"1:a", "2:", "3:b"}));
  EXPECT_EQ(Lines(Write("")), Texts{});
  EXPECT_EQ(Lines(Write("a")), Texts{"1:a"});
  EXPECT_EQ(Lines(Write("\n")), Texts{"1:"});
}

TEST_F(LineReaderTest, ToleratesAByteOrderMarkAtTheStartOnly) {
  EXPECT_EQ(Lines(Write("\xef\xbb\xbf{}\n\xef\xbb\xbf{}")), (Texts{"1:{}", "2:\xef\xbb\xbf{}"}));
}

TEST_F(LineReaderTest, SkipsOverLongLinesAndGoesOn) {
  EXPECT_EQ(Lines(Write("1234\n12345\n1234\r\n12345\r\n\n"), 4),
            (Texts{"1:1234", "2!LINE_TOO_LONG", "3:1234", "4!LINE_TOO_LONG", "5:"}));
  const std::string huge(3 << 20, 'x');
  EXPECT_EQ(Lines(Write("a\n" + huge + "\nb\n" + huge), 16),
            (Texts{"1:a", "2!LINE_TOO_LONG", "3:b", "4!LINE_TOO_LONG"}));
  EXPECT_EQ(Lines(Write("\xef\xbb\xbf"
                        "1234\r\n"),
                  4),
            Texts{"1:1234"});
}

TEST_F(LineReaderTest, CutsLinesAcrossBuffers) {
  std::string content;
  Texts expected;
  for (int i = 0; i < 5000; ++i) {
    const std::string text(static_cast<std::size_t>(i * 37 % 900), static_cast<char>('a' + i % 26));
    content += text + "\n";
    expected.push_back(std::to_string(i + 1) + ":" + text);
  }
  EXPECT_EQ(Lines(Write(content), 1000), expected);
  EXPECT_EQ(Lines(Write(Gzip(content)), 1000), expected);
}

TEST_F(LineReaderTest, UnpacksGzipOfSeveralMembers) {
  EXPECT_EQ(Lines(Write(Gzip("a\nb") + Gzip("") + Gzip("c\nd\n"))), (Texts{"1:a", "2:bc", "3:d"}));
  EXPECT_EQ(Lines(Write(Gzip("a\n") + std::string(512, '\0'))), Texts{"1:a"});
}

TEST_F(LineReaderTest, TellsGzipThatEndsEarlyOrIsDamaged) {
  const std::string packed = Gzip("first line\nsecond line\n");
  EXPECT_EQ(Lines(Write(packed.substr(0, packed.size() - 4))).back(), "FILE_TRUNCATED");
  EXPECT_EQ(Lines(Write(packed.substr(0, 5))), Texts{"FILE_TRUNCATED"});
  EXPECT_EQ(Lines(Write(packed + "garbage")).back(), "FILE_DAMAGED");
  std::string damaged = packed;
  damaged[damaged.size() - 6] ^= 1;
  EXPECT_EQ(Lines(Write(damaged)).back(), "FILE_DAMAGED");
}

TEST_F(LineReaderTest, NamesThePathThatCannotBeRead) {
  const auto missing = LineReader::Open(folder_ + "/missing");
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, base::ErrorCode::kNotFound);
  EXPECT_EQ(missing.error().reason, "NO_SUCH_FILE");
  EXPECT_EQ(missing.error().message, folder_ + "/missing: cannot open: No such file or directory.");
  const auto folder = LineReader::Open(folder_);
  ASSERT_FALSE(folder.has_value());
  EXPECT_EQ(folder.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_EQ(folder.error().reason, "NOT_A_FILE");
}

TEST_F(LineReaderTest, ReadsStandardInput) {
  const std::string path = Write(Gzip("from\nstandard input\n"));
  const int saved = ::dup(STDIN_FILENO);
  ASSERT_NE(std::freopen(path.c_str(), "rb", stdin), nullptr);
  EXPECT_EQ(Lines("-"), (Texts{"1:from", "2:standard input"}));
  if (saved >= 0) {
    ::dup2(saved, STDIN_FILENO);
    ::close(saved);
  }
}

}  // namespace
}  // namespace kakutei::facts
