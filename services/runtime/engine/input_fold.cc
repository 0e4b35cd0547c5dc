#include "runtime/engine/input_fold.h"

#include <optional>
#include <utility>

#include "runtime/engine/ledger_heads.h"
#include "runtime/engine/task_state.h"

namespace kakutei::runtime::engine {

using base::ErrorCode;

base::Status InputFold::Fold(const InputBatch::Part& part, Overlay& overlay, DirtySubjects& dirty,
                             std::vector<NewRecord>& out) {
  counts_ = {};
  Input input;
  input.from = part.input->from;
  for (const LogRecord& record : part.records) {
    input.position = record.position;
    input.key = record.key;
    input.value = record.value;
    auto folded = part.input->ledger ? FoldLedger(record, input, overlay, dirty, out)
                                     : FoldOne(record, input, overlay, dirty, out);
    if (!folded) {
      return folded;
    }
  }
  TellProbe(input);
  return {};
}

base::Status InputFold::FoldLedger(const LogRecord& record, Input& input, Overlay& overlay,
                                   DirtySubjects& dirty, std::vector<NewRecord>& out) {
  const std::optional<v1::LedgerRecord> ledger = ParseRecord(record.value);
  if (!ledger) {
    ++counts_.ignored;
    return {};
  }
  const auto accepted = Offer(overlay, InputHeadKey(input.from, ledger->subject()), *ledger);
  if (!accepted) {
    return base::Fail(accepted.error());
  }
  if (!*accepted) {
    ++counts_.ignored;
    return {};
  }
  input.value = ledger->content();
  return FoldOne(record, input, overlay, dirty, out);
}

base::Status InputFold::FoldOne(const LogRecord& record, Input& input, Overlay& overlay,
                                DirtySubjects& dirty, std::vector<NewRecord>& out) {
  DomainState state(overlay);
  const auto outcome = domain_.Fold(input, state, dirty);
  if (outcome) {
    ++counts_.outcomes[static_cast<std::size_t>(*outcome)];
    return {};
  }
  if (outcome.error().code != ErrorCode::kInvalidArgument) {
    return base::Fail(outcome.error());
  }
  ++counts_.set_aside;
  return quarantine_.SetAside(overlay, input.from, record, outcome.error().reason, out);
}

void InputFold::TellProbe(const Input& input) const {
  for (std::size_t i = 0; i < counts_.outcomes.size(); ++i) {
    if (counts_.outcomes[i] > 0) {
      probe_.Folded(input.from.topic, static_cast<FoldOutcome>(i), counts_.outcomes[i]);
    }
  }
  if (counts_.ignored > 0) {
    probe_.Ignored(input.from.topic, counts_.ignored);
  }
  if (counts_.set_aside > 0) {
    probe_.SetAside(input.from.topic, counts_.set_aside);
  }
}

}  // namespace kakutei::runtime::engine
