#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "confirmation_review/confirmation_review_fold.h"
#include "runtime/engine/task.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::confirmation_review::testing {

// As many tasks as partitions on one log in memory, as the service runs them.
class Tasks {
 public:
  explicit Tasks(int partitions);

  void Append(const v1::Event& event);
  // Steps until nothing is left to do.
  void Rest();

  // What the task of a facility keeps.
  const runtime::MemoryStore& StoreOf(std::string_view facility) const;
  // A subject's accepted revisions, the first first.
  std::vector<v1::LedgerRecord> History(std::string_view subject) const;
  // All that is published, by subject.
  std::map<std::string, std::string> Contents() const;

 private:
  const int partitions_;
  const rules::Policy policy_ = rules::Policy::Shipped();
  runtime::engine::StillClock clock_;
  runtime::engine::NullProbe probe_;
  runtime::MemoryEventLog log_;
  std::vector<std::unique_ptr<runtime::MemoryStore>> stores_;
  std::vector<std::unique_ptr<ConfirmationReviewFold>> folds_;
  std::vector<std::unique_ptr<runtime::engine::Task>> tasks_;
};

}  // namespace kakutei::confirmation_review::testing
