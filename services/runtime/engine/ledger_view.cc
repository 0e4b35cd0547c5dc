#include "runtime/engine/ledger_view.h"

#include <string>
#include <utility>

#include "base/check.h"
#include "runtime/engine/ledger_heads.h"
#include "runtime/engine/task_state.h"

namespace kakutei::runtime::engine {
namespace {

tl::unexpected<base::Error> Damaged(std::string_view subject) {
  return base::Fail(base::ErrorCode::kDataLoss, "STORED_RECORD",
                    "a stored record of " + std::string(subject) + " is missing or damaged");
}

}  // namespace

base::Result<std::optional<v1::LedgerHead>> HeadOf(const StateReader& reader,
                                                   std::string_view subject) {
  return HeadAt(reader, HeadKey(subject));
}

base::Result<std::optional<v1::LedgerRecord>> LatestOf(const StateReader& reader,
                                                       std::string_view subject) {
  const auto head = HeadOf(reader, subject);
  if (!head) {
    return base::Fail(head.error());
  }
  if (!*head) {
    return std::nullopt;
  }
  const auto bytes = FromStore(reader.Get(RecordKey(subject, (*head)->revision())));
  if (!bytes) {
    return base::Fail(bytes.error());
  }
  std::optional<v1::LedgerRecord> record = *bytes ? ParseRecord(**bytes) : std::nullopt;
  if (!record) {
    return Damaged(subject);
  }
  return record;
}

base::Result<std::vector<v1::LedgerRecord>> HistoryOf(const StateReader& reader,
                                                      std::string_view subject, int max) {
  KAKUTEI_CHECK(max > 0);
  std::vector<v1::LedgerRecord> records;
  bool damaged = false;
  const std::string prefix = RecordsPrefix(subject);
  const auto visit = [&](std::string_view key, std::string_view value) {
    // A longer key is that of a subject which has this one and a zero byte at its beginning.
    if (key.size() != prefix.size() + sizeof(std::uint64_t)) {
      return true;
    }
    std::optional<v1::LedgerRecord> record = ParseRecord(value);
    damaged = !record;
    if (damaged) {
      return false;
    }
    records.push_back(*std::move(record));
    return std::cmp_less(records.size(), max);
  };
  if (auto scanned = FromStore(reader.Scan(prefix, {}, visit)); !scanned) {
    return base::Fail(std::move(scanned.error()));
  }
  if (damaged) {
    return Damaged(subject);
  }
  return records;
}

base::Result<bool> IsAccepted(const StateReader& reader, const v1::LedgerRecord& record) {
  const auto bytes = FromStore(reader.Get(RecordKey(record.subject(), record.revision())));
  if (!bytes) {
    return base::Fail(bytes.error());
  }
  if (!*bytes) {
    return false;
  }
  const std::optional<v1::LedgerRecord> accepted = ParseRecord(**bytes);
  if (!accepted) {
    return Damaged(record.subject());
  }
  return accepted->digest() == record.digest() && accepted->prev_digest() == record.prev_digest();
}

base::Status ScanLatest(const StateReader& reader, std::string_view subject_prefix,
                        std::string_view from, const RecordVisitor& visitor) {
  base::Status status;
  const auto visit = [&](std::string_view key, std::string_view) {
    auto record = LatestOf(reader, key.substr(kHeadPrefix.size()));
    if (!record) {
      status = base::Fail(std::move(record.error()));
      return false;
    }
    return visitor(**record);
  };
  auto scanned = FromStore(
      reader.Scan(HeadKey(subject_prefix), from.empty() ? std::string() : HeadKey(from), visit));
  return scanned ? status : scanned;
}

}  // namespace kakutei::runtime::engine
