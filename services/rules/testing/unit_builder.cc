#include "rules/testing/unit_builder.h"

#include "rules/testing/jst.h"

namespace kakutei::rules::testing {
namespace {

constexpr char kPatient[] = "pk_00112233445566778899aabbccddeeff";

}  // namespace

UnitBuilder::UnitBuilder(const std::string& claimant, const std::string& facility)
    : facility_(facility) {
  facts_.month = *base::ParseMonth("2026-06");
  facts_.subject = "unit/" + claimant + "/" + kPatient + "/2026-06/CT_MR";
  facts_.claimant_facility_id = claimant;
  facts_.group = v1::SectionGroup::CT_MR;
}

v1::ReadingSummary& UnitBuilder::Reading(const std::string& id, v1::Status::Value status,
                                         std::string_view diagnosed_at) {
  v1::ReadingSummary& reading = facts_.readings.emplace_back();
  reading.set_claimant_facility_id(facts_.claimant_facility_id);
  reading.set_reading_id(id);
  reading.set_reading_facility_id(facility_);
  reading.set_patient_key(kPatient);
  reading.set_month("2026-06");
  reading.set_section_group(facts_.group);
  reading.set_status(status);
  *reading.mutable_diagnosed_at() = JstTimestamp(diagnosed_at);
  *reading.mutable_acquired_at() = JstTimestamp(diagnosed_at);
  reading.set_diagnosis_fact("ris#" + id);
  reading.set_order_fact("ris#" + id + "-order");
  return reading;
}

UnitBuilder& UnitBuilder::Claim(const std::string& id, v1::ClaimItem::Value item,
                                std::string_view at) {
  facts_.live_claims.push_back({id, item, Jst(at), "billing#" + id});
  return *this;
}

}  // namespace kakutei::rules::testing
