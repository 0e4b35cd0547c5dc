#include "generator/roster.h"

#include <algorithm>
#include <cstdio>

#include "generator/month_flaws.h"

namespace kakutei::generator {
namespace {

constexpr std::uint64_t kRosterStream = 1;
constexpr int kOnSiteByLevel[] = {0, 2, 2, 4, 7};

std::string Numbered(std::string_view prefix, int number, int digits) {
  const std::string text = std::to_string(number);
  std::string id(prefix);
  for (int i = static_cast<int>(text.size()); i < digits; ++i) id.push_back('0');
  return id + text;
}

// How many facilities there are of each role.
struct Shape {
  int centres, own, mixed, senders;
};
Shape ShapeOf(int facilities) {
  Shape shape{std::max(1, facilities / 5), std::max(1, facilities / 4),
              facilities < 6 ? 0 : std::max(1, facilities / 6), 0};
  shape.senders = facilities - shape.centres - shape.own - shape.mixed;
  return shape;
}

Facility MakeFacility(Role role, int nth, int number) {
  constexpr int kCentreLevels[] = {3, 2, 4, 2};
  constexpr int kOwnLevels[] = {2, 2, 3, 1};
  Facility facility;
  facility.role = role;
  const char* name = "F-HOSPITAL-";
  switch (role) {
    case Role::kCentre:
      name = "F-CENTRE-";
      facility.level = kCentreLevels[nth % 4];
      facility.weight = 6;
      break;
    case Role::kOwnReader:
      facility.level = kOwnLevels[nth % 4];
      facility.weight = 10;
      break;
    case Role::kMixed:
      facility.level = nth % 2 == 0 ? 2 : 1;
      facility.weight = 8;
      break;
    case Role::kSender:
      facility.hospital = nth % 2 == 0;
      if (!facility.hospital) name = "F-CLINIC-";
      facility.weight = facility.hospital ? 6 : 3;
      break;
  }
  facility.id = Numbered(name, number, 2);
  facility.add_on_1 = facility.reads();
  facility.part_time_target = 0.08;
  return facility;
}

}  // namespace

Roster::Roster(const NetworkSettings& settings) {
  Random random(Mix(settings.seed, kRosterStream));
  change_day_ = base::AddDays(base::FirstDay(settings.month), 14);
  for (int i = 1; i <= settings.vendors; ++i) vendors_.push_back(Numbered("V-", i, 2));
  MakeFacilities(settings, random);
  for (int i = 0; i < static_cast<int>(facilities_.size()); ++i) {
    if (facility(i).reads()) Staff(settings, i);
  }
  MakePartnerships(settings, random);
  MakeLapses(settings, random);
  MakeMonthFlaws(settings, facilities_, partnerships_);
}

void Roster::MakeFacilities(const NetworkSettings& settings, Random& random) {
  const Shape shape = ShapeOf(settings.facilities);
  const std::pair<Role, int> parts[] = {{Role::kCentre, shape.centres},
                                        {Role::kOwnReader, shape.own},
                                        {Role::kMixed, shape.mixed},
                                        {Role::kSender, shape.senders}};
  for (const auto& [role, count] : parts) {
    for (int nth = 0; nth < count; ++nth) {
      facilities_.push_back(MakeFacility(role, nth, static_cast<int>(facilities_.size()) + 1));
    }
  }
  const auto own = static_cast<std::size_t>(shape.centres);
  // By design one claimant ends above the limit of part-time drafts, and one between caution and
  // limit.
  facilities_[own].part_time_target = 0.45;
  facilities_[shape.own > 1 ? own + 1 : 0].part_time_target = 0.26;
  // One reader lacks the level that covers plain radiography.
  if (shape.centres > 1) facilities_[own - 1].add_on_1 = false;
  if (shape.centres == 1 && shape.own > 1) {
    facilities_[own + static_cast<std::size_t>(shape.own) - 1].add_on_1 = false;
  }
  const int open = random.Below(3);
  for (std::size_t i = 0; i < facilities_.size(); ++i) {
    Facility& facility = facilities_[i];
    facility.closes = settings.close_month && static_cast<int>(i) % 3 != open;
    facility.opens_saturdays = random.Chance(0.4);
    facility.closed_on = base::AddDays(base::FirstDay(settings.month), random.Below(28));
  }
}

void Roster::Staff(const NetworkSettings& settings, int index) {
  Facility& facility = facilities_[static_cast<std::size_t>(index)];
  const auto readers = std::count_if(facilities_.begin(), facilities_.end(),
                                     [](const Facility& other) { return other.reads(); });
  // Enough hands for the load, with some centres and hospitals busier than the average.
  const int extra = static_cast<int>(settings.readings / (readers * 300));
  const auto hire = [&](std::vector<int>& list, Engagement engagement, int count) {
    for (int i = 0; i < count; ++i) list.push_back(Hire(index, engagement));
  };
  hire(facility.on_site, Engagement::kOnSite, kOnSiteByLevel[facility.level] + extra);
  hire(facility.home, Engagement::kHome, 1 + extra / 2);
  hire(facility.part_time, Engagement::kPartTime, 2 + extra / 4);
  hire(facility.trainees, Engagement::kTrainee, 2 + extra / 4);
  if (index % 2 == 0) facility.changer = Hire(index, Engagement::kChanger);
}

void Roster::MakePartnerships(const NetworkSettings& settings, Random& random) {
  std::vector<int> centres;
  for (int i = 0; i < static_cast<int>(facilities_.size()); ++i) {
    if (facility(i).receives()) centres.push_back(i);
  }
  for (int i = 0; i < static_cast<int>(facilities_.size()); ++i) {
    if (!facility(i).sends()) continue;
    const int first = random.Below(static_cast<int>(centres.size()));
    const int count = centres.size() > 1 && random.Chance(0.5) ? 2 : 1;
    for (int k = 0; k < count; ++k) {
      Partnership partnership;
      partnership.id = Numbered("P-", static_cast<int>(partnerships_.size()) + 1, 3);
      partnership.sender = i;
      partnership.receiver = centres[static_cast<std::size_t>(first + k) % centres.size()];
      if (random.Chance(0.8)) partnership.vendor = random.Below(settings.vendors);
      facilities_[static_cast<std::size_t>(i)].partnerships.push_back(
          static_cast<int>(partnerships_.size()));
      partnerships_.push_back(partnership);
    }
  }
}

void Roster::MakeLapses(const NetworkSettings& settings, Random& random) {
  if (settings.violation_rate <= 0) return;
  const auto lapse = [&](int days) {
    const base::Date from = base::AddDays(base::FirstDay(settings.month), random.Between(5, 23));
    return Lapse{from, base::AddDays(from, days)};
  };
  const Partnership& sending = random.Pick(partnerships_);
  facilities_[static_cast<std::size_t>(sending.sender)].sending_lapse = lapse(2);
  const Partnership& receiving = random.Pick(partnerships_);
  facilities_[static_cast<std::size_t>(receiving.receiver)].receiving_lapse = lapse(1);
  facilities_[static_cast<std::size_t>(random.Below(static_cast<int>(facilities_.size())))]
      .security_lapse = lapse(1);
}

int Roster::Hire(int facility, Engagement engagement, int other) {
  const int index = static_cast<int>(physicians_.size());
  physicians_.push_back({Numbered("D-", index + 1, 4), facility, engagement, other});
  return index;
}

int Roster::Flawed(int facility, Engagement engagement, int other) {
  const auto key = std::make_pair(
      std::make_pair(facility, engagement == Engagement::kCooperating ? other : -1), engagement);
  const auto found = flawed_.find(key);
  if (found != flawed_.end()) return found->second;
  const int index = Hire(facility, engagement, other);
  flawed_.emplace(key, index);
  return index;
}

int Roster::ThirdFacility(int a, int b, Random& random) const {
  int other = random.Below(static_cast<int>(facilities_.size()));
  while (other == a || other == b) other = (other + 1) % static_cast<int>(facilities_.size());
  return other;
}

int Roster::ReaderElsewhere(int facility_index, Random& random) const {
  int other = random.Below(static_cast<int>(facilities_.size()));
  while (other == facility_index || !facility(other).reads()) {
    other = (other + 1) % static_cast<int>(facilities_.size());
  }
  return random.Pick(facility(other).on_site);
}

std::string Roster::ReportSource(int reader, int partnership_index) const {
  if (partnership_index >= 0) {
    if (const auto vendor = partnership(partnership_index).vendor; vendor) {
      return "vendor/" + vendors_[static_cast<std::size_t>(*vendor)];
    }
  }
  return "ris/" + facility(reader).id;
}

}  // namespace kakutei::generator
