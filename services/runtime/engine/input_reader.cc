#include "runtime/engine/input_reader.h"

#include <algorithm>
#include <utility>

#include "runtime/engine/task_state.h"

namespace kakutei::runtime::engine {
namespace {

std::int64_t BytesOf(const std::vector<LogRecord>& records) {
  std::int64_t bytes = 0;
  for (const LogRecord& record : records) {
    bytes += static_cast<std::int64_t>(record.key.size() + record.value.size());
  }
  return bytes;
}

}  // namespace

InputReader::InputReader(const TaskSpec& spec, const EventLog& log)
    : limits_(spec.limits), log_(log) {
  for (const TaskInput& input : spec.inputs) {
    cursors_.push_back({input, 0, 0});
  }
}

base::Status InputReader::Open(const StateReader& reader) {
  for (Cursor& cursor : cursors_) {
    const auto next = ReadPosition(reader, PositionKind::kInput, cursor.input.from);
    if (!next) {
      return base::Fail(next.error());
    }
    cursor.next = cursor.saved = *next;
  }
  return {};
}

base::Result<InputBatch> InputReader::Poll() {
  InputBatch batch;
  std::int64_t bytes = 0;
  for (std::size_t i = 0; i < cursors_.size(); ++i) {
    const Cursor& cursor = cursors_[(first_ + i) % cursors_.size()];
    const auto end = log_.End(cursor.input.from);
    if (!end) {
      return base::Fail(end.error());
    }
    const auto room = static_cast<int>(limits_.batch_records - batch.records);
    if (*end == cursor.next || room <= 0 || bytes >= limits_.batch_bytes) {
      batch.lag += std::max<std::int64_t>(*end - cursor.next, 0);
      continue;
    }
    auto read = log_.Read(cursor.input.from, cursor.next, room, limits_.batch_bytes - bytes);
    if (!read) {
      return base::Fail(std::move(read.error()));
    }
    bytes += BytesOf(read->records);
    batch.records += static_cast<std::int64_t>(read->records.size());
    batch.lag += std::max<std::int64_t>(*end - read->next_position, 0);
    if (read->next_position != cursor.next) {
      batch.parts.push_back({&cursor.input, std::move(read->records), read->next_position});
    }
  }
  first_ = cursors_.empty() ? 0 : (first_ + 1) % cursors_.size();
  return batch;
}

void InputReader::Advance(const InputBatch::Part& part) {
  const auto cursor =
      std::ranges::find(cursors_, part.input, [](const Cursor& c) { return &c.input; });
  cursor->next = part.next_position;
}

base::Result<Positions> InputReader::Ends() const {
  Positions ends;
  for (const Cursor& cursor : cursors_) {
    const auto end = log_.End(cursor.input.from);
    if (!end) {
      return base::Fail(end.error());
    }
    if (*end < cursor.next) {
      return base::Fail(base::ErrorCode::kDataLoss, "LOG_SHORTER_THAN_STORE",
                        cursor.input.from.topic + "-" +
                            std::to_string(cursor.input.from.partition) + " ends at " +
                            std::to_string(*end) + ", read up to " + std::to_string(cursor.next));
    }
    ends[cursor.input.from] = *end;
  }
  return ends;
}

void InputReader::Save(Overlay& overlay) {
  for (Cursor& cursor : cursors_) {
    if (cursor.next != cursor.saved) {
      WritePosition(overlay, PositionKind::kInput, cursor.input.from, cursor.next);
      cursor.saved = cursor.next;
    }
  }
}

Positions InputReader::positions() const {
  Positions positions;
  for (const Cursor& cursor : cursors_) {
    positions[cursor.input.from] = cursor.next;
  }
  return positions;
}

}  // namespace kakutei::runtime::engine
