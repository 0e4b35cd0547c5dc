#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/verdict.pb.h"

// What would change a finding: which fact, stated by whom, or why no fact can. Each branch of each
// rule declares it beside its sentence; explanations speak it.
namespace kakutei::rules {

// Who states a fact or decides, as the people of a network are called to each other.
enum class Party : std::uint8_t {
  kClaimant,         // the facility whose patient it is and that claims
  kReadingFacility,  // where the reading is done: the receiving one, or the claimant itself
  kFacility,         // the facility that the fact is about
  kReportingSystem,  // the reporting system or RIS that keeps the steps
  kVendor,
  kBillingOffice,
  kOperator,  // of the network
};

struct Remedy {
  enum class Way : std::uint8_t {
    kUndeclared,
    kFact,        // once the fact is stated, the finding is gone
    kEasingFact,  // once the fact is stated, the finding weighs less, but stays
    kCorrection,  // no further fact lifts it; only a wrong record can be corrected
    kVerdict,     // it follows another subject's verdict
    kPolicy,      // no fact lifts it; a policy pack can
  };
  Way way = Way::kUndeclared;
  Party by = Party::kOperator;
  // Unset ones are FACT_NOT_SET.
  std::array<v1::Event::FactCase, 3> facts = {};
  // What has to be stated, was recorded or is judged: a noun phrase, in which {name} is replaced by
  // the finding's argument of that name.
  std::string_view ja;
  std::string_view en;
};

using FactKind = v1::Event::FactCase;

// "Once `by` records {en} (kind), the finding is lifted."
constexpr Remedy Stating(Party by, FactKind kind, std::string_view ja, std::string_view en) {
  return {Remedy::Way::kFact, by, {kind}, ja, en};
}
// The same for a fact that only makes the finding weigh less.
constexpr Remedy EasedByStating(Party by, FactKind kind, std::string_view ja, std::string_view en) {
  return {Remedy::Way::kEasingFact, by, {kind}, ja, en};
}
// "Only if the record of {en} (kinds) is wrong can `by` correct it."
constexpr Remedy Correcting(Party by, std::array<FactKind, 3> kinds, std::string_view ja,
                            std::string_view en) {
  return {Remedy::Way::kCorrection, by, kinds, ja, en};
}
// "The finding changes with the verdict on {en}."
constexpr Remedy AwaitingVerdict(std::string_view ja, std::string_view en) {
  return {Remedy::Way::kVerdict, Party::kOperator, {}, ja, en};
}
// "The operator can state {en} in a policy pack."
constexpr Remedy Deciding(std::string_view ja, std::string_view en) {
  return {Remedy::Way::kPolicy, Party::kOperator, {}, ja, en};
}

// The remedy as a whole sentence in both languages, its placeholders filled from the finding. Empty
// for an undeclared one.
v1::LocalizedText Render(const Remedy& remedy, const v1::Finding& finding);

// A sentence with {name} replaced by the finding's argument of that name.
std::string FillArguments(std::string_view sentence, const v1::Finding& finding);

}  // namespace kakutei::rules
