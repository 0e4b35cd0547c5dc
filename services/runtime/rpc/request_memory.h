#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kakutei/v1/mesh.pb.h"

#include "base/result.h"

namespace kakutei::runtime::rpc {

// Remembers what was answered to the newest request ids, so that a caller who asks again is
// answered again. Bounded: the id least recently used is forgotten first, and everything at the end
// of the process; the same facts under a forgotten id are appended once more, which folds
// harmlessly. Thread-safe.
class RequestMemory {
 public:
  explicit RequestMemory(int capacity) : capacity_(static_cast<std::size_t>(capacity)) {}

  // Takes the id for facts with this digest. The answer given before, if there was one; nullopt: go
  // on and call Remember or Forget. kAlreadyExists REQUEST_ID_REUSED for other facts. Two calls
  // with the same facts at one time both go on.
  base::Result<std::optional<v1::AppendFactsResponse>> Claim(const std::string& id,
                                                             std::string_view digest);
  void Remember(const std::string& id, const v1::AppendFactsResponse& response);
  // Nothing was written for it: the id is free again, unless it was answered meanwhile.
  void Forget(const std::string& id);

  std::size_t size() const;

 private:
  struct Entry {
    std::string id;
    std::string digest;
    std::optional<v1::AppendFactsResponse> response;
  };
  using Entries = std::list<Entry>;  // the most recently used first

  const std::size_t capacity_;
  mutable std::mutex mutex_;  // guards both below
  Entries entries_;
  std::unordered_map<std::string_view, Entries::iterator> by_id_;  // views into entries_
};

}  // namespace kakutei::runtime::rpc
