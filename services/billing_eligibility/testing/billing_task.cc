#include "billing_eligibility/testing/billing_task.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "base/digest.h"
#include "billing_eligibility/billing_eligibility_queries.h"
#include "facts/kept.h"
#include "facts/routing.h"
#include "rules/testing/jst.h"
#include "runtime/engine/ledger.h"
#include "runtime/engine/task_state.h"

namespace kakutei::billing_eligibility::testing {
namespace {

namespace engine = runtime::engine;
using rules::testing::EmploymentStatus;
using rules::testing::JstTimestamp;
using rules::testing::ReadingBuilder;
using rules::testing::RegistryBuilder;

runtime::MemoryEventLog Log() {
  return runtime::MemoryEventLog({{std::string(facts::kRegistryTopic), 1},
                                  {std::string(facts::kReadingsTopic), 1},
                                  {std::string(facts::kAssessmentsTopic), 1},
                                  {std::string(facts::kClaimsTopic), 1},
                                  {std::string(facts::kClockTopic), 1},
                                  {std::string(facts::kVerdictsTopic), 1}});
}

engine::TaskSpec Spec() {
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

}  // namespace

BillingTask::BillingTask() : log_(Log()), task_(Spec(), log_, store_, fold_, probe_, clock_) {}

void BillingTask::Append(const Arrival& arrival) {
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
    const auto known = assessed_.find(subject);
    const auto next = engine::NextRecord(known == assessed_.end() ? nullptr : &known->second,
                                         subject, content, base::Sha256(content), {});
    assessed_[subject] = engine::HeadAfter(next);
    record = {{std::string(facts::kAssessmentsTopic), 0},
              assessed.claimant_facility_id(),
              next.SerializeAsString()};
  }
  ASSERT_TRUE(log_.Append({&record, 1}));
}

void BillingTask::Rest() { JudgementsToRest(); }

std::int64_t BillingTask::JudgementsToRest() {
  std::int64_t judgements = 0;
  for (bool progressed = true; progressed;) {
    const auto step = task_.Step();
    EXPECT_TRUE(step) << step.error().message;
    if (!step) break;
    judgements += step->judged;
    progressed = step->Progressed();
  }
  return judgements;
}

v1::GetVerdictResponse BillingTask::Get(const std::string& subject) const {
  const auto found = GetVerdict(store_, subject, true);
  EXPECT_TRUE(found) << subject;
  return found.value_or(v1::GetVerdictResponse());
}

int BillingTask::Doubtful(const std::string& claimant, const std::string& reading) const {
  const engine::ReadOnlyState state(store_);
  const auto dossier = facts::Load<v1::Dossier>(state, facts::Key(kReadingKey, claimant, reading));
  EXPECT_TRUE(dossier);
  return static_cast<int>(std::count_if(dossier->facts().begin(), dossier->facts().end(),
                                        [](const v1::SlotFact& fact) { return fact.doubtful(); }));
}

std::map<std::string, std::string> BillingTask::Contents() const {
  std::map<std::string, std::string> contents;
  EXPECT_TRUE(VisitVerdicts(store_, {}, "", [&](const v1::PublishedVerdict& published) {
    contents[published.verdict().subject()] = published.digest();
    return true;
  }));
  return contents;
}

void BillingTask::Add(const Arrivals& arrivals) {
  for (const auto& arrival : arrivals) Append(arrival);
  Rest();
}

std::string Patient(int number) {
  return "pk_" + std::string(30, '0') + std::to_string(10 + number % 90);
}
std::string Unit(const std::string& claimant, int patient, const std::string& month) {
  return facts::Key("unit", claimant, Patient(patient), month, "CT_MR");
}

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

v1::Event Fact(const std::string& id, std::string_view at) {
  v1::Event event;
  event.set_event_id(id);
  event.set_source("billing");
  *event.mutable_occurred_at() = JstTimestamp(at);
  return event;
}
v1::Event Closed(const std::string& claimant, const std::string& month) {
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

}  // namespace kakutei::billing_eligibility::testing
