#include "generator/findings.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"

namespace kakutei::generator {
namespace {

constexpr std::string_view kRuleIds[] = {
    "L-1",       "L-2",       "L-3",      "L-4",      "L-5",       "L-6",       "L-7",
    "L-8",       "L-9",       "L-10",     "L-11",     "L-13",      "L-14",      "L-15",
    "L-17",      "L-21",      "ATS2-1.1", "ATS2-1.2", "ATS2-1.3",  "ATS2-2.2",  "ATS2-2.3",
    "ATS2-3.1",  "ATS2-3.2",  "ATS2-3.3", "ATS2-3.4", "ATS2-4.2",  "ATS2-4.3",  "ATS2-5.3",
    "ATS2-5.4",  "ATS2-M.3",  "ATS2-M.7", "ATS2-M.8", "ATS2-N1.1", "ATS2-N1.2", "ATS2-N1.3",
    "ATS2-N1.4", "ATS2-N2.2", "CONFLICT"};

constexpr std::string_view kLabels[] = {"none",
                                        "part_time_remote",
                                        "part_time_on_site",
                                        "part_time_cooperating",
                                        "part_time_draft_received",
                                        "part_time_first_reader",
                                        "part_time_amendment",
                                        "trainee_draft_received",
                                        "before_full_time",
                                        "third_facility",
                                        "unsigned_electronically",
                                        "company_reader",
                                        "employed_elsewhere",
                                        "unregistered_physician",
                                        "verbal_only",
                                        "not_to_treating_physician",
                                        "undelivered",
                                        "not_attached",
                                        "amendment_not_attached",
                                        "undiagnosed",
                                        "no_section",
                                        "no_insured",
                                        "no_order",
                                        "section_not_covered",
                                        "not_insured",
                                        "xr_without_add_on_1",
                                        "outside_scheduled_hours",
                                        "no_arrangement",
                                        "inadequate_equipment",
                                        "counted_as_minimum",
                                        "too_few_days",
                                        "too_few_hours",
                                        "untracked",
                                        "full_time_twice",
                                        "statuses_differ",
                                        "dedication_unstated",
                                        "not_dedicated",
                                        "formal_confirmation",
                                        "radiologist_not_filed",
                                        "radiologist_unqualified",
                                        "radiologist_unregistered",
                                        "identity_reused",
                                        "sources_differ",
                                        "part_time_alone",
                                        "trainee_alone",
                                        "part_time_confirmation",
                                        "confirmed_after_delivery",
                                        "unsigned_amendment",
                                        "bulk_confirmation",
                                        "automatic_confirmation",
                                        "no_images_opened",
                                        "few_series",
                                        "too_short",
                                        "not_compared",
                                        "no_images_recorded",
                                        "short_and_not_compared",
                                        "confirmation_burst",
                                        "own_case_exception",
                                        "sending_lapse",
                                        "receiving_lapse",
                                        "security_lapse",
                                        "relayed",
                                        "vendor_delivery",
                                        "solicited",
                                        "claimed_twice",
                                        "correction_impossible",
                                        "first_diagnosis_does_not_qualify",
                                        "first_diagnosis_pending",
                                        "month_edge",
                                        "partial_scope",
                                        "part_time_share",
                                        "not_attested",
                                        "commissioned",
                                        "no_management",
                                        "nobody_on_site",
                                        "plan_overdue",
                                        "plan_impossible",
                                        "findings_left_open",
                                        "responsibility_ended",
                                        "no_partnership",
                                        "no_basis",
                                        "vendor_led",
                                        "brokering",
                                        "share_of_add_on",
                                        "initiator_unknown",
                                        "risk_not_shared",
                                        "no_advice"};
static_assert(std::size(kLabels) == kKindCount);

}  // namespace

std::string_view RuleId(RuleName rule) { return kRuleIds[static_cast<std::size_t>(rule)]; }

v1::Authority::Value AuthorityOf(RuleName rule) {
  if (rule == RuleName::kConflict) return v1::Authority::OPERATOR;
  return rule <= RuleName::kL21 ? v1::Authority::LAW : v1::Authority::ADVISORY;
}

std::string_view Label(Kind kind) { return kLabels[static_cast<std::size_t>(kind)]; }

std::span<const std::string_view> Kinds() { return std::span(kLabels).subspan(1); }

void IntendedFindings::Add(std::string subject, RuleName rule, v1::Status::Value outcome,
                           Kind kind) {
  findings_.push_back(
      {std::move(subject), std::string(RuleId(rule)), outcome, AuthorityOf(rule), Label(kind)});
}

std::vector<IntendedFinding> IntendedFindings::Take() {
  // The worst of a pair first, so that it stays.
  std::sort(findings_.begin(), findings_.end(),
            [](const IntendedFinding& a, const IntendedFinding& b) {
              return std::tie(a.subject, a.rule_id, b.outcome, a.kind) <
                     std::tie(b.subject, b.rule_id, a.outcome, b.kind);
            });
  const auto same = [](const IntendedFinding& a, const IntendedFinding& b) {
    return a.subject == b.subject && a.rule_id == b.rule_id;
  };
  findings_.erase(std::unique(findings_.begin(), findings_.end(), same), findings_.end());
  return std::move(findings_);
}

std::string IntendedFindingsCsv(std::span<const IntendedFinding> findings) {
  std::string csv = "subject,rule,outcome,authority,kind\n";
  for (const auto& finding : findings) {
    csv += finding.subject + "," + finding.rule_id + "," + v1::Status::Value_Name(finding.outcome) +
           "," + v1::Authority::Value_Name(finding.authority) + "," + std::string(finding.kind) +
           "\n";
  }
  return csv;
}

}  // namespace kakutei::generator
