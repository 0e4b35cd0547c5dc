#include "base/digest.h"
#include "base/ids.h"
#include "facts/field_checks.h"

// Facts of claim_facts.proto and policy_facts.proto, and the tick of the clock.
namespace kakutei::facts {
namespace {

using v1::Event;

template <typename Fact>
void CheckClaim(const Fact& fact, FieldChecks& checks) {
  checks.Id("claimId", fact.claim_id());
  checks.Id("claimantFacilityId", fact.claimant_facility_id());
}

void Check(const v1::ClaimSubmitted& fact, FieldChecks& checks) {
  CheckClaim(fact, checks);
  checks.PatientKey("patientKey", fact.patient_key());
  checks.Month("month", fact.month());
  checks.Word("sectionGroup", fact.section_group());
  checks.Word("addOn", fact.add_on());
}

void Check(const v1::WithdrawalDecided& fact, FieldChecks& checks) {
  CheckClaim(fact, checks);
  checks.Word("decision", fact.decision());
  checks.Id("decidedBy", fact.decided_by());
  checks.Subject("subject", fact.subject());
  if (base::IsId(fact.claimant_facility_id()) &&
      !fact.subject().starts_with("unit/" + fact.claimant_facility_id() + "/"))
    checks.Add("subject", fact.subject(), "The subject is a unit of the claimant.");
  if (fact.revision() == 0) checks.Add("revision", "0", "Revisions begin at 1.");
  checks.Digest("verdictDigest", fact.verdict_digest());
}

// Leaves room in an event of kMaxEventBytes.
constexpr std::size_t kMostPackBytes = 60 << 10;

// What the pack says is for those who know the rules; here only its bytes count.
void Check(const v1::PolicyActivated& fact, FieldChecks& checks) {
  checks.Id("packId", fact.pack_id());
  checks.Present("pack", !fact.pack().empty());
  if (fact.pack().size() > kMostPackBytes)
    checks.Add("pack", "", "A pack has at most 61440 bytes.");
  checks.Digest("packDigest", fact.pack_digest());
  if (!fact.pack().empty() && fact.pack_digest() != base::DigestText(base::Sha256(fact.pack())))
    checks.Add("packDigest", fact.pack_digest(), "The digest of the bytes of pack.");
  checks.Id("activatedBy", fact.activated_by());
  checks.Digest("shadowDigest", fact.shadow_digest());
  for (int i = 0; i < fact.law_rules_off_size(); ++i)
    checks.RuleId("lawRulesOff[" + std::to_string(i) + "]", fact.law_rules_off(i));
}

}  // namespace

void CheckClaimFact(const Event& event, FieldChecks& checks) {
  switch (event.fact_case()) {
    case Event::kClaimSubmitted:
      return Check(event.claim_submitted(), checks);
    case Event::kClaimReturned:
      return CheckClaim(event.claim_returned(), checks);
    case Event::kClaimWithdrawn:
      return CheckClaim(event.claim_withdrawn(), checks);
    case Event::kWithdrawalDecided:
      return Check(event.withdrawal_decided(), checks);
    case Event::kClaimMonthClosed:
      checks.Id("claimantFacilityId", event.claim_month_closed().claimant_facility_id());
      checks.Month("month", event.claim_month_closed().month());
      return;
    case Event::kPolicyActivated:
      return Check(event.policy_activated(), checks);
    case Event::kClockTicked:
      return checks.Zone("zone", event.clock_ticked().zone());
    default:
      return;
  }
}

}  // namespace kakutei::facts
