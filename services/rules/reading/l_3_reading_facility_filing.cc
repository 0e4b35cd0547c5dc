#include "rules/filings.h"
#include "rules/reading_case.h"
#include "rules/sections.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"no_add_on_filed",
     "読影施設 {facility} は {date} の時点で区分 {section} "
     "に対応する画像診断管理加算の届出がありません。",
     "The reading facility {facility} had no add-on on file on {date} that covers section "
     "{section}.",
     Stating(Party::kReadingFacility, v1::Event::kStandardFiled,
             "{date} に有効で区分 {section} に対応する、{facility} の画像診断管理加算の届出",
             "an add-on filing of {facility}, in force on {date}, that covers section {section}")},
    {"no_receiving_filing",
     "受信側 {facility} は {date} の時点で遠隔画像診断（受信側）の届出がありません。",
     "The receiving facility {facility} had no teleradiology filing (receiving side) on {date}.",
     Stating(Party::kReadingFacility, v1::Event::kStandardFiled,
             "{date} に有効な、{facility} の遠隔画像診断（受信側）の届出",
             "the teleradiology filing (receiving side) of {facility}, in force on {date}")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  const auto& order = *reading.order();
  const auto group = GroupOf(order.section());
  if (!reading.diagnosis() || group == v1::SectionGroup::SECTION_GROUP_UNSPECIFIED) return;
  const std::string& facility = order.reading_facility_id();
  const base::Date date = reading.diagnosis()->date();
  const FactRefs facts = {reading.order_fact(), reading.diagnosis()->fact};
  const Arguments arguments = {
      {"facility", facility}, {"date", base::FormatDate(date)}, {"section", order.section()}};
  if (!HighestAddOn(reading.registry(), reading.policy(), facility, group, date)) {
    findings.Report(v1::Status::INELIGIBLE, "no_add_on_filed", facts, arguments);
  }
  if (reading.received_case() &&
      FilingsOf(reading.registry(), facility, v1::Standard::TELERADIOLOGY_RECEIVING, date)
          .empty()) {
    findings.Report(v1::Status::INELIGIBLE, "no_receiving_filing", facts, arguments);
  }
}

}  // namespace

extern const ReadingRule kReadingFacilityFiling;
const ReadingRule kReadingFacilityFiling = {
    {"L-3",
     v1::Authority::LAW,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kStandardFiled}}},
    Judge};

}  // namespace kakutei::rules
