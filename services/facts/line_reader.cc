#include "facts/line_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace kakutei::facts {
namespace {

using base::ErrorCode;
using base::Fail;

constexpr std::size_t kChunkBytes = std::size_t{256} << 10;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&&) = delete;
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// Stays where it is: zlib remembers the address.
class Inflater {
 public:
  Inflater() = default;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (open_) inflateEnd(&stream);
  }
  // 16: gzip's own header and check sum.
  bool Open() { return open_ = inflateInit2(&stream, 16 + MAX_WBITS) == Z_OK; }
  z_stream stream{};

 private:
  bool open_ = false;
};

// The bytes of a file, unpacked where it is gzip.
class Bytes {
 public:
  Bytes(FileDescriptor file, std::string path, LineReader::Interrupted interrupted)
      : file_(std::move(file)),
        path_(std::move(path)),
        interrupted_(interrupted),
        input_(kChunkBytes) {}

  // 1 to `size` bytes, fewer as they come from a pipe; 0 at the end.
  base::Result<std::size_t> Read(char* to, std::size_t size) {
    if (!form_known_) {
      if (auto known = LearnForm(); !known) return tl::unexpected(std::move(known).error());
    }
    if (gzip_) return Unpack(to, size);
    if (begin_ == end_) return ReadFile(to, size);
    const std::size_t count = std::min(size, end_ - begin_);
    std::memcpy(to, input_.data() + begin_, count);
    begin_ += count;
    return count;
  }

 private:
  base::Result<std::size_t> ReadFile(char* to, std::size_t size) {
    while (true) {
      if (interrupted_ != nullptr && interrupted_())
        return Fail(ErrorCode::kAborted, "INTERRUPTED", "interrupted");
      const ssize_t count = ::read(file_.get(), to, size);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) {
        return Fail(ErrorCode::kUnavailable, "READ_FAILED",
                    path_ + ": cannot read: " + std::strerror(errno) + ".");
      }
    }
  }

  // Appends to what is left of the input; false at the end of the file.
  base::Result<bool> Fill() {
    if (begin_ == end_) begin_ = end_ = 0;
    auto count = ReadFile(input_.data() + end_, input_.size() - end_);
    if (!count) return tl::unexpected(std::move(count).error());
    end_ += *count;
    return *count > 0;
  }

  base::Status LearnForm() {
    while (end_ < 2) {
      const auto more = Fill();
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
    }
    form_known_ = true;
    gzip_ = end_ >= 2 && input_[0] == '\x1f' && input_[1] == '\x8b';
    if (gzip_ && !inflater_.Open()) {
      return Fail(ErrorCode::kResourceExhausted, "NO_MEMORY", path_ + ": no memory to unpack it.");
    }
    return {};
  }

  base::Result<std::size_t> Unpack(char* to, std::size_t size) {
    z_stream& stream = inflater_.stream;
    while (true) {
      if (begin_ == end_) {
        const auto more = Fill();
        if (!more) return tl::unexpected(more.error());
        if (!*more) {
          if (between_members_) return std::size_t{0};
          return Fail(ErrorCode::kDataLoss, "FILE_TRUNCATED",
                      path_ + ": the gzip data ends early.");
        }
      }
      if (between_members_) {
        // Zeros pad the file to a block of its medium.
        if (input_[begin_] == '\0') {
          ++begin_;
          continue;
        }
        inflateReset(&stream);
        between_members_ = false;
      }
      stream.next_in = reinterpret_cast<Bytef*>(input_.data() + begin_);
      stream.avail_in = static_cast<uInt>(end_ - begin_);
      stream.next_out = reinterpret_cast<Bytef*>(to);
      stream.avail_out = static_cast<uInt>(std::min(size, kChunkBytes));
      const uInt room = stream.avail_out;
      const int status = inflate(&stream, Z_NO_FLUSH);
      begin_ = end_ - stream.avail_in;
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
        return Fail(ErrorCode::kDataLoss, "FILE_DAMAGED",
                    path_ + ": the gzip data does not unpack: " +
                        (stream.msg == nullptr ? "no reason known" : stream.msg) + ".");
      }
      between_members_ = status == Z_STREAM_END;
      if (stream.avail_out < room) return std::size_t{room - stream.avail_out};
    }
  }

  FileDescriptor file_;
  std::string path_;
  const LineReader::Interrupted interrupted_;
  std::vector<char> input_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool form_known_ = false;
  bool gzip_ = false;
  bool between_members_ = false;
  Inflater inflater_;
};

}  // namespace

