#include "kakutei/encoding.h"

#include <iconv.h>

namespace kakutei::cli {
namespace {

// One converter of the C library.
class Converter {
 public:
  Converter() : handle_(iconv_open("CP932", "UTF-8")) {}
  ~Converter() {
    if (ok()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  bool ok() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
  // A character of UTF-8 takes no more bytes in CP932. Nothing is put in place of what CP932 lacks.
  bool Convert(std::string_view from, std::string& to) {
    std::string in(from);
    to.resize(from.size());
    char* read = in.data();
    char* write = to.data();
    std::size_t left = in.size(), room = to.size();
    if (iconv(handle_, &read, &left, &write, &room) != 0) return false;
    to.resize(to.size() - room);
    return true;
  }

 private:
  const iconv_t handle_;
};

}  // namespace

base::Result<std::string> ToCp932(std::string_view utf8) {
  Converter converter;
  std::string text;
  if (!converter.ok() || !converter.Convert(utf8, text)) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_IN_CP932",
                      converter.ok()
                          ? "a name of a file holds a character that CP932 lacks; use UTF-8"
                          : "this system cannot convert to CP932; use UTF-8");
  }
  return text;
}

std::ostream& EncodedOutput::stream() { return encoding_ == "cp932" ? waiting_ : out_; }

base::Status EncodedOutput::Finish() {
  if (encoding_ != "cp932") return {};
  const auto text = ToCp932(waiting_.str());
  if (!text) return base::Fail(text.error());
  out_ << *text;
  return {};
}

void AddEncodingOption(CLI::App& command, std::string& encoding) {
  command
      .add_option("--encoding", encoding, "Of csv: utf-8 or cp932 (Shift_JIS of office programs)")
      ->check(CLI::IsMember({"utf-8", "cp932"}))
      ->capture_default_str();
}

base::Error OnlyForCsv() {
  return {base::ErrorCode::kInvalidArgument,
          "ENCODING_OF_CSV_ONLY",
          "--encoding cp932 goes with --format csv",
          {}};
}

}  // namespace kakutei::cli
