#include "billing_eligibility/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "billing_eligibility/testing/billing_task.h"
#include "facts/kept.h"
#include "rules/testing/jst.h"
#include "rules/testing/reading_builder.h"
#include "rules/testing/registry_builder.h"

namespace kakutei::billing_eligibility {
namespace {

using rules::testing::JstTimestamp;
using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kReading[] = "reading/F-OWN/R-1";

class Explanation : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const auto& [id, event] : registry_.events()) task_.Append(event);
  }
  // The facts of these ids, then everything that follows from them.
  void Tell(ReadingBuilder& reading, const std::vector<std::string>& ids) {
    for (const auto& id : ids) task_.Append(reading.Event(id));
    task_.Rest();
  }
  v1::ExplainResponse Of(std::string_view subject) {
    auto explained = Explain(task_.store(), subject);
    EXPECT_TRUE(explained);
    return explained.value_or(v1::ExplainResponse());
  }

  RegistryBuilder registry_ = RegistryBuilder::Complete();
  testing::BillingTask task_;
};

const v1::ExplainedFinding* FindingOf(const v1::ExplainResponse& explained, std::string_view rule) {
  for (const auto& finding : explained.findings()) {
    if (finding.finding().rule_id() == rule) return &finding;
  }
  return nullptr;
}

TEST_F(Explanation, SaysWhatWasDecidedAndThatNothingWasFound) {
  ReadingBuilder reading = ReadingBuilder::Own();
  Tell(reading, {"o1", "a1", "d1", "t1"});
  const auto explained = Of(kReading);
  ASSERT_EQ(explained.summary_size(), 3);
  EXPECT_EQ(explained.summary(0).ja(),
            "施設 F-OWN の読影 R-1 の判定は、「算定可」（ELIGIBLE）です。");
  EXPECT_EQ(explained.summary(0).en(),
            "The verdict on reading R-1 of F-OWN is: eligible (ELIGIBLE).");
  EXPECT_EQ(explained.summary(1).en(),
            "By law alone (notification and circular) it is: eligible (ELIGIBLE).");
  EXPECT_EQ(explained.summary(2).ja(), "指摘事項はありません。");
  EXPECT_THAT(explained.findings(), IsEmpty());
  EXPECT_EQ(explained.latest().verdict().subject(), kReading);
}

TEST_F(Explanation, NamesSourceFactAndWhatWouldLiftAFinding) {
  ReadingBuilder reading = ReadingBuilder::Own();
  *reading.Event("d1").mutable_recorded_at() = JstTimestamp("2026-06-03T11:31");
  Tell(reading, {"o1", "a1", "d1"});
  const auto explained = Of(kReading);
  const auto* finding = FindingOf(explained, "L-7");
  ASSERT_NE(finding, nullptr);
  EXPECT_THAT(finding->authority().en(), HasSubstr("law, that is notification or circular"));
  EXPECT_THAT(finding->authority().ja(), HasSubstr("CIRCULAR"));
  EXPECT_EQ(finding->change().en(),
            "This finding is lifted once the claiming facility records the attachment of report "
            "version 1 to the chart (reportAttached).");
  ASSERT_EQ(finding->facts_size(), 1);
  const auto& fact = finding->facts(0);
  EXPECT_EQ(fact.ref(), "ris#d1");
  EXPECT_EQ(fact.kind(), "reportDelivered");
  EXPECT_EQ(fact.source(), "ris");
  EXPECT_EQ(fact.source_revision(), 1u);
  EXPECT_EQ(fact.sentence().ja(),
            "ris が伝えた報告書の交付（reportDelivered、ris#d1）で、発生は 2026-06-03 "
            "11:30:00、記録は 2026-06-03 11:31:00 です。");
  EXPECT_EQ(fact.sentence().en(),
            "ris stated the delivery of a report (reportDelivered, ris#d1), which happened at "
            "2026-06-03 11:30:00 JST and was recorded at 2026-06-03 11:31:00 JST.");
}

