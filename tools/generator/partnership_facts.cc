#include "generator/partnership_facts.h"

#include <utility>

namespace kakutei::generator {
namespace {

using v1::Event;
using Partnered = v1::PartnershipRecorded;

Partnered::VendorFeeBasis::Value FeeOf(const Partnership& one, int index) {
  if (!one.vendor) return Partnered::VendorFeeBasis::NONE;
  if (one.flaw == Kind::kShareOfAddOn) return Partnered::VendorFeeBasis::SHARE_OF_ADD_ON;
  return index % 3 == 0 ? Partnered::VendorFeeBasis::PER_READING
                        : Partnered::VendorFeeBasis::FIXED_SYSTEM_FEE;
}

Partnered::InitiatedBy::Value InitiatorOf(const Partnership& one) {
  switch (one.flaw) {
    case Kind::kVendorLed:
    case Kind::kBrokering:
      return Partnered::InitiatedBy::VENDOR;
    case Kind::kInitiatorUnknown:
      return Partnered::InitiatedBy::UNKNOWN;
    default:
      return Partnered::InitiatedBy::FACILITIES;
  }
}

Partnered::CooperationBasis::Value BasisOf(const Partnership& one, int index) {
  if (one.flaw == Kind::kNoBasis) return Partnered::CooperationBasis::NONE;
  return index % 2 == 0 ? Partnered::CooperationBasis::REGIONAL_COOPERATION_AGREEMENT
                        : Partnered::CooperationBasis::REFERRAL_NETWORK;
}

}  // namespace

PartnershipTeller::PartnershipTeller(const NetworkSettings& settings, const Roster& roster,
                                     std::string since, std::function<v1::Event()> begin,
                                     std::function<void(v1::Event)> tell)
    : roster_(roster),
      since_(std::move(since)),
      first_(base::FormatDate(base::FirstDay(settings.month))),
      last_(base::FormatDate(base::LastDay(settings.month))),
      begin_(std::move(begin)),
      tell_(std::move(tell)) {}

void PartnershipTeller::TellPartnership(int index) const {
  const Partnership& one = roster_.partnership(index);
  if (one.flaw == Kind::kNoPartnership) return;
  Event event = begin_();
  auto& fact = *event.mutable_partnership_recorded();
  fact.set_partnership_id(one.id);
  fact.set_sending_facility_id(roster_.facility(one.sender).id);
  fact.set_receiving_facility_id(roster_.facility(one.receiver).id);
  fact.set_initiated_by(InitiatorOf(one));
  fact.set_prior_relation(one.flaw == Kind::kBrokering ? Partnered::PriorRelation::NO
                                                       : Partnered::PriorRelation::YES);
  fact.set_cooperation_basis(BasisOf(one, index));
  fact.set_vendor_fee_basis(FeeOf(one, index));
  if (one.vendor) fact.set_vendor_id(roster_.vendors()[static_cast<std::size_t>(*one.vendor)]);
  fact.set_valid_from(since_);
  tell_(std::move(event));
  using Party = v1::RiskSharingAcknowledged::Party;
  TellRisk(one, Party::SENDING);
  TellRisk(one, Party::RECEIVING);
  if (!one.vendor) return;
  TellRisk(one, Party::VENDOR);
  if (one.flaw == Kind::kNoAdvice) return;
  Event advised = begin_();
  auto& advice = *advised.mutable_advice_recorded();
  advice.set_partnership_id(one.id);
  advice.set_vendor_id(roster_.vendors()[static_cast<std::size_t>(*one.vendor)]);
  advice.set_topic(v1::AdviceRecorded::Topic::CLAIM_LIABILITY);
  tell_(std::move(advised));
}

// Where it is not shared, the receiving side's acknowledgement ran out.
void PartnershipTeller::TellRisk(const Partnership& one,
                                 v1::RiskSharingAcknowledged::Party::Value party) const {
  Event event = begin_();
  auto& fact = *event.mutable_risk_sharing_acknowledged();
  fact.set_partnership_id(one.id);
  fact.set_party(party);
  fact.set_valid_from(since_);
  if (one.flaw == Kind::kRiskNotShared && party == v1::RiskSharingAcknowledged::Party::RECEIVING)
    fact.set_valid_to(first_);
  tell_(std::move(event));
}

void PartnershipTeller::TellResponsibility(const Facility& sender) const {
  if (sender.partnerships.size() < 2) return;
  Event event = begin_();
  auto& fact = *event.mutable_responsibility_assigned();
  fact.set_agreement_id("A-" + sender.id);
  fact.set_sending_facility_id(sender.id);
  for (const int index : sender.partnerships) {
    fact.add_receiving_facility_ids(roster_.facility(roster_.partnership(index).receiver).id);
  }
  fact.set_valid_from(since_);
  if (sender.flaw == Kind::kResponsibilityEnded) fact.set_valid_to(last_);
  tell_(std::move(event));
}

}  // namespace kakutei::generator
