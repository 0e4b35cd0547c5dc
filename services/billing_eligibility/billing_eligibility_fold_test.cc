#include "billing_eligibility/billing_eligibility_fold.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "billing_eligibility/testing/billing_task.h"
#include "runtime/engine/standing.h"

namespace kakutei::billing_eligibility {
namespace {

using rules::testing::EmploymentStatus;
using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;
using testing::Arrival;
using testing::Arrivals;
using testing::BillingTask;
using testing::Cancelled;
using testing::Claimed;
using testing::Closed;
using testing::Corrected;
using ::testing::ElementsAre;
using testing::EventOf;
using testing::Fact;
using ::testing::IsEmpty;
using testing::Patient;
using testing::Reading;
using testing::Registry;
using ::testing::SizeIs;
using testing::Unit;
using v1::Action;
using v1::Status;

class BillingFold : public ::testing::Test {
 protected:
  void Add(const Arrivals& arrivals) { task_.Add(arrivals); }
  void Add(const v1::Event& event) { Add(Arrivals{event}); }
  std::pair<int, int> PartTimeShare() {
    const auto share = task_.Latest("facility-month/F-OWN/2026-06").part_time_share();
    return {static_cast<int>(share.numerator()), static_cast<int>(share.denominator())};
  }

  BillingTask task_;
};

TEST_F(BillingFold, ALateEmploymentRevisesTheVerdict) {
  Arrivals registry = Registry();
  std::erase_if(registry, [](const Arrival& arrival) {
    return std::get<v1::Event>(arrival).event_id() == "E-FT";
  });
  Add(registry);
  Add(Reading(ReadingBuilder::Received(), "R-1", 1));
  EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::PENDING);
  Add(RegistryBuilder::Complete().events().at("E-FT"));
  const auto verdict = task_.Get("reading/F-SEND/R-1");
  EXPECT_EQ(verdict.latest().verdict().status(), Status::ELIGIBLE);
  EXPECT_EQ(verdict.latest().revision(), 2u);
  EXPECT_EQ(verdict.latest().prev_digest(), verdict.history(0).digest());
  EXPECT_THAT(verdict.latest().causes(), ElementsAre("registry#E-FT"));
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 1)).action(), Action::CLAIM);
}

TEST_F(BillingFold, WhatIsRegisteredOfAPhysicianReachesHisReadings) {
  Arrivals registry = Registry();
  std::erase_if(registry, [](const Arrival& arrival) {
    const std::string& id = std::get<v1::Event>(arrival).event_id();
    return id == "D-FT" || id == "R-FT";
  });
  Add(registry);
  Add(Reading(ReadingBuilder::Received(), "R-1", 1));
  EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::NEEDS_REVIEW);
  Add(RegistryBuilder::Complete().events().at("R-FT"));
  EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::PENDING);
  Add(RegistryBuilder::Complete().events().at("D-FT"));
  EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::ELIGIBLE);
}

TEST_F(BillingFold, AnAttestationReachesWhatAFacilityReadsAndWhatItSends) {
  Add(Registry());
  Add(Reading(ReadingBuilder::Received(), "R-1", 1));
  for (const char* id : {"T-SEND", "T-RECV"}) {
    SCOPED_TRACE(id);
    v1::Event attested = RegistryBuilder::Complete().events().at(id);
    attested.set_event_id(std::string(id) + "-2");
    attested.set_source_revision(2);
    attested.mutable_attestation_recorded()->set_fulfilled(false);
    Add(attested);
    EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::CAUTION);
    attested.set_event_id(std::string(id) + "-3");
    attested.set_source_revision(3);
    attested.mutable_attestation_recorded()->set_fulfilled(true);
    Add(attested);
    EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::ELIGIBLE);
  }
}

