#include "rules/testing/listed_members.h"

#include <map>
#include <set>
#include <tuple>

#include "facts/slots.h"

namespace kakutei::rules::testing {
namespace {

bool Counts(const v1::ReadingSummary& reading) { return reading.status() != v1::Status::WITHDRAWN; }

bool IsReceived(const v1::ReadingSummary& reading) {
  return !reading.reading_facility_id().empty() &&
         reading.reading_facility_id() != reading.claimant_facility_id();
}

std::string DateOf(const google::protobuf::Timestamp& time) {
  return base::FormatDate(base::JstDate(facts::ToInstant(time)));
}

std::string FactOf(const v1::ReadingSummary& reading) {
  return reading.has_diagnosed_at() ? reading.diagnosis_fact() : reading.order_fact();
}

FactRefs First(FactRefs facts, int most) {
  if (facts.size() > static_cast<std::size_t>(most)) facts.resize(static_cast<std::size_t>(most));
  return facts;
}

Acquired AcquiredOf(const v1::ReadingSummary& reading) {
  return {DateOf(reading.acquired_at()), reading.delivered_on(), reading.diagnosed_full_time(), 1};
}

}  // namespace

ListedFacilityMembers::ListedFacilityMembers(std::string claimant, std::string month,
                                             std::vector<v1::ReadingSummary> readings,
                                             FactRefs part_time)
    : claimant_(std::move(claimant)),
      month_(std::move(month)),
      readings_(std::move(readings)),
      part_time_(std::move(part_time)) {}

bool ListedFacilityMembers::IsOwn(const v1::ReadingSummary& reading) const {
  return reading.claimant_facility_id() == claimant_ && reading.reading_facility_id() == claimant_;
}

bool ListedFacilityMembers::IsAcquired(const v1::ReadingSummary& reading) const {
  const auto group = reading.section_group();
  return Counts(reading) && IsOwn(reading) &&
         (group == v1::SectionGroup::NM || group == v1::SectionGroup::CT_MR) &&
         DateOf(reading.acquired_at()).starts_with(month_ + "-");
}

FactRefs ListedFacilityMembers::PartTime(int most) const { return First(part_time_, most); }

FactRefs ListedFacilityMembers::Managed(int most) const {
  FactRefs facts;
  for (const auto& reading : readings_) {
    if (reading.claimant_facility_id() != claimant_ || reading.month() != month_ ||
        !Counts(reading))
      continue;
    if (IsReceived(reading) || reading.uses_own_case_exception()) facts.push_back(FactOf(reading));
  }
  return First(facts, most);
}

std::vector<std::string> ListedFacilityMembers::Receivers() const {
  std::set<std::string> receivers;
  for (const auto& reading : readings_) {
    if (reading.claimant_facility_id() == claimant_ && reading.month() == month_ &&
        Counts(reading) && IsReceived(reading))
      receivers.insert(reading.reading_facility_id());
  }
  return {receivers.begin(), receivers.end()};
}

std::vector<BusyDay> ListedFacilityMembers::BusyDays(int limit, int most) const {
  std::map<std::pair<std::string, std::string>, FactRefs> signed_by;
  for (const auto& reading : readings_) {
    if (reading.claimant_facility_id() != claimant_) continue;
    for (const auto& signing : reading.signings()) {
      if (signing.date().starts_with(month_ + "-"))
        signed_by[{signing.date(), signing.physician_id()}].push_back(signing.fact());
    }
  }
  std::vector<BusyDay> days;
  for (const auto& [who, facts] : signed_by) {
    const auto number = static_cast<std::int64_t>(facts.size());
    if (number > limit) days.push_back({who.first, who.second, number, First(facts, most)});
  }
  return days;
}

std::vector<Acquired> ListedFacilityMembers::AcquiredReadings() const {
  std::map<std::tuple<std::string, std::string, bool>, std::int64_t> counts;
  for (const auto& reading : readings_) {
    if (!IsAcquired(reading)) continue;
    const Acquired one = AcquiredOf(reading);
    ++counts[{one.acquired_on, one.delivered_on, one.diagnosed_full_time}];
  }
  std::vector<Acquired> all;
  for (const auto& [key, count] : counts)
    all.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), count});
  return all;
}

FactRefs ListedFacilityMembers::OrdersOf(const Acquired& acquired, int most) const {
  FactRefs facts;
  for (const auto& reading : readings_) {
    if (!IsAcquired(reading)) continue;
    const Acquired one = AcquiredOf(reading);
    if (one.acquired_on == acquired.acquired_on && one.delivered_on == acquired.delivered_on &&
        one.diagnosed_full_time == acquired.diagnosed_full_time)
      facts.push_back(reading.order_fact());
  }
  return First(facts, most);
}

