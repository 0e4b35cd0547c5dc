#include "billing_eligibility/verdict_watch.h"

#include <charconv>
#include <utility>

#include "base/partitioning.h"
#include "billing_eligibility/billing_eligibility_queries.h"
#include "facts/patient_information.h"
#include "facts/routing.h"
#include "runtime/engine/ledger_view.h"

namespace kakutei::billing_eligibility {
namespace {

constexpr std::size_t kMostSubjectsRemembered = 65'536;
constexpr int kMostRecords = 500;
constexpr std::int64_t kMostBytes = 1 << 20;

runtime::TopicPartition Verdicts(int partition) {
  return {std::string(facts::kVerdictsTopic), partition};
}

// Positions joined by '.', one for each partition; nullopt for anything else.
std::optional<std::vector<std::int64_t>> ParseCursor(std::string_view cursor,
                                                     std::size_t partitions) {
  std::vector<std::int64_t> positions;
  while (true) {
    std::int64_t position = -1;
    const auto [end, error] =
        std::from_chars(cursor.data(), cursor.data() + cursor.size(), position);
    if (error != std::errc() || position < 0) return std::nullopt;
    positions.push_back(position);
    cursor.remove_prefix(static_cast<std::size_t>(end - cursor.data()));
    if (cursor.empty()) break;
    if (cursor.front() != '.') return std::nullopt;
    cursor.remove_prefix(1);
  }
  if (positions.size() != partitions) return std::nullopt;
  return positions;
}

base::Status CheckWithin(const runtime::EventLog& log, const std::vector<std::int64_t>& positions) {
  for (int partition = 0; partition < static_cast<int>(positions.size()); ++partition) {
    const std::int64_t position = positions[static_cast<std::size_t>(partition)];
    const auto end = log.End(Verdicts(partition));
    if (!end) return base::Fail(end.error());
    if (position <= *end) continue;
    return base::Fail(base::ErrorCode::kFailedPrecondition, kCursorBeyondEnd,
                      "the cursor stands at position " + std::to_string(position) + " of " +
                          std::string(facts::kVerdictsTopic) + "/" + std::to_string(partition) +
                          ", but the log ends at " + std::to_string(*end) +
                          ": it is another log's cursor, or records were lost; begin without one");
  }
  return {};
}

}  // namespace

base::Result<VerdictWatch> VerdictWatch::From(std::string_view cursor, std::string_view claimant,
                                              const runtime::EventLog& log,
                                              const std::vector<runtime::rpc::TaskView>& views) {
  VerdictWatch watch(log, views);
  watch.claimant_ = std::string(claimant);
  watch.positions_.resize(views.size(), 0);
  if (cursor.empty()) return watch;
  auto positions = ParseCursor(cursor, views.size());
  if (!positions) {
    return base::Fail({base::ErrorCode::kInvalidArgument,
                       "MALFORMED_REQUEST",
                       "cursor: A cursor is one that an answer carried.",
                       {{"cursor", facts::ShownValue(std::string(cursor)),
                         "A cursor is one that an answer carried."}}});
  }
  if (auto within = CheckWithin(log, *positions); !within)
    return base::Fail(std::move(within).error());
  watch.positions_ = *std::move(positions);
  return watch;
}

base::Result<bool> VerdictWatch::Advance(const Send& send) {
  bool any = false;
  for (int partition = 0; partition < static_cast<int>(positions_.size()) && !stopped_;
       ++partition) {
    if (!claimant_.empty() &&
        base::PartitionOf(claimant_, static_cast<int>(positions_.size())) != partition)
      continue;
    auto advanced = AdvancePartition(partition, send);
    if (!advanced) return advanced;
    any = any || *advanced;
  }
  return any;
}

base::Result<bool> VerdictWatch::AdvancePartition(int partition, const Send& send) {
  const runtime::rpc::TaskView& view = (*views_)[static_cast<std::size_t>(partition)];
  std::int64_t& position = positions_[static_cast<std::size_t>(partition)];
  // What the task has read back from its partition is in its store: there it stands which records
  // were accepted.
  const auto outputs = view.task->freshness().Reflected().outputs;
  const auto tailed = outputs.find(Verdicts(partition));
  if (tailed == outputs.end() || position >= tailed->second) return false;
  const auto snapshot = view.store->Snapshot();
  auto read = log_->Read(Verdicts(partition), position, kMostRecords, kMostBytes);
  if (!read) return base::Fail(std::move(read).error());
  for (const auto& log_record : read->records) {
    if (log_record.position >= tailed->second) return true;
    position = log_record.position + 1;
    v1::LedgerRecord record;
    if (!record.ParseFromString(log_record.value)) continue;
    if (!claimant_.empty() && ClaimantOf(record.subject()) != claimant_) continue;
    if (const auto sent = sent_.find(record.subject());
        sent != sent_.end() && record.revision() <= sent->second)
      continue;
    const auto accepted = runtime::engine::IsAccepted(*snapshot, record);
    if (!accepted) return base::Fail(accepted.error());
    if (!*accepted) continue;
    auto published = Published(record);
    // A stranger's record whose content is no verdict; its subject is corrected by the next
    // revision.
    if (!published) continue;
    v1::WatchVerdictsResponse response;
    *response.mutable_verdict() = *std::move(published);
    if (sent_.size() >= kMostSubjectsRemembered) sent_.clear();
    sent_[record.subject()] = record.revision();
    response.set_cursor(Cursor());
    if (!send(response)) {
      stopped_ = true;
      return true;
    }
  }
  position = std::max(position, std::min(read->next_position, tailed->second));
  return true;
}

std::string VerdictWatch::Cursor() const {
  std::string cursor;
  for (const std::int64_t position : positions_)
    cursor += (cursor.empty() ? "" : ".") + std::to_string(position);
  return cursor;
}

}  // namespace kakutei::billing_eligibility
