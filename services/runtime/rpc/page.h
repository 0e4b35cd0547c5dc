#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kakutei/v1/mesh.pb.h"

#include "base/result.h"

// Pages of a list. A token carries the key at which the next page begins and a check sum over it
// and over the query, so that a token of another query, or one that somebody made up, is refused.
namespace kakutei::runtime::rpc {

inline constexpr int kDefaultPageSize = 100;
inline constexpr int kMaxPageSize = 1'000;

// A page that is asked for.
struct Page {
  int size = kDefaultPageSize;
  // Where it begins; nullopt: at the beginning.
  std::optional<std::string> from;
};

// `query` is the rest of the request in any unambiguous form, the same for all pages of a list.
// kInvalidArgument MALFORMED_REQUEST, naming page.size or page.token.
base::Result<Page> ReadPage(const v1::PageRequest& request, std::string_view query);

// The token of the page that begins at `from`.
std::string PageToken(std::string_view from, std::string_view query);

}  // namespace kakutei::runtime::rpc
