#include "billing_eligibility/policy_change.h"

#include <algorithm>
#include <map>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "billing_eligibility/billing_eligibility_fold.h"
#include "billing_eligibility/billing_eligibility_metrics.h"
#include "billing_eligibility/billing_eligibility_queries.h"
#include "billing_eligibility/claim_queries.h"
#include "billing_eligibility/explanation.h"
#include "billing_eligibility/testing/billing_task.h"
#include "billing_eligibility/validation.h"
#include "facts/routing.h"
#include "rules/testing/activations.h"
#include "rules/testing/packs.h"
#include "rules/testing/reading_builder.h"
#include "rules/testing/registry_builder.h"
#include "runtime/engine/task.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::billing_eligibility {
namespace {

namespace engine = runtime::engine;
using rules::testing::Activation;
using rules::testing::PackSet;
using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;

constexpr char kJune[] = "reading/F-OWN/R-1";
constexpr char kMay[] = "reading/F-OWN/R-5";
constexpr char kR8[] = "fee-schedule-r8";

std::string Changed(std::string_view pack, std::string_view from, std::string_view to) {
  return PackSet().Edit(pack, from, to).TextOf(pack);
}

// A log and a store that outlive the process whose release they were judged by.
class Mesh {
 public:
  void Append(const v1::Event& event) {
    auto route = facts::RouteOf(event);
    const runtime::NewRecord record = {
        {std::string(route.topic), 0}, route.key, event.SerializeAsString()};
    ASSERT_TRUE(log_.Append({&record, 1}));
  }
  // A process that ships these packs runs until nothing is left to do.
  void Run(const rules::Policy& shipped, runtime::MemoryStore& store) {
    BillingEligibilityFold fold(shipped, unheard_);
    engine::Task task(Spec(), log_, store, fold, probe_, clock_);
    for (bool progressed = true; progressed;) {
      const auto step = task.Step();
      ASSERT_TRUE(step) << step.error().message;
      progressed = step->Progressed();
    }
  }
  void Run(const rules::Policy& shipped = rules::Policy::Shipped()) { Run(shipped, store_); }

  v1::PublishedVerdict Latest(const std::string& subject) const {
    const auto found = GetVerdict(store_, subject, true);
    EXPECT_TRUE(found) << subject;
    return found.value_or(v1::GetVerdictResponse()).latest();
  }
  // Revision and policy of every subject.
  std::map<std::string, std::string> Policies(const runtime::MemoryStore& store) const {
    std::map<std::string, std::string> policies;
    EXPECT_TRUE(VisitVerdicts(store, {}, "", [&](const v1::PublishedVerdict& published) {
      policies[published.verdict().subject()] = published.verdict().policy();
      return true;
    }));
    return policies;
  }
  std::size_t set_aside() const { return static_cast<std::size_t>(*log_.End({"quarantine", 0})); }
  runtime::MemoryStore& store() { return store_; }

 private:
  static engine::TaskSpec Spec() {
    engine::TaskSpec spec;
    spec.name = "billing_eligibility";
    for (const auto topic : kTopics)
      spec.inputs.push_back({{std::string(topic), 0}, topic == facts::kAssessmentsTopic});
    spec.output_topic = std::string(facts::kVerdictsTopic);
    spec.output_partition_count = 1;
    spec.output_partitions = {0};
    spec.quarantine_topic = "quarantine";
    return spec;
  }
  static std::map<std::string, int> Topics() {
    std::map<std::string, int> topics = {{std::string(facts::kVerdictsTopic), 1},
                                         {"quarantine", 1}};
    for (const auto topic : kTopics) topics[std::string(topic)] = 1;
    return topics;
  }

