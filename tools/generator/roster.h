#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "generator/findings.h"
#include "generator/network.h"
#include "generator/random.h"

// Who is in the network: facilities, physicians, vendors, and who works with whom.
namespace kakutei::generator {

// How a physician stands at his facility. All but the first five are flawed in one way, and come
// into being only when a reading asks for one.
enum class Engagement {
  kOnSite,  // full-time, dedicated, filed
  kHome,    // the same, with a good arrangement for reading off site
  kPartTime,
  kTrainee,
  kChanger,         // part-time until the 14th, full-time from the 15th
  kCooperating,     // part-time, with actual cooperation with one sender
  kHomeInadequate,  // equipment or security measures inadequate
  kHomeAsMinimum,   // counted as on-site minimum
  kHomeFewDays,     // two days on site
  kHomeFewHours,    // 21.5 hours on site
  kHomeUntracked,   // nobody keeps track
  kNotDedicated,    // full-time, not dedicated to imaging
  kDedicationUnstated,
  kFullTimeTwice,   // full-time at a second facility too
  kStatusesDiffer,  // full-time and part-time at the same facility
  kNotFiled,        // not on the filed list
  kUnqualified,     // nine years, without the society's training
  kUnlisted,        // neither years nor training are registered
  kUnregistered,    // nothing about him is recorded
};

struct Physician {
  std::string id;
  int facility = 0;
  Engagement engagement = Engagement::kOnSite;
  int other_facility = -1;  // the second employer, or the sender that he cooperates with
};

enum class Role { kCentre, kOwnReader, kMixed, kSender };

// A filing or attestation that was not in force on [from, to).
struct Lapse {
  base::Date from, to;
  bool Holds(base::Date date) const { return from <= date && date < to; }
};

struct Facility {
  std::string id;
  Role role = Role::kSender;
  bool hospital = true;
  int level = 0;          // of the add-on filed, 1 .. 4; 0: reads nothing itself
  bool add_on_1 = false;  // on file too, which covers XR
  int weight = 1;         // of its patients
  bool closes = false;
  bool opens_saturdays = false;
  base::Date closed_on;
  double part_time_target = 0;  // share of own units that begin with a part-time draft
  std::vector<int> on_site, home, part_time, trainees;
  std::optional<int> changer;
  std::vector<int> partnerships;  // as sender
  std::optional<Lapse> sending_lapse, receiving_lapse;
  Kind flaw = Kind::kNone;  // of its month
  // Nobody attested the security guideline.
  std::optional<Lapse> security_lapse;

  bool reads() const { return level > 0; }
  bool sends() const { return role == Role::kMixed || role == Role::kSender; }
  bool receives() const { return role == Role::kCentre; }
};

struct Partnership {
  std::string id;
  int sender = 0, receiver = 0;
  std::optional<int> vendor;
  Kind flaw = Kind::kNone;  // of its month
};

class Roster {
 public:
  explicit Roster(const NetworkSettings& settings);

  const std::vector<Facility>& facilities() const { return facilities_; }
  const Facility& facility(int index) const { return facilities_[static_cast<std::size_t>(index)]; }
  const std::vector<Physician>& physicians() const { return physicians_; }
  const Physician& physician(int index) const {
    return physicians_[static_cast<std::size_t>(index)];
  }
  const std::vector<Partnership>& partnerships() const { return partnerships_; }
  const Partnership& partnership(int index) const {
    return partnerships_[static_cast<std::size_t>(index)];
  }
  const std::vector<std::string>& vendors() const { return vendors_; }
  // The day from which changers are full-time.
  base::Date change_day() const { return change_day_; }

  // A flawed physician of the facility, made on first use; `other` for those that need a second
  // facility.
  int Flawed(int facility, Engagement engagement, int other = -1);
  // A facility other than the two.
  int ThirdFacility(int a, int b, Random& random) const;
  // An on-site physician of another facility that reads.
  int ReaderElsewhere(int facility, Random& random) const;

  // Where reports on a reading come from, such as ris/F-CENTRE-01 or vendor/V-01.
  std::string ReportSource(int reader, int partnership) const;

 private:
  void MakeFacilities(const NetworkSettings& settings, Random& random);
  void Staff(const NetworkSettings& settings, int index);
  void MakePartnerships(const NetworkSettings& settings, Random& random);
  void MakeLapses(const NetworkSettings& settings, Random& random);
  int Hire(int facility, Engagement engagement, int other = -1);

  std::vector<Facility> facilities_;
  std::vector<Physician> physicians_;
  std::vector<Partnership> partnerships_;
  std::vector<std::string> vendors_;
  base::Date change_day_;
  std::map<std::pair<std::pair<int, int>, Engagement>, int> flawed_;
};

}  // namespace kakutei::generator
