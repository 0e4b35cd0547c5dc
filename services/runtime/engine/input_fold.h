#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "runtime/engine/domain.h"
#include "runtime/engine/input_reader.h"
#include "runtime/engine/probe.h"
#include "runtime/engine/quarantine.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime::engine {

// Folds one part of a batch into the domain's state: of a ledger partition only what is accepted.
// Records that the domain finds bad are set aside into `out`. Errors stop the task: the domain's,
// or kDataLoss from the store.
class InputFold {
 public:
  // All outlive it.
  InputFold(Domain& domain, const Quarantine& quarantine, TaskProbe& probe)
      : domain_(domain), quarantine_(quarantine), probe_(probe) {}

  base::Status Fold(const InputBatch::Part& part, Overlay& overlay, DirtySubjects& dirty,
                    std::vector<NewRecord>& out);

 private:
  struct Counts {
    std::array<std::int64_t, 4> outcomes{};  // by FoldOutcome
    std::int64_t ignored = 0;
    std::int64_t set_aside = 0;
  };

  base::Status FoldOne(const LogRecord& record, Input& input, Overlay& overlay,
                       DirtySubjects& dirty, std::vector<NewRecord>& out);
  base::Status FoldLedger(const LogRecord& record, Input& input, Overlay& overlay,
                          DirtySubjects& dirty, std::vector<NewRecord>& out);
  void TellProbe(const Input& input) const;

  Domain& domain_;
  const Quarantine& quarantine_;
  TaskProbe& probe_;
  Counts counts_;  // of the present part
};

}  // namespace kakutei::runtime::engine
