#include "runtime/rpc/request_memory.h"

namespace kakutei::runtime::rpc {

base::Result<std::optional<v1::AppendFactsResponse>> RequestMemory::Claim(const std::string& id,
                                                                          std::string_view digest) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(id);
  if (found != by_id_.end()) {
    if (found->second->digest != digest) {
      return base::Fail(base::ErrorCode::kAlreadyExists, "REQUEST_ID_REUSED",
                        "requestId " + id + " was used for other facts");
    }
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->response;
  }
  if (entries_.size() >= capacity_) {
    by_id_.erase(entries_.back().id);
    entries_.pop_back();
  }
  entries_.push_front({id, std::string(digest), std::nullopt});
  by_id_.emplace(entries_.front().id, entries_.begin());
  return std::nullopt;
}

void RequestMemory::Remember(const std::string& id, const v1::AppendFactsResponse& response) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(id);
  if (found != by_id_.end()) {
    found->second->response = response;
  }
}

void RequestMemory::Forget(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end() || found->second->response) {
    return;
  }
  const auto entry = found->second;
  by_id_.erase(found);
  entries_.erase(entry);
}

std::size_t RequestMemory::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace kakutei::runtime::rpc
