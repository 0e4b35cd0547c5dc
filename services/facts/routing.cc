#include "facts/routing.h"

#include <google/protobuf/descriptor.h>

#include "base/check.h"
#include "base/partitioning.h"
#include "facts/slots.h"
#include "facts/validation.h"

namespace kakutei::facts {
namespace {

// Every fact names its key in a string field of its own; which one depends on the topic.
std::string StringField(const v1::Event& event, const std::string& field_name) {
  const auto* reflection = event.GetReflection();
  const auto* fact_field =
      event.GetDescriptor()->FindFieldByNumber(static_cast<int>(event.fact_case()));
  const auto& fact = reflection->GetMessage(event, fact_field);
  const auto* field = fact.GetDescriptor()->FindFieldByName(field_name);
  KAKUTEI_CHECK(field != nullptr);
  return fact.GetReflection()->GetString(fact, field);
}

// The registry has one partition: its key only groups what compaction-free readers look up
// together.
std::string RegistryKey(const v1::Event& event) {
  const std::string slot = SlotOf(event);
  const auto begin = slot.find('/') + 1;
  return slot.substr(begin, slot.find('/', begin) - begin);
}

}  // namespace

Route RouteOf(const v1::Event& event) {
  switch (event.fact_case()) {
    case v1::Event::kReadingOrdered:
    case v1::Event::kReportAuthored:
    case v1::Event::kReportDelivered:
    case v1::Event::kReportAttached:
    case v1::Event::kMessageRelayed:
    case v1::Event::kReadingCancelled:
      return {kReadingsTopic, StringField(event, "claimant_facility_id")};
    case v1::Event::kReviewOpened:
    case v1::Event::kImagesViewed:
    case v1::Event::kReportCompared:
    case v1::Event::kReportSentBack:
    case v1::Event::kReportCorrected:
    case v1::Event::kConfirmationSigned:
      return {kConfirmationsTopic, StringField(event, "reading_facility_id")};
    case v1::Event::kClaimSubmitted:
    case v1::Event::kClaimReturned:
    case v1::Event::kClaimWithdrawn:
    case v1::Event::kClaimMonthClosed:
    case v1::Event::kWithdrawalDecided:
      return {kClaimsTopic, StringField(event, "claimant_facility_id")};
    case v1::Event::kPolicyActivated:
      return {kPoliciesTopic, event.policy_activated().pack_id()};
    case v1::Event::kClockTicked:
      return {kClockTopic, event.clock_ticked().zone()};
    case v1::Event::FACT_NOT_SET:
      KAKUTEI_CHECK(false && "an event without a fact has no route");
    default:
      return {kRegistryTopic, RegistryKey(event)};
  }
}

base::Status CheckPlace(const v1::Event& event, std::string_view topic, int partition,
                        int partitions) {
  const auto violations = Violations(event);
  if (!violations.empty()) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "MALFORMED_FACT",
                      violations.front().field + ": " + violations.front().rule);
  }
  const Route route = RouteOf(event);
  const bool keyed_by_facility =
      topic != kRegistryTopic && topic != kClockTopic && topic != kPoliciesTopic;
  if (route.topic != topic ||
      (keyed_by_facility && base::PartitionOf(route.key, partitions) != partition)) {
    return base::Fail(
        base::ErrorCode::kInvalidArgument, "MISPLACED",
        std::string(FactName(event.fact_case())) + " does not belong into this partition");
  }
  return {};
}

}  // namespace kakutei::facts