TEST_F(Explanation, ShowsTheParametersThatTheRuleReadsAndTheirPack) {
  auto& arrangement = registry_.Arrange("O-1", "D-OWN", "F-OWN");
  arrangement.set_on_site_days(2);
  task_.Append(registry_.events().at("O-1"));
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Report().set_place(v1::Place::OFF_SITE);
  Tell(reading, {"o1", "a1", "d1", "t1"});
  const auto explained = Of(kReading);
  const auto* finding = FindingOf(explained, "L-10");
  ASSERT_NE(finding, nullptr);
  ASSERT_EQ(finding->parameters_size(), 2);
  EXPECT_EQ(finding->parameters(0).name(), "offsite_min_days");
  EXPECT_EQ(finding->parameters(0).value(), "3");
  EXPECT_NE(finding->parameters(0).pack(), "");
  EXPECT_EQ(finding->parameters(1).name(), "offsite_min_hours");
  EXPECT_EQ(finding->parameters(1).value(), "22");
  // A fact of the registry carries no time of recording here.
  EXPECT_THAT(finding->facts(0).sentence().en(), HasSubstr("it carries no time of recording"));
  EXPECT_EQ(finding->facts(0).ref(), "registry#O-1");
}

TEST_F(Explanation, TellsWhatEachRevisionChangedAndWhy) {
  ReadingBuilder reading = ReadingBuilder::Own();
  Tell(reading, {"o1", "a1"});
  Tell(reading, {"d1"});
  Tell(reading, {"t1"});
  const auto explained = Of(kReading);
  ASSERT_EQ(explained.history_size(), 3);
  EXPECT_THAT(explained.history(0).rules_new(), ElementsAre("L-6"));
  EXPECT_THAT(explained.history(1).rules_new(), ElementsAre("L-7"));
  EXPECT_THAT(explained.history(1).rules_gone(), ElementsAre("L-6"));
  EXPECT_THAT(explained.history(2).rules_gone(), ElementsAre("L-7"));
  EXPECT_EQ(explained.history(2).causes(0).kind(), "reportAttached");
  EXPECT_EQ(explained.history(2).sentence().ja(),
            "第 3 版で、判定は「算定可」（ELIGIBLE）になりました。きっかけは報告書の診療録への添付"
            "（ris#t1）です。L-7 の指摘がなくなりました。");
  EXPECT_EQ(explained.history(2).sentence().en(),
            "Revision 3 found it eligible (ELIGIBLE). It was caused by the attachment of a report "
            "to the chart (ris#t1). Findings that are gone: L-7.");
}

TEST_F(Explanation, TellsThatAFindingChanged) {
  ReadingBuilder reading = ReadingBuilder::Own();
  Tell(reading, {"o1", "a1", "d1"});
  reading.Deliver("d2", 1, "2026-06-03T11:40").set_form(v1::ReportDelivered::Form::WRITTEN);
  Tell(reading, {"d2"});
  const auto explained = Of(kReading);
  ASSERT_EQ(explained.history_size(), 2);
  EXPECT_THAT(explained.history(1).rules_changed(), ElementsAre("L-7"));
  EXPECT_THAT(explained.history(1).sentence().en(), HasSubstr("Findings that changed: L-7."));
}

TEST_F(Explanation, FindsTheFactsOfAUnitInItsReadingsAndClaims) {
  ReadingBuilder reading = ReadingBuilder::Own();
  Tell(reading, {"o1", "a1", "d1", "t1"});
  for (const std::string id : {"K-1", "K-2"}) {
    v1::Event event;
    event.set_event_id(id);
    event.set_source("billing");
    *event.mutable_occurred_at() = JstTimestamp("2026-07-06T09:00");
    auto& claim = *event.mutable_claim_submitted();
    claim.set_claim_id(id);
    claim.set_claimant_facility_id("F-OWN");
    claim.set_patient_key(reading.Order().patient_key());
    claim.set_month("2026-06");
    claim.set_section_group(v1::SectionGroup::CT_MR);
    claim.set_add_on(v1::ClaimItem::ADD_ON_2);
    task_.Append(event);
  }
  task_.Rest();
  const std::string unit =
      facts::Key("unit", "F-OWN", reading.Order().patient_key(), "2026-06", "CT_MR");
  const auto explained = Of(unit);
  const auto* finding = FindingOf(explained, "L-11");
  ASSERT_NE(finding, nullptr);
  ASSERT_EQ(finding->facts_size(), 2);
  EXPECT_EQ(finding->facts(0).kind(), "claimSubmitted");
  EXPECT_EQ(finding->facts(1).kind(), "claimSubmitted");
  std::vector<std::string> sentences;
  for (const auto& sentence : explained.summary()) sentences.push_back(sentence.en());
  EXPECT_THAT(sentences, ::testing::Contains("It is proposed to withdraw claim K-2 (WITHDRAW)."));
  EXPECT_THAT(sentences,
              ::testing::Contains("The item is ADD_ON_2 (175 points); it rests on reading R-1."));
}

