#include "runtime/rpc/page.h"

#include "base/digest.h"

namespace kakutei::runtime::rpc {
namespace {

constexpr std::size_t kSumBytes = 8;
constexpr std::size_t kMaxTokenDigits = 4096;

// Not a signature: a page token grants nothing that the query itself does not.
std::string Sum(std::string_view from, std::string_view query) {
  std::string bytes = "page token 1";
  bytes.push_back('\0');
  bytes.append(query);
  bytes.push_back('\0');
  bytes.append(from);
  return base::Sha256(bytes).substr(0, kSumBytes);
}

int Digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::optional<std::string> Unhex(std::string_view text) {
  if (text.size() % 2 != 0 || text.size() > kMaxTokenDigits) {
    return std::nullopt;
  }
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = Digit(text[i]);
    const int low = Digit(text[i + 1]);
    if (high < 0 || low < 0) {
      return std::nullopt;
    }
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

base::Error Malformed(std::string field, std::string value, std::string rule) {
  return {base::ErrorCode::kInvalidArgument,
          "MALFORMED_REQUEST",
          field + ": " + rule,
          {{field, std::move(value), rule}}};
}

}  // namespace

base::Result<Page> ReadPage(const v1::PageRequest& request, std::string_view query) {
  Page page;
  if (request.size() < 0 || request.size() > kMaxPageSize) {
    return base::Fail(
        Malformed("page.size", std::to_string(request.size()), "A page has 1 to 1,000 entries."));
  }
  if (request.size() > 0) {
    page.size = request.size();
  }
  if (request.token().empty()) {
    return page;
  }
  const std::optional<std::string> bytes = Unhex(request.token());
  if (!bytes || bytes->size() < kSumBytes ||
      bytes->substr(0, kSumBytes) != Sum(std::string_view(*bytes).substr(kSumBytes), query)) {
    return base::Fail(
        Malformed("page.token", "", "A token is a nextToken of the same query, unchanged."));
  }
  page.from = bytes->substr(kSumBytes);
  return page;
}

std::string PageToken(std::string_view from, std::string_view query) {
  return base::Hex(Sum(from, query) + std::string(from));
}

}  // namespace kakutei::runtime::rpc
