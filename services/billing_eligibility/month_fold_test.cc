// That months are judged again by whatever touches them, and by nothing else.
#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "billing_eligibility/testing/billing_task.h"
#include "rules/testing/jst.h"

namespace kakutei::billing_eligibility::testing {
namespace {

using rules::testing::EmploymentStatus;
using rules::testing::JstTimestamp;
using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Key;
using ::testing::Not;
using v1::Status;

constexpr char kOwnMonth[] = "facility-month/F-OWN/2026-06";
constexpr char kSendMonth[] = "facility-month/F-SEND/2026-06";
constexpr char kPair[] = "partnership-month/F-SEND/F-RECV/2026-06";

std::string OutcomeOf(const v1::Verdict& verdict, const std::string& rule) {
  for (const auto& finding : verdict.findings()) {
    if (finding.rule_id() == rule) return v1::Status::Value_Name(finding.outcome());
  }
  return "";
}

// An event's id made of a time: no colons, no year.
std::string IdAt(std::string id, std::string_view at) {
  id.append("-").append(at.substr(5));
  std::replace(id.begin(), id.end(), ':', '.');
  return id;
}

v1::Event Ticked(std::string_view at) {
  v1::Event event = Fact(IdAt("tick", at), at);
  event.mutable_clock_ticked()->set_zone("Asia/Tokyo");
  return event;
}

v1::Event Planned(v1::CorrectionPlanRecorded::State::Value state) {
  RegistryBuilder registry;
  registry.Plan("C-1", "F-OWN", "ATS2-4.2", state);
  return registry.Event("C-1");
}

class MonthFold : public ::testing::Test {
 protected:
  void Add(const Arrivals& arrivals) { task_.Add(arrivals); }
  void Add(const v1::Event& event) { task_.Add(event); }
  std::string Outcome(const std::string& subject, const std::string& rule) {
    return OutcomeOf(task_.Latest(subject), rule);
  }

