#include "rules/facility_month_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"over_limit",
     "非常勤医の作成した報告に基づく算定の割合が {numerator}/{denominator} で、上限の {limit}% "
     "を超えています。",
     "The share of claims resting on reports by part-time physicians is {numerator}/{denominator}, "
     "above the limit of "
     "{limit} %.",
     Correcting(Party::kReadingFacility,
                {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored},
                "医師の雇用、または報告書の作成者",
                "the physicians' employments or of who wrote the reports")},
    {"over_caution",
     "非常勤医の作成した報告に基づく算定の割合が {numerator}/{denominator} で、目安の {limit}% "
     "を超えています。",
     "The share of claims resting on reports by part-time physicians is {numerator}/{denominator}, "
     "above {limit} %.",
     Correcting(Party::kReadingFacility,
                {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored},
                "医師の雇用、または報告書の作成者",
                "the physicians' employments or of who wrote the reports")},
};

void Judge(const FacilityMonthCase& month, Findings& findings) {
  const auto& parameters = month.policy.parameters();
  const std::int64_t numerator = month.sums.part_time(), denominator = month.sums.denominator();
  const auto above = [&](int percent) { return numerator * 100 > denominator * percent; };
  if (denominator == 0 || !above(parameters.ratio_caution_percent())) return;
  const bool over_limit = above(parameters.ratio_limit_percent());
  const int limit =
      over_limit ? parameters.ratio_limit_percent() : parameters.ratio_caution_percent();
  findings.Report(over_limit ? v1::Status::NEEDS_REVIEW : v1::Status::CAUTION,
                  over_limit ? "over_limit" : "over_caution", month.members.PartTime(kMostFacts),
                  {{"numerator", std::to_string(numerator)},
                   {"denominator", std::to_string(denominator)},
                   {"limit", std::to_string(limit)}});
}

}  // namespace

extern const FacilityMonthRule kPartTimeShare;
const FacilityMonthRule kPartTimeShare = {
    {"ATS2-N2.2",
     v1::Authority::ADVISORY,
     kMessages,
     {.parameters = {v1::Parameters::kRatioCautionPercentFieldNumber,
                     v1::Parameters::kRatioLimitPercentFieldNumber}}},
    Judge};

}  // namespace kakutei::rules
