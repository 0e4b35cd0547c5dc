#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/assessment.pb.h"
#include "kakutei/v1/state.pb.h"

#include "rules/policy.h"
#include "rules/registry.h"
#include "rules/rule.h"

// Was a confirmation more than a formality? Source: the statement's note 1 (ATS2-N1.1 to N1.3), as
// decided.
namespace kakutei::rules {

// What an assessment asks of the world outside the review.
struct ReviewSurroundings {
  const Registry& registry;
  // Each signature is judged by what holds on its JST date.
  const Policy& policy;
  // Of the reading's order; unspecified while there is none, which leaves the evidence pending.
  v1::ReadingOrdered::Modality::Value modality;
  // A reading of the review's reading facility that a confirmer signed; cancelled ones do not
  // count.
  struct Signing {
    std::string reading;  // claimant/reading_id
    base::Instant at;
  };
  using VisitSigning = std::function<bool(const Signing&)>;
  // Visits what a confirmer signed from one time to another, both included, in order of time, until
  // the visit returns false.
  std::function<void(std::string_view confirmer, base::Instant from, base::Instant to,
                     const VisitSigning& visit)>
      visit_signings;
};

// The worse of two: FORMAL_ONLY and NOT_QUALIFIED outrank EVIDENCE_PENDING, and that outranks
// INSUFFICIENT_EVIDENCE.
v1::Assessment::Value WorseAssessment(v1::Assessment::Value a, v1::Assessment::Value b);

// Assesses every signature of a review from its facts. Pure. A review of which nothing is known
// gives an empty message.
v1::ConfirmationAssessed AssessReview(const v1::Dossier& review,
                                      const ReviewSurroundings& surroundings);

// The rules N1.1 to N1.3 as headers: their sentences speak in assessments and in readings alike.
const RuleHeader& RubberStampRule();
const RuleHeader& ComparisonRule();
const RuleHeader& BurstRule();

}  // namespace kakutei::rules
