#include "rules/testing/month_builder.h"

#include "rules/testing/jst.h"

namespace kakutei::rules::testing {

v1::ReadingSummary& MonthBuilder::Reading(const std::string& id) {
  v1::ReadingSummary& reading = readings_.emplace_back();
  reading.set_claimant_facility_id(claimant_);
  reading.set_reading_id(id);
  reading.set_reading_facility_id(facility_);
  reading.set_month("2026-06");
  reading.set_section_group(v1::SectionGroup::CT_MR);
  reading.set_status(v1::Status::ELIGIBLE);
  *reading.mutable_acquired_at() = JstTimestamp("2026-06-03T09:50");
  *reading.mutable_diagnosed_at() = JstTimestamp("2026-06-03T11:00");
  reading.set_delivered_on("2026-06-03");
  reading.set_diagnosed_full_time(true);
  reading.set_diagnosis_fact("ris#" + id);
  reading.set_order_fact("ris#" + id + "-order");
  return reading;
}

MonthBuilder& MonthBuilder::Readings(int count, int first) {
  for (int i = 0; i < count; ++i) Reading("R-" + std::to_string(first + i));
  return *this;
}

}  // namespace kakutei::rules::testing