TEST_F(BillingFold, MonthCloseTurnsWhatIsPendingIntoNeedsReview) {
  Add(Registry());
  Arrivals reading = Reading(ReadingBuilder::Received(), "R-1", 1);
  const Arrival attached = reading.back();
  reading.pop_back();
  Add(reading);
  EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::PENDING);
  EXPECT_FALSE(task_.Latest("facility-month/F-SEND/2026-06").closed());
  Add(Closed("F-SEND", "2026-05"));
  EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::PENDING);
  Add(Closed("F-SEND"));
  EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::NEEDS_REVIEW);
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 1)).status(), Status::NEEDS_REVIEW);
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 1)).action(), Action::HOLD);
  EXPECT_TRUE(task_.Latest("facility-month/F-SEND/2026-06").closed());
  Add(std::get<v1::Event>(attached));
  EXPECT_EQ(task_.Latest("reading/F-SEND/R-1").status(), Status::ELIGIBLE);
}

TEST_F(BillingFold, AReadingOfAnotherPatientEmptiesItsOldUnit) {
  Add(Registry());
  Arrivals reading = Reading(ReadingBuilder::Own(), "R-1", 1);
  Add(reading);
  EXPECT_EQ(task_.Latest(Unit("F-OWN", 1)).anchor(), "R-1");
  v1::Event order = Corrected(reading[0], "2026-06-03T10:00");
  order.mutable_reading_ordered()->set_patient_key(Patient(2));
  Add(order);
  EXPECT_TRUE(task_.Latest(Unit("F-OWN", 1)).emptied());
  EXPECT_EQ(task_.Latest(Unit("F-OWN", 1)).status(), Status::WITHDRAWN);
  EXPECT_EQ(task_.Latest(Unit("F-OWN", 2)).anchor(), "R-1");
  EXPECT_EQ(PartTimeShare(), std::pair(0, 1));
  // It is not counted as standing: lists leave it out, too.
  const auto standing = runtime::engine::StandingOf(task_.store());
  ASSERT_TRUE(standing);
  EXPECT_EQ(standing->at("unit ELIGIBLE"), 1);
  EXPECT_FALSE(standing->contains("unit WITHDRAWN"));
}

TEST_F(BillingFold, AReadingOfAnotherMonthEmptiesItsOldMonth) {
  Add(Registry());
  Arrivals reading = Reading(ReadingBuilder::Own(), "R-1", 1);
  Add(reading);
  Add(Corrected(reading[1], "2026-07-01T00:00"));
  Add(Corrected(reading[2], "2026-07-01T09:00"));
  EXPECT_EQ(task_.Latest("reading/F-OWN/R-1").month(), "2026-07");
  EXPECT_TRUE(task_.Latest(Unit("F-OWN", 1)).emptied());
  EXPECT_TRUE(task_.Latest("facility-month/F-OWN/2026-06").emptied());
  EXPECT_EQ(task_.Latest(Unit("F-OWN", 1, "2026-07")).anchor(), "R-1");
  EXPECT_EQ(task_.Latest("facility-month/F-OWN/2026-07").part_time_share().denominator(), 1);
}

TEST_F(BillingFold, AClaimLivesUntilItIsReturnedOrWithdrawn) {
  Add(Registry());
  Add(Reading(ReadingBuilder::Own(), "R-1", 1));
  EXPECT_EQ(task_.Latest(Unit("F-OWN", 1)).action(), Action::CLAIM);
  Add(Claimed("K-1", "F-OWN", 1));
  EXPECT_EQ(task_.Latest(Unit("F-OWN", 1)).action(), Action::NONE);
  EXPECT_THAT(task_.Latest(Unit("F-OWN", 1)).live_claims(), ElementsAre("K-1"));
  v1::Event returned = Fact("K-1-returned");
  returned.mutable_claim_returned()->set_claim_id("K-1");
  returned.mutable_claim_returned()->set_claimant_facility_id("F-OWN");
  Add(returned);
  EXPECT_EQ(task_.Latest(Unit("F-OWN", 1)).action(), Action::CLAIM);
  EXPECT_THAT(task_.Latest(Unit("F-OWN", 1)).live_claims(), IsEmpty());
  // A withdrawal that comes before its claim ends it as well.
  v1::Event withdrawn = Fact("K-2-withdrawn");
  withdrawn.mutable_claim_withdrawn()->set_claim_id("K-2");
  withdrawn.mutable_claim_withdrawn()->set_claimant_facility_id("F-OWN");
  Add(withdrawn);
  Add(Claimed("K-2", "F-OWN", 1));
  EXPECT_THAT(task_.Latest(Unit("F-OWN", 1)).live_claims(), IsEmpty());
}

