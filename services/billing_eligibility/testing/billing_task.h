#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"

#include "billing_eligibility/billing_eligibility_fold.h"
#include "rules/testing/reading_builder.h"
#include "rules/testing/registry_builder.h"
#include "runtime/engine/task.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/testing/memory_store.h"

// A billing eligibility task on a log in memory, and what arrives there.
namespace kakutei::billing_eligibility::testing {

// A fact, or what confirmation review made of a review.
using Arrival = std::variant<v1::Event, v1::ConfirmationAssessed>;
using Arrivals = std::vector<Arrival>;

// Hears of every judgement.
struct JudgedSubjects final : JudgementProbe {
  void Judged(const v1::Verdict& verdict) override { subjects.insert(verdict.subject()); }
  std::set<std::string> subjects;
};

class BillingTask {
 public:
  BillingTask();
  void Append(const Arrival& arrival);
  // Steps until nothing is left to do.
  void Rest();
  // The same; how many judgements it took.
  std::int64_t JudgementsToRest();
  void Add(const Arrivals& arrivals);
  void Add(const v1::Event& event) { Add(Arrivals{event}); }

  v1::GetVerdictResponse Get(const std::string& subject) const;
  v1::Verdict Latest(const std::string& subject) const { return Get(subject).latest().verdict(); }
  // How many of a reading's facts are doubtful.
  int Doubtful(const std::string& claimant, const std::string& reading) const;
  // What is published and not emptied, by subject.
  std::map<std::string, std::string> Contents() const;
  // The subjects judged since this was asked last, those too that came out as they were.
  std::set<std::string> TakeJudged() { return std::exchange(judged_.subjects, {}); }
  const runtime::StateReader& store() const { return store_; }

 private:
  // The newest assessment of each review.
  std::map<std::string, v1::LedgerHead> assessed_;
  const rules::Policy policy_ = rules::Policy::Shipped();
  JudgedSubjects judged_;
  runtime::engine::NullProbe probe_;
  runtime::engine::StillClock clock_;
  runtime::MemoryEventLog log_;
  runtime::MemoryStore store_;
  BillingEligibilityFold fold_{policy_, judged_};
  runtime::engine::Task task_;
};

std::string Patient(int number);
// The unit of CT_MR.
std::string Unit(const std::string& claimant, int patient, const std::string& month = "2026-06");

// A builder's order, report, delivery and attachment under another reading's id and patient, and
// its assessments.
Arrivals Reading(rules::testing::ReadingBuilder builder, const std::string& reading, int patient);
v1::Event& EventOf(Arrivals& arrivals, std::size_t at);
// The fact again, with an identity and a revision of its own.
v1::Event Corrected(const Arrival& arrival, std::string_view at);

// The complete registry, and a part-time physician D-PT of F-OWN.
Arrivals Registry();

v1::Event Fact(const std::string& id, std::string_view at = "2026-07-06T09:00");
v1::Event Closed(const std::string& claimant, const std::string& month = "2026-06");
v1::Event Claimed(const std::string& claim, const std::string& claimant, int patient);
v1::Event Cancelled(const std::string& claimant, const std::string& reading);

}  // namespace kakutei::billing_eligibility::testing
