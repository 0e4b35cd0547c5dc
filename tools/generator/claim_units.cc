#include "generator/claim_units.h"

#include <algorithm>

#include "base/check.h"

namespace kakutei::generator {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using v1::ClaimItem;
using v1::Status;

constexpr std::uint64_t kClaimsStream = 4;
constexpr base::Month kPartialFrom{std::chrono::year(2026) / 6};
constexpr int kCloseDay = 9;

bool Claimable(const PlannedReading& reading) {
  return reading.status() == Status::ELIGIBLE || reading.status() == Status::CAUTION;
}

bool EarlierDiagnosis(const PlannedReading* a, const PlannedReading* b) {
  if (a->diagnosed_at != b->diagnosed_at) return a->diagnosed_at < b->diagnosed_at;
  return a->id() < b->id();
}

void Worsen(Status::Value outcome, Kind because, Status::Value& status, Kind& kind) {
  if (outcome <= status) return;
  status = outcome;
  kind = because;
}

}  // namespace

ClaimUnits::ClaimUnits(const NetworkSettings& settings, const Roster& roster)
    : settings_(settings), roster_(roster), sums_(2 * roster.facilities().size()) {}

base::Month ClaimUnits::MonthOf(int months_on) const {
  return base::Month{settings_.month.value + std::chrono::months(months_on)};
}

ClaimUnits::MonthSums& ClaimUnits::SumsOf(int claimant, int months_on) {
  return sums_[static_cast<std::size_t>(2 * claimant + months_on)];
}

void ClaimUnits::Take(std::span<const PlannedReading> readings) {
  for (int months_on = 0; months_on < 2; ++months_on) {
    for (const auto group : {v1::SectionGroup::XR, v1::SectionGroup::NM, v1::SectionGroup::CT_MR}) {
      std::vector<const PlannedReading*> members;
      for (const auto& reading : readings) {
        if (!reading.cancelled && reading.group() == group &&
            reading.month() == MonthOf(months_on)) {
          members.push_back(&reading);
        }
      }
      if (!members.empty()) TakeUnit(std::move(members));
    }
  }
}

bool ClaimUnits::SentOutPartially(const PlannedReading& reading) const {
  return !reading.own() && Claimable(reading) && reading.group() != v1::SectionGroup::XR &&
         reading.month() >= kPartialFrom && roster_.facility(reading.claimant).level == 2 &&
         roster_.facility(reading.reader).level >= 2;
}

void ClaimUnits::TakeUnit(std::vector<const PlannedReading*> readings) {
  const PlannedReading& any = *readings.front();
  Unit unit;
  unit.claimant = any.claimant;
  unit.patient = any.patient;
  unit.first_reader = any.reader;
  unit.months_on = any.month() == settings_.month ? 0 : 1;
  unit.group = any.group();
  for (const auto* reading : readings) {
    // Without an anchor: waiting before doubtful before ineligible.
    if (reading->status() == Status::PENDING) unit.base = Status::PENDING;
    if (reading->status() == Status::NEEDS_REVIEW && unit.base == Status::INELIGIBLE)
      unit.base = Status::NEEDS_REVIEW;
  }
  std::erase_if(readings, [](const auto* reading) { return !reading->diagnosed(); });
  std::sort(readings.begin(), readings.end(), EarlierDiagnosis);
  FindAnchor(readings, unit);
  if (unit.partial) SumsOf(unit.claimant, unit.months_on).holds_partial = true;
  units_.push_back(unit);
}

void ClaimUnits::FindAnchor(std::span<const PlannedReading* const> diagnosed, Unit& unit) const {
  const auto found =
      std::find_if(diagnosed.begin(), diagnosed.end(), [](const auto* r) { return Claimable(*r); });
  if (found == diagnosed.end()) return;
  const PlannedReading& anchor = **found;
  const PlannedReading& first = *diagnosed.front();
  unit.base = anchor.status();
  unit.anchor_reader = anchor.reader;
  unit.own_anchor = anchor.own();
  unit.insecure_anchor = anchor.IsMarked(RuleName::kL14);
  unit.part_time = anchor.own() && anchor.part_time_author;
  unit.partial = anchor.own() ? std::any_of(diagnosed.begin(), diagnosed.end(),
                                            [&](const auto* r) { return SentOutPartially(*r); })
                              : SentOutPartially(anchor);
  if (&first != &anchor) {
    const bool pending = first.status() == Status::PENDING;
    Worsen(pending ? Status::PENDING : Status::NEEDS_REVIEW,
           pending ? Kind::kFirstDiagnosisPending : Kind::kFirstDiagnosisDoesNotQualify, unit.once,
           unit.once_because);
  }
  if (base::JstMonth(anchor.acquired_at) != anchor.month()) {
    Worsen(Status::CAUTION, Kind::kMonthEdge, unit.once, unit.once_because);
  }
}

