#include "billing_eligibility/billing_eligibility_fold.h"

#include <algorithm>
#include <map>
#include <random>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "billing_eligibility/billing_eligibility_queries.h"
#include "facts/kept.h"
#include "facts/routing.h"
#include "rules/testing/jst.h"
#include "rules/testing/reading_builder.h"
#include "rules/testing/registry_builder.h"
#include "runtime/engine/ledger.h"
#include "runtime/engine/task.h"
#include "runtime/engine/task_state.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::billing_eligibility {
namespace {

namespace engine = runtime::engine;
using rules::testing::EmploymentStatus;
using rules::testing::JstTimestamp;
using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using v1::Action;
using v1::Status;

// A fact, or what confirmation review made of a review.
using Arrival = std::variant<v1::Event, v1::ConfirmationAssessed>;
using Arrivals = std::vector<Arrival>;

class BillingTask {
 public:
  void Append(const Arrival& arrival) {
    runtime::NewRecord record;
    if (const auto* event = std::get_if<v1::Event>(&arrival)) {
      auto route = facts::RouteOf(*event);
      record = {{std::string(route.topic), 0}, route.key, event->SerializeAsString()};
    } else {
      const auto& assessed = std::get<v1::ConfirmationAssessed>(arrival);
      const std::string content = assessed.SerializeAsString();
      const std::string subject =
          facts::Key("review", assessed.claimant_facility_id(), assessed.reading_id(),
                     assessed.reading_facility_id(), assessed.review_id());
      const auto next = engine::NextRecord(nullptr, subject, content, base::Sha256(content), {});
      record = {{std::string(facts::kAssessmentsTopic), 0},
                assessed.claimant_facility_id(),
                next.SerializeAsString()};
    }
    ASSERT_TRUE(log_.Append({&record, 1}));
  }
  void Rest() {
    for (bool progressed = true; progressed;) {
      const auto step = task_.Step();
      ASSERT_TRUE(step) << step.error().message;
      progressed = step->Progressed();
    }
  }
  v1::GetVerdictResponse Get(const std::string& subject) const {
    const auto found = GetVerdict(store_, subject, true);
    EXPECT_TRUE(found) << subject;
    return found.value_or(v1::GetVerdictResponse());
  }
  v1::Verdict Latest(const std::string& subject) const { return Get(subject).latest().verdict(); }
  // How many of a reading's facts are doubtful.
  int Doubtful(const std::string& claimant, const std::string& reading) const {
    const engine::ReadOnlyState state(store_);
    const auto dossier =
        facts::Load<v1::Dossier>(state, facts::Key(kReadingKey, claimant, reading));
    EXPECT_TRUE(dossier);
    return static_cast<int>(
        std::count_if(dossier->facts().begin(), dossier->facts().end(),
                      [](const v1::SlotFact& fact) { return fact.doubtful(); }));
  }
  // What is published and not emptied, by subject.
  std::map<std::string, std::string> Contents() const {
    std::map<std::string, std::string> contents;
    EXPECT_TRUE(VisitVerdicts(store_, {}, "", [&](const v1::PublishedVerdict& published) {
      contents[published.verdict().subject()] = published.digest();
      return true;
    }));
    return contents;
  }

 private:
  static engine::TaskSpec Spec() {
    engine::TaskSpec spec;
    spec.name = "billing_eligibility";
    for (const auto topic : {facts::kRegistryTopic, facts::kReadingsTopic, facts::kAssessmentsTopic,
                             facts::kClaimsTopic, facts::kClockTopic})
      spec.inputs.push_back({{std::string(topic), 0}, topic == facts::kAssessmentsTopic});
    spec.output_topic = std::string(facts::kVerdictsTopic);
    spec.output_partition_count = 1;
    spec.output_partitions = {0};
    return spec;
  }

