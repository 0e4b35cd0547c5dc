#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kakutei::runtime {

// Receives keys and values in key order; returns false to stop. It may read, but must not change
// the overlay that is being scanned (checked).
using ScanVisitor = std::function<bool(std::string_view key, std::string_view value)>;

// Reads a consistent state of a store. Views stay valid only inside the visitor.
class StateReader {
 public:
  virtual ~StateReader() = default;
  // nullopt: nothing is stored. An empty value is a value.
  virtual base::Result<std::optional<std::string>> Get(std::string_view key) const = 0;
  // All keys that start with `prefix` and are not less than `from` (empty: from the prefix's
  // beginning).
  virtual base::Status Scan(std::string_view prefix, std::string_view from,
                            const ScanVisitor& visitor) const = 0;
};

// Changes on top of a store that nobody else sees until Commit: reads see them merged with the
// store. One writer at a time per store; one thread per overlay.
class Overlay : public StateReader {
 public:
  virtual void Put(std::string_view key, std::string_view value) = 0;
  virtual void Delete(std::string_view key) = 0;
  // Number of Put and Delete calls since it was made or committed.
  virtual std::int64_t changes() const = 0;
};

// Whether a commit waits for the disk. A projection may lose its newest commits, since the log
// makes them again; the log may not.
enum class Durability { kProcessCrash, kPowerLoss };

// An ordered key-value store in one directory, opened by one process at a time. Commits are atomic.
// After any status other than OK or not found the store answers kDataLoss to everything: its owner
// stops and rebuilds. Thread-safe apart from overlays. Snapshots and overlays must not outlive it.
class ProjectionStore : public StateReader {
 public:
  // Reads the store as it is now, whatever is committed later.
  virtual std::unique_ptr<StateReader> Snapshot() const = 0;
  virtual std::unique_ptr<Overlay> NewOverlay() = 0;
  // Writes the overlay's changes at once and empties it. On error the overlay keeps its changes,
  // and nothing is written, except that after kDataLoss it may have been. kResourceExhausted: no
  // room; may be tried again later.
  virtual base::Status Commit(Overlay& overlay, Durability durability) = 0;
  // Figures for metrics, by the store's own names (bytes and counts).
  virtual void VisitStatistics(
      const std::function<void(std::string_view name, std::int64_t value)>& visitor) const = 0;
};

}  // namespace kakutei::runtime
