#include "generator/month_flaws.h"

#include "generator/random.h"
#include "generator/registry_facts.h"

namespace kakutei::generator {
namespace {

using v1::Status;

constexpr std::uint64_t kFlawStream = 0x666c6177;
// The standard asks for one physician below this level: too few flaws of others to be sure of one.
constexpr int kLevelOfThree = 3;
constexpr int kAckDays = 14;

std::vector<Kind> FlawsOf(const Facility& facility) {
  std::vector<Kind> flaws = {Kind::kNotAttested, Kind::kCommissioned,   Kind::kNoManagement,
                             Kind::kPlanOverdue, Kind::kPlanImpossible, Kind::kFindingsLeftOpen};
  if (facility.level >= kLevelOfThree) flaws.push_back(Kind::kNobodyOnSite);
  if (facility.partnerships.size() >= 2) flaws.push_back(Kind::kResponsibilityEnded);
  return flaws;
}

std::vector<Kind> FlawsOf(const Partnership& partnership) {
  std::vector<Kind> flaws = {Kind::kNoPartnership, Kind::kNoBasis, Kind::kInitiatorUnknown,
                             Kind::kRiskNotShared};
  if (partnership.vendor) {
    flaws.insert(flaws.end(),
                 {Kind::kVendorLed, Kind::kBrokering, Kind::kShareOfAddOn, Kind::kNoAdvice});
  }
  return flaws;
}

}  // namespace

void MakeMonthFlaws(const NetworkSettings& settings, std::vector<Facility>& facilities,
                    std::vector<Partnership>& partnerships) {
  if (settings.violation_rate <= 0) return;
  Random random(Mix(settings.seed, kFlawStream));
  for (Facility& facility : facilities) {
    if (random.Chance(settings.month_violation_rate))
      facility.flaw = random.Pick(FlawsOf(facility));
  }
  for (Partnership& pair : partnerships) {
    if (random.Chance(settings.month_violation_rate)) pair.flaw = random.Pick(FlawsOf(pair));
  }
}

void MonthIntentions::Take(const PlannedReading& reading) {
  const bool ordered = reading.order != OrderForm::kAbsent;
  if (!ordered && !reading.diagnosed()) return;
  FacilityMonth& month = months_[{reading.claimant, reading.month()}];
  if (ordered && reading.own()) month.own = true;
  if (ordered && !reading.own()) {
    month.managed = true;
    month.receivers.insert(reading.reader);
    pairs_.emplace(reading.partnership, reading.month());
  }
  const base::Date since =
      base::JstDate(reading.diagnosed() ? reading.diagnosed_at : reading.acquired_at);
  const base::Date last_tick = base::AddDays(base::LastDay(settings_.month), kLastTickDay);
  for (int i = 0; i < reading.mark_count; ++i) {
    const PlannedMark& mark = reading.marks[static_cast<std::size_t>(i)];
    if (mark.rule == RuleName::kAts3_2 && mark.outcome == Status::CAUTION) month.managed = true;
    if (mark.outcome == Status::INELIGIBLE && base::AddDays(since, kAckDays) < last_tick)
      month.left_open = true;
  }
}

Status::Value MonthIntentions::Missing(int claimant, base::Month month) const {
  const bool closed = roster_.facility(claimant).closes && month == settings_.month;
  return closed ? Status::NEEDS_REVIEW : Status::PENDING;
}

void MonthIntentions::Intend(int index, base::Month month, const FacilityMonth& held,
                             IntendedFindings& findings) const {
  const Facility& facility = roster_.facility(index);
  const bool this_month = month == settings_.month;
  const auto add = [&](bool shows, RuleName rule, Status::Value outcome) {
    if (!shows) return;
    findings.Add("facility-month/" + facility.id + "/" + base::FormatMonth(month), rule, outcome,
                 facility.flaw);
  };
  switch (facility.flaw) {
    case Kind::kNotAttested:
      return add(true, RuleName::kL21, Missing(index, month));
    case Kind::kCommissioned:
      return add(true, RuleName::kL21, Status::INELIGIBLE);
    case Kind::kNoManagement:
      return add(held.managed, RuleName::kAts4_2, Missing(index, month));
    case Kind::kNobodyOnSite:
      return add(held.own, RuleName::kL13, Status::NEEDS_REVIEW);
    case Kind::kPlanOverdue:
    case Kind::kPlanImpossible:
      return add(this_month, RuleName::kAtsM7, Status::NEEDS_REVIEW);
    case Kind::kFindingsLeftOpen:
      return add(held.left_open, RuleName::kAts5_4, Status::NEEDS_REVIEW);
    case Kind::kResponsibilityEnded:
      return add(held.receivers.size() >= 2, RuleName::kAts4_3, Status::CAUTION);
    default:
      return;
  }
}

void MonthIntentions::IntendFlawOfPair(const Partnership& pair, const std::string& subject,
                                       Status::Value missing, IntendedFindings& findings) const {
  const auto add = [&](RuleName rule, Status::Value outcome) {
    findings.Add(subject, rule, outcome, pair.flaw);
  };
  switch (pair.flaw) {
    case Kind::kNoPartnership:
    case Kind::kNoBasis:
      return add(RuleName::kAts1_2, Status::NEEDS_REVIEW);
    case Kind::kVendorLed:
      return add(RuleName::kAts1_3, Status::CAUTION);
    case Kind::kBrokering:
    case Kind::kShareOfAddOn:
      return add(RuleName::kAts1_3, Status::NEEDS_REVIEW);
    case Kind::kInitiatorUnknown:
      return add(RuleName::kAts1_3, missing);
    case Kind::kRiskNotShared:
    case Kind::kNoAdvice:
      return add(RuleName::kAts5_3, Status::CAUTION);
    default:
      return;
  }
}

void MonthIntentions::IntendPair(int index, base::Month month, IntendedFindings& findings) const {
  const Partnership& pair = roster_.partnership(index);
  const Facility& receiver = roster_.facility(pair.receiver);
  const std::string subject = "partnership-month/" + roster_.facility(pair.sender).id + "/" +
                              receiver.id + "/" + base::FormatMonth(month);
  const auto missing = Missing(pair.sender, month);
  IntendFlawOfPair(pair, subject, missing, findings);
  if (relays_.contains({index, month}))
    findings.Add(subject, RuleName::kAts2_3, Status::CAUTION, Kind::kRelayed);
  if (pair.flaw != Kind::kNoPartnership) {
    for (const auto& solicitation : Solicitations(settings_, roster_)) {
      if (solicitation.vendor != pair.vendor || solicitation.facility != pair.sender) continue;
      findings.Add(subject, RuleName::kAts1_1,
                   solicitation.scheme ? Status::NEEDS_REVIEW : Status::CAUTION, Kind::kSolicited);
    }
  }
  if (receiver.flaw == Kind::kNotAttested)
    findings.Add(subject, RuleName::kL21, missing, receiver.flaw);
  if (receiver.flaw == Kind::kCommissioned)
    findings.Add(subject, RuleName::kL21, Status::INELIGIBLE, receiver.flaw);
  if (receiver.flaw == Kind::kNoManagement)
    findings.Add(subject, RuleName::kAts4_2, missing, receiver.flaw);
  if (receiver.flaw == Kind::kNobodyOnSite)
    findings.Add(subject, RuleName::kL13, Status::NEEDS_REVIEW, receiver.flaw);
}

void MonthIntentions::Conclude(IntendedFindings& findings) const {
  for (const auto& [key, month] : months_) Intend(key.first, key.second, month, findings);
  for (const auto& [partnership, month] : pairs_) IntendPair(partnership, month, findings);
}

}  // namespace kakutei::generator
