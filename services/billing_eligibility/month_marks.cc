#include "billing_eligibility/month_marks.h"

#include <set>
#include <utility>
#include <vector>

#include "base/civil_time.h"
#include "billing_eligibility/month_index.h"
#include "billing_eligibility/state_keys.h"
#include "facts/kept.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Key;
using facts::Part;
using runtime::engine::DirtySubjects;
using runtime::engine::State;
using v1::Event;

// Facts that a facility's own months are judged by.
bool TouchesClaimant(const Event& event) {
  switch (event.fact_case()) {
    case Event::kEmploymentRecorded:
    case Event::kStandardFiled:
    case Event::kRadiologistFiled:
    case Event::kOffsiteArrangementRecorded:
    case Event::kResponsibilityAssigned:
    case Event::kAttestationRecorded:
    case Event::kManagementActivityRecorded:
    case Event::kCorrectionPlanRecorded:
    case Event::kCalendarPublished:
      return true;
    default:
      return false;
  }
}

// Facts by which a facility is judged in the months that it reads for others.
bool TouchesReceiver(const Event& event) {
  switch (event.fact_case()) {
    case Event::kEmploymentRecorded:
    case Event::kStandardFiled:
    case Event::kRadiologistFiled:
    case Event::kOffsiteArrangementRecorded:
    case Event::kAttestationRecorded:
    case Event::kManagementActivityRecorded:
      return true;
    default:
      return false;
  }
}

// Finds subjects first and marks them then: a month is looked up while nothing is scanned.
class Marker {
 public:
  Marker(const rules::Registry::Touched& touched, const std::string& cause, const State& state,
         DirtySubjects& dirty)
      : touched_(touched), cause_(cause), state_(state), dirty_(dirty) {}

  // The facility months of a claimant on the days touched; of all claimants for "".
  base::Status MarkClaimant(const std::string& claimant) {
    std::vector<std::string> keys;
    auto scanned =
        Collect(claimant.empty() ? Key(kSumsKey, "") : Key(kSumsKey, claimant, ""), 2, keys);
    for (const auto& key : keys)
      dirty_.Mark(FacilityMonthSubject(Part(key, 1), Part(key, 2)), cause_);
    return scanned;
  }

  // Partnership months of a receiver on the days touched; only those of `sender` unless "".
  base::Status MarkReceiver(const std::string& receiver, const std::string& sender) {
    std::vector<std::string> keys;
    auto scanned = Collect(
        sender.empty() ? Key(kReceiverKey, receiver, "") : Key(kReceiverKey, receiver, sender, ""),
        3, keys);
    for (const auto& key : keys)
      dirty_.Mark(PartnershipMonthSubject(Part(key, 2), receiver, Part(key, 3)), cause_);
    return scanned;
  }

  // Partnership months of a sender on the days touched.
  base::Status MarkSender(const std::string& sender) {
    std::vector<std::string> keys;
    if (auto scanned = Collect(Key(kPairSumsKey, sender, ""), 2, keys); !scanned) return scanned;
    for (const auto& key : keys) {
      auto marked =
          MarkPartnershipMonth(sender, Part(key, 3), Part(key, 2), cause_, state_, dirty_);
      if (!marked) return marked;
    }
    return {};
  }

 private:
  // The keys under a prefix whose month, their part `at`, holds a day that is touched.
  base::Status Collect(const std::string& prefix, int at, std::vector<std::string>& keys) const {
    return state_.Scan(prefix, "", [&](std::string_view key, std::string_view) {
      const base::Month month = *base::ParseMonth(Part(key, at));
      if (base::FormatDate(base::FirstDay(month)) <= touched_.until &&
          touched_.from <= base::FormatDate(base::LastDay(month)))
        keys.emplace_back(key);
      return true;
    });
  }

  const rules::Registry::Touched& touched_;
  const std::string& cause_;
  const State& state_;
  DirtySubjects& dirty_;
};

// The pair that a partnership joins now.
base::Status MarkPartnership(const std::string& partnership, const rules::Registry& registry,
                             Marker& marker) {
  for (const v1::SlotFact* fact : registry.Find(Event::kPartnershipRecorded, partnership)) {
    const auto& recorded = fact->event().partnership_recorded();
    if (recorded.partnership_id() != partnership) continue;
    auto marked =
        marker.MarkReceiver(recorded.receiving_facility_id(), recorded.sending_facility_id());
    if (!marked) return marked;
  }
  return {};
}

base::Status MarkFacility(const Event& event, const std::string& facility, Marker& marker) {
  if (TouchesClaimant(event)) {
    if (auto marked = marker.MarkClaimant(facility); !marked) return marked;
  }
  const bool both_sides = event.has_partnership_recorded() || event.has_solicitation_recorded();
  if (both_sides) {
    if (auto marked = marker.MarkSender(facility); !marked) return marked;
  }
  if (both_sides || TouchesReceiver(event)) return marker.MarkReceiver(facility, "");
  return {};
}

}  // namespace

base::Status MarkMonthsTouched(const Event& event, const rules::Registry::Touched& touched,
                               const std::string& cause, const rules::Registry& registry,
                               const State& state, DirtySubjects& dirty) {
  if (touched.empty()) return {};
  Marker marker(touched, cause, state, dirty);
  for (const auto& facility : touched.facilities) {
    if (auto marked = MarkFacility(event, facility, marker); !marked) return marked;
  }
  if (event.has_risk_sharing_acknowledged() || event.has_advice_recorded()) {
    for (const auto& partnership : touched.partnerships) {
      if (auto marked = MarkPartnership(partnership, registry, marker); !marked) return marked;
    }
  }
  if (touched.national_calendar) {
    if (auto marked = marker.MarkClaimant(""); !marked) return marked;
  }
  for (const auto& subject : touched.subjects) {
    if (!subject.starts_with("reading/") || !IsSubject(subject)) continue;
    const auto known = state.Get(Key(kReadingKey, Part(subject, 1), Part(subject, 2)));
    if (!known) return base::Fail(known.error());
    if (known->has_value()) dirty.Mark(subject, cause);
  }
  return {};
}

base::Status MarkPairsOfMonth(std::string_view sender, std::string_view month,
                              const std::string& cause, const State& state, DirtySubjects& dirty) {
  std::vector<std::string> receivers;
  auto scanned = state.Scan(Key(kPairSumsKey, sender, month, ""), "",
                            [&](std::string_view key, std::string_view) {
                              receivers.emplace_back(Part(key, 3));
                              return true;
                            });
  if (!scanned) return scanned;
  for (const auto& receiver : receivers) {
    auto marked = MarkPartnershipMonth(sender, receiver, month, cause, state, dirty);
    if (!marked) return marked;
  }
  return {};
}

}  // namespace kakutei::billing_eligibility
