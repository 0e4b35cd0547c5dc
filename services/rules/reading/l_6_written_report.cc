#include "facts/slots.h"
#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"none_qualifies",
     "主治医あての文書（または電子）による報告がありません。届いた報告はいずれも要件を満たしません"
     "。",
     "No delivery was in writing (or electronic) and to the treating physician.",
     Stating(Party::kReportingSystem, v1::Event::kReportDelivered,
             "主治医あての文書または電子による報告書の交付",
             "a delivery of the report to the treating physician, written or electronic")},
    {"no_delivery", "報告書がまだ主治医に届けられていません。",
     "The report has not been delivered yet.",
     Stating(Party::kReportingSystem, v1::Event::kReportDelivered,
             "主治医あての文書または電子による報告書の交付",
             "a delivery of the report to the treating physician, written or electronic")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  if (!reading.qualifying_deliveries().empty()) return;
  if (reading.deliveries().empty()) return findings.Missing("no_delivery", {reading.order_fact()});
  FactRefs facts;
  for (const v1::SlotFact* delivery : reading.deliveries())
    facts.push_back(facts::FactRef(delivery->event()));
  findings.Report(reading.closed() ? v1::Status::INELIGIBLE : v1::Status::PENDING, "none_qualifies",
                  std::move(facts));
}

}  // namespace

extern const ReadingRule kWrittenReport;
const ReadingRule kWrittenReport = {
    {"L-6", v1::Authority::LAW, kMessages, {.facts = kReadForDiagnosis}}, Judge};

}  // namespace kakutei::rules
