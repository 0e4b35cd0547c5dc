// Judging months: from the sums and members of one month to its verdict, and when to look again.
#include <optional>
#include <string>
#include <utility>

#include "base/civil_time.h"
#include "billing_eligibility/billing_eligibility_fold.h"
#include "billing_eligibility/month_index.h"
#include "billing_eligibility/month_members.h"
#include "facts/kept.h"
#include "facts/slots.h"
#include "rules/facility_month_case.h"
#include "rules/partnership_month_case.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Key;
using facts::Part;
using runtime::engine::State;

// The clock's JST date; nullopt without a tick.
base::Result<std::optional<base::Date>> Today(const State& state) {
  const auto tick = facts::Load<v1::Event>(state, kClockKey);
  if (!tick) return base::Fail(tick.error());
  if (!tick->has_clock_ticked()) return std::nullopt;
  return base::JstDate(facts::OccurredAt(*tick));
}

// Notes, instead of what was noted before, that a subject is to be judged on a date; nullopt: not
// by the clock.
base::Status WakeOn(std::optional<base::Date> date, std::string_view subject, State& state) {
  const std::string key = Key(kWakeOfKey, subject);
  const auto before = state.Get(key);
  if (!before) return base::Fail(before.error());
  const auto after = date ? std::optional(base::FormatDate(*date)) : std::nullopt;
  if (*before == after) return {};
  if (*before) state.Delete(Key(kWakeDateKey, **before, subject));
  if (!after) {
    state.Delete(key);
    return {};
  }
  state.Put(key, *after);
  state.Put(Key(kWakeDateKey, *after, subject), "");
  return {};
}

}  // namespace

base::Result<std::optional<std::string>> BillingEligibilityFold::JudgeFacilityMonth(
    std::string_view subject, State& state) {
  const std::string_view claimant = Part(subject, 1), month = Part(subject, 2);
  const auto closed = IsClosed(state, claimant, month);
  if (!closed) return base::Fail(closed.error());
  const auto today = Today(state);
  if (!today) return base::Fail(today.error());
  auto sums = facts::Load<v1::FacilityMonthSums>(state, Key(kSumsKey, claimant, month));
  if (!sums) return base::Fail(sums.error());
  const StoredFacilityMembers members(state, std::string(claimant), std::string(month));
  const rules::JudgedFacilityMonth judged =
      rules::JudgeFacilityMonth({.subject = std::string(subject),
                                 .claimant_facility_id = std::string(claimant),
                                 .month = *base::ParseMonth(month),
                                 .closed = *closed,
                                 .today = *today,
                                 .sums = *std::move(sums),
                                 .members = members,
                                 .registry = registry_,
                                 .policies = policy(),
                                 .policy = policy().On(base::LastDay(*base::ParseMonth(month)))});
  if (!members.status()) return base::Fail(members.status().error());
  if (auto noted = WakeOn(judged.look_again_on, subject, state); !noted)
    return base::Fail(noted.error());
  probe_.Judged(judged.verdict);
  return judged.verdict.SerializeAsString();
}

base::Result<std::optional<std::string>> BillingEligibilityFold::JudgePartnershipMonth(
    std::string_view subject, State& state) {
  const std::string sender(Part(subject, 1)), receiver(Part(subject, 2)), month(Part(subject, 3));
  const auto closed = IsClosed(state, sender, month);
  if (!closed) return base::Fail(closed.error());
  auto sums =
      facts::Load<v1::PartnershipMonthSums>(state, Key(kPairSumsKey, sender, month, receiver));
  if (!sums) return base::Fail(sums.error());
  const StoredPartnershipMembers members(state, sender, receiver, month);
  const rules::PartnershipMonthCase month_case({.subject = std::string(subject),
                                                .sending_facility_id = sender,
                                                .receiving_facility_id = receiver,
                                                .month = *base::ParseMonth(month),
                                                .closed = *closed,
                                                .sums = *std::move(sums)},
                                               members, registry_, policy());
  const v1::Verdict verdict = rules::JudgePartnershipMonth(month_case);
  if (!members.status()) return base::Fail(members.status().error());
  probe_.Judged(verdict);
  return verdict.SerializeAsString();
}

}  // namespace kakutei::billing_eligibility
