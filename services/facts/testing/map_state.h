#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kakutei::facts::testing {

// A state in memory, as kept.h asks for.
class MapState {
 public:
  base::Result<std::optional<std::string>> Get(std::string_view key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? std::nullopt : std::optional(found->second);
  }
  base::Status Scan(
      std::string_view prefix, std::string_view from,
      const std::function<bool(std::string_view key, std::string_view value)>& visitor) const {
    for (auto at = entries_.lower_bound(from.empty() ? prefix : from);
         at != entries_.end() && at->first.starts_with(prefix); ++at) {
      if (!visitor(at->first, at->second)) break;
    }
    return {};
  }
  void Put(std::string_view key, std::string_view value) {
    entries_.insert_or_assign(std::string(key), std::string(value));
  }
  void Delete(std::string_view key) { entries_.erase(std::string(key)); }

  bool operator==(const MapState&) const = default;

 private:
  std::map<std::string, std::string, std::less<>> entries_;
};

}  // namespace kakutei::facts::testing
