#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"not_covered", "診断日 {date} に適用できる方針（点数表を含む）がありません。",
     "No policy pack, with its fee schedule, covers the diagnosis date {date}.",
     Deciding("{date} に適用する点数表", "the fee schedule that holds on {date}")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  if (!reading.diagnosis() || reading.policy().covered()) return;
  findings.Report(v1::Status::NEEDS_REVIEW, "not_covered", {reading.diagnosis()->fact},
                  {{"date", base::FormatDate(reading.diagnosis()->date())}});
}

}  // namespace

extern const ReadingRule kPolicyCurrent;
const ReadingRule kPolicyCurrent = {
    {"ATS2-P.14", v1::Authority::OPERATOR, kMessages, {.facts = kReadForDiagnosis}}, Judge};

}  // namespace kakutei::rules