TEST_F(BillingFold, AClaimWithoutReadingsIsAUnitAndMovesWithItsCorrection) {
  Add(Claimed("K-1", "F-OWN", 1));
  EXPECT_EQ(task_.Latest(Unit("F-OWN", 1)).status(), Status::PENDING);
  v1::Event corrected = Claimed("K-1", "F-OWN", 2);
  corrected.set_event_id("K-1-corrected");
  corrected.set_source_revision(2);
  Add(corrected);
  EXPECT_TRUE(task_.Latest(Unit("F-OWN", 1)).emptied());
  EXPECT_THAT(task_.Latest(Unit("F-OWN", 2)).live_claims(), ElementsAre("K-1"));
}

TEST_F(BillingFold, TheFirstReadingSentPartiallyQuestionsTheMonthsOwnCases) {
  RegistryBuilder registry;
  registry.File("S-SEND-2", "F-SEND", v1::Standard::ADD_ON_2);
  registry.Employ("E-SEND", "D-SEND", "F-SEND", EmploymentStatus::FULL_TIME);
  registry.Register("D-SEND");
  registry.FileRadiologist("R-SEND", "D-SEND", "F-SEND");
  Arrivals arrivals = Registry();
  for (const auto& [id, event] : registry.events()) arrivals.push_back(event);
  Add(arrivals);
  Arrivals own = Reading(ReadingBuilder::Received(), "R-1", 1);
  EventOf(own, 0).mutable_reading_ordered()->set_reading_facility_id("F-SEND");
  EventOf(own, 1).mutable_report_authored()->set_acting_facility_id("F-SEND");
  EventOf(own, 1).mutable_report_authored()->set_author_physician_id("D-SEND");
  Add(own);
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 1)).add_on(), v1::ClaimItem::ADD_ON_2);
  Add(Reading(ReadingBuilder::Received(), "R-2", 2));
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 2)).add_on(), v1::ClaimItem::ADD_ON_2_PARTIAL);
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 2)).status(), Status::ELIGIBLE);
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 1)).add_on(), v1::ClaimItem::ADD_ON_2_PARTIAL);
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 1)).status(), Status::NEEDS_REVIEW);
  Add(Reading(ReadingBuilder::Received(), "R-3", 3));
  Add(Cancelled("F-SEND", "R-2"));
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 1)).status(), Status::NEEDS_REVIEW);
  Add(Cancelled("F-SEND", "R-3"));
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 1)).status(), Status::ELIGIBLE);
  EXPECT_EQ(task_.Latest(Unit("F-SEND", 1)).add_on(), v1::ClaimItem::ADD_ON_2);
}

TEST_F(BillingFold, AFilingChangesWhatUnitsMayClaim) {
  Add(Registry());
  Add(Reading(ReadingBuilder::Own(), "R-1", 1));
  const int before = task_.Latest(Unit("F-OWN", 1)).points();
  v1::Event filing = RegistryBuilder::Complete().events().at("S-OWN");
  filing.set_event_id("S-OWN-3");
  filing.set_source_revision(2);
  filing.mutable_standard_filed()->set_standard(v1::Standard::ADD_ON_3);
  Add(filing);
  EXPECT_EQ(task_.Latest(Unit("F-OWN", 1)).add_on(), v1::ClaimItem::ADD_ON_3);
  EXPECT_GT(task_.Latest(Unit("F-OWN", 1)).points(), before);
  filing.set_event_id("S-OWN-4");
  filing.set_source_revision(3);
  filing.mutable_standard_filed()->set_valid_to("2026-06-01");
  Add(filing);
  EXPECT_NE(task_.Latest("reading/F-OWN/R-1").status(), Status::ELIGIBLE);
}