// Cuts the bytes into lines. The buffer holds one line of the longest kind, its line end and a byte
// order mark.
class LineReader::Source {
 public:
  Source(FileDescriptor file, std::string path, std::size_t max_line_bytes, Interrupted interrupted)
      : bytes_(std::move(file), std::move(path), interrupted),
        max_line_bytes_(max_line_bytes),
        buffer_(max_line_bytes + kChunkBytes) {}

  base::Result<std::optional<Line>> Next() {
    bool skipping = false;
    std::size_t searched = 0;
    while (true) {
      const std::string_view held(buffer_.data() + begin_, end_ - begin_);
      const std::size_t newline = held.find('\n', searched);
      if (newline != std::string_view::npos) {
        begin_ += newline + 1;
        return LineOf(held.substr(0, newline), skipping);
      }
      if (at_end_) {
        begin_ = end_;
        if (held.empty() && !skipping) return std::optional<Line>();
        return LineOf(held, skipping);
      }
      // CR may follow the longest text, and a byte order mark stand before it.
      if (held.size() > max_line_bytes_ + 1 + kByteOrderMark.size()) skipping = true;
      searched = skipping ? 0 : held.size();
      if (auto status = Fill(skipping); !status) return tl::unexpected(std::move(status).error());
    }
  }

 private:
  // Makes room, at the price of what is held where that is to be skipped, and reads on.
  base::Status Fill(bool skipping) {
    if (skipping) begin_ = end_;
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    auto count = bytes_.Read(buffer_.data() + end_, buffer_.size() - end_);
    if (!count) return tl::unexpected(std::move(count).error());
    end_ += *count;
    at_end_ = *count == 0;
    return {};
  }

  std::optional<Line> LineOf(std::string_view text, bool skipped) {
    Line line;
    line.number = ++lines_;
    if (line.number == 1 && text.starts_with(kByteOrderMark))
      text.remove_prefix(kByteOrderMark.size());
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (skipped || text.size() > max_line_bytes_) {
      const std::string rule = "A line is at most " + std::to_string(max_line_bytes_) + " bytes.";
      line.error =
          base::Error{ErrorCode::kInvalidArgument, "LINE_TOO_LONG", rule, {{"", "", rule}}};
    } else {
      line.text = text;
    }
    return line;
  }

  Bytes bytes_;
  std::size_t max_line_bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
  std::uint64_t lines_ = 0;
};

base::Result<LineReader> LineReader::Open(const std::string& path, std::size_t max_line_bytes,
                                          Interrupted interrupted) {
  const bool standard_input = path == "-";
  // Standard input is duplicated, so that closing the reader leaves it alone.
  FileDescriptor file(standard_input ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                     : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string name = standard_input ? "standard input" : path;
  if (file.get() < 0) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return Fail(missing ? ErrorCode::kNotFound : ErrorCode::kFailedPrecondition,
                missing ? "NO_SUCH_FILE" : "FILE_NOT_READABLE",
                name + ": cannot open: " + std::strerror(errno) + ".");
  }
  struct stat status {};
  if (::fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode)) {
    return Fail(ErrorCode::kInvalidArgument, "NOT_A_FILE", name + ": a directory, not a file.");
  }
  return LineReader(
      std::make_unique<Source>(std::move(file), std::move(name), max_line_bytes, interrupted));
}

LineReader::LineReader(std::unique_ptr<Source> source) : source_(std::move(source)) {}
LineReader::LineReader(LineReader&&) noexcept = default;
LineReader& LineReader::operator=(LineReader&&) noexcept = default;
LineReader::~LineReader() = default;

base::Result<std::optional<Line>> LineReader::Next() { return source_->Next(); }

}  // namespace kakutei::facts
