#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kakutei/v1/state.pb.h"

#include "base/clock.h"
#include "base/result.h"
#include "bench/cost.h"
#include "rules/policy.h"
#include "rules/registry.h"
#include "rules/unit_case.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::bench {

// Everything that judging readings and units needs, in memory: as the billing task folded it.
class PreparedMonth {
 public:
  // The errors are the reader's.
  static base::Result<std::unique_ptr<PreparedMonth>> From(const runtime::StateReader& billing);

  struct Outcome {
    Cost cost;
    std::int64_t readings = 0;
    std::int64_t units = 0;
    // Of all verdicts together.
    std::int64_t findings = 0;
  };
  // Judges all readings, then the units that they make up, on this thread: no state is read or
  // written and nothing is serialised.
  Outcome Judge(const base::Clock& clock) const;

 private:
  PreparedMonth() = default;

  struct Reading {
    std::string subject;
    std::string claimant;
    std::string id;
    v1::Dossier dossier;
  };

  const rules::Policy policy_ = rules::Policy::Shipped();
  rules::Registry registry_;
  std::vector<Reading> readings_;
  std::set<std::string> closed_;  // claimant/month
  // By unit: what there is to know of it beside its readings.
  std::map<std::string, rules::UnitFacts> units_;
};

}  // namespace kakutei::bench
