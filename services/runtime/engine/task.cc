#include "runtime/engine/task.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "runtime/engine/input_fold.h"
#include "runtime/engine/record_headers.h"
#include "runtime/engine/task_state.h"

namespace kakutei::runtime::engine {
namespace {

using base::ErrorCode;

bool MayTryAgain(const base::Error& error) {
  return error.code == ErrorCode::kUnavailable || error.code == ErrorCode::kDeadlineExceeded ||
         error.code == ErrorCode::kAborted || error.code == ErrorCode::kResourceExhausted;
}

// A domain has nothing to wait for: whatever it answers stops the task.
base::Error AsDomainError(base::Error error) {
  if (MayTryAgain(error)) {
    error.code = ErrorCode::kInternal;
  }
  return error;
}

void CheckSpec(const TaskSpec& spec) {
  KAKUTEI_CHECK(!spec.name.empty() && !spec.inputs.empty());
  const TaskLimits& limits = spec.limits;
  KAKUTEI_CHECK(limits.batch_records > 0 && limits.batch_bytes > 0 &&
                limits.judge_batch_subjects > 0);
  KAKUTEI_CHECK(limits.judge_when_lag_at_most >= 0 && limits.max_silent_steps >= 0);
  KAKUTEI_CHECK(limits.max_causes > 0);
  KAKUTEI_CHECK(spec.Judges() == !spec.output_partitions.empty());
  KAKUTEI_CHECK(std::ranges::all_of(spec.output_partitions, [&](int partition) {
    return partition >= 0 && partition < spec.output_partition_count;
  }));
}

}  // namespace

Task::Task(TaskSpec spec, EventLog& log, ProjectionStore& store, Domain& domain, TaskProbe& probe,
           const base::Clock& clock)
    : spec_(std::move(spec)),
      log_(log),
      store_(store),
      domain_(domain),
      probe_(probe),
      clock_(clock),
      dirty_(domain, spec_.limits.max_causes),
      inputs_(spec_, log),
      tail_(spec_, log, domain, probe),
      quarantine_(spec_, log) {
  CheckSpec(spec_);
  Positions known = inputs_.positions();
  known.merge(tail_.positions());
  freshness_.Know(std::move(known));
}

Task::~Task() = default;

DirtySubjects& Task::dirty_subjects() {
  if (spec_.Judges()) {
    return dirty_;
  }
  return nothing_dirty_;
}

base::Result<StepOutcome> Task::Step() {
  if (stopped_with_) {
    return base::Fail(*stopped_with_);
  }
  auto outcome = StepUnguarded();
  if (!outcome && !MayTryAgain(outcome.error())) {
    stopped_with_ = outcome.error();
    overlay_.reset();
    probe_.Stopped(*stopped_with_);
    freshness_.Stop();
  }
  return outcome;
}

base::Result<StepOutcome> Task::StepUnguarded() {
  if (phase_ == Phase::kClosed) {
    if (auto opened = Open(); !opened) {
      return base::Fail(std::move(opened.error()));
    }
    phase_ = Phase::kCatchingUp;
  }
  return phase_ == Phase::kCatchingUp ? CatchUp() : Work();
}

base::Status Task::Open() {
  overlay_ = store_.NewOverlay();
  const auto from_nothing = ClaimStore(*overlay_, spec_.name);
  if (!from_nothing) {
    return base::Fail(from_nothing.error());
  }
  from_nothing_ = *from_nothing;
  if (auto opened = inputs_.Open(*overlay_); !opened) {
    return opened;
  }
  if (auto opened = dirty_.Open(*overlay_); !opened) {
    return opened;
  }
  if (auto opened = tail_.Open(*overlay_, dirty_subjects()); !opened) {
    return opened;
  }
  if (auto opened = quarantine_.Open(*overlay_); !opened) {
    return opened;
  }
  reflection_.Forget();
  told_ = false;
  silent_steps_ = 0;
  DomainState state(*overlay_);
  if (auto reloaded = domain_.Reload(state); !reloaded) {
    return base::Fail(AsDomainError(std::move(reloaded.error())));
  }
  return domain_.Resume(state, dirty_subjects()).map_error(AsDomainError);
}

// Reads what is published before anything is folded or judged, a batch per step.
base::Result<StepOutcome> Task::CatchUp() {
  StepOutcome outcome;
  outcome.recovering = true;
  const auto records = tail_.Advance(*overlay_, dirty_subjects());
  const auto set_aside = records ? quarantine_.Advance(*overlay_) : records;
  if (!set_aside) {
    return base::Fail(set_aside.error());
  }
  outcome.tailed = *records + *set_aside;
  const auto tail_at_end = tail_.AtEnd();
  const auto at_end = tail_at_end && *tail_at_end ? quarantine_.AtEnd() : tail_at_end;
  if (!at_end) {
    return base::Fail(at_end.error());
  }
  if (*at_end) {
    // Taken after the last published record was read: it rests on nothing beyond.
    auto ends = inputs_.Ends();
    if (!ends) {
      return base::Fail(std::move(ends.error()));
    }
    barrier_ = *std::move(ends);
  }
  if (auto committed = Commit(); !committed) {
    return base::Fail(std::move(committed.error()));
  }
  if (*at_end) {
    phase_ = Phase::kRunning;
    from_nothing_ ? probe_.Rebuilt() : probe_.Recovered();
  }
  return outcome;
}

base::Result<StepOutcome> Task::Work() {
  StepOutcome outcome;
  // Up to the fold a failed read changes nothing that cannot stay as it is.
  const auto tailed = tail_.Advance(*overlay_, dirty_subjects());
  if (!tailed) {
    return base::Fail(tailed.error());
  }
  outcome.tailed = *tailed;
  const auto batch = inputs_.Poll();
  if (!batch) {
    return base::Fail(batch.error());
  }
  outcome.folded = batch->records;
  std::vector<NewRecord> out;
  if (auto folded = Fold(*batch, out); !folded) {
    return base::Fail(AsDomainError(std::move(folded.error())));
  }
  std::vector<Draft> drafts;
  if (MayJudge(*batch)) {
    const auto judged = Judge(drafts);
    if (!judged) {
      return base::Fail(AsDomainError(judged.error()));
    }
    outcome.judged = *judged;
  }
  outcome.published = static_cast<std::int64_t>(out.size() + drafts.size());
  if (outcome.published > 0) {
    if (auto published = Publish(std::move(out), std::move(drafts)); !published) {
      return base::Fail(std::move(published.error()));
    }
    const auto read_back = ReadBack();
    if (!read_back) {
      return base::Fail(read_back.error());
    }
    outcome.tailed += *read_back;
  }
  if (auto committed = Commit(); !committed) {
    return base::Fail(std::move(committed.error()));
  }
  Tell(batch->lag);
  return outcome;
}

base::Status Task::Fold(const InputBatch& batch, std::vector<NewRecord>& out) {
  if (batch.records > 0) {
    probe_.Batch(batch.records);
  }
  InputFold fold(domain_, quarantine_, probe_);
  for (const InputBatch::Part& part : batch.parts) {
    if (auto folded = fold.Fold(part, *overlay_, dirty_subjects(), out); !folded) {
      return folded;
    }
    inputs_.Advance(part);
  }
  return {};
}

bool Task::MayJudge(const InputBatch& batch) {
  if (!barrier_.empty()) {
    const Positions reached = inputs_.positions();
    if (std::ranges::any_of(barrier_, [&](const Positions::value_type& end) {
          return reached.at(end.first) < end.second;
        })) {
      return false;
    }
    barrier_.clear();
  }
  const TaskLimits& limits = spec_.limits;
  if (batch.lag > limits.judge_when_lag_at_most) {
    silent_steps_ += batch.records > 0 ? 1 : 0;
    if (limits.max_silent_steps == 0 || silent_steps_ <= limits.max_silent_steps) {
      return false;
    }
  }
  silent_steps_ = 0;
  return spec_.Judges();
}

base::Result<std::int64_t> Task::Judge(std::vector<Draft>& drafts) {
  const auto started = clock_.Steady();
  auto judged = JudgeDirty(spec_, domain_, tail_, *overlay_, dirty_, drafts);
  if (judged && *judged > 0) {
    probe_.Judged(*judged, clock_.Steady() - started);
  }
  return judged;
}

base::Status Task::Publish(std::vector<NewRecord> out, std::vector<Draft> drafts) {
  const std::size_t set_aside = out.size();
  for (Draft& draft : drafts) {
    std::string value = draft.record.SerializeAsString();
    Headers headers = LedgerRecordHeaders(spec_.source, value);
    out.push_back({{spec_.output_topic, draft.partition},
                   std::move(draft.key),
                   std::move(value),
                   std::move(headers)});
  }
  const auto started = clock_.Steady();
  const auto positions = log_.Append(out);
  if (!positions) {
    if (MayTryAgain(positions.error())) {
      // The records may stand in the log or not: only the log itself tells.
      phase_ = Phase::kClosed;
      overlay_.reset();
      probe_.Dropped();
    }
    return base::Fail(positions.error());
  }
  KAKUTEI_CHECK(positions->size() == out.size());
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    tail_.Expect(drafts[i].record, drafts[i].partition, (*positions)[set_aside + i]);
  }
  if (!drafts.empty()) {
    probe_.Published(static_cast<std::int64_t>(drafts.size()), clock_.Steady() - started);
  }
  return {};
}

