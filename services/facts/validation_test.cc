#include "facts/validation.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/ndjson.h"
#include "facts/testing/violation_cases.h"

namespace kakutei::facts {
namespace {

using testing::Example;
using testing::ExpectAccepted;
using testing::ExpectViolation;
using testing::kDateRule;
using testing::kIdRequired;
using testing::kIdRule;
using testing::kInstantRule;
using testing::kStated;
using testing::kTimeRule;
using testing::Text;
using v1::Event;

TEST(Validation, AcceptsEveryExampleOfTheContract) {
  for (const std::string_view line : testing::kContractExamples) {
    const auto event = ParseEventLine(line);
    EXPECT_TRUE(event.has_value()) << line << "\n" << (event ? "" : event.error().message);
  }
}

TEST(ValidationOfTheEnvelope, AsksForIdentityTimeAndFact) {
  const auto violations = Violations(Event());
  ASSERT_EQ(violations.size(), 4u);
  EXPECT_EQ(violations[0].field, "eventId");
  EXPECT_EQ(violations[0].rule, kIdRequired);
  EXPECT_EQ(violations[1].field, "source");
  EXPECT_EQ(violations[1].rule, "Required: a source is 1-64 of A-Z a-z 0-9 . _ - and /.");
  EXPECT_EQ(violations[2].field, "occurredAt");
  EXPECT_EQ(violations[2].rule,
            "Required: an instant is an RFC 3339 time from 1990-01-01 to 2199-12-31, UTC.");
  EXPECT_EQ(violations[3].field, "fact");
  EXPECT_EQ(violations[3].rule, "Required: exactly one fact, such as readingOrdered.");
}

TEST(ValidationOfTheEnvelope, ChecksForms) {
  ExpectViolation(
      {"r1", [](Event& e) { e.set_event_id("r 1"); }, "eventId", "sha256:bdb7cfb21ed7", kIdRule});
  ExpectViolation({"r1", [](Event& e) { e.set_event_id("a/b"); }, "eventId", "a/b", kIdRule});
  ExpectViolation({"r1", [](Event& e) { e.set_source("a+b"); }, "source", "a+b",
                   "A source is 1-64 of A-Z a-z 0-9 . _ - and /."});
  ExpectViolation({"r1", [](Event& e) { e.set_source_revision(0); }, "sourceRevision", "0",
                   "A number of at least 1."});
  ExpectViolation(
      {"r1", [](Event& e) { e.set_correlation_id("#"); }, "correlationId", "#", kIdRule});
  ExpectViolation(
      {"r1", [](Event& e) { e.set_correlation_id(""); }, "correlationId", "", kIdRequired});
  ExpectViolation({"r1", [](Event& e) { e.set_event_id(std::string(65, 'x')); }, "eventId",
                   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", kIdRule});
  ExpectAccepted("r1", [](Event& e) { e.set_event_id(std::string(64, 'x')); });
  ExpectAccepted("r1", [](Event& e) { e.set_correlation_id("W-7"); });
}

TEST(ValidationOfTheEnvelope, BoundsInstants) {
  constexpr std::int64_t k1990 = 631152000, k2200 = 7258118400;
  ExpectViolation({"r1", [&](Event& e) { e.mutable_occurred_at()->set_seconds(k1990 - 1); },
                   "occurredAt", "1989-12-31T23:59:59Z", kInstantRule});
  ExpectViolation({"r1", [&](Event& e) { e.mutable_occurred_at()->set_seconds(k2200); },
                   "occurredAt", "2200-01-01T00:00:00Z", kInstantRule});
  ExpectViolation({"r1", [&](Event& e) { e.mutable_recorded_at()->set_seconds(k2200); },
                   "recordedAt", "2200-01-01T00:00:00Z", kInstantRule});
  ExpectViolation({"r1", [&](Event& e) { e.mutable_recorded_at()->set_seconds(INT64_MAX); },
                   "recordedAt", "9223372036854775807 s, 0 ns", kInstantRule});
  ExpectViolation({"r1", [&](Event& e) { e.mutable_occurred_at()->set_nanos(-1); }, "occurredAt",
                   "1780448400 s, -1 ns", kInstantRule});
  ExpectAccepted("r1", [&](Event& e) { e.mutable_occurred_at()->set_seconds(k1990); });
  ExpectAccepted("r1", [&](Event& e) { e.mutable_occurred_at()->set_seconds(k2200 - 1); });
}

TEST(ValidationOfARegistryFact, AsksForIdsAndWords) {
  ExpectViolation({"g1", [](Event& e) { e.mutable_facility_registered()->clear_kind(); },
                   "facilityRegistered.kind", "", "Required: one of HOSPITAL, CLINIC."});
  ExpectViolation({"g2",
                   [](Event& e) {
                     e.mutable_vendor_registered()->set_kind(
                         static_cast<v1::VendorRegistered::Kind::Value>(9));
                   },
                   "vendorRegistered.kind", "9",
                   "One of SYSTEM_PROVIDER, READING_SUPPORT_SERVICE, SALES_PARTNER."});
  ExpectViolation({"g3", [](Event& e) { e.mutable_physician_registered()->clear_physician_id(); },
                   "physicianRegistered.physicianId", "", kIdRequired});
  ExpectViolation({"g3",
                   [](Event& e) { e.mutable_physician_registered()->set_years_dedicated(-1); },
                   "physicianRegistered.yearsDedicated", "-1", "A number of at least 0."});
  ExpectViolation({"g4", [](Event& e) { e.mutable_employment_recorded()->clear_status(); },
                   "employmentRecorded.status", "",
                   "Required: one of FULL_TIME, PART_TIME, TRAINEE."});
  ExpectViolation(
      {"g10", [](Event& e) { e.mutable_responsibility_assigned()->add_receiving_facility_ids(""); },
       "responsibilityAssigned.receivingFacilityIds[1]", "", kIdRequired});
  ExpectViolation({"g15",
                   [](Event& e) { e.mutable_management_activity_recorded()->clear_performed_by(); },
                   "managementActivityRecorded.performedBy", "", kIdRequired});
  ExpectViolation({"g14", [](Event& e) { e.mutable_advice_recorded()->clear_vendor_id(); },
                   "adviceRecorded.vendorId", "", kIdRequired});
  ExpectViolation(
      {"g15",
       [](Event& e) { e.mutable_management_activity_recorded()->set_performed_on("2026-02-29"); },
       "managementActivityRecorded.performedOn", "2026-02-29", kDateRule});
}

TEST(ValidationOfARegistryFact, BoundsHoursAndDaysOfAWeek) {
  constexpr char kHours[] = "Hours of a week are 0 to 168.";
  ExpectViolation({"g4", [](Event& e) { e.mutable_employment_recorded()->set_weekly_hours(168.5); },
                   "employmentRecorded.weeklyHours", "168.5", kHours});
  ExpectViolation(
      {"g4", [](Event& e) { e.mutable_employment_recorded()->set_on_site_hours(std::nan("")); },
       "employmentRecorded.onSiteHours", "nan", kHours});
  ExpectViolation({"g4", [](Event& e) { e.mutable_employment_recorded()->set_on_site_hours(-1); },
                   "employmentRecorded.onSiteHours", "-1", kHours});
  ExpectViolation({"g4", [](Event& e) { e.mutable_employment_recorded()->set_on_site_days(8); },
                   "employmentRecorded.onSiteDays", "8", "A number from 0 to 7."});
  ExpectAccepted("g4", [](Event& e) { e.mutable_employment_recorded()->set_weekly_hours(168); });
  ExpectAccepted("g4", [](Event& e) {
    e.mutable_employment_recorded()->clear_dedicated_to_imaging();
    e.mutable_employment_recorded()->clear_weekly_hours();
    e.mutable_employment_recorded()->clear_on_site_days();
    e.mutable_employment_recorded()->clear_on_site_hours();
  });
}

TEST(ValidationOfAnInterval, RefusesAnEndBeforeTheStart) {
  ExpectViolation({"g12",
                   [](Event& e) { e.mutable_attestation_recorded()->set_valid_to("2026-05-31"); },
                   "attestationRecorded.validTo", "2026-05-31",
                   "An interval does not end before it starts: validFrom is 2026-06-01."});
  ExpectViolation({"g12", [](Event& e) { e.mutable_attestation_recorded()->clear_valid_from(); },
                   "attestationRecorded.validFrom", "",
                   "Required: a date is an existing day as YYYY-MM-DD."});
  ExpectViolation({"g12",
                   [](Event& e) { e.mutable_attestation_recorded()->set_valid_to("2026-7-1"); },
                   "attestationRecorded.validTo", "2026-7-1", kDateRule});
  ExpectAccepted("g12",
                 [](Event& e) { e.mutable_attestation_recorded()->set_valid_to("2026-06-01"); });
  ExpectAccepted("g12",
                 [](Event& e) { e.mutable_attestation_recorded()->set_valid_to("9999-12-31"); });
  ExpectAccepted("g12",
                 [](Event& e) { e.mutable_attestation_recorded()->set_valid_from("1952-03-01"); });
}

TEST(ValidationOfAnOffsiteArrangement, AsksForEveryField) {
  const auto change = [](auto edit) {
    return [edit](Event& e) { edit(*e.mutable_offsite_arrangement_recorded()); };
  };
  ExpectViolation({"g7", change([](auto& f) { f.clear_counted_as_on_site_minimum(); }),
                   "offsiteArrangementRecorded.countedAsOnSiteMinimum", "", kStated});
  ExpectViolation({"g7", change([](auto& f) { f.clear_on_site_days(); }),
                   "offsiteArrangementRecorded.onSiteDays", "", kStated});
  ExpectViolation({"g7", change([](auto& f) { f.clear_on_site_hours(); }),
                   "offsiteArrangementRecorded.onSiteHours", "", kStated});
  ExpectViolation({"g7", change([](auto& f) { f.clear_scheduled_hours(); }),
                   "offsiteArrangementRecorded.scheduledHours", "", kStated});
  ExpectViolation({"g7", change([](auto& f) { f.clear_administrator_tracks(); }),
                   "offsiteArrangementRecorded.administratorTracks", "", kStated});
  ExpectViolation({"g7", change([](auto& f) { f.clear_equipment_adequate(); }),
                   "offsiteArrangementRecorded.equipmentAdequate", "", kStated});
  ExpectViolation({"g7", change([](auto& f) { f.clear_security_measures(); }),
                   "offsiteArrangementRecorded.securityMeasures", "", kStated});
  ExpectAccepted("g7", change([](auto& f) { f.set_administrator_tracks(false); }));
}

TEST(ValidationOfAnOffsiteArrangement, BoundsScheduledHours) {
  const auto hours = [](auto edit) {
    return [edit](Event& e) {
      edit(*e.mutable_offsite_arrangement_recorded()->mutable_scheduled_hours(0));
    };
  };
  ExpectViolation({"g7", hours([](auto& h) { h.set_weekday(0); }),
                   "offsiteArrangementRecorded.scheduledHours[0].weekday", "0",
                   "A number from 1 to 7."});
  ExpectViolation({"g7", hours([](auto& h) { h.set_from("9:00"); }),
                   "offsiteArrangementRecorded.scheduledHours[0].from", "9:00", kTimeRule});
  ExpectViolation(
      {"g7", hours([](auto& h) { h.set_to("08:00"); }),
       "offsiteArrangementRecorded.scheduledHours[0].to", "08:00",
       "Scheduled hours end after they begin and do not cross midnight: from is 09:00."});
  ExpectAccepted("g7", hours([](auto& h) { h.set_to("24:00"); }));
}

TEST(ValidationOfAPartnership, LetsWhatRulesJudgeBeUnstated) {
  ExpectAccepted("g8", [](Event& e) {
    auto& fact = *e.mutable_partnership_recorded();
    fact.clear_initiated_by();
    fact.clear_prior_relation();
    fact.clear_cooperation_basis();
    fact.clear_vendor_fee_basis();
    fact.clear_vendor_id();
  });
  ExpectViolation({"g8",
                   [](Event& e) {
                     e.mutable_partnership_recorded()->set_initiated_by(
                         static_cast<v1::PartnershipRecorded::InitiatedBy::Value>(7));
                   },
                   "partnershipRecorded.initiatedBy", "7", "One of FACILITIES, VENDOR, UNKNOWN."});
  ExpectViolation({"g8", [](Event& e) { e.mutable_partnership_recorded()->set_vendor_id(""); },
                   "partnershipRecorded.vendorId", "", kIdRequired});
}

TEST(ValidationOfAPlan, AsksForMonthRuleAndDueDate) {
  ExpectViolation({"g16",
                   [](Event& e) { e.mutable_correction_plan_recorded()->set_month("2026-13"); },
                   "correctionPlanRecorded.month", "2026-13", "A month is YYYY-MM, 01 to 12."});
  ExpectViolation({"g16",
                   [](Event& e) { e.mutable_correction_plan_recorded()->set_rule_id("l-5"); },
                   "correctionPlanRecorded.ruleId", "l-5",
                   "A rule id is A-Z 0-9, a hyphen and A-Z 0-9 or dots, such as ATS2-3.4, 64 at "
                   "most in all; or CONFLICT."});
  for (const char* rule : {"CONFLICT", "L-5", "ATS2-N1.1", "ATS2-P.14"}) {
    ExpectAccepted("g16",
                   [&](Event& e) { e.mutable_correction_plan_recorded()->set_rule_id(rule); });
  }
}

TEST(ValidationOfAnAcknowledgement, AcceptsTheFourSubjects) {
  const auto subject = [](std::string text) {
    return [text](Event& e) { e.mutable_finding_acknowledged()->set_subject(text); };
  };
  for (const char* text : {"reading/F-SEND/R-1", "facility-month/F-SEND/2026-06",
                           "partnership-month/F-SEND/F-RECV/2026-06",
                           "unit/F-SEND/pk_00112233445566778899aabbccddeeff/2026-06/CT_MR"}) {
    ExpectAccepted("g17", subject(text));
  }
  for (const char* text :
       {"", "reading", "reading/F-SEND", "reading/F-SEND/R-1/2", "claim/F-SEND/R-1", "reading//R-1",
        "facility-month/F-SEND/2026-6", "unit/F-SEND/pk_0011/2026-06/CT_MR",
        "unit/F-SEND/pk_00112233445566778899aabbccddeeff/2026-06/CT",
        "partnership-month/F-SEND/2026-06"}) {
    Event event = Example("g17");
    subject(text)(event);
    ASSERT_EQ(Violations(event).size(), 1u) << text;
    EXPECT_EQ(Violations(event)[0].field, "findingAcknowledged.subject");
    EXPECT_THAT(Violations(event)[0].rule,
                ::testing::HasSubstr("subject is reading/CLAIMANT/READING"));
  }
}

TEST(ValidationOfACalendar, BoundsYearAndWeekdays) {
  const auto change = [](auto edit) {
    return [edit](Event& e) { edit(*e.mutable_calendar_published()); };
  };
  ExpectViolation({"g18", change([](auto& f) { f.set_year(2200); }), "calendarPublished.year",
                   "2200", "A number from 1990 to 2199."});
  ExpectViolation({"g18", change([](auto& f) { f.set_night_from("24:01"); }),
                   "calendarPublished.nightFrom", "24:01", kTimeRule});
  ExpectViolation({"g19", change([](auto& f) { f.set_consultation_weekdays(5, 8); }),
                   "calendarPublished.consultationWeekdays[5]", "8", "A number from 1 to 7."});
  ExpectViolation({"g19", change([](auto& f) { f.set_consultation_weekdays(5, 1); }),
                   "calendarPublished.consultationWeekdays[5]", "1",
                   "Each weekday is listed once."});
  ExpectViolation({"g19", change([](auto& f) { f.set_facility_id(""); }),
                   "calendarPublished.facilityId", "", kIdRequired});
  ExpectAccepted(
      "g18", change([](auto& f) { f.clear_night_from(), f.clear_night_to(), f.clear_holidays(); }));
}

TEST(ValidationOfACalendar, TakesNationalOnesWithoutAndOthersWithAFacility) {
  constexpr char kOneOfBoth[] =
      "A calendar called \"national\" is of no facility, and any other is of one.";
  const auto change = [](auto edit) {
    return [edit](Event& e) { edit(*e.mutable_calendar_published()); };
  };
  ExpectViolation({"g18", change([](auto& f) { f.set_facility_id("F-SEND"); }),
                   "calendarPublished.facilityId", "F-SEND", kOneOfBoth});
  ExpectViolation({"g18", change([](auto& f) { f.set_calendar_id("prefecture"); }),
                   "calendarPublished.facilityId", "", kOneOfBoth});
  ExpectViolation({"g19", change([](auto& f) { f.set_calendar_id("national"); }),
                   "calendarPublished.facilityId", "F-SEND", kOneOfBoth});
}

TEST(ValidationAgainstPatientInformation, LooksAtEveryStringAndRepeatsNone) {
  ExpectViolation({"r1", [](Event& e) { e.mutable_reading_ordered()->set_patient_key("山田太郎"); },
                   "readingOrdered.patientKey", "sha256:6b0e1c8cc616",
                   "No patient information: this looks like text in a script other than ASCII."});
  ExpectViolation({"r1",
                   [](Event& e) { e.mutable_reading_ordered()->set_reading_id("1952-03-01"); },
                   "readingOrdered.readingId", "sha256:266ac1e7eb27",
                   "No patient information: this looks like a date of birth."});
  ExpectViolation(
      {"g17",
       [](Event& e) { e.mutable_finding_acknowledged()->set_subject("reading/F-SEND/12345678"); },
       "findingAcknowledged.subject", "sha256:9b06933b532f",
       "No patient information: this looks like an insured number or another number of eight "
       "to twelve digits."});
  ExpectViolation({"g10",
                   [](Event& e) {
                     e.mutable_responsibility_assigned()->add_receiving_facility_ids(
                         "090-1234-5678");
                   },
                   "responsibilityAssigned.receivingFacilityIds[1]", "sha256:522d69851a96",
                   "No patient information: this looks like a telephone number."});
  ExpectViolation({"g7",
                   [](Event& e) {
                     e.mutable_offsite_arrangement_recorded()->mutable_scheduled_hours(0)->set_from(
                         "19520301");
                   },
                   "offsiteArrangementRecorded.scheduledHours[0].from", "sha256:239180c8197e",
                   "No patient information: this looks like an insured number or another number of "
                   "eight to twelve digits."});
}

// Every string field of every fact, found by reflection.
TEST(ValidationAgainstPatientInformation, ForgetsNoField) {
  for (const std::string_view line : testing::kContractExamples) {
    const Event example = *ParseEventLine(line);
    const auto* fact =
        Event::descriptor()->FindFieldByNumber(static_cast<int>(example.fact_case()));
    for (int i = 0; i < fact->message_type()->field_count(); ++i) {
      const auto* field = fact->message_type()->field(i);
      // A pack's bytes are text of a person who makes rules, Japanese titles included.
      if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_STRING ||
          field->is_repeated() || field->full_name() == "kakutei.v1.PolicyActivated.pack")
        continue;
      Event event = example;
      auto* message = event.GetReflection()->MutableMessage(&event, fact);
      message->GetReflection()->SetString(message, field, "カナ");
      const auto violations = Violations(event);
      ASSERT_EQ(violations.size(), 1u) << Text(event);
      EXPECT_EQ(violations[0].field, fact->json_name() + "." + field->json_name());
      EXPECT_EQ(violations[0].value, "sha256:a64e70ed1d80");
    }
  }
}

TEST(Validation, BoundsAnEventsBytes) {
  Event event = Example("g10");
  while (event.ByteSizeLong() <= kMaxEventBytes)
    event.mutable_responsibility_assigned()->add_receiving_facility_ids("F-RECV");
  const auto violations = Violations(event);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "");
  EXPECT_EQ(violations[0].value, std::to_string(event.ByteSizeLong()) + " bytes");
  EXPECT_EQ(violations[0].rule, "An event has at most 65536 bytes.");
  event.mutable_responsibility_assigned()->mutable_receiving_facility_ids()->RemoveLast();
  EXPECT_TRUE(Violations(event).empty());
}

TEST(Validation, TellsNoMoreThanItsBound) {
  Event event = Example("g10");
  for (int i = 0; i < 10000; ++i)
    event.mutable_responsibility_assigned()->add_receiving_facility_ids(i % 2 ? "" : "漢");
  EXPECT_EQ(Violations(event).size(), kMaxViolations);
}

}  // namespace
}  // namespace kakutei::facts
