#include "rules/staffing.h"

#include <array>
#include <set>

#include "facts/slots.h"
#include "rules/filings.h"
#include "rules/offsite.h"
#include "rules/standing.h"

namespace kakutei::rules {
namespace {

using v1::Event;

constexpr std::array kLevels = {v1::Standard::ADD_ON_1, v1::Standard::ADD_ON_2,
                                v1::Standard::ADD_ON_3, v1::Standard::ADD_ON_4};

int MinimumOf(const v1::MinStaffing& minimum, v1::Standard::Value level) {
  switch (level) {
    case v1::Standard::ADD_ON_1:
      return minimum.level_1();
    case v1::Standard::ADD_ON_2:
      return minimum.level_2();
    case v1::Standard::ADD_ON_3:
      return minimum.level_3();
    default:
      return minimum.level_4();
  }
}

// The days of a month on which staffing can change: its first, and those on which something begins
// or ends. Between them every day is alike.
class DaysOfChange {
 public:
  explicit DaysOfChange(base::Month month)
      : first_(base::FormatDate(base::FirstDay(month))),
        last_(base::FormatDate(base::LastDay(month))),
        days_{first_} {}

  template <typename Fact>
  void Add(const Fact& fact) {
    AddDay(fact.valid_from());
    if (fact.has_valid_to()) AddDay(fact.valid_to());
  }
  void AddDay(const std::string& day) {
    if (first_ <= day && day <= last_) days_.insert(day);
  }
  const std::set<std::string>& days() const { return days_; }

 private:
  const std::string first_;
  const std::string last_;
  std::set<std::string> days_;
};

class Staffing {
 public:
  Staffing(const Registry& registry, const Policy& policies, std::string_view facility)
      : registry_(registry), policies_(policies), facility_(facility) {
    for (const v1::SlotFact* fact : registry.Find(Event::kRadiologistFiled, facility)) {
      if (fact->event().radiologist_filed().facility_id() == facility)
        filed_.push_back(&fact->event().radiologist_filed());
    }
  }

  std::set<std::string> DaysIn(base::Month month) const {
    DaysOfChange days(month);
    for (const v1::SlotFact* fact : registry_.Find(Event::kStandardFiled, facility_))
      days.Add(fact->event().standard_filed());
    for (const v1::SlotFact* fact : registry_.Find(Event::kEmploymentRecorded, facility_))
      days.Add(fact->event().employment_recorded());
    for (const v1::SlotFact* fact : registry_.Find(Event::kOffsiteArrangementRecorded, facility_))
      days.Add(fact->event().offsite_arrangement_recorded());
    for (const auto* filing : filed_) days.Add(*filing);
    // The edition decides which levels there are.
    for (const auto& period : policies_.periods()) {
      if (period.from) days.AddDay(base::FormatDate(*period.from));
    }
    return days.days();
  }

  void JudgeDay(const std::string& day, Findings& findings) const {
    const base::Date date = *base::ParseDate(day);
    const PolicyOnDate& policy = policies_.On(date);
    auto needing = v1::Standard::STANDARD_UNSPECIFIED;
    int minimum = 0;
    FactRefs filings;
    for (const auto level : kLevels) {
      if (!policy.PointsOf(level)) continue;
      auto filed = FilingsOf(registry_, facility_, level, date);
      const int needed = MinimumOf(policy.parameters().min_staffing(), level);
      if (filed.empty() || needed < minimum) continue;
      needing = level;
      minimum = needed;
      filings = std::move(filed);
    }
    if (filings.empty()) return;
    const int number = OnSite(date, day);
    if (number >= minimum) return;
    findings.Report(v1::Status::NEEDS_REVIEW, "below_minimum", std::move(filings),
                    {{"date", day},
                     {"facility", std::string(facility_)},
                     {"number", std::to_string(number)},
                     {"standard", v1::Standard::Value_Name(needing)},
                     {"minimum", std::to_string(minimum)}});
  }

 private:
  int OnSite(base::Date date, const std::string& day) const {
    std::set<std::string_view> physicians;
    for (const auto* filing : filed_) {
      const std::string& physician = filing->physician_id();
      if (!InForce(*filing, day) || physicians.contains(physician) ||
          !StandingAt(registry_, physician, facility_, date).full_time_dedicated) {
        continue;
      }
      const v1::SlotFact* arrangement = ArrangementAt(registry_, physician, facility_, date);
      if (arrangement == nullptr ||
          arrangement->event().offsite_arrangement_recorded().counted_as_on_site_minimum()) {
        physicians.insert(physician);
      }
    }
    return static_cast<int>(physicians.size());
  }

  const Registry& registry_;
  const Policy& policies_;
  const std::string_view facility_;
  std::vector<const v1::RadiologistFiled*> filed_;
};

}  // namespace

void JudgeStaffing(const Registry& registry, const Policy& policies, std::string_view facility_id,
                   base::Month month, Findings& findings) {
  const Staffing staffing(registry, policies, facility_id);
  for (const std::string& day : staffing.DaysIn(month)) staffing.JudgeDay(day, findings);
}

}  // namespace kakutei::rules
