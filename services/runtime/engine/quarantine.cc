#include "runtime/engine/quarantine.h"

#include <utility>

#include "runtime/engine/record_headers.h"
#include "runtime/engine/task_state.h"

namespace kakutei::runtime::engine {
namespace {

// A bigger value is left out, as with its headers it might no longer fit into the log; it stands at
// its origin.
constexpr std::size_t kBiggestValue = std::size_t{512} << 10;

}  // namespace

Quarantine::Quarantine(const TaskSpec& spec, const EventLog& log)
    : spec_(spec), log_(log), own_{spec.quarantine_topic, spec.quarantine_partition} {}

base::Status Quarantine::Open(const StateReader& reader) {
  const auto next = ReadPosition(reader, PositionKind::kQuarantine, own_);
  if (!next) {
    return base::Fail(next.error());
  }
  next_ = *next;
  return {};
}

base::Result<std::int64_t> Quarantine::Advance(Overlay& overlay) {
  if (own_.topic.empty()) {
    return 0;
  }
  const auto read = log_.Read(own_, next_, spec_.limits.batch_records, spec_.limits.batch_bytes);
  if (!read) {
    return base::Fail(read.error());
  }
  for (const LogRecord& record : read->records) {
    if (const auto origin = OriginOf(record.headers)) {
      overlay.Put(SetAsideKey(origin->from, origin->position), {});
    }
  }
  if (read->next_position != next_) {
    next_ = read->next_position;
    WritePosition(overlay, PositionKind::kQuarantine, own_, next_);
  }
  return static_cast<std::int64_t>(read->records.size());
}

base::Result<bool> Quarantine::AtEnd() const {
  if (own_.topic.empty()) {
    return true;
  }
  const auto end = log_.End(own_);
  if (!end) {
    return base::Fail(end.error());
  }
  return next_ >= *end;
}

base::Status Quarantine::SetAside(Overlay& overlay, const TopicPartition& from,
                                  const LogRecord& record, std::string_view reason,
                                  std::vector<NewRecord>& out) const {
  if (own_.topic.empty()) {
    return {};
  }
  const std::string key = SetAsideKey(from, record.position);
  auto standing = FromStore(overlay.Get(key));
  if (!standing) {
    return base::Fail(std::move(standing.error()));
  }
  if (*standing) {
    return {};
  }
  overlay.Put(key, {});
  const bool omitted = record.value.size() > kBiggestValue;
  out.push_back({own_, record.key, omitted ? std::string() : record.value,
                 SetAsideHeaders(spec_.source, from, record.position, reason, omitted)});
  return {};
}

}  // namespace kakutei::runtime::engine
