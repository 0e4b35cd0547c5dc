#include "facts/slots.h"
#include "rules/partnership_month_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"scheme_proposed", "事業者 {vendor} が {facility} に加算算定スキームを提案していました。",
     "Vendor {vendor} proposed the claiming scheme to {facility}.",
     Correcting(Party::kFacility, {v1::Event::kSolicitationRecorded}, "{facility} への営業の記録",
                "what {vendor} proposed to {facility}")},
    {"add_on_advertised",
     "事業者 {vendor} が {facility} に加算の算定を核とする営業をしていました。",
     "Vendor {vendor} advertised the add-on to {facility}.",
     Correcting(Party::kFacility, {v1::Event::kSolicitationRecorded}, "{facility} への営業の記録",
                "what {vendor} advertised to {facility}")},
};

void Judge(const PartnershipMonthCase& month, Findings& findings) {
  const std::string& vendor = month.vendor();
  if (vendor.empty()) return;
  for (const v1::SlotFact* fact : month.registry().Find(v1::Event::kSolicitationRecorded, vendor)) {
    const auto& solicitation = fact->event().solicitation_recorded();
    const std::string& facility = solicitation.facility_id();
    // A facility may carry the same id as a vendor: the index knows owners, not roles.
    if (solicitation.vendor_id() != vendor || (facility != month.facts().sending_facility_id &&
                                               facility != month.facts().receiving_facility_id)) {
      continue;
    }
    const bool proposed = solicitation.kind() == v1::SolicitationRecorded::Kind::SCHEME_PROPOSED;
    findings.Report(proposed ? v1::Status::NEEDS_REVIEW : v1::Status::CAUTION,
                    proposed ? "scheme_proposed" : "add_on_advertised",
                    {facts::FactRef(fact->event())}, {{"vendor", vendor}, {"facility", facility}});
  }
}

}  // namespace

extern const PartnershipMonthRule kSolicitation;
const PartnershipMonthRule kSolicitation = {
    {"ATS2-1.1",
     v1::Authority::ADVISORY,
     kMessages,
     {.facts = {v1::Event::kPartnershipRecorded, v1::Event::kSolicitationRecorded}}},
    Judge};

}  // namespace kakutei::rules
