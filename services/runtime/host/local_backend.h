#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/host/log.h"
#include "runtime/host/module.h"

namespace kakutei::runtime::host {

// The embedded log and stores of one process under one data directory: DIRECTORY/log and
// DIRECTORY/tasks/NAME. One process at a time.
//
// This is the one place where the embedded log and the store are named. It stands here and not in
// each service's wiring because the four services share it, alone and together; nothing but
// serve.cc and tests of whole services may include it.
//
// A task's store that cannot be read is put aside as tasks/NAME.damaged, over an older one, and
// begun anew: it is a cache of the log. The log itself is never begun anew.
class LocalBackend {
 public:
  static constexpr std::int64_t kMinFreeBytes = 64 << 20;

  // `partitions` of each topic that is keyed by facility; it must be what the directory was made
  // with. Errors: kFailedPrecondition DATA_DIRECTORY or NOT_A_DATA_DIRECTORY (there are files, but
  // no log of ours); kResourceExhausted DISK_ALMOST_FULL (below `min_free_bytes`, without which no
  // commit would be taken either); and what the log and the store answer.
  static base::Result<std::unique_ptr<LocalBackend>> Open(
      const std::string& directory, int partitions, Log& log,
      std::int64_t min_free_bytes = kMinFreeBytes);

  EventLog& event_log() { return *event_log_; }
  // The backend outlives the stores.
  OpenStore open_store();

 private:
  LocalBackend(std::string directory, std::unique_ptr<EventLog> event_log, Log& log);
  base::Result<std::unique_ptr<ProjectionStore>> OpenTask(std::string_view task);

  const std::string directory_;
  const std::unique_ptr<EventLog> event_log_;
  Log& log_;
};

}  // namespace kakutei::runtime::host