TEST_F(BillingFold, ThePartTimeShareFollowsEveryChange) {
  Add(Registry());
  for (int i = 0; i < 10; ++i) {
    const auto reading = i < 3 ? ReadingBuilder::OwnDraftedBy("D-PT") : ReadingBuilder::Own();
    Add(Reading(reading, "R-" + std::to_string(i), i));
  }
  EXPECT_EQ(PartTimeShare(), std::pair(3, 10));
  EXPECT_EQ(task_.Latest("facility-month/F-OWN/2026-06").status(), Status::CAUTION);
  Add(Cancelled("F-OWN", "R-9"));
  EXPECT_EQ(PartTimeShare(), std::pair(3, 9));
  EXPECT_EQ(task_.Latest("facility-month/F-OWN/2026-06").status(), Status::NEEDS_REVIEW);
  v1::Event full_time = RegistryBuilder::Complete().events().at("E-OWN");
  full_time.set_event_id("E-PT-2");
  full_time.set_source_revision(2);
  full_time.mutable_employment_recorded()->set_employment_id("E-PT");
  full_time.mutable_employment_recorded()->set_physician_id("D-PT");
  Add(full_time);
  EXPECT_EQ(PartTimeShare(), std::pair(0, 9));
}

TEST_F(BillingFold, OneIdentityForTwoReadingsDoubtsBoth) {
  Add(Registry());
  Arrivals first = Reading(ReadingBuilder::Own(), "R-1", 1);
  Arrivals second = Reading(ReadingBuilder::Own(), "R-2", 2);
  EventOf(first, 3).set_event_id("reused");
  EventOf(second, 3).set_event_id("reused");
  Add(first);
  EXPECT_EQ(task_.Doubtful("F-OWN", "R-1"), 0);
  Add(second);
  EXPECT_EQ(task_.Doubtful("F-OWN", "R-1"), 1);
  EXPECT_EQ(task_.Doubtful("F-OWN", "R-2"), 1);
}

// Everything that the tests above bring up, for one set of facts.
Arrivals EventfulMonth() {
  Arrivals all = Registry();
  const auto add = [&](const Arrivals& more) { all.insert(all.end(), more.begin(), more.end()); };
  for (int i = 0; i < 8; ++i) {
    add(Reading(i % 2 == 0 ? ReadingBuilder::OwnDraftedBy("D-PT") : ReadingBuilder::Own(),
                "R-" + std::to_string(i), i / 2));
    add(Reading(ReadingBuilder::Received(), "T-" + std::to_string(i), i));
  }
  Arrivals moved = Reading(ReadingBuilder::Own(), "M-1", 20);
  add(moved);
  v1::Event order = Corrected(moved[0], "2026-06-03T10:00");
  order.mutable_reading_ordered()->set_patient_key(Patient(21));
  v1::Event filing = RegistryBuilder::Complete().events().at("S-OWN");
  filing.set_event_id("S-OWN-3");
  filing.set_source_revision(2);
  filing.mutable_standard_filed()->set_standard(v1::Standard::ADD_ON_3);
  v1::Event reused = std::get<v1::Event>(Reading(ReadingBuilder::Own(), "R-3", 1)[3]);
  reused.set_event_id("R-1-t1");
  RegistryBuilder partial;
  partial.File("S-SEND-2", "F-SEND", v1::Standard::ADD_ON_2);
  add({order, Corrected(moved[1], "2026-07-01T00:00"), filing, reused, Cancelled("F-OWN", "R-5"),
       Cancelled("F-SEND", "T-2"), Claimed("K-1", "F-OWN", 0), Claimed("K-2", "F-OWN", 0),
       Claimed("K-3", "F-SEND", 1), Closed("F-OWN"), partial.events().at("S-SEND-2")});
  return all;
}

TEST(BillingFoldInAnyOrder, EndsInTheContentsOfOneBatch) {
  Arrivals arrivals = EventfulMonth();
  BillingTask batch;
  for (const auto& arrival : arrivals) batch.Append(arrival);
  batch.Rest();
  const auto expected = batch.Contents();
  ASSERT_THAT(expected, SizeIs(::testing::Gt(25)));
  for (unsigned seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    BillingTask task;
    std::shuffle(arrivals.begin(), arrivals.end(), random);
    for (const auto& arrival : arrivals) {
      task.Append(arrival);
      if (random() % 8 == 0) task.Append(arrivals[random() % arrivals.size()]);
      if (random() % 8 == 0) task.Rest();
    }
    task.Rest();
    ASSERT_EQ(task.Contents(), expected);
  }
}

}  // namespace
}  // namespace kakutei::billing_eligibility
