#include "runtime/engine/judgement.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/digest.h"
#include "base/partitioning.h"
#include "runtime/engine/ledger.h"
#include "runtime/engine/ledger_view.h"
#include "runtime/engine/task_state.h"

namespace kakutei::runtime::engine {
namespace {

using base::ErrorCode;

// What a subject was last judged to be in this batch, and everything that made it dirty meanwhile.
struct Judged {
  std::optional<std::string> content;
  std::vector<std::string> causes;
};

void AddCauses(const std::vector<std::string>& from, int max_causes, std::vector<std::string>& to) {
  for (const std::string& cause : from) {
    if (std::cmp_less(to.size(), max_causes) && std::ranges::find(to, cause) == to.end()) {
      to.push_back(cause);
    }
  }
}

// Subjects are UTF-8 in records; beyond ASCII nothing in the contract may be one.
bool IsSubject(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

class Drafter {
 public:
  Drafter(const TaskSpec& spec, const Domain& domain, const StateReader& reader)
      : spec_(spec), domain_(domain), reader_(reader) {}

  // Adds a draft if the content is not what the head has.
  base::Status Draft(const std::string& subject, Judged judged,
                     std::vector<engine::Draft>& drafts) const {
    if (!judged.content || !domain_.Owns(subject)) {
      return {};
    }
    const auto head = HeadOf(reader_, subject);
    if (!head) {
      return base::Fail(head.error());
    }
    std::string digest = base::Sha256(*judged.content);
    if (*head && (*head)->digest() == digest) {
      return {};
    }
    engine::Draft draft;
    draft.key = domain_.OutputKey(subject);
    draft.partition = base::PartitionOf(draft.key, spec_.output_partition_count);
    if (!IsSubject(subject) || std::ranges::find(spec_.output_partitions, draft.partition) ==
                                   spec_.output_partitions.end()) {
      return base::Fail(ErrorCode::kInternal, "SUBJECT_NOT_PUBLISHABLE",
                        "a subject of " + spec_.name + " is not text, or belongs into partition " +
                            std::to_string(draft.partition) + ", which the task does not tail");
    }
    draft.record = NextRecord(*head ? &**head : nullptr, subject, *std::move(judged.content),
                              std::move(digest), judged.causes);
    drafts.push_back(std::move(draft));
    return {};
  }

 private:
  const TaskSpec& spec_;
  const Domain& domain_;
  const StateReader& reader_;
};

}  // namespace

base::Result<std::int64_t> JudgeDirty(const TaskSpec& spec, Domain& domain, const LedgerTail& tail,
                                      Overlay& overlay, DirtyQueue& dirty,
                                      std::vector<Draft>& drafts) {
  if (auto fetched = dirty.Fetch(overlay, spec.limits.judge_batch_subjects); !fetched) {
    return base::Fail(std::move(fetched.error()));
  }
  DomainState state(overlay);
  std::unordered_map<std::string, Judged> judged;
  std::vector<const std::string*>
      order;  // of first judgement; keys of `judged` stay where they are
  std::vector<DirtySubject> waiting;
  std::int64_t judgements = 0;
  for (int taken = 0; taken < spec.limits.judge_batch_subjects; ++taken) {
    std::optional<DirtySubject> next = dirty.Take();
    if (!next) {
      break;
    }
    if (tail.IsPending(next->subject)) {
      waiting.push_back(*std::move(next));
      continue;
    }
    auto content = domain.Judge(next->subject, state, dirty);
    if (!content) {
      return base::Fail(std::move(content.error()));
    }
    ++judgements;
    const auto [entry, first] = judged.try_emplace(std::move(next->subject));
    if (first) {
      order.push_back(&entry->first);
    }
    entry->second.content = *std::move(content);
    AddCauses(next->causes, spec.limits.max_causes, entry->second.causes);
  }
  for (DirtySubject& subject : waiting) {
    dirty.MarkAgain(std::move(subject));
  }
  const Drafter drafter(spec, domain, overlay);
  for (const std::string* subject : order) {
    if (auto drafted = drafter.Draft(*subject, std::move(judged.at(*subject)), drafts); !drafted) {
      return base::Fail(std::move(drafted.error()));
    }
  }
  return judgements;
}

}  // namespace kakutei::runtime::engine
