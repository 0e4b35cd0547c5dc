#pragma once

#include <string_view>

#include "kakutei/v1/event.pb.h"

// Which service takes which facts in, by its name in the contract.
namespace kakutei::facts {

inline constexpr std::string_view kFacilityRegistry = "kakutei.v1.FacilityRegistry";
inline constexpr std::string_view kReadingEvents = "kakutei.v1.ReadingEvents";
inline constexpr std::string_view kConfirmationReview = "kakutei.v1.ConfirmationReview";
inline constexpr std::string_view kBillingEligibility = "kakutei.v1.BillingEligibility";

// Empty for an event without a fact. The contract numbers facts by service: registry facts from 10,
// reading facts from 40, review facts from 60, claim facts from 80, policies from 90 and the clock
// from 100 on.
constexpr std::string_view OwnerOf(v1::Event::FactCase fact) {
  if (fact == v1::Event::FACT_NOT_SET) return {};
  if (fact < v1::Event::kReadingOrdered) return kFacilityRegistry;
  if (fact < v1::Event::kReviewOpened) return kReadingEvents;
  if (fact < v1::Event::kClaimSubmitted) return kConfirmationReview;
  return kBillingEligibility;
}

}  // namespace kakutei::facts