TEST_F(Explanation, NamesTheReadingsOfAUnitWithTheirReasons) {
  for (int i = 1; i <= 21; ++i) {
    const std::string id = (i < 10 ? "R-0" : "R-") + std::to_string(i);
    task_.Add(testing::Reading(ReadingBuilder::Own(), id, 1));
  }
  const std::string unit = testing::Unit("F-OWN", 1);
  auto explained = Of(unit);
  ASSERT_EQ(explained.readings_size(), 1);
  EXPECT_EQ(explained.readings(0).subject(),
            "reading/F-OWN/" + explained.latest().verdict().anchor());
  EXPECT_EQ(explained.readings(0).status(), v1::Status::ELIGIBLE);
  EXPECT_EQ(explained.more_readings(), 0);
  for (int i = 1; i <= 21; ++i) {
    const std::string id = (i < 10 ? "R-0" : "R-") + std::to_string(i);
    task_.Add(testing::Cancelled("F-OWN", id));
  }
  explained = Of(unit);
  EXPECT_EQ(explained.latest().verdict().anchor(), "");
  ASSERT_EQ(explained.readings_size(), 20);
  EXPECT_EQ(explained.more_readings(), 1);
  EXPECT_EQ(explained.readings(1).sentence().ja(),
            "読影 R-02 の判定は、「取消」（WITHDRAWN）です。");
  EXPECT_EQ(explained.readings(1).sentence().en(),
            "The verdict on reading R-02 is: withdrawn (WITHDRAWN).");
}

TEST_F(Explanation, TellsWhyNoReadingOfAUnitSupportsIt) {
  ReadingBuilder reading = ReadingBuilder::Own();
  Tell(reading, {"o1", "a1", "d1"});
  const auto explained =
      Of(facts::Key("unit", "F-OWN", reading.Order().patient_key(), "2026-06", "CT_MR"));
  ASSERT_EQ(explained.readings_size(), 1);
  EXPECT_EQ(explained.readings(0).status(), v1::Status::PENDING);
  ASSERT_EQ(explained.readings(0).findings_size(), 1);
  EXPECT_EQ(explained.readings(0).findings(0).rule_id(), "L-7");
  EXPECT_NE(explained.readings(0).findings(0).message().ja(), "");
}

TEST_F(Explanation, OfAUnitEndsOnWhatItsMonthMakesOfIt) {
  v1::AttestationRecorded& attested = *registry_.Event("A-OWN").mutable_attestation_recorded();
  attested.set_fulfilled(false);
  v1::Event denied = registry_.Event("A-OWN");
  denied.set_event_id("denied");
  denied.set_source_revision(2);
  task_.Append(denied);
  ReadingBuilder reading = ReadingBuilder::Own();
  Tell(reading, {"o1", "a1", "d1", "t1"});
  const auto explained =
      Of(facts::Key("unit", "F-OWN", reading.Order().patient_key(), "2026-06", "CT_MR"));
  EXPECT_EQ(explained.latest().verdict().status(), v1::Status::ELIGIBLE);
  const auto& last = explained.summary(explained.summary_size() - 1);
  EXPECT_EQ(last.en(),
            "Together with the months that gate it, it comes to: not eligible (INELIGIBLE), "
            "decided by facility-month/F-OWN/2026-06.");
  EXPECT_EQ(last.ja(),
            "この単位を左右する月の判定と合わせた最終の扱いは、「算定不可」（INELIGIBLE）です"
            "（facility-month/F-OWN/2026-06 によります）。");
}

TEST_F(Explanation, TellsTheSharesOfAMonth) {
  ReadingBuilder reading = ReadingBuilder::Own();
  Tell(reading, {"o1", "a1", "d1", "t1"});
  const auto explained = Of("facility-month/F-OWN/2026-06");
  std::vector<std::string> sentences;
  for (const auto& sentence : explained.summary()) sentences.push_back(sentence.en());
  EXPECT_THAT(sentences, ::testing::Contains("The month is not closed yet."));
  EXPECT_THAT(sentences, ::testing::Contains(
                             "Of 1 claims, 0 rest on reports written by part-time physicians."));
}

TEST_F(Explanation, IsNotFoundWhereNothingWasJudged) {
  const auto explained = Explain(task_.store(), "reading/F-OWN/R-9");
  ASSERT_FALSE(explained);
  EXPECT_EQ(explained.error().code, base::ErrorCode::kNotFound);
  EXPECT_EQ(explained.error().reason, "NO_SUCH_SUBJECT");
}

}  // namespace
}  // namespace kakutei::billing_eligibility
