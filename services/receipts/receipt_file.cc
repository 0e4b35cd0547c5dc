#include "receipts/receipt_file.h"

#include <charconv>

namespace kakutei::receipts {
namespace {

// Ends the file on some media.
constexpr char kEndOfFile = '\x1a';

auto Refused(std::string reason, std::string message) {
  return base::Fail(base::ErrorCode::kInvalidArgument, std::move(reason), std::move(message));
}

}  // namespace

base::Result<ReceiptFile> ReceiptFile::Parse(std::string bytes) {
  if (bytes.size() > kMostBytes)
    return Refused("NOT_A_RECEIPT_FILE", "the file is larger than 1 GiB");
  ReceiptFile file;
  file.bytes_ = std::move(bytes);
  const std::string& all = file.bytes_;
  std::int64_t line = 0;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = all.find('\n', begin);
    const std::size_t next = end == std::string::npos ? all.size() : end + 1;
    if (end == std::string::npos) end = all.size();
    if (end > begin && all[end - 1] == '\r') --end;
    ++line;
    const bool mark = end == begin + 1 && all[begin] == kEndOfFile;
    if (end > begin && !mark) file.records_.push_back({line, begin, end - begin, next - begin});
    begin = next;
  }
  if (file.records_.empty() || file.Kind(file.records_.back()) != "GO" ||
      (file.Kind(file.records_.front()) != "IR" && file.Kind(file.records_.front()) != "HI")) {
    return Refused("NOT_A_RECEIPT_FILE", "the first record is not IR, or the last is not GO");
  }
  const Record& first = file.records_.front();
  if (file.Kind(first) == "HI") {
    return Refused(
        "RETURNED_FILE",
        "line 1: HI: receipts that the payer returned; give the file made for submission");
  }
  // 点数表: 1 is medical, DPC included.
  if (file.Field(first, 4) != "1")
    return Refused("NOT_MEDICAL",
                   "line 1: IR: field 4 is not 1: the receipts are not medical ones");
  return file;
}

std::string_view ReceiptFile::Field(const Record& record, int number) const {
  std::string_view rest = Text(record);
  for (; number > 1; --number) {
    const auto comma = rest.find(',');
    if (comma == std::string_view::npos) return {};
    rest.remove_prefix(comma + 1);
  }
  return rest.substr(0, rest.find(','));
}

std::int64_t NumberOf(std::string_view text) {
  if (text.size() > kMostDigits) return -1;
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end && number >= 0 && !text.empty() ? number : -1;
}

}  // namespace kakutei::receipts