// What a billing office does: claims most of what looks claimable, and makes mistakes.
void ClaimUnits::DecideClaims(Unit& unit, Random& random) const {
  if (!roster_.facility(unit.claimant).closes || unit.months_on != 0) return;
  if (unit.anchor_reader < 0) {
    if (random.Chance(settings_.violation_rate)) unit.live_claims = 1;
    return;
  }
  if (!random.Chance(0.9)) return;
  unit.live_claims = 1;
  if (random.Chance(settings_.violation_rate)) {
    unit.live_claims = 2;
    unit.once = Status::INELIGIBLE;
    unit.once_because = Kind::kClaimedTwice;
  } else if (random.Chance(0.02)) {
    unit.ended_claims = 1;
    if (random.Chance(0.3)) unit.live_claims = 0;
  }
}

// The first claimant who claimed in spite of L-14 plans to correct that, in vain.
bool ClaimUnits::IsUncorrectable(const Unit& unit) {
  if (!unit.insecure_anchor || unit.live_claims == 0) return false;
  if (uncorrectable_claimant_ < 0) uncorrectable_claimant_ = unit.claimant;
  return unit.claimant == uncorrectable_claimant_;
}

void ClaimUnits::Conclude(IntendedFindings& findings) {
  Random random(Mix(settings_.seed, kClaimsStream));
  for (Unit& unit : units_) {
    DecideClaims(unit, random);
    MonthSums& sums = SumsOf(unit.claimant, unit.months_on);
    unit.reached_by_scope = sums.holds_partial && unit.own_anchor && !unit.partial &&
                            unit.group != v1::SectionGroup::XR;
    Status::Value status = std::max(unit.base, unit.once);
    if (unit.reached_by_scope) status = std::max<Status::Value>(status, Status::NEEDS_REVIEW);
    const bool counted =
        unit.live_claims > 0 || status == Status::ELIGIBLE || status == Status::CAUTION;
    sums.counted += counted ? 1 : 0;
    sums.part_time += counted && unit.part_time ? 1 : 0;
    const bool uncorrectable = IsUncorrectable(unit);
    if (unit.once == Status::ELIGIBLE && !unit.reached_by_scope && !uncorrectable) continue;
    const std::string subject = "unit/" + roster_.facility(unit.claimant).id + "/" +
                                PatientKey(settings_.seed, unit.patient) + "/" +
                                base::FormatMonth(MonthOf(unit.months_on)) + "/" +
                                v1::SectionGroup::Value_Name(unit.group);
    if (unit.once != Status::ELIGIBLE)
      findings.Add(subject, RuleName::kL11, unit.once, unit.once_because);
    if (unit.reached_by_scope)
      findings.Add(subject, RuleName::kL4, Status::NEEDS_REVIEW, Kind::kPartialScope);
    if (uncorrectable)
      findings.Add(subject, RuleName::kAtsM8, Status::NEEDS_REVIEW, Kind::kCorrectionImpossible);
  }
  if (uncorrectable_claimant_ >= 0) {
    findings.Add("facility-month/" + roster_.facility(uncorrectable_claimant_).id + "/" +
                     base::FormatMonth(settings_.month),
                 RuleName::kAtsM7, Status::NEEDS_REVIEW, Kind::kCorrectionImpossible);
  }
  for (int claimant = 0; claimant < static_cast<int>(roster_.facilities().size()); ++claimant) {
    for (int months_on = 0; months_on < 2; ++months_on) {
      const MonthSums& sums = SumsOf(claimant, months_on);
      if (5 * sums.part_time <= sums.counted) continue;
      const bool over_limit = 10 * sums.part_time > 3 * sums.counted;
      findings.Add("facility-month/" + roster_.facility(claimant).id + "/" +
                       base::FormatMonth(MonthOf(months_on)),
                   RuleName::kAtsN2_2, over_limit ? Status::NEEDS_REVIEW : Status::CAUTION,
                   Kind::kPartTimeShare);
    }
  }
}