std::vector<std::string> ListedFacilityMembers::OpenRules() const {
  std::set<std::string> rules;
  for (const auto& reading : readings_) {
    if (reading.claimant_facility_id() != claimant_ || reading.month() != month_) continue;
    rules.insert(reading.unacknowledged_rules().begin(), reading.unacknowledged_rules().end());
  }
  return {rules.begin(), rules.end()};
}

std::vector<OpenFinding> ListedFacilityMembers::OpenFindings(std::string_view rule,
                                                             std::string_view from,
                                                             int most) const {
  std::multimap<std::string, OpenFinding> by_date;
  for (const auto& reading : readings_) {
    if (reading.claimant_facility_id() != claimant_ || reading.month() != month_) continue;
    for (const auto& open : reading.unacknowledged_rules()) {
      const std::string since =
          DateOf(reading.has_diagnosed_at() ? reading.diagnosed_at() : reading.acquired_at());
      if (open == rule && since >= from)
        by_date.emplace(since, OpenFinding{open, since, FactOf(reading)});
    }
  }
  std::vector<OpenFinding> findings;
  for (auto& [since, finding] : by_date) {
    if (findings.size() < static_cast<std::size_t>(most)) findings.push_back(std::move(finding));
  }
  return findings;
}

v1::FacilityMonthSums ListedFacilityMembers::SumsOfReadings() const {
  v1::FacilityMonthSums sums;
  for (const auto& reading : readings_) {
    if (reading.claimant_facility_id() != claimant_ || reading.month() != month_) continue;
    if (!Counts(reading)) {
      sums.set_withdrawn_readings(sums.withdrawn_readings() + 1);
      continue;
    }
    sums.set_readings(sums.readings() + 1);
    if (IsOwn(reading)) sums.set_own_readings(sums.own_readings() + 1);
  }
  return sums;
}

ListedPartnershipMembers::ListedPartnershipMembers(std::string sender, std::string receiver,
                                                   std::string month,
                                                   std::vector<v1::ReadingSummary> readings)
    : sender_(std::move(sender)),
      receiver_(std::move(receiver)),
      month_(std::move(month)),
      readings_([&] {
        std::erase_if(readings, [&](const v1::ReadingSummary& reading) {
          return reading.claimant_facility_id() != sender_ ||
                 reading.reading_facility_id() != receiver_;
        });
        return std::move(readings);
      }()) {}

FactRefs ListedPartnershipMembers::Managed(int most) const {
  FactRefs facts;
  for (const auto& reading : readings_) {
    if (reading.month() == month_ && Counts(reading)) facts.push_back(FactOf(reading));
  }
  return First(facts, most);
}

std::vector<std::string> ListedPartnershipMembers::DiagnosisDates() const {
  std::set<std::string> dates;
  for (const auto& reading : readings_) {
    if (reading.month() == month_ && Counts(reading) && reading.has_diagnosed_at())
      dates.insert(DateOf(reading.diagnosed_at()));
  }
  return {dates.begin(), dates.end()};
}

FactRefs ListedPartnershipMembers::DiagnosedOn(std::string_view date, int most) const {
  FactRefs facts;
  for (const auto& reading : readings_) {
    if (reading.month() == month_ && Counts(reading) && reading.has_diagnosed_at() &&
        DateOf(reading.diagnosed_at()) == date)
      facts.push_back(reading.diagnosis_fact());
  }
  return First(facts, most);
}

FactRefs ListedPartnershipMembers::Relays(int most) const {
  FactRefs facts;
  for (const auto& reading : readings_) {
    for (const auto& relay : reading.relays()) {
      if (relay.month() == month_) facts.push_back(relay.fact());
    }
  }
  return First(facts, most);
}

v1::PartnershipMonthSums ListedPartnershipMembers::Sums() const {
  v1::PartnershipMonthSums sums;
  for (const auto& reading : readings_) {
    for (const auto& relay : reading.relays()) {
      if (relay.month() == month_) sums.set_relays(sums.relays() + 1);
    }
    if (reading.month() != month_) continue;
    if (Counts(reading)) {
      sums.set_readings(sums.readings() + 1);
    } else {
      sums.set_withdrawn_readings(sums.withdrawn_readings() + 1);
    }
  }
  return sums;
}

}  // namespace kakutei::rules::testing