  BillingTask task_;
};

TEST_F(MonthFold, APairHasAMonthWhileAReceivedReadingBelongsToIt) {
  Add(Registry());
  Add(Reading(ReadingBuilder::Own(), "R-0", 1));
  EXPECT_THAT(task_.Contents(), Not(Contains(Key(std::string(kPair)))));
  Arrivals reading = Reading(ReadingBuilder::Received(), "R-1", 1);
  Add(reading);
  EXPECT_EQ(task_.Latest(kPair).status(), Status::ELIGIBLE);
  EXPECT_EQ(task_.Latest(kPair).partnership_id(), "P-1");
  v1::Event order = Corrected(reading[0], "2026-06-03T10:00");
  order.mutable_reading_ordered()->set_reading_facility_id("F-OWN");
  Add(order);
  EXPECT_TRUE(task_.Latest(kPair).emptied());
  EXPECT_EQ(task_.Latest("partnership-month/F-SEND/F-OWN/2026-06").status(), Status::NEEDS_REVIEW);
  Add(Cancelled("F-SEND", "R-1"));
  EXPECT_EQ(task_.Latest("partnership-month/F-SEND/F-OWN/2026-06").status(), Status::WITHDRAWN);
  EXPECT_FALSE(task_.Latest("partnership-month/F-SEND/F-OWN/2026-06").emptied());
}

TEST_F(MonthFold, APairsMonthClosesWithItsSenders) {
  Add(Registry());
  Add(Reading(ReadingBuilder::Received(), "R-1", 1));
  Add(Closed("F-RECV"));
  EXPECT_FALSE(task_.Latest(kPair).closed());
  Add(Closed("F-SEND"));
  EXPECT_TRUE(task_.Latest(kPair).closed());
}

TEST_F(MonthFold, RelaysCountInTheirOwnMonth) {
  Add(Registry());
  Add(Reading(ReadingBuilder::Received(), "R-1", 1));
  for (const char* at : {"2026-06-30T23:59", "2026-06-05T10:00", "2026-07-01T00:00"}) {
    v1::Event relayed = Fact(IdAt("relay", at), at);
    relayed.mutable_message_relayed()->set_reading_id("R-1");
    relayed.mutable_message_relayed()->set_claimant_facility_id("F-SEND");
    relayed.mutable_message_relayed()->set_vendor_id("V-1");
    relayed.mutable_message_relayed()->set_content(v1::MessageRelayed::Content::READING_RESULT);
    Add(relayed);
  }
  EXPECT_EQ(task_.Latest(kPair).relays(), 2);
  // July has no reading of the pair, so no month; its relay waits for one.
  EXPECT_THAT(task_.Contents(), Not(Contains(Key("partnership-month/F-SEND/F-RECV/2026-07"))));
  Arrivals july = Reading(ReadingBuilder::Received(), "R-2", 2);
  *EventOf(july, 1).mutable_occurred_at() = JstTimestamp("2026-07-02T10:00");
  *EventOf(july, 2).mutable_occurred_at() = JstTimestamp("2026-07-02T11:00");
  Add(july);
  EXPECT_EQ(task_.Latest("partnership-month/F-SEND/F-RECV/2026-07").relays(), 1);
  Add(Cancelled("F-SEND", "R-1"));
  EXPECT_EQ(task_.Latest("partnership-month/F-SEND/F-RECV/2026-07").relays(), 0);
}

TEST_F(MonthFold, AnOverduePlanShowsWithTheTick) {
  Add(Registry());
  Add(Reading(ReadingBuilder::Own(), "R-1", 1));
  Add(Planned(v1::CorrectionPlanRecorded::State::OPEN));
  Add(Ticked("2026-07-31T23:59"));
  EXPECT_EQ(Outcome(kOwnMonth, "ATS2-M.7"), "");
  const auto revision = task_.Get(kOwnMonth).latest().revision();
  Add(Ticked("2026-08-01T00:00"));
  EXPECT_EQ(Outcome(kOwnMonth, "ATS2-M.7"), "NEEDS_REVIEW");
  EXPECT_EQ(task_.Get(kOwnMonth).latest().revision(), revision + 1);
  EXPECT_THAT(task_.Get(kOwnMonth).latest().causes(), ElementsAre("billing#tick-08-01T00.00"));
}

TEST_F(MonthFold, ATickThatCameBeforeThePlanCounts) {
  Add(Ticked("2026-08-01T00:00"));
  Add(Registry());
  Add(Reading(ReadingBuilder::Own(), "R-1", 1));
  Add(Planned(v1::CorrectionPlanRecorded::State::OPEN));
  EXPECT_EQ(Outcome(kOwnMonth, "ATS2-M.7"), "NEEDS_REVIEW");
  // A tick that comes late changes nothing.
  Add(Ticked("2026-07-01T00:00"));
  EXPECT_EQ(Outcome(kOwnMonth, "ATS2-M.7"), "NEEDS_REVIEW");
}

TEST_F(MonthFold, AnUndeliveredReadingCountsOnceItsDayIsPast) {
  Add(Registry());
  Arrivals reading = Reading(ReadingBuilder::Own(), "R-1", 1);
  const Arrival delivery = reading[2];
  reading.erase(reading.begin() + 2);
  Add(reading);
  Add(Ticked("2026-06-04T23:59"));
  EXPECT_EQ(Outcome(kOwnMonth, "L-20"), "");
  Add(Ticked("2026-06-05T00:00"));
  EXPECT_EQ(Outcome(kOwnMonth, "L-20"), "NEEDS_REVIEW");
  Add(std::get<v1::Event>(delivery));
  EXPECT_EQ(Outcome(kOwnMonth, "L-20"), "");
}

TEST_F(MonthFold, AnAcquisitionCountsInItsOwnMonth) {
  Add(Registry());
  Add(Reading(ReadingBuilder::Own(), "R-1", 1));
  Arrivals late = Reading(ReadingBuilder::Own(), "R-2", 2);
  *EventOf(late, 1).mutable_occurred_at() = JstTimestamp("2026-07-10T10:00");
  *EventOf(late, 2).mutable_occurred_at() = JstTimestamp("2026-07-10T11:00");
  Add(late);
  EXPECT_EQ(task_.Latest("reading/F-OWN/R-2").month(), "2026-07");
  EXPECT_EQ(Outcome(kOwnMonth, "L-20"), "NEEDS_REVIEW");
  EXPECT_EQ(Outcome("facility-month/F-OWN/2026-07", "L-20"), "");
}

TEST_F(MonthFold, AKnownFindingWaitsForItsAcknowledgement) {
  Arrivals registry = Registry();
  std::erase_if(registry, [](const Arrival& arrival) {
    return std::get<v1::Event>(arrival).event_id() == "S-SEND";
  });
  Add(registry);
  Add(Reading(ReadingBuilder::Received(), "R-1", 1));
  Add(Ticked("2026-06-17T09:00"));
  EXPECT_EQ(Outcome(kSendMonth, "ATS2-5.4"), "");
  Add(Ticked("2026-06-18T09:00"));
  EXPECT_EQ(Outcome(kSendMonth, "ATS2-5.4"), "NEEDS_REVIEW");
  v1::Event acknowledged = Fact("ack");
  acknowledged.mutable_finding_acknowledged()->set_subject("reading/F-SEND/R-1");
  acknowledged.mutable_finding_acknowledged()->set_rule_id("L-2");
  acknowledged.mutable_finding_acknowledged()->set_by("V-1");
  Add(acknowledged);
  EXPECT_EQ(Outcome(kSendMonth, "ATS2-5.4"), "");
  // Of a reading that this task does not know, or of no reading at all.
  for (const char* subject : {"reading/F-SEND/R-9", "reading/F-SEND/R-1/x", kSendMonth}) {
    acknowledged.set_event_id(acknowledged.event_id() + "-2");
    acknowledged.mutable_finding_acknowledged()->set_subject(subject);
    Add(acknowledged);
  }
  EXPECT_THAT(task_.Contents(), Not(Contains(Key("reading/F-SEND/R-9"))));
}

TEST_F(MonthFold, AMonthThatCeasesToExistIsWokenNoMore) {
  Add(Registry());
  Arrivals reading = Reading(ReadingBuilder::Own(), "R-1", 1);
  Add(reading);
  Add(Planned(v1::CorrectionPlanRecorded::State::OPEN));
  Add(Corrected(reading[1], "2026-07-01T00:00"));
  Add(Corrected(reading[2], "2026-07-01T09:00"));
  ASSERT_TRUE(task_.Latest(kOwnMonth).emptied());
  const auto revision = task_.Get(kOwnMonth).latest().revision();
  Add(Ticked("2026-08-01T00:00"));
  EXPECT_EQ(task_.Get(kOwnMonth).latest().revision(), revision);
}

TEST_F(MonthFold, OnlyMonthsThatAFactCanTouchAreJudgedAgain) {
  Add(Registry());
  Add(Reading(ReadingBuilder::Own(), "R-1", 1));
  Add(Reading(ReadingBuilder::Received(), "R-2", 2));
  RegistryBuilder registry;
  registry.Attest("A-5", "F-OWN", v1::AttestationRecorded::Kind::NO_COMMISSION)
      .set_valid_to("2026-05-31");
  registry.Event("A-5").mutable_attestation_recorded()->set_fulfilled(false);
  registry.Event("A-5").mutable_attestation_recorded()->set_valid_from("2026-05-01");
  task_.Append(registry.Event("A-5"));
  EXPECT_EQ(task_.JudgementsToRest(), 0);
  registry.Attest("A-6", "F-OWN", v1::AttestationRecorded::Kind::NO_COMMISSION)
      .set_valid_from("2026-06-30");
  task_.Append(registry.Event("A-6"));
  EXPECT_EQ(task_.JudgementsToRest(), 1);
  // F-RECV is judged in the months that it reads for F-SEND.
  registry.Manage("M-9", "F-RECV", v1::ManagementActivityRecorded::Side::RECEIVING);
  task_.Append(registry.Event("M-9"));
  EXPECT_EQ(task_.JudgementsToRest(), 1);
  task_.Append(Ticked("2026-06-20T00:00"));
  EXPECT_EQ(task_.JudgementsToRest(), 0);
}

// Facts of every kind that months are judged by, each of which changes some verdict.
Arrivals EventfulMonths() {
  RegistryBuilder registry = RegistryBuilder::Complete();
  registry.Employ("E-PT", "D-PT", "F-OWN", EmploymentStatus::PART_TIME);
  registry.Event("A-OWN").mutable_attestation_recorded()->set_fulfilled(false);
  registry.Event("K-SEND").mutable_risk_sharing_acknowledged()->set_valid_to("2026-06-30");
  registry.Event("P-1").mutable_partnership_recorded()->set_initiated_by(
      v1::PartnershipRecorded::InitiatedBy::VENDOR);
  registry.Arrange("O-1", "D-OWN", "F-OWN").set_valid_from("2026-06-15");
  registry.Plan("C-1", "F-OWN", "ATS2-4.2", v1::CorrectionPlanRecorded::State::OPEN);
  registry.Partner("P-2", "F-SEND", "F-OWN").set_valid_from("2026-06-10");
  auto& calendar = registry.Calendar("facility", 2026);
  calendar.set_facility_id("F-OWN");
  calendar.add_closed_on("2026-06-04");
  registry.Calendar("national", 2026).add_holidays("2026-06-05");
  auto& solicited = *registry.Add("L-1").mutable_solicitation_recorded();
  solicited.set_solicitation_id("L-1");
  solicited.set_vendor_id("V-1");
  solicited.set_facility_id("F-RECV");
  solicited.set_kind(v1::SolicitationRecorded::Kind::SCHEME_PROPOSED);
  auto& assigned = *registry.Add("G-1").mutable_responsibility_assigned();
  assigned.set_agreement_id("G-1");
  assigned.set_sending_facility_id("F-SEND");
  assigned.add_receiving_facility_ids("F-RECV");
  assigned.set_valid_from("2026-01-01");
  auto& acknowledged = *registry.Add("K-1").mutable_finding_acknowledged();
  acknowledged.set_subject("reading/F-OWN/R-9");
  acknowledged.set_rule_id("L-5");
  Arrivals all;
  for (const auto& [id, event] : registry.events()) all.push_back(event);
  const auto add = [&](const Arrivals& more) { all.insert(all.end(), more.begin(), more.end()); };
  for (int i = 0; i < 4; ++i) {
    add(Reading(i == 0 ? ReadingBuilder::OwnDraftedBy("D-PT") : ReadingBuilder::Own(),
                "R-" + std::to_string(i), i));
    Arrivals sent = Reading(ReadingBuilder::Received(), "T-" + std::to_string(i), i);
    if (i == 1) {
      EventOf(sent, 0).mutable_reading_ordered()->set_reading_facility_id("F-OWN");
      EventOf(sent, 2).mutable_report_delivered()->set_route(
          v1::ReportDelivered::Route::VENDOR_STAFF);
    }
    if (i == 2) *EventOf(sent, 1).mutable_occurred_at() = JstTimestamp("2026-07-02T10:00");
    add(sent);
  }
  ReadingBuilder alone = ReadingBuilder::Own();
  alone.Report().set_author_physician_id("D-PT");
  add(Reading(alone, "R-9", 8));
  add({Cancelled("F-OWN", "R-2"), Closed("F-SEND"), Ticked("2026-06-20T09:00"),
       Ticked("2026-08-01T09:00")});
  return all;
}

TEST(MonthsInAnyOrder, EndTheSameWhicheverFactComesLast) {
  const Arrivals arrivals = EventfulMonths();
  BillingTask batch;
  for (const auto& arrival : arrivals) batch.Append(arrival);
  batch.Rest();
  const auto expected = batch.Contents();
  for (std::size_t last = 0; last < arrivals.size(); ++last) {
    SCOPED_TRACE(last);
    BillingTask task;
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      if (i != last) task.Append(arrivals[i]);
    }
    task.Rest();
    task.Append(arrivals[last]);
    task.Rest();
    ASSERT_EQ(task.Contents(), expected);
  }
}

TEST(MonthsInAnyOrder, EndInTheContentsOfOneBatch) {
  Arrivals arrivals = EventfulMonths();
  BillingTask batch;
  for (const auto& arrival : arrivals) batch.Append(arrival);
  batch.Rest();
  const auto expected = batch.Contents();
  ASSERT_THAT(expected, Contains(Key("partnership-month/F-SEND/F-OWN/2026-06")));
  for (unsigned seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    BillingTask task;
    std::shuffle(arrivals.begin(), arrivals.end(), random);
    for (const auto& arrival : arrivals) {
      task.Append(arrival);
      if (random() % 4 == 0) task.Rest();
    }
    task.Rest();
    ASSERT_EQ(task.Contents(), expected);
  }
}

}  // namespace
}  // namespace kakutei::billing_eligibility::testing
