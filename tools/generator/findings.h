#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/network.h"

// The rules by name, and the list of what the network is meant to show.
namespace kakutei::generator {

enum class RuleName : std::uint8_t {
  kL1,
  kL2,
  kL3,
  kL4,
  kL5,
  kL6,
  kL7,
  kL8,
  kL9,
  kL10,
  kL11,
  kL13,
  kL14,
  kL15,
  kL17,
  kL21,
  kAts1_1,
  kAts1_2,
  kAts1_3,
  kAts2_2,
  kAts2_3,
  kAts3_1,
  kAts3_2,
  kAts3_3,
  kAts3_4,
  kAts4_2,
  kAts4_3,
  kAts5_3,
  kAts5_4,
  kAtsM3,
  kAtsM7,
  kAtsM8,
  kAtsN1_1,
  kAtsN1_2,
  kAtsN1_3,
  kAtsN1_4,
  kAtsN2_2,
  kConflict,
};

std::string_view RuleId(RuleName rule);
v1::Authority::Value AuthorityOf(RuleName rule);

// What a reading shows: an index into Kinds().
enum class Kind : std::uint8_t {
  kNone,
  // Received cases.
  kPartTimeRemote,
  kPartTimeOnSite,
  kPartTimeCooperating,
  kPartTimeDraftReceived,
  kPartTimeFirstReader,
  kPartTimeAmendment,
  kTraineeDraftReceived,
  kBeforeFullTime,
  kThirdFacility,
  kUnsignedElectronically,
  // Either.
  kCompanyReader,
  kEmployedElsewhere,
  kUnregisteredPhysician,
  kVerbalOnly,
  kNotToTreatingPhysician,
  kUndelivered,
  kNotAttached,
  kAmendmentNotAttached,
  kUndiagnosed,
  kNoSection,
  kNoInsured,
  kNoOrder,
  kSectionNotCovered,
  kNotInsured,
  kXrWithoutAddOn1,
  kOutsideScheduledHours,
  kNoArrangement,
  kInadequateEquipment,
  kCountedAsMinimum,
  kTooFewDays,
  kTooFewHours,
  kUntracked,
  kFullTimeTwice,
  kStatusesDiffer,
  kDedicationUnstated,
  kNotDedicated,
  kFormalConfirmation,
  kRadiologistNotFiled,
  kRadiologistUnqualified,
  kRadiologistUnregistered,
  kIdentityReused,
  kSourcesDiffer,
  // Own cases.
  kPartTimeAlone,
  kTraineeAlone,
  kPartTimeConfirmation,
  kConfirmedAfterDelivery,
  kUnsignedAmendment,
  kBulkConfirmation,
  kAutomaticConfirmation,
  kNoImagesOpened,
  kFewSeries,
  kTooShort,
  kNotCompared,
  kNoImagesRecorded,
  kShortAndNotCompared,
  kConfirmationBurst,
  // Meant as it is, and what follows from others.
  kOwnCaseException,
  kSendingLapse,
  kReceivingLapse,
  kSecurityLapse,
  kRelayed,
  kVendorDelivery,
  kSolicited,
  kClaimedTwice,
  kCorrectionImpossible,
  kFirstDiagnosisDoesNotQualify,
  kFirstDiagnosisPending,
  kMonthEdge,
  kPartialScope,
  kPartTimeShare,
  // Of a facility's month.
  kNotAttested,
  kCommissioned,
  kNoManagement,
  kNobodyOnSite,
  kPlanOverdue,
  kPlanImpossible,
  kFindingsLeftOpen,
  kResponsibilityEnded,
  // Of a partnership's month.
  kNoPartnership,
  kNoBasis,
  kVendorLed,
  kBrokering,
  kShareOfAddOn,
  kInitiatorUnknown,
  kRiskNotShared,
  kNoAdvice,
};
inline constexpr int kKindCount = static_cast<int>(Kind::kNoAdvice) + 1;

std::string_view Label(Kind kind);

// Collects intended findings: of several for one subject and rule the worst counts, as it does in a
// verdict.
class IntendedFindings {
 public:
  void Add(std::string subject, RuleName rule, v1::Status::Value outcome, Kind kind);
  // Sorted by (subject, rule), each pair once.
  std::vector<IntendedFinding> Take();

 private:
  std::vector<IntendedFinding> findings_;
};

}  // namespace kakutei::generator
