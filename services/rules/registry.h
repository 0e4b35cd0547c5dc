#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kakutei/v1/state.pb.h"

#include "base/civil_time.h"

namespace kakutei::rules {

// What the registry's facts say, slot by slot, in memory. Folding is commutative, associative and
// idempotent. Not thread-safe; one per task. References that it hands out hold until the next Fold.
class Registry {
 public:
  // Owners whose facts changed: by them the fold finds the subjects to be judged again.
  struct Touched {
    std::set<std::string> physicians;
    std::set<std::string> facilities;
    std::set<std::string> partnerships;
    std::set<std::string> vendors;
    std::set<std::string> subjects;
    // Months of which a fact speaks, as YYYY-MM; they stand beside its owners.
    std::set<std::string> months;
    bool national_calendar = false;
    // No date outside [from, until] is touched, by what was there or by what is there now.
    std::string from = std::string(kLastDay);  // nothing is touched yet
    std::string until;

    bool empty() const {
      return physicians.empty() && facilities.empty() && partnerships.empty() && vendors.empty() &&
             subjects.empty() && !national_calendar;
    }
  };

  // Beyond every date, which compare as text.
  static constexpr std::string_view kLastDay = "9999-12-31";

  Registry() = default;
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  // Takes a registry fact. Returns what its slot's old and new value touch; empty when nothing
  // changed.
  Touched Fold(const v1::SlotFact& fact);
  // The source's value of a slot; nullptr without one.
  const v1::SlotFact* Own(const std::string& slot, const std::string& source) const;
  // Marks a source's value of a slot as doubtful, if it is of that identity. Returns what it
  // touches; empty when nothing changed.
  Touched MarkDoubtful(const std::string& slot, const std::string& source,
                       std::string_view event_id);

  // The slots' values of one kind that name the owner (a physician, facility, partnership or
  // vendor), in slot order. A national calendar's owner is "".
  std::vector<const v1::SlotFact*> Find(v1::Event::FactCase kind, std::string_view owner) const;

  void Clear();

 private:
  struct Slot {
    std::map<std::string, v1::SlotFact> by_source;
    const v1::SlotFact* value = nullptr;
  };
  static const v1::SlotFact* ValueOf(const Slot& slot);
  void Index(const std::string& name, const v1::SlotFact& fact, bool add);

  std::map<std::string, Slot> slots_;
  std::unordered_map<std::string, std::set<std::string>> by_owner_;  // kind/owner -> slots
};

// Whether [valid_from, valid_to) holds a date. Dates in their one form compare as text.
template <typename Fact>
bool InForce(const Fact& fact, const std::string& day) {
  return fact.valid_from() <= day && (!fact.has_valid_to() || day < fact.valid_to());
}

}  // namespace kakutei::rules
