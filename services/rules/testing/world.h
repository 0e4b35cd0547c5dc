#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/facility_month_case.h"
#include "rules/partnership_month_case.h"
#include "rules/reading_case.h"
#include "rules/review/assessment.h"
#include "rules/testing/month_builder.h"
#include "rules/testing/reading_builder.h"
#include "rules/testing/registry_builder.h"
#include "rules/testing/review_builder.h"
#include "rules/testing/unit_builder.h"
#include "rules/unit_case.h"

namespace kakutei::rules::testing {

using v1::Status;

// A world around the subject judged: a complete registry, the shipped policy and no month closed.
struct World {
  RegistryBuilder registry = RegistryBuilder::Complete();
  Policy policy = Policy::Shipped();
  std::set<std::string> closed_months;
  // The clock's date; "": no tick.
  std::string today;
  // Ids of the registry's facts whose identity another content claims too.
  std::set<std::string> doubtful_in_registry;
  // What confirmers signed, for assessments.
  std::vector<ReviewSurroundings::Signing> signings;

  JudgedReading Judge(const ReadingBuilder& reading) const;
  // As Judge(reading), with June 2026 closed.
  JudgedReading JudgeClosed(const ReadingBuilder& reading) const;
  JudgedUnit Judge(const UnitBuilder& unit) const;
  // June 2026 of F-OWN, by its sums alone; its part-time units rest on ris#R-1 and ris#R-2.
  v1::Verdict JudgeMonth(const v1::FacilityMonthSums& sums, bool closed = false) const;
  // June 2026 of the claimant with the readings.
  JudgedFacilityMonth Judge(const MonthBuilder& month) const;
  // June 2026 of F-SEND and F-RECV with the readings.
  v1::Verdict JudgePair(const MonthBuilder& month) const;
  v1::ConfirmationAssessed Assess(
      const ReviewBuilder& review,
      v1::ReadingOrdered::Modality::Value modality = v1::ReadingOrdered::Modality::CT) const;

 private:
  JudgedReading JudgeOnce(const ReadingBuilder& reading, const Policy& applied) const;
  v1::ConfirmationAssessed AssessOnce(const ReviewBuilder& review, const Policy& applied,
                                      v1::ReadingOrdered::Modality::Value modality) const;
  // Judges without the registry's facts of a kind.
  std::function<std::optional<v1::Verdict>(FactKind)> WithoutFacts(
      std::function<v1::Verdict(const RegistryBuilder& fewer)> judge) const;
};

// "OUTCOME branch fact fact ..." of a rule's finding, "" where it found nothing. A sentence, or
// what would change the finding, with a placeholder left unfilled shows instead.
std::string FindingOf(const v1::Verdict& verdict, std::string_view rule);
inline std::string FindingOf(const JudgedReading& judged, std::string_view rule) {
  return FindingOf(judged.verdict, rule);
}
inline std::string FindingOf(const JudgedUnit& judged, std::string_view rule) {
  return FindingOf(judged.verdict, rule);
}
// "DOCUMENT clause version" of a rule's finding, "" where it found nothing.
std::string CitationOf(const v1::Verdict& verdict, std::string_view rule);
// The value that a rule's finding gives to a name of its sentence; "" without.
std::string ArgumentOf(const v1::Verdict& verdict, std::string_view rule, std::string_view name);
// The rules that found something, in their order.
std::vector<std::string> RulesOf(const v1::Verdict& verdict);

// The shipped policy with some parameters changed.
Policy PolicyWith(const v1::Parameters& changes);
Policy PolicyWithCeiling(std::string_view outcome);

}  // namespace kakutei::rules::testing
