#include "rules/partnership_month_case.h"

namespace kakutei::rules {
namespace {

using Initiator = v1::PartnershipRecorded::InitiatedBy;
using Prior = v1::PartnershipRecorded::PriorRelation;
using Fee = v1::PartnershipRecorded::VendorFeeBasis;

constexpr int kAllSigns = 3;

constexpr Message kMessages[] = {
    {"brokering_suspected",
     "連携 {partnership} は、以前に関係のない医療機関同士を事業者が引き合わせ、事業者が対価を得るも"
     "ので、斡旋行為が疑われます。",
     "Partnership {partnership} was initiated by a vendor, without a prior relation on record, and "
     "for a fee: suspected brokering.",
     Correcting(
         Party::kFacility, {v1::Event::kPartnershipRecorded},
         "連携 {partnership} の主導者、以前の関係、事業者の対価",
         "who initiated partnership {partnership}, of a prior relation or of the vendor's fee")},
    {"share_of_add_on", "連携 {partnership} では、事業者の対価が加算の一部として定められています。",
     "In partnership {partnership} the vendor is paid a share of the add-on.",
     Correcting(Party::kFacility, {v1::Event::kPartnershipRecorded},
                "連携 {partnership} の事業者の対価",
                "the vendor's fee in partnership {partnership}")},
    {"initiator_unknown", "連携 {partnership} を誰が主導したかが登録されていません。",
     "Who initiated partnership {partnership} is not known.",
     Stating(Party::kFacility, v1::Event::kPartnershipRecorded,
             "連携 {partnership} の主導者（initiatedBy）",
             "who initiated partnership {partnership} (initiatedBy)")},
    {"fee_not_stated", "連携 {partnership} に関わる事業者の対価が登録されていません。",
     "What the vendor of partnership {partnership} is paid is not stated.",
     Stating(Party::kFacility, v1::Event::kPartnershipRecorded,
             "連携 {partnership} の事業者の対価（vendorFeeBasis）",
             "what the vendor of partnership {partnership} is paid (vendorFeeBasis)")},
    {"two_signs",
     "連携 {partnership} "
     "は、事業者の主導、以前の関係がないこと、事業者の対価のうち二つに当たります。",
     "Partnership {partnership} shows two of: initiated by a vendor, no prior relation on record, "
     "a fee to the vendor.",
     Correcting(
         Party::kFacility, {v1::Event::kPartnershipRecorded},
         "連携 {partnership} の主導者、以前の関係、事業者の対価",
         "who initiated partnership {partnership}, of a prior relation or of the vendor's fee")},
};

int SignsOf(const v1::PartnershipRecorded& partnership) {
  int signs = 0;
  if (partnership.initiated_by() == Initiator::VENDOR) ++signs;
  if (partnership.prior_relation() != Prior::YES) ++signs;
  const auto fee = partnership.vendor_fee_basis();
  if (fee != Fee::VENDOR_FEE_BASIS_UNSPECIFIED && fee != Fee::NONE) ++signs;
  return signs;
}

void Judge(const PartnershipMonthCase& month, Findings& findings) {
  if (month.partnership() == nullptr) return;
  const v1::PartnershipRecorded& partnership = *month.partnership();
  const FactRefs facts = {month.partnership_fact()};
  const Arguments arguments = {{"partnership", partnership.partnership_id()}};
  const auto report = [&](v1::Status::Value outcome, std::string_view branch) {
    findings.Report(outcome, branch, facts, arguments);
  };
  const int signs = SignsOf(partnership);
  if (signs == kAllSigns) report(v1::Status::NEEDS_REVIEW, "brokering_suspected");
  if (partnership.vendor_fee_basis() == Fee::SHARE_OF_ADD_ON)
    report(v1::Status::NEEDS_REVIEW, "share_of_add_on");
  if (signs == kAllSigns - 1) report(v1::Status::CAUTION, "two_signs");
  if (partnership.initiated_by() == Initiator::INITIATED_BY_UNSPECIFIED ||
      partnership.initiated_by() == Initiator::UNKNOWN) {
    findings.Missing("initiator_unknown", facts, arguments);
  }
  if (partnership.vendor_fee_basis() == Fee::VENDOR_FEE_BASIS_UNSPECIFIED &&
      !month.vendor().empty()) {
    findings.Missing("fee_not_stated", facts, arguments);
  }
}

}  // namespace

extern const PartnershipMonthRule kBrokering;
const PartnershipMonthRule kBrokering = {
    {"ATS2-1.3", v1::Authority::ADVISORY, kMessages, {.facts = {v1::Event::kPartnershipRecorded}}},
    Judge};

}  // namespace kakutei::rules
