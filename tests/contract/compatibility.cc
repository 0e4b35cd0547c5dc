#include "contract/compatibility.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace kakutei::contract {
namespace {

// A message, enum or service, from its lines.
struct Section {
  // Fields or values: number -> name, and what else is said of a field.
  std::map<int, std::string> names;
  std::map<int, std::string> rest;
  std::vector<std::pair<int, int>> reserved;  // both ends included
  std::set<std::string> reserved_names;
  std::map<std::string, std::string> rpcs;

  bool Reserves(int number) const {
    return std::ranges::any_of(reserved, [number](const auto& range) {
      return range.first <= number && number <= range.second;
    });
  }
  bool Reserves(std::pair<int, int> numbers) const {
    // Ranges may have been split or joined; they are short but for those that reach the end.
    for (auto [next, last] = numbers; next <= last;) {
      const auto range = std::ranges::find_if(
          reserved, [n = next](const auto& r) { return r.first <= n && n <= r.second; });
      if (range == reserved.end()) return false;
      if (range->second >= last) return true;
      next = range->second + 1;
    }
    return true;
  }
  // The number that a name has; nullopt where it has none.
  std::optional<int> NumberOf(const std::string& name) const {
    for (const auto& [number, its_name] : names) {
      if (its_name == name) return number;
    }
    return std::nullopt;
  }
};

using Contract = std::map<std::string, Section>;

bool TakeNumber(std::string_view text, int& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

// Takes one line into its section; false where it is none.
bool TakeLine(const std::string& line, Contract& contract) {
  std::istringstream words(line);
  std::string kind, owner, part, id, rest;
  words >> kind >> owner >> part >> id >> std::ws;
  std::getline(words, rest);
  if (owner.empty() || (kind != "message" && kind != "enum" && kind != "service")) return false;
  Section& section = contract[kind + " " + owner];
  if (part.empty()) return true;
  if (part == "rpc") {
    section.rpcs[id] = rest;
    return true;
  }
  if (part == "reserved-name") return section.reserved_names.insert(id).second;
  if (part == "reserved") {
    const auto dots = id.find("..");
    std::pair<int, int> range;
    if (!TakeNumber(std::string_view(id).substr(0, dots), range.first)) return false;
    range.second = range.first;
    section.reserved.push_back(range);
    return dots == std::string::npos ||
           TakeNumber(std::string_view(id).substr(dots + 2), section.reserved.back().second);
  }
  int number = 0;
  if ((part != "field" && part != "value") || !TakeNumber(id, number)) return false;
  const auto space = rest.find(' ');
  section.names[number] = rest.substr(0, space);
  section.rest[number] = space == std::string::npos ? "" : rest.substr(space + 1);
  return true;
}

class Comparison {
 public:
  std::vector<Difference> Run(const std::vector<std::string>& baseline,
                              const std::vector<std::string>& now) {
    const Contract before = Parsed(baseline, "baseline"), after = Parsed(now, "contract");
    for (const auto& [heading, section] : before) {
      const auto found = after.find(heading);
      if (found == after.end()) {
        Incompatible(heading + " was removed or renamed: whoever uses it no longer finds it");
      } else {
        CompareSections(heading, section, found->second);
      }
    }
    for (const auto& [heading, section] : after) {
      if (!before.contains(heading)) Added(heading + " was added");
    }
    return std::move(differences_);
  }

 private:
  void Incompatible(std::string text) { differences_.push_back({true, std::move(text)}); }
  void Added(std::string text) { differences_.push_back({false, std::move(text)}); }

  Contract Parsed(const std::vector<std::string>& lines, std::string_view whose) {
    Contract contract;
    for (const std::string& line : lines) {
      if (!TakeLine(line, contract)) {
        Incompatible("the " + std::string(whose) + " has a line that cannot be read: " + line);
      }
    }
    return contract;
  }

  void CompareSections(const std::string& heading, const Section& before, const Section& after) {
    const std::string what = heading.starts_with("enum ") ? " value " : " field ";
    for (const auto& [number, name] : before.names) {
      const std::string place = heading + what + std::to_string(number) + " (" + name + ")";
      if (after.names.contains(number)) {
        CompareNumbered(place, number, before, after);
      } else {
        Missing(place, number, name, after);
      }
    }
    for (const auto& [number, name] : after.names) {
      if (before.names.contains(number) || before.NumberOf(name)) continue;
      Added(heading + what + std::to_string(number) + " (" + name + ") was added");
    }
    CompareReserved(heading, before, after);
    CompareRpcs(heading, before, after);
  }

  void CompareNumbered(const std::string& place, int number, const Section& before,
                       const Section& after) {
    const std::string& name = after.names.at(number);
    if (name != before.names.at(number)) {
      Incompatible(place + " is named " + name +
                   " now: JSON with the old name is refused, and if it means something else, "
                   "stored bytes are misread");
    }
    const std::string &was = before.rest.at(number), &is = after.rest.at(number);
    if (was != is) {
      Incompatible(place + " was '" + was + "' and is '" + is +
                   "': stored bytes or JSON would be read differently");
    }
  }

  void Missing(const std::string& place, int number, const std::string& name,
               const Section& after) {
    if (const auto moved = after.NumberOf(name)) {
      Incompatible(place + " has the number " + std::to_string(*moved) +
                   " now: stored bytes with the old number are misread");
    } else if (!after.Reserves(number) || !after.reserved_names.contains(name)) {
      Incompatible(place + " was removed without 'reserved " + std::to_string(number) +
                   ";' and 'reserved \"" + name + "\";': it could be used again for another thing");
    } else {
      Added(place + " was retired: its number and name are reserved");
    }
  }

  void CompareReserved(const std::string& heading, const Section& before, const Section& after) {
    for (const auto& range : before.reserved) {
      if (after.Reserves(range)) continue;
      Incompatible(heading + " no longer reserves " + std::to_string(range.first) + " to " +
                   std::to_string(range.second) + ": old bytes may still hold these numbers");
    }
    for (const auto& name : before.reserved_names) {
      if (after.reserved_names.contains(name)) continue;
      Incompatible(heading + " no longer reserves the name " + name);
    }
    for (const auto& range : after.reserved) {
      if (before.Reserves(range)) continue;
      Added(heading + " reserves " + std::to_string(range.first) + " to " +
            std::to_string(range.second));
    }
    for (const auto& name : after.reserved_names) {
      if (!before.reserved_names.contains(name)) Added(heading + " reserves the name " + name);
    }
  }

  void CompareRpcs(const std::string& heading, const Section& before, const Section& after) {
    for (const auto& [name, signature] : before.rpcs) {
      const auto found = after.rpcs.find(name);
      if (found == after.rpcs.end()) {
        Incompatible(heading + " rpc " + name + " was removed: its callers get UNIMPLEMENTED");
      } else if (found->second != signature) {
        Incompatible(heading + " rpc " + name + " was '" + signature + "' and is '" +
                     found->second + "': its callers no longer understand it");
      }
    }
    for (const auto& [name, signature] : after.rpcs) {
      if (!before.rpcs.contains(name)) Added(heading + " rpc " + name + " was added");
    }
  }

  std::vector<Difference> differences_;
};

}  // namespace

std::vector<Difference> CompareContracts(const std::vector<std::string>& baseline,
                                         const std::vector<std::string>& now) {
  return Comparison().Run(baseline, now);
}

}  // namespace kakutei::contract