  static constexpr std::string_view kTopics[] = {facts::kRegistryTopic,    facts::kReadingsTopic,
                                                 facts::kAssessmentsTopic, facts::kClaimsTopic,
                                                 facts::kClockTopic,       facts::kPoliciesTopic};
  NoJudgementProbe unheard_;
  engine::NullProbe probe_;
  engine::StillClock clock_;
  runtime::MemoryEventLog log_{Topics()};
  runtime::MemoryStore store_;
};

// One complete own case of June 2026 and one of May.
void AppendFacts(Mesh& mesh) {
  const RegistryBuilder registry = RegistryBuilder::Complete();
  for (const auto& [id, event] : registry.events()) mesh.Append(event);
  for (const std::string reading : {"R-1", "R-5"}) {
    ReadingBuilder builder = ReadingBuilder::Own();
    if (reading == "R-5") {
      *builder.Order().mutable_acquired_at() = rules::testing::JstTimestamp("2026-05-13T09:50");
      builder.At("a1", "2026-05-13T11:00");
      builder.At("d1", "2026-05-13T11:30");
      builder.At("t1", "2026-05-13T12:00");
    }
    for (const char* id : {"o1", "a1", "d1", "t1"}) {
      v1::Event event = builder.Event(id);
      event.set_event_id(reading + id);
      if (event.has_reading_ordered()) event.mutable_reading_ordered()->set_reading_id(reading);
      if (event.has_report_authored()) event.mutable_report_authored()->set_reading_id(reading);
      if (event.has_report_delivered()) event.mutable_report_delivered()->set_reading_id(reading);
      if (event.has_report_attached()) event.mutable_report_attached()->set_reading_id(reading);
      mesh.Append(event);
    }
  }
}

TEST(ChangedRelease, JudgesAnewWhatItsPacksTouchAndNothingElse) {
  Mesh mesh;
  AppendFacts(mesh);
  mesh.Run();
  EXPECT_EQ(mesh.Latest(kJune).revision(), 1u);
  // The same packs again: silence.
  mesh.Run();
  EXPECT_EQ(mesh.Latest(kJune).revision(), 1u);
  PackSet packs;
  packs.Edit(kR8, "points: 175", "points: 176");
  mesh.Run(packs.Make());
  const auto on_june = packs.Make().On(rules::testing::Day("2026-06-03")).digest();
  for (const auto& [subject, policy] : mesh.Policies(mesh.store())) {
    const bool june = subject == kJune || subject.find("/2026-06") != std::string::npos;
    EXPECT_EQ(mesh.Latest(subject).revision(), june ? 2u : 1u) << subject;
    EXPECT_EQ(policy == on_june, june) << subject;
  }
  const std::string unit = "unit/F-OWN/" + ReadingBuilder::Own().Order().patient_key();
  EXPECT_EQ(mesh.Latest(unit + "/2026-06/CT_MR").verdict().points(), 176);
  EXPECT_EQ(mesh.Latest(unit + "/2026-05/CT_MR").verdict().points(), 175);
}

TEST(Activation, JudgesAnewAndOutlivesTheProcess) {
  Mesh mesh;
  AppendFacts(mesh);
  mesh.Run();
  mesh.Append(Activation("k1", Changed(kR8, "points: 175", "points: 176")));
  mesh.Run();
  EXPECT_EQ(mesh.Latest(kJune).revision(), 2u);
  EXPECT_EQ(mesh.Latest(kJune).causes(0), "office#k1");
  EXPECT_EQ(mesh.Latest(kMay).revision(), 1u);
  mesh.Run();
  EXPECT_EQ(mesh.Latest(kJune).revision(), 2u);
}

TEST(Activation, IsWhatExplanationsClaimsAndStatementsTell) {
  Mesh mesh;
  RegistryBuilder registry = RegistryBuilder::Complete();
  registry.Arrange("O-1", "D-OWN", "F-OWN").set_on_site_days(2);
  for (const auto& [id, event] : registry.events()) mesh.Append(event);
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Report().set_place(v1::Place::OFF_SITE);
  for (const char* id : {"o1", "a1", "d1", "t1"}) mesh.Append(reading.Event(id));
  mesh.Append(testing::Claimed("K-1", "F-OWN", 1));
  std::string pack = Changed(kR8, "points: 175", "points: 176");
  pack.replace(pack.find("offsite_min_days: 3"), 19, "offsite_min_days: 4");
  mesh.Append(Activation("k1", pack));
  mesh.Run();
  const auto explained = Explain(mesh.store(), kJune);
  ASSERT_TRUE(explained);
  ASSERT_EQ(explained->findings_size(), 1);
  ASSERT_EQ(explained->findings(0).finding().rule_id(), "L-10");
  EXPECT_EQ(explained->findings(0).parameters(0).name(), "offsite_min_days");
  EXPECT_EQ(explained->findings(0).parameters(0).value(), "4");
  const auto claims = ListClaims(mesh.store(), "F-OWN", "", "", 10);
  ASSERT_TRUE(claims);
  ASSERT_EQ(claims->claims_size(), 1);
  EXPECT_EQ(claims->claims(0).points(), 176);
  const auto statement = GetMonthStatement(mesh.store(), "F-OWN", "2026-06", "", 10);
  ASSERT_TRUE(statement);
  std::map<std::string, int> points;
  for (const auto& stated : statement->response.points())
    points[v1::ClaimItem::Value_Name(stated.item())] = stated.points();
  EXPECT_EQ(points.at("ADD_ON_2"), 176);
  EXPECT_EQ(points.at("ADD_ON_3"), 235);
}

TEST(Activation, GivesTheSameVerdictsWheneverItComes) {
  const auto activations = {
      Activation("k1", Changed(kR8, "points: 175", "points: 176"), "2026-07-01T09:00"),
      Activation("k2", Changed(kR8, "points: 175", "points: 177"), "2026-07-02T09:00"),
      Activation("k3", Changed(kR8, "valid_from: \"2026-06-01\"", "valid_from: \"2026-06-02\""),
                 "2026-07-03T09:00")};
  Mesh after, before;
  AppendFacts(after);
  for (const auto& activation : activations) {
    after.Run();
    after.Append(activation);
  }
  after.Run();
  for (auto it = std::rbegin(activations); it != std::rend(activations); ++it) {
    before.Append(*it);
    before.Run();
  }
  AppendFacts(before);
  before.Run();
  EXPECT_EQ(after.Policies(after.store()), before.Policies(before.store()));
  EXPECT_EQ(after.Policies(after.store()).at(kJune),
            PackSet().Edit(kR8, "points: 175", "points: 177").Make().On(std::nullopt).digest());
  // A rebuild publishes nothing.
  runtime::MemoryStore empty;
  after.Run(rules::Policy::Shipped(), empty);
  EXPECT_EQ(after.Latest(kJune).digest(), GetVerdict(empty, kJune, false)->latest().digest());
  EXPECT_EQ(after.Latest(kJune).revision(), GetVerdict(empty, kJune, false)->latest().revision());
}

TEST(Activation, IsCountedByWhetherItApplies) {
  Mesh mesh;
  mesh.Append(Activation("k1", Changed(kR8, "points: 175", "points: 176")));
  mesh.Append(
      Activation("k2", Changed(kR8, "valid_from: \"2026-06-01\"", "valid_from: \"2026-06-02\"")));
  mesh.Run();
  runtime::metrics::Registry registry;
  ActivationMetrics metrics(registry);
  metrics.Collect(mesh.store(), rules::Policy::Shipped());
  const std::string text = registry.Text();
  for (const char* outcome : {"applied", "not_applied"}) {
    EXPECT_THAT(text, ::testing::HasSubstr(std::string("kakutei_policy_activations{outcome=\"") +
                                           outcome + "\",service=\"billing_eligibility\"} 1"));
  }
}

TEST(BadActivation, IsSetAsideAndTheLastGoodPackStays) {
  Mesh mesh;
  AppendFacts(mesh);
  mesh.Append(Activation("k1", Changed(kR8, "points: 175", "points: 176")));
  mesh.Run();
  EXPECT_EQ(mesh.set_aside(), 0u);
  mesh.Append(Activation("k2", "no pack at all"));
  mesh.Run();
  EXPECT_EQ(mesh.set_aside(), 1u);
  EXPECT_EQ(mesh.Latest(kJune).revision(), 1u);
}

TEST(ActivationCall, IsRefusedWhereThePackIsBadOrDoesNotFit) {
  Mesh mesh;
  mesh.Run();
  const auto bad = Violations(Activation("k1", Changed(kR8, "points: 175", "points: 0")));
  ASSERT_EQ(bad.size(), 1u);
  EXPECT_EQ(bad[0].field, "policyActivated.pack");
  EXPECT_THAT(bad[0].rule, ::testing::EndsWith("fee_schedule: ADD_ON_2 has no points"));
  const auto gap =
      Activation("k1", Changed(kR8, "valid_from: \"2026-06-01\"", "valid_from: \"2026-06-02\""));
  EXPECT_THAT(Violations(gap), ::testing::IsEmpty());
  const auto against = ViolationsOfPolicies(gap, rules::Policy::Shipped(), mesh.store());
  ASSERT_TRUE(against);
  ASSERT_EQ(against->size(), 1u);
  EXPECT_EQ((*against)[0].rule,
            "line 8: valid_from 2026-06-02 leaves a gap after fee-schedule-r6, which holds until "
            "2026-06-01");
  const auto good = Activation("k1", Changed(kR8, "points: 175", "points: 176"));
  EXPECT_THAT(*ViolationsOfPolicies(good, rules::Policy::Shipped(), mesh.store()),
              ::testing::IsEmpty());
}

}  // namespace
}  // namespace kakutei::billing_eligibility