  const rules::Policy policy_ = rules::Policy::Shipped();
  NoJudgementProbe unheard_;
  engine::NullProbe probe_;
  engine::StillClock clock_;
  runtime::MemoryEventLog log_{{{std::string(facts::kRegistryTopic), 1},
                                {std::string(facts::kReadingsTopic), 1},
                                {std::string(facts::kAssessmentsTopic), 1},
                                {std::string(facts::kClaimsTopic), 1},
                                {std::string(facts::kClockTopic), 1},
                                {std::string(facts::kVerdictsTopic), 1}}};
  runtime::MemoryStore store_;
  BillingEligibilityFold fold_{policy_, unheard_};
  engine::Task task_{Spec(), log_, store_, fold_, probe_, clock_};
};

std::string Patient(int number) {
  return "pk_" + std::string(30, '0') + std::to_string(10 + number % 90);
}
std::string Unit(const std::string& claimant, int patient, const std::string& month = "2026-06") {
  return facts::Key("unit", claimant, Patient(patient), month, "CT_MR");
}

// A builder's order, report, delivery and attachment under another reading's id and patient.
Arrivals Reading(ReadingBuilder builder, const std::string& reading, int patient) {
  builder.Order().set_patient_key(Patient(patient));
  Arrivals arrivals;
  for (const char* id : {"o1", "a1", "d1", "t1"}) {
    v1::Event event = builder.Event(id);
    event.set_event_id(reading + "-" + id);
    if (event.has_reading_ordered()) event.mutable_reading_ordered()->set_reading_id(reading);
    if (event.has_report_authored()) event.mutable_report_authored()->set_reading_id(reading);
    if (event.has_report_delivered()) event.mutable_report_delivered()->set_reading_id(reading);
    if (event.has_report_attached()) event.mutable_report_attached()->set_reading_id(reading);
    arrivals.push_back(std::move(event));
  }
  const v1::Dossier dossier = builder.Build();
  for (v1::ConfirmationAssessed assessed : dossier.assessments()) {
    assessed.set_reading_id(reading);
    assessed.set_claimant_facility_id(builder.Order().claimant_facility_id());
    assessed.set_reading_facility_id(builder.Order().reading_facility_id());
    for (auto& signature : *assessed.mutable_signatures())
      signature.mutable_signature()->set_reading_id(reading);
    arrivals.push_back(std::move(assessed));
  }
  return arrivals;
}

v1::Event& EventOf(Arrivals& arrivals, std::size_t at) { return std::get<v1::Event>(arrivals[at]); }

v1::Event Corrected(const Arrival& arrival, std::string_view at) {
  v1::Event event = std::get<v1::Event>(arrival);
  event.set_source_revision(event.source_revision() + 2);
  event.set_event_id(event.event_id() + "-c");
  *event.mutable_occurred_at() = JstTimestamp(at);
  return event;
}

Arrivals Registry() {
  RegistryBuilder registry = RegistryBuilder::Complete();
  registry.Employ("E-PT", "D-PT", "F-OWN", EmploymentStatus::PART_TIME);
  Arrivals arrivals;
  for (const auto& [id, event] : registry.events()) arrivals.push_back(event);
  return arrivals;
}

v1::Event Fact(const std::string& id, std::string_view at = "2026-07-06T09:00") {
  v1::Event event;
  event.set_event_id(id);
  event.set_source("billing");
  *event.mutable_occurred_at() = JstTimestamp(at);
  return event;
}
v1::Event Closed(const std::string& claimant, const std::string& month = "2026-06") {
  v1::Event event = Fact("close-" + claimant + month);
  event.mutable_claim_month_closed()->set_claimant_facility_id(claimant);
  event.mutable_claim_month_closed()->set_month(month);
  return event;
}
v1::Event Claimed(const std::string& claim, const std::string& claimant, int patient) {
  v1::Event event = Fact(claim);
  auto& submitted = *event.mutable_claim_submitted();
  submitted.set_claim_id(claim);
  submitted.set_claimant_facility_id(claimant);
  submitted.set_patient_key(Patient(patient));
  submitted.set_month("2026-06");
  submitted.set_section_group(v1::SectionGroup::CT_MR);
  submitted.set_add_on(v1::ClaimItem::ADD_ON_2);
  return event;
}
v1::Event Cancelled(const std::string& claimant, const std::string& reading) {
  v1::Event event = Fact("cancel-" + reading);
  event.mutable_reading_cancelled()->set_claimant_facility_id(claimant);
  event.mutable_reading_cancelled()->set_reading_id(reading);
  return event;
}

class BillingFold : public testing::Test {
 protected:
  void Add(const Arrivals& arrivals) {
    for (const auto& arrival : arrivals) task_.Append(arrival);
    task_.Rest();
  }
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
  ASSERT_THAT(expected, SizeIs(testing::Gt(25)));
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
