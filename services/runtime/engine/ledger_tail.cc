#include "runtime/engine/ledger_tail.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/partitioning.h"
#include "runtime/engine/ledger_heads.h"
#include "runtime/engine/ledger_view.h"
#include "runtime/engine/standing.h"
#include "runtime/engine/task_state.h"

namespace kakutei::runtime::engine {

LedgerTail::LedgerTail(const TaskSpec& spec, const EventLog& log, const Domain& domain,
                       TaskProbe& probe)
    : spec_(spec), log_(log), domain_(domain), probe_(probe) {
  for (const int partition : spec.output_partitions) {
    outputs_.push_back({{spec.output_topic, partition}, 0, 0});
  }
}

base::Status LedgerTail::Open(Overlay& overlay, DirtySubjects& dirty) {
  for (Output& output : outputs_) {
    const auto next = ReadPosition(overlay, PositionKind::kOutput, output.partition);
    if (!next) {
      return base::Fail(next.error());
    }
    output.next = output.saved = *next;
  }
  if (auto counted = CountStandingOnce(overlay, domain_); !counted) {
    return counted;
  }
  pending_.clear();
  settled_.clear();
  return FromStore(overlay.Scan(kPendingPrefix, {}, [&](std::string_view key, std::string_view) {
    settled_.emplace_back(key.substr(kPendingPrefix.size()));
    dirty.Mark(settled_.back(), {});
    return true;
  }));
}

base::Result<std::int64_t> LedgerTail::Advance(Overlay& overlay, DirtySubjects& dirty) {
  std::int64_t records = 0;
  const std::int64_t repairs_before = repairs_;
  ignored_ = 0;
  for (Output& output : outputs_) {
    auto read = log_.Read(output.partition, output.next, spec_.limits.batch_records,
                          spec_.limits.batch_bytes);
    if (!read) {
      return base::Fail(std::move(read.error()));
    }
    for (const LogRecord& record : read->records) {
      if (auto taken = Take(output, record, overlay, dirty); !taken) {
        return base::Fail(std::move(taken.error()));
      }
    }
    output.next = read->next_position;
    records += static_cast<std::int64_t>(read->records.size());
    SettleMissing(output, dirty);
  }
  if (ignored_ > 0) {
    probe_.Ignored(spec_.output_topic, ignored_);
  }
  if (repairs_ > repairs_before) {
    probe_.Repaired(repairs_ - repairs_before);
  }
  return records;
}

base::Status LedgerTail::Take(const Output& output, const LogRecord& record, Overlay& overlay,
                              DirtySubjects& dirty) {
  const std::optional<v1::LedgerRecord> ledger = ParseRecord(record.value);
  if (!ledger) {
    ++ignored_;
    return {};
  }
  if (!domain_.Owns(ledger->subject())) {
    return {};
  }
  if (!IsOurs(*ledger, output.partition.partition)) {
    ++ignored_;
    return {};
  }
  const std::string& subject = ledger->subject();
  const auto before = LatestOf(overlay, subject);
  if (!before) {
    return base::Fail(before.error());
  }
  const auto accepted = Offer(overlay, HeadKey(subject), *ledger);
  if (!accepted) {
    return base::Fail(accepted.error());
  }
  if (!*accepted) {
    ++ignored_;
    return {};
  }
  overlay.Put(RecordKey(subject, ledger->revision()), record.value);
  if (auto moved = MoveStanding(overlay, domain_, *before ? &**before : nullptr, *ledger); !moved) {
    return moved;
  }
  const auto pending = pending_.find(subject);
  if (pending != pending_.end() && pending->second.revision == ledger->revision() &&
      pending->second.digest == ledger->digest()) {
    Settle(pending);
  } else {
    Repair(subject, dirty);
  }
  return {};
}

// A subject's revisions stand in one partition: across two, their order would be a matter of
// chance.
bool LedgerTail::IsOurs(const v1::LedgerRecord& record, int partition) const {
  return base::PartitionOf(domain_.OutputKey(record.subject()), spec_.output_partition_count) ==
         partition;
}

LedgerTail::PendingRecords::iterator LedgerTail::Settle(PendingRecords::iterator pending) {
  if (pending->second.saved) {
    settled_.push_back(pending->first);
  }
  return pending_.erase(pending);
}

// What was appended below the position that is read next, and is still pending, was not accepted or
// is not there.
void LedgerTail::SettleMissing(const Output& output, DirtySubjects& dirty) {
  for (auto pending = pending_.begin(); pending != pending_.end();) {
    if (pending->second.partition == output.partition.partition &&
        pending->second.position < output.next) {
      Repair(pending->first, dirty);
      pending = Settle(pending);
    } else {
      ++pending;
    }
  }
}

void LedgerTail::Repair(std::string_view subject, DirtySubjects& dirty) {
  dirty.Mark(subject, {});
  ++repairs_;
}

base::Result<bool> LedgerTail::AtEnd() const {
  for (const Output& output : outputs_) {
    const auto end = log_.End(output.partition);
    if (!end) {
      return base::Fail(end.error());
    }
    if (output.next < *end) {
      return false;
    }
  }
  return true;
}

void LedgerTail::Expect(const v1::LedgerRecord& record, int partition, std::int64_t position) {
  pending_[record.subject()] = {record.revision(), record.digest(), partition, position, false};
}

Positions LedgerTail::PendingUpTo() const {
  Positions up_to;
  for (const auto& [subject, pending] : pending_) {
    std::int64_t& position = up_to[{spec_.output_topic, pending.partition}];
    position = std::max(position, pending.position + 1);
  }
  return up_to;
}

void LedgerTail::Save(Overlay& overlay) {
  for (Output& output : outputs_) {
    if (output.next != output.saved) {
      WritePosition(overlay, PositionKind::kOutput, output.partition, output.next);
      output.saved = output.next;
    }
  }
  // Deletes come first: a subject may be pending again.
  for (const std::string& subject : std::exchange(settled_, {})) {
    overlay.Delete(PendingKey(subject));
  }
  for (auto& [subject, pending] : pending_) {
    if (!pending.saved) {
      overlay.Put(PendingKey(subject), {});
      pending.saved = true;
    }
  }
}

Positions LedgerTail::positions() const {
  Positions positions;
  for (const Output& output : outputs_) {
    positions[output.partition] = output.next;
  }
  return positions;
}

}  // namespace kakutei::runtime::engine
