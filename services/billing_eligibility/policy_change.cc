#include "billing_eligibility/policy_change.h"

#include <map>

#include "base/civil_time.h"
#include "billing_eligibility/state_keys.h"
#include "facts/kept.h"
#include "rules/policy_state.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Key;
using facts::Part;
using runtime::engine::DirtySubjects;
using runtime::engine::State;

// Asks once per month.
class TouchedMonths {
 public:
  explicit TouchedMonths(const rules::PolicyChange& change) : change_(change) {}

  bool Has(std::string_view month) {
    const auto [known, fresh] = months_.try_emplace(std::string(month), false);
    if (fresh) {
      const auto parsed = base::ParseMonth(month);
      known->second = parsed ? change_.Touches(*parsed) : change_.TouchesUndated();
    }
    return known->second;
  }

 private:
  const rules::PolicyChange& change_;
  std::map<std::string, bool> months_;
};

// A reading that was never judged is dirty anyway.
base::Status MarkReadings(TouchedMonths& months, const std::string& cause, const State& state,
                          DirtySubjects& dirty) {
  bool damaged = false;
  const auto scanned = state.Scan(
      std::string(kSummaryKey) + "/", "", [&](std::string_view key, std::string_view value) {
        v1::ReadingSummary summary;
        damaged = !summary.ParseFromArray(value.data(), static_cast<int>(value.size()));
        if (!damaged && months.Has(summary.month()))
          dirty.Mark(ReadingSubject(Part(key, 1), Part(key, 2)), cause);
        return !damaged;
      });
  if (damaged) {
    return base::Fail(base::ErrorCode::kDataLoss, "STATE_DAMAGED",
                      "a stored summary of a reading cannot be read");
  }
  return scanned;
}

base::Status MarkPartnershipMonths(TouchedMonths& months, const std::string& cause,
                                   const State& state, DirtySubjects& dirty) {
  return state.Scan(
      std::string(kPairSumsKey) + "/", "", [&](std::string_view key, std::string_view value) {
        v1::PartnershipMonthSums sums;
        sums.ParseFromArray(value.data(), static_cast<int>(value.size()));
        // Relays alone make no partnership month.
        if (sums.readings() + sums.withdrawn_readings() > 0 && months.Has(Part(key, 2)))
          dirty.Mark(PartnershipMonthSubject(Part(key, 1), Part(key, 3), Part(key, 2)), cause);
        return true;
      });
}

}  // namespace

base::Status MarkPolicyChange(const rules::PolicyBook& book, const std::string& cause, State& state,
                              DirtySubjects& dirty) {
  const auto change = rules::ApplyPolicy(book, state);
  if (!change) return base::Fail(change.error());
  if (!*change) return {};
  TouchedMonths months(**change);
  if (auto marked = MarkReadings(months, cause, state, dirty); !marked) return marked;
  // Months exist by their readings and by their units' claims.
  for (std::string_view under : {kUnitReadingKey, kUnitClaimKey, kMonthReadingKey}) {
    const auto scanned =
        state.Scan(std::string(under) + "/", "", [&](std::string_view key, std::string_view) {
          if (!months.Has(Part(key, 2))) return true;
          dirty.Mark(FacilityMonthSubject(Part(key, 1), Part(key, 2)), cause);
          if (under != kMonthReadingKey) dirty.Mark(UnitId::OfKey(key).Subject(), cause);
          return true;
        });
    if (!scanned) return scanned;
  }
  return MarkPartnershipMonths(months, cause, state, dirty);
}

}  // namespace kakutei::billing_eligibility
