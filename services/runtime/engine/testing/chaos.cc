#include "runtime/engine/testing/chaos.h"

#include <algorithm>
#include <utility>

#include "kakutei/v1/verdict.pb.h"

#include "base/digest.h"

namespace kakutei::runtime::engine {
namespace {

base::Error Killed() { return {base::ErrorCode::kUnavailable, "KILLED", "the process is dead"}; }

}  // namespace

KillSwitch::Fate KillSwitch::NextCall() {
  if (dead_) {
    return Fate::kDiesBefore;
  }
  ++calls_;
  if (left_ < 0 || --left_ > 0) {
    return Fate::kLives;
  }
  dead_ = true;
  return moment_ == Moment::kBeforeCall ? Fate::kDiesBefore : Fate::kDiesAfter;
}

base::Result<std::vector<std::int64_t>> ChaosLog::Append(std::span<const NewRecord> records) {
  const KillSwitch::Fate fate = kill_.NextCall();
  if (fate == KillSwitch::Fate::kDiesBefore) {
    return base::Fail(Killed());
  }
  if (weather_.overtake_next_append) {
    Overtake(records);
  }
  const AppendFate end = std::exchange(weather_.next_append, AppendFate::kWell);
  if (end == AppendFate::kLate) {
    weather_.late.emplace_back(records.begin(), records.end());
  }
  if (end == AppendFate::kWell || end == AppendFate::kWritten) {
    auto positions = log_.Append(records);
    if (!positions || (end == AppendFate::kWell && fate == KillSwitch::Fate::kLives)) {
      return positions;
    }
  }
  weather_.failed_appends += end == AppendFate::kWell ? 0 : 1;
  return base::Fail(base::ErrorCode::kUnavailable, "NO_ANSWER", "written, or not, or later");
}

void ChaosLog::Overtake(std::span<const NewRecord> records) {
  v1::LedgerRecord record;
  // Records set aside come first in a batch.
  const NewRecord& last = records.back();
  if (last.to.topic == "quarantine" || !record.ParseFromString(last.value)) {
    return;
  }
  record.set_content("overtaken");
  record.set_digest(base::Sha256(record.content()));
  const NewRecord foreign{
      last.to, last.key, record.SerializeAsString(), {{"ce_source", "stranger"}}};
  if (log_.Append({&foreign, 1})) {
    weather_.overtake_next_append = false;
    ++weather_.overtaken_appends;
  }
}

base::Result<ReadResult> ChaosLog::Read(const TopicPartition& partition, std::int64_t from,
                                        int max_records, std::int64_t max_bytes) const {
  if (kill_.NextCall() != KillSwitch::Fate::kLives) {
    return base::Fail(Killed());
  }
  if (weather_.reads_to_fail > 0) {
    --weather_.reads_to_fail;
    ++weather_.failed_reads;
    return base::Fail(base::ErrorCode::kUnavailable, "NO_ANSWER", "not read");
  }
  auto read = log_.Read(partition, from, max_records, max_bytes);
  const auto hidden = weather_.hidden_from.find(partition);
  if (read && hidden != weather_.hidden_from.end()) {
    std::erase_if(read->records,
                  [&](const LogRecord& record) { return record.position >= hidden->second; });
    read->next_position = std::max(from, std::min(read->next_position, hidden->second));
  }
  return read;
}

base::Result<std::int64_t> ChaosLog::End(const TopicPartition& partition) const {
  if (kill_.NextCall() != KillSwitch::Fate::kLives) {
    return base::Fail(Killed());
  }
  auto end = log_.End(partition);
  const auto hidden = weather_.hidden_from.find(partition);
  if (end && hidden != weather_.hidden_from.end()) {
    end = std::min(*end, hidden->second);
  }
  return end;
}

base::Result<int> ChaosLog::Partitions(std::string_view topic) const {
  return log_.Partitions(topic);
}

std::uint64_t ChaosLog::WaitForChange(std::uint64_t seen, std::chrono::milliseconds timeout) const {
  return log_.WaitForChange(seen, timeout);
}

base::Result<std::optional<std::string>> ChaosStore::Get(std::string_view key) const {
  return store_.Get(key);
}

base::Status ChaosStore::Scan(std::string_view prefix, std::string_view from,
                              const ScanVisitor& visitor) const {
  return store_.Scan(prefix, from, visitor);
}

base::Status ChaosStore::Commit(Overlay& overlay, Durability durability) {
  const KillSwitch::Fate fate = kill_.NextCall();
  if (fate == KillSwitch::Fate::kDiesBefore) {
    return base::Fail(Killed());
  }
  auto committed = store_.Commit(overlay, durability);
  if (fate == KillSwitch::Fate::kDiesAfter) {
    return base::Fail(Killed());
  }
  return committed;
}

}  // namespace kakutei::runtime::engine