ClaimItem::Value ClaimUnits::ItemOf(const Unit& unit) const {
  if (unit.partial || unit.reached_by_scope) return ClaimItem::ADD_ON_2_PARTIAL;
  if (unit.group == v1::SectionGroup::XR) return ClaimItem::ADD_ON_1;
  constexpr ClaimItem::Value kByLevel[] = {ClaimItem::ADD_ON_1, ClaimItem::ADD_ON_1,
                                           ClaimItem::ADD_ON_2, ClaimItem::ADD_ON_3,
                                           ClaimItem::ADD_ON_4};
  return kByLevel[roster_.facility(unit.anchor_reader < 0 ? unit.first_reader : unit.anchor_reader)
                      .level];
}

void ClaimUnits::TellUnit(const Unit& unit, int& last_claim, Random& random,
                          Arrivals& arrivals) const {
  const Facility& claimant = roster_.facility(unit.claimant);
  const base::Date next = base::FirstDay(MonthOf(1));
  for (int i = 0; i < unit.live_claims + unit.ended_claims; ++i) {
    const std::string claim_id = "K-" + std::to_string(++last_claim);
    const base::Date day = base::AddDays(next, random.Between(1, kCloseDay - 2));
    const base::Instant at = base::JstMidnight(day) + minutes(random.Between(540, 1020));
    v1::Event event = Envelope("billing/" + claimant.id, claim_id, at);
    auto& claim = *event.mutable_claim_submitted();
    claim.set_claim_id(claim_id);
    claim.set_claimant_facility_id(claimant.id);
    claim.set_patient_key(PatientKey(settings_.seed, unit.patient));
    claim.set_month(base::FormatMonth(settings_.month));
    claim.set_section_group(unit.group);
    claim.set_add_on(ItemOf(unit));
    arrivals.Tell(std::move(event));
    if (i < unit.live_claims) continue;
    v1::Event ended = Envelope("billing/" + claimant.id, claim_id + ".end", at + hours(20));
    if (unit.live_claims > 0) {
      ended.mutable_claim_returned()->set_claim_id(claim_id);
      ended.mutable_claim_returned()->set_claimant_facility_id(claimant.id);
    } else {
      ended.mutable_claim_withdrawn()->set_claim_id(claim_id);
      ended.mutable_claim_withdrawn()->set_claimant_facility_id(claimant.id);
    }
    arrivals.Tell(std::move(ended));
  }
}

void ClaimUnits::TellPlan(Arrivals& arrivals) const {
  if (uncorrectable_claimant_ < 0) return;
  const base::Date day = base::AddDays(base::FirstDay(MonthOf(1)), kCloseDay);
  v1::Event event = Envelope("registry", "plan-1", base::JstMidnight(day) + hours(10));
  auto& plan = *event.mutable_correction_plan_recorded();
  plan.set_plan_id("C-1");
  plan.set_facility_id(roster_.facility(uncorrectable_claimant_).id);
  plan.set_month(base::FormatMonth(settings_.month));
  plan.set_rule_id(std::string(RuleId(RuleName::kL14)));
  plan.set_due_on(base::FormatDate(base::AddDays(day, 60)));
  plan.set_state(v1::CorrectionPlanRecorded::State::IMPOSSIBLE);
  arrivals.Tell(std::move(event));
}

void ClaimUnits::Tell(Arrivals& arrivals) const {
  Random random(Mix(settings_.seed, kClaimsStream + 100));
  int last_claim = 0;
  for (const Unit& unit : units_) TellUnit(unit, last_claim, random, arrivals);
  for (const Facility& claimant : roster_.facilities()) {
    if (!claimant.closes) continue;
    const base::Date day = base::AddDays(base::FirstDay(MonthOf(1)), kCloseDay - 1);
    const std::string month = base::FormatMonth(settings_.month);
    v1::Event event =
        Envelope("billing/" + claimant.id, "close-" + month, base::JstMidnight(day) + hours(18));
    event.mutable_claim_month_closed()->set_claimant_facility_id(claimant.id);
    event.mutable_claim_month_closed()->set_month(month);
    arrivals.Tell(std::move(event));
  }
  TellPlan(arrivals);
}

}  // namespace kakutei::generator
