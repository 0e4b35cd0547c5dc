#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "billing_eligibility/billing_eligibility_fold.h"
#include "billing_eligibility/billing_eligibility_queries.h"
#include "billing_eligibility/claim_queries.h"
#include "facts/kept.h"
#include "facts/routing.h"
#include "rules/testing/jst.h"
#include "rules/testing/reading_builder.h"
#include "rules/testing/registry_builder.h"
#include "runtime/engine/task.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::billing_eligibility::testing {

namespace engine = runtime::engine;
using rules::testing::JstTimestamp;
using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;

// Queries of one task over the embedded engine, with a complete registry for F-OWN.
class Queries : public ::testing::Test {
 protected:
  void SetUp() override {
    RegistryBuilder registry = RegistryBuilder::Complete();
    registry.Employ("E-PT", "D-PT", "F-OWN", rules::testing::EmploymentStatus::PART_TIME);
    for (const auto& [id, event] : registry.events()) Append(event);
  }
  static engine::TaskSpec Spec() {
    engine::TaskSpec spec;
    spec.name = "billing_eligibility";
    for (const auto topic : {facts::kRegistryTopic, facts::kReadingsTopic, facts::kClaimsTopic})
      spec.inputs.push_back({{std::string(topic), 0}});
    spec.output_topic = std::string(facts::kVerdictsTopic);
    spec.output_partition_count = 1;
    spec.output_partitions = {0};
    return spec;
  }
  void Append(const v1::Event& event) {
    const auto route = facts::RouteOf(event);
    const std::vector<runtime::NewRecord> records = {
        {{std::string(route.topic), 0}, route.key, event.SerializeAsString()}};
    ASSERT_TRUE(log_.Append(records));
  }
  void Rest() {
    for (bool progressed = true; progressed;) {
      const auto step = task_.Step();
      ASSERT_TRUE(step) << step.error().message;
      progressed = step->Progressed();
    }
  }
  static std::string Patient(int number) {
    return "pk_" + std::string(31, '0') + std::to_string(number);
  }
  static std::string Unit(int patient) {
    return facts::Key("unit", "F-OWN", Patient(patient), "2026-06", "CT_MR");
  }
  // Reading R-n of patient n, with the facts of these ids only.
  void AppendReading(int number, ReadingBuilder builder,
                     const std::vector<std::string>& ids = {"o1", "a1", "d1", "t1"}) {
    const std::string reading = "R-" + std::to_string(number);
    builder.Order().set_patient_key(Patient(number));
    for (const auto& id : ids) {
      v1::Event event = builder.Event(id);
      event.set_event_id(reading + "-" + id);
      if (event.has_reading_ordered()) event.mutable_reading_ordered()->set_reading_id(reading);
      if (event.has_report_authored()) event.mutable_report_authored()->set_reading_id(reading);
      if (event.has_report_delivered()) event.mutable_report_delivered()->set_reading_id(reading);
      if (event.has_report_attached()) event.mutable_report_attached()->set_reading_id(reading);
      Append(event);
    }
  }
  v1::Event Cancelled(const std::string& reading) {
    v1::Event event;
    event.set_event_id("cancel-" + reading);
    *event.mutable_occurred_at() = JstTimestamp("2026-07-06T09:00");
    event.set_source("ris");
    event.mutable_reading_cancelled()->set_claimant_facility_id("F-OWN");
    event.mutable_reading_cancelled()->set_reading_id(reading);
    return event;
  }
  // Claim K-n of ADD_ON_2 for patient n.
  void AppendClaim(int number, const std::string& month = "2026-06") {
    v1::Event event;
    event.set_event_id("submit-" + std::to_string(number));
    *event.mutable_occurred_at() = JstTimestamp("2026-07-06T09:00");
    event.set_source("billing");
    auto& claim = *event.mutable_claim_submitted();
    claim.set_claim_id("K-" + std::to_string(number));
    claim.set_claimant_facility_id("F-OWN");
    claim.set_patient_key(Patient(number));
    claim.set_month(month);
    claim.set_section_group(v1::SectionGroup::CT_MR);
    claim.set_add_on(v1::ClaimItem::ADD_ON_2);
    Append(event);
  }
  // A person's decision on claim K-n, for the entry as it was listed.
  void Decide(int number, const v1::Withdrawal& entry) {
    v1::Event event;
    event.set_event_id("decide-" + std::to_string(number));
    *event.mutable_occurred_at() = JstTimestamp("2026-07-08T09:00");
    event.set_source("billing");
    auto& decided = *event.mutable_withdrawal_decided();
    decided.set_claim_id("K-" + std::to_string(number));
    decided.set_claimant_facility_id("F-OWN");
    decided.set_decision(v1::WithdrawalDecided::KEEP);
    decided.set_decided_by("U-7");
    decided.set_subject(entry.unit().verdict().subject());
    decided.set_revision(entry.unit().revision());
    decided.set_verdict_digest(entry.unit().digest());
    Append(event);
  }
  v1::ListWithdrawalsResponse Withdrawals(
      v1::Withdrawal::State state = v1::Withdrawal::STATE_UNSPECIFIED,
      const std::string& month = "2026-06", const std::string& after = "", int most = 100) {
    auto found = ListWithdrawals(store_, "F-OWN", month, state, after, most);
    EXPECT_TRUE(found);
    return found.value_or(v1::ListWithdrawalsResponse());
  }
  static ReadingBuilder Uninsured() {
    ReadingBuilder reading = ReadingBuilder::Own();
    reading.Order().set_insured(false);
    return reading;
  }
  std::vector<std::string> Subjects(const VerdictFilter& filter, std::string_view after = "",
                                    std::size_t most = 100) {
    std::vector<std::string> subjects;
    EXPECT_TRUE(VisitVerdicts(store_, filter, after, [&](const v1::PublishedVerdict& published) {
      subjects.push_back(published.verdict().subject());
      return subjects.size() < most;
    }));
    return subjects;
  }
  StatementPage Statement(std::string_view after = "", int most = 100) {
    auto page = GetMonthStatement(store_, "F-OWN", "2026-06", after, most);
    EXPECT_TRUE(page);
    return page.value_or(StatementPage());
  }

  const rules::Policy policy_ = rules::Policy::Shipped();
  NoJudgementProbe unheard_;
  engine::NullProbe probe_;
  engine::StillClock clock_;
  runtime::MemoryEventLog log_{{{std::string(facts::kRegistryTopic), 1},
                                {std::string(facts::kReadingsTopic), 1},
                                {std::string(facts::kClaimsTopic), 1},
                                {std::string(facts::kVerdictsTopic), 1}}};
  runtime::MemoryStore store_;
  BillingEligibilityFold fold_{policy_, unheard_};
  engine::Task task_{Spec(), log_, store_, fold_, probe_, clock_};
};

}  // namespace kakutei::billing_eligibility::testing
