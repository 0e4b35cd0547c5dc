#include <algorithm>

#include "rules/partnership_month_case.h"

namespace kakutei::rules {
namespace {

using Basis = v1::PartnershipRecorded::CooperationBasis;

constexpr Message kMessages[] = {
    {"not_recorded", "{sender} と {receiver} の連携関係が登録されていません。",
     "No partnership of {sender} and {receiver} is recorded.",
     Stating(Party::kFacility, v1::Event::kPartnershipRecorded, "{sender} と {receiver} の連携関係",
             "the partnership of {sender} and {receiver}")},
    {"no_basis", "{sender} と {receiver} の連携 {partnership} には実質的な関係がありません。",
     "Partnership {partnership} of {sender} and {receiver} has no basis of cooperation.",
     Correcting(Party::kFacility, {v1::Event::kPartnershipRecorded},
                "連携 {partnership} の実質的な関係（cooperationBasis）",
                "the basis of partnership {partnership} (cooperationBasis)")},
    {"not_in_force", "{date} の診断時点で、{sender} と {receiver} の連携関係が有効ではありません。",
     "No partnership of {sender} and {receiver} was in force at the diagnosis on {date}.",
     Stating(Party::kFacility, v1::Event::kPartnershipRecorded,
             "{date} に有効な {sender} と {receiver} の連携関係",
             "a partnership of {sender} and {receiver} in force on {date}")},
    {"basis_not_stated",
     "{sender} と {receiver} の連携 {partnership} の実質的な関係が登録されていません。",
     "On what partnership {partnership} of {sender} and {receiver} rests is not stated.",
     Stating(Party::kFacility, v1::Event::kPartnershipRecorded,
             "連携 {partnership} の実質的な関係（cooperationBasis）",
             "the basis of partnership {partnership} (cooperationBasis)")},
};

void JudgeDiagnosisDates(const PartnershipMonthCase& month, const Arguments& arguments,
                         Findings& findings) {
  for (const std::string& date : month.members().DiagnosisDates()) {
    if (std::any_of(month.recorded().begin(), month.recorded().end(), [&](const auto* fact) {
          return InForce(fact->event().partnership_recorded(), date);
        })) {
      continue;
    }
    FactRefs facts = month.members().DiagnosedOn(date, kMostFacts);
    facts.push_back(month.partnership_fact());
    Arguments with_date = arguments;
    with_date.emplace_back("date", date);
    findings.Report(v1::Status::NEEDS_REVIEW, "not_in_force", std::move(facts),
                    std::move(with_date));
  }
}

void Judge(const PartnershipMonthCase& month, Findings& findings) {
  Arguments arguments = {{"sender", month.facts().sending_facility_id},
                         {"receiver", month.facts().receiving_facility_id}};
  if (month.partnership() == nullptr)
    return findings.Report(v1::Status::NEEDS_REVIEW, "not_recorded", {}, arguments);
  arguments.emplace_back("partnership", month.partnership()->partnership_id());
  JudgeDiagnosisDates(month, arguments, findings);
  const FactRefs facts = {month.partnership_fact()};
  if (month.partnership()->cooperation_basis() == Basis::NONE) {
    findings.Report(v1::Status::NEEDS_REVIEW, "no_basis", facts, arguments);
  } else if (month.partnership()->cooperation_basis() == Basis::COOPERATION_BASIS_UNSPECIFIED) {
    // Not decided: what is not stated is missing.
    findings.Missing("basis_not_stated", facts, arguments);
  }
}

}  // namespace

extern const PartnershipMonthRule kSubstantiveRelation;
const PartnershipMonthRule kSubstantiveRelation = {
    {"ATS2-1.2", v1::Authority::ADVISORY, kMessages, {.facts = {v1::Event::kPartnershipRecorded}}},
    Judge};

}  // namespace kakutei::rules