// Most logs show at once what was appended, which then needs no second commit. The others show it
// in a later step.
base::Result<std::int64_t> Task::ReadBack() {
  auto read = tail_.Advance(*overlay_, dirty_subjects());
  if (!read && MayTryAgain(read.error())) {
    return 0;
  }
  return read;
}

base::Status Task::Commit() {
  if (auto saved = dirty_.Save(*overlay_); !saved) {
    return saved;
  }
  inputs_.Save(*overlay_);
  tail_.Save(*overlay_);
  if (overlay_->changes() == 0) {
    return {};
  }
  told_ = false;
  auto committed = store_.Commit(*overlay_, Durability::kProcessCrash);
  if (!committed && committed.error().code == base::ErrorCode::kResourceExhausted) {
    // Refused before anything was written, such as on a disk that is almost full: begin again from
    // what is stored. What was published is read back then.
    phase_ = Phase::kClosed;
    return committed;
  }
  return FromStore(std::move(committed));
}

void Task::Tell(std::int64_t lag) {
  probe_.Lag(lag);
  probe_.Dirty(dirty_.size());
  if (told_) {
    return;
  }
  told_ = true;
  ReflectionTracker::Standing standing;
  standing.inputs = inputs_.positions();
  standing.outputs = tail_.positions();
  standing.pending_up_to = tail_.PendingUpTo();
  standing.nothing_dirty = dirty_.empty();
  standing.repairs = tail_.repairs();
  freshness_.Apply(standing.inputs);
  if (std::optional<Reflection> news = reflection_.Observe(standing)) {
    freshness_.Reflect(*std::move(news));
  }
  if (barrier_.empty() && standing.nothing_dirty && lag <= spec_.limits.judge_when_lag_at_most) {
    freshness_.BecomeReady();
  }
}

}  // namespace kakutei::runtime::engine
