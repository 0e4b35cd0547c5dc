#include "kakutei/offline_registry.h"

#include <algorithm>

#include "facts/routing.h"
#include "runtime/engine/dirty_queue.h"

namespace kakutei::cli {

base::Status OfflineRegistry::Take(const v1::Event& event) {
  const facts::Route route = facts::RouteOf(event);
  runtime::engine::NothingDirty nothing_dirty;
  const std::string value = event.SerializeAsString();
  const auto folded =
      fold_.Fold({{std::string(route.topic), 0}, 0, route.key, value}, state_, nothing_dirty);
  return folded ? base::Status() : base::Fail(folded.error());
}

base::Result<std::optional<std::string>> OfflineRegistry::Memory::Get(std::string_view key) const {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::nullopt;
  return found->second;
}

base::Status OfflineRegistry::Memory::Scan(std::string_view prefix, std::string_view from,
                                           const runtime::ScanVisitor& visitor) const {
  for (auto at = entries_.lower_bound(std::max(prefix, from)); at != entries_.end(); ++at) {
    if (!at->first.starts_with(prefix) || !visitor(at->first, at->second)) break;
  }
  return {};
}

void OfflineRegistry::Memory::Put(std::string_view key, std::string_view value) {
  entries_.insert_or_assign(std::string(key), std::string(value));
}

void OfflineRegistry::Memory::Delete(std::string_view key) {
  const auto found = entries_.find(key);
  if (found != entries_.end()) entries_.erase(found);
}

}  // namespace kakutei::cli
