#include "facts/slots.h"

#include <cinttypes>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "base/check.h"

namespace kakutei::facts {
namespace {

using v1::Event;

std::string Join(std::string_view name, std::initializer_list<std::string_view> parts) {
  std::string slot(name);
  for (std::string_view part : parts) {
    slot.push_back('/');
    slot.append(part);
  }
  return slot;
}

// Sortable as text, so that slots that differ by time stand in its order.
std::string TimeText(const Event& event) {
  const auto nanos = OccurredAt(event).time_since_epoch().count();
  char buffer[24];
  const int size =
      std::snprintf(buffer, sizeof buffer, "%020" PRId64, static_cast<std::int64_t>(nanos));
  return std::string(buffer, static_cast<std::size_t>(size));
}

std::string RegistrySlot(const Event& event, std::string_view name) {
  switch (event.fact_case()) {
    case Event::kFacilityRegistered:
      return Join(name, {event.facility_registered().facility_id()});
    case Event::kVendorRegistered:
      return Join(name, {event.vendor_registered().vendor_id()});
    case Event::kPhysicianRegistered:
      return Join(name, {event.physician_registered().physician_id()});
    case Event::kEmploymentRecorded:
      return Join(name, {event.employment_recorded().employment_id()});
    case Event::kStandardFiled:
      return Join(name, {event.standard_filed().filing_id()});
    case Event::kRadiologistFiled:
      return Join(
          name, {event.radiologist_filed().filing_id(), event.radiologist_filed().physician_id()});
    case Event::kOffsiteArrangementRecorded: {
      const auto& fact = event.offsite_arrangement_recorded();
      return Join(name, {fact.facility_id(), fact.physician_id(), fact.valid_from()});
    }
    case Event::kPartnershipRecorded:
      return Join(name, {event.partnership_recorded().partnership_id()});
    case Event::kActualCooperationRecorded: {
      const auto& fact = event.actual_cooperation_recorded();
      return Join(name, {fact.sending_facility_id(), fact.physician_id(), fact.valid_from()});
    }
    case Event::kResponsibilityAssigned:
      return Join(name, {event.responsibility_assigned().agreement_id()});
    case Event::kAttestationRecorded: {
      const auto& fact = event.attestation_recorded();
      return Join(name, {fact.facility_id(), v1::AttestationRecorded::Kind::Value_Name(fact.kind()),
                         fact.valid_from()});
    }
    case Event::kRiskSharingAcknowledged: {
      const auto& fact = event.risk_sharing_acknowledged();
      return Join(
          name, {fact.partnership_id(),
                 v1::RiskSharingAcknowledged::Party::Value_Name(fact.party()), fact.valid_from()});
    }
    case Event::kAdviceRecorded: {
      const auto& fact = event.advice_recorded();
      return Join(name, {fact.partnership_id(), fact.vendor_id(),
                         v1::AdviceRecorded::Topic::Value_Name(fact.topic())});
    }
    case Event::kManagementActivityRecorded:
      return Join(name, {event.management_activity_recorded().activity_id()});
    case Event::kCorrectionPlanRecorded:
      return Join(name, {event.correction_plan_recorded().plan_id()});
    case Event::kFindingAcknowledged:
      return Join(name,
                  {event.finding_acknowledged().subject(), event.finding_acknowledged().rule_id()});
    case Event::kSolicitationRecorded:
      return Join(name, {event.solicitation_recorded().solicitation_id()});
    case Event::kCalendarPublished: {
      const auto& fact = event.calendar_published();
      return Join(name, {fact.calendar_id(), fact.facility_id(), std::to_string(fact.year())});
    }
    default:
      return std::string(name);
  }
}

std::string ReadingSlot(const Event& event, std::string_view name) {
  switch (event.fact_case()) {
    case Event::kReportAuthored: {
      const auto& fact = event.report_authored();
      return Join(name, {std::to_string(fact.report_version()),
                         v1::ReportAuthored::Step::Value_Name(fact.step())});
    }
    case Event::kReportDelivered: {
      const auto& fact = event.report_delivered();
      return Join(name, {std::to_string(fact.report_version()),
                         v1::ReportDelivered::Form::Value_Name(fact.form()),
                         v1::ReportDelivered::Route::Value_Name(fact.route())});
    }
    case Event::kReportAttached:
      return Join(name, {std::to_string(event.report_attached().report_version())});
    case Event::kMessageRelayed:
      return Join(name, {event.source(), event.event_id()});
    case Event::kReportCompared:
      return Join(name,
                  {std::to_string(event.report_compared().report_version()), TimeText(event)});
    case Event::kImagesViewed:
      return Join(name, {TimeText(event)});
    case Event::kReportSentBack:
      return Join(name, {std::to_string(event.report_sent_back().report_version())});
    case Event::kReportCorrected:
      return Join(name, {std::to_string(event.report_corrected().to_version())});
    case Event::kPolicyActivated:
      return Join(name, {event.policy_activated().pack_id()});
    case Event::kConfirmationSigned:
      return Join(name, {std::to_string(event.confirmation_signed().report_version())});
    default:
      return std::string(name);
  }
}

}  // namespace

std::string_view FactName(Event::FactCase fact) {
  const auto* field = Event::descriptor()->FindFieldByNumber(static_cast<int>(fact));
  return field == nullptr ? std::string_view() : std::string_view(field->json_name());
}

std::string SlotOf(const Event& event) {
  const auto number = static_cast<int>(event.fact_case());
  const std::string_view name = FactName(event.fact_case());
  KAKUTEI_CHECK(!name.empty());
  return number < v1::Event::kReadingOrderedFieldNumber ? RegistrySlot(event, name)
                                                        : ReadingSlot(event, name);
}

std::string FactRef(const Event& event) { return event.source() + "#" + event.event_id(); }

std::string IdentityBytes(const Event& event) {
  Event content = event;
  content.clear_recorded_at();
  // An unstated revision is the first: stating it changes nothing.
  if (!content.has_source_revision()) content.set_source_revision(1);
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    content.ByteSizeLong();  // sizes of the parts are cached by it
    content.SerializeWithCachedSizes(&coded);
  }
  return bytes;
}

base::Instant ToInstant(const google::protobuf::Timestamp& time) {
  return base::Instant{std::chrono::seconds(time.seconds()) +
                       std::chrono::nanoseconds(time.nanos())};
}

base::Instant OccurredAt(const Event& event) { return ToInstant(event.occurred_at()); }

std::tuple<base::Instant, std::string_view, std::string_view> StepOrder(const Event& event) {
  return {OccurredAt(event), event.event_id(), event.source()};
}

bool Supersedes(const Event& a, const Event& b) {
  const auto order = [](const Event& event) {
    const std::uint64_t revision = event.has_source_revision() ? event.source_revision() : 1;
    return std::make_tuple(revision, OccurredAt(event), std::string_view(event.event_id()),
                           std::string_view(event.source()));
  };
  const auto order_a = order(a), order_b = order(b);
  if (order_a != order_b) return order_a > order_b;
  return IdentityBytes(a) > IdentityBytes(b);
}

}  // namespace kakutei::facts
