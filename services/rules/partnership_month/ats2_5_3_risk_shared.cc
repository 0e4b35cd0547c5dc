#include <algorithm>
#include <vector>

#include "rules/partnership_month_case.h"

namespace kakutei::rules {
namespace {

using Acknowledging = v1::RiskSharingAcknowledged::Party;

constexpr Message kMessages[] = {
    {"not_acknowledged",
     "連携 {partnership} のリスクの共有について、{date} 時点で有効な {party} の確認がありません。",
     "No acknowledgement by {party} of the risk of partnership {partnership} is in force on "
     "{date}.",
     Stating(Party::kFacility, v1::Event::kRiskSharingAcknowledged,
             "{date} に有効な {party} のリスク共有の確認（連携 {partnership}）",
             "the acknowledgement by {party}, in force on {date}, of the risk of partnership "
             "{partnership}")},
    {"no_advice", "連携 {partnership} について、事業者 {vendor} の助言の記録がありません。",
     "No advice by vendor {vendor} is recorded for partnership {partnership}.",
     Stating(Party::kVendor, v1::Event::kAdviceRecorded,
             "連携 {partnership} についての事業者 {vendor} の助言",
             "the advice of vendor {vendor} for partnership {partnership}")},
};

bool Acknowledged(const PartnershipMonthCase& month, Acknowledging::Value party,
                  const std::string& day) {
  const std::string& partnership = month.partnership()->partnership_id();
  const auto all = month.registry().Find(v1::Event::kRiskSharingAcknowledged, partnership);
  return std::any_of(all.begin(), all.end(), [&](const v1::SlotFact* fact) {
    const auto& acknowledged = fact->event().risk_sharing_acknowledged();
    return acknowledged.party() == party && InForce(acknowledged, day);
  });
}

bool Advised(const PartnershipMonthCase& month) {
  const std::string& partnership = month.partnership()->partnership_id();
  const auto all = month.registry().Find(v1::Event::kAdviceRecorded, partnership);
  return std::any_of(all.begin(), all.end(), [&](const v1::SlotFact* fact) {
    return fact->event().advice_recorded().vendor_id() == month.vendor();
  });
}

void Judge(const PartnershipMonthCase& month, Findings& findings) {
  if (month.partnership() == nullptr) return;
  const std::string last_day = base::FormatDate(base::LastDay(month.facts().month));
  const bool vendor = !month.vendor().empty();
  const FactRefs facts = {month.partnership_fact()};
  Arguments arguments = {{"partnership", month.partnership()->partnership_id()},
                         {"date", last_day},
                         {"vendor", month.vendor()}};
  std::vector<Acknowledging::Value> parties = {Acknowledging::SENDING, Acknowledging::RECEIVING};
  if (vendor) parties.push_back(Acknowledging::VENDOR);
  for (const auto party : parties) {
    if (Acknowledged(month, party, last_day)) continue;
    Arguments with_party = arguments;
    with_party.emplace_back("party", Acknowledging::Value_Name(party));
    findings.Report(v1::Status::CAUTION, "not_acknowledged", facts, std::move(with_party));
  }
  if (vendor && !Advised(month))
    findings.Report(v1::Status::CAUTION, "no_advice", facts, std::move(arguments));
}

}  // namespace

extern const PartnershipMonthRule kRiskShared;
const PartnershipMonthRule kRiskShared = {
    {"ATS2-5.3",
     v1::Authority::ADVISORY,
     kMessages,
     {.facts = {v1::Event::kPartnershipRecorded, v1::Event::kAdviceRecorded,
                v1::Event::kRiskSharingAcknowledged}}},
    Judge};

}  // namespace kakutei::rules
