#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime {

// A ProjectionStore in memory for tests and simulations: the same contract as the one on disk, plus
// a disk that can be copied, put back and made to fail. Thread-safe apart from overlays.
class MemoryStore final : public ProjectionStore {
 public:
  using Contents = std::map<std::string, std::string, std::less<>>;
  // The whole disk at one moment. May outlive the store; starts another store or rolls this one
  // back.
  using DiskImage = std::shared_ptr<const Contents>;

  MemoryStore();
  explicit MemoryStore(const DiskImage& image);

  base::Result<std::optional<std::string>> Get(std::string_view key) const override;
  base::Status Scan(std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const override;
  std::unique_ptr<StateReader> Snapshot() const override;
  std::unique_ptr<Overlay> NewOverlay() override;
  base::Status Commit(Overlay& overlay, Durability durability) override;
  // keys, bytes, commits.
  void VisitStatistics(
      const std::function<void(std::string_view name, std::int64_t value)>& visitor) const override;

  DiskImage Image() const;
  // Puts the disk back to an image and repairs a latched store. Overlays keep their changes.
  void Restore(const DiskImage& image);

  // Each of these happens once. An error of kDataLoss latches the store, as damage on a disk does;
  // any other error leaves it usable.
  void FailNextCommit(base::Error error);
  // The changes are on the disk although the commit fails, as after a failed fsync.
  void FailNextCommitAfterWriting(base::Error error);
  // The next Get or Scan that reaches the disk, through whichever reader.
  void FailNextRead(base::Error error);

 private:
  friend class MemoryOverlay;
  class Pin;
  class PinnedReader;
  // What a disk holds; changed in place only while nobody else looks at it.
  struct Version {
    Contents contents;
    int pins = 0;
  };

  // Takes the scripted failure, if there is one.
  base::Status CheckRead() const;
  base::Status Latch(base::Error error) const;
  // Copies the contents first if a pin still looks at them.
  Contents& Writable();

  mutable std::mutex mutex_;  // guards everything below, and the pins of every version
  std::shared_ptr<Version> version_;
  std::int64_t commits_ = 0;
  mutable std::optional<base::Error> latched_;
  mutable std::optional<base::Error> next_read_;
  std::optional<base::Error> next_commit_;
  bool write_before_failing_ = false;
};

}  // namespace kakutei::runtime
