#pragma once

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/verdict.pb.h"

// Judges a network in memory with the rules' own entry points, in the plainest way: fold
// everything, then judge readings, units and facility months. For tests only.
namespace kakutei::generator {

// Verdicts of readings, units and facility months of all events, in that order. Emptied ones are
// left out.
std::vector<v1::Verdict> JudgePlainly(const std::vector<v1::Event>& events);

// (subject, rule, outcome).
using FindingKey = std::tuple<std::string, std::string, std::string>;
std::set<FindingKey> FindingKeys(const std::vector<v1::Verdict>& verdicts);

}  // namespace kakutei::generator
