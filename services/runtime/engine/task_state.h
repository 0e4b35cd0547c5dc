#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "runtime/engine/domain.h"
#include "runtime/engine/positions.h"
#include "runtime/projection/projection_store.h"

// How a task's store is laid out. README.md lists the keys; nobody else builds or reads them.
namespace kakutei::runtime::engine {

// What is kept per partition.
enum class PositionKind : char { kInput = 'i', kOutput = 'o', kQuarantine = 'q' };

// First bytes of the engine's own keys; the domain's begin with 's'.
inline constexpr std::string_view kDirtyPrefix = "d";
inline constexpr std::string_view kGroupPrefix = "g";
inline constexpr std::string_view kHeadPrefix = "h";
inline constexpr std::string_view kRecordPrefix = "r";
inline constexpr std::string_view kPendingPrefix = "w";

std::string HeadKey(std::string_view subject);
// All records of a subject begin with it; the rest is the revision, biggest first.
std::string RecordsPrefix(std::string_view subject);
std::string RecordKey(std::string_view subject, std::uint64_t revision);
std::string PendingKey(std::string_view subject);
// The head of a subject in one ledger partition that the task folds.
std::string InputHeadKey(const TopicPartition& partition, std::string_view subject);
// A record of that partition that was set aside.
std::string SetAsideKey(const TopicPartition& partition, std::int64_t position);

// 0 when nothing is stored. An error is always kDataLoss.
base::Result<std::int64_t> ReadPosition(const StateReader& reader, PositionKind kind,
                                        const TopicPartition& partition);
void WritePosition(Overlay& overlay, PositionKind kind, const TopicPartition& partition,
                   std::int64_t position);

// Checks that the store is this task's and laid out as this code writes it, or marks an empty one.
// True: it was empty. Errors: kFailedPrecondition STORE_OF_ANOTHER_TASK or STORE_LAYOUT; empty the
// store then.
base::Result<bool> ClaimStore(Overlay& overlay, std::string_view task);

// Turns any error of a store into kDataLoss: whatever it was, the store is not to be trusted any
// more.
base::Error AsStoreError(base::Error error);
template <typename T>
base::Result<T> FromStore(base::Result<T> result) {
  return std::move(result).map_error(AsStoreError);
}

// The domain's keys in a task's overlay.
class DomainState final : public State {
 public:
  explicit DomainState(Overlay& overlay) : overlay_(overlay) {}
  base::Result<std::optional<std::string>> Get(std::string_view key) const override;
  base::Status Scan(std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const override;
  void Put(std::string_view key, std::string_view value) override;
  void Delete(std::string_view key) override;

 private:
  Overlay& overlay_;
};

// The domain's keys as a query reads them, from a ProjectionStore::Snapshot(). Hand it out as
// const: Put and Delete are mistakes of our own (CHECK). The reader outlives it.
class ReadOnlyState final : public State {
 public:
  explicit ReadOnlyState(const StateReader& reader) : reader_(reader) {}
  base::Result<std::optional<std::string>> Get(std::string_view key) const override;
  base::Status Scan(std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const override;
  void Put(std::string_view key, std::string_view value) override;
  void Delete(std::string_view key) override;

 private:
  const StateReader& reader_;
};

}  // namespace kakutei::runtime::engine
