#include "facts/slots.h"
#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"not_attached", "報告書（第 {version} 版）の診療録への添付が確認されていません。",
     "It is not confirmed that report version {version} is attached to the chart.",
     Stating(Party::kClaimant, v1::Event::kReportAttached,
             "報告書（第 {version} 版）の診療録への添付",
             "the attachment of report version {version} to the chart")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  for (const v1::SlotFact* delivery : reading.qualifying_deliveries()) {
    const int version = delivery->event().report_delivered().report_version();
    if (reading.IsAttached(version)) continue;
    findings.Missing("not_attached", {facts::FactRef(delivery->event())},
                     {{"version", std::to_string(version)}});
  }
}

}  // namespace

extern const ReadingRule kReportAttached;
const ReadingRule kReportAttached = {
    {"L-7",
     v1::Authority::LAW,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kReportAttached}}},
    Judge};

}  // namespace kakutei::rules
