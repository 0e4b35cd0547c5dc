#include "rules/partnership_month_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"relayed",
     "{sender} と {receiver} の間で、事業者の職員による伝達または交付が {number} 件ありました。",
     "Between {sender} and {receiver} a vendor's staff relayed or delivered {number} times.",
     Correcting(Party::kReportingSystem, {v1::Event::kMessageRelayed, v1::Event::kReportDelivered},
                "伝達または交付の経路", "the messages relayed or of the routes of delivery")},
};

void Judge(const PartnershipMonthCase& month, Findings& findings) {
  if (month.facts().sums.relays() == 0) return;
  findings.Report(v1::Status::CAUTION, "relayed", month.members().Relays(kMostFacts),
                  {{"sender", month.facts().sending_facility_id},
                   {"receiver", month.facts().receiving_facility_id},
                   {"number", std::to_string(month.facts().sums.relays())}});
}

}  // namespace

extern const PartnershipMonthRule kRelays;
const PartnershipMonthRule kRelays = {{"ATS2-2.3", v1::Authority::ADVISORY, kMessages}, Judge};

}  // namespace kakutei::rules
