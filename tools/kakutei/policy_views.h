#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "rules/policy.h"

// What `kakutei policy` shows of packs.
namespace kakutei::cli {

// What holds on a date (nullopt: the newest), as a table or as lines of NDJSON.
void ShowPolicy(const rules::Policy& policy, std::optional<base::Date> date, bool ndjson,
                std::ostream& out);

// What a pack says, piece by piece: "rule L-8" -> "on, TARIFF 通則6", "parameter ack_days" -> "14".
std::map<std::string, std::string> SayingsOf(const v1::PolicyPack& pack);

// One piece that two packs say differently; empty where one does not say it.
struct PackDifference {
  std::string what;
  std::string before;
  std::string after;
};
std::vector<PackDifference> Differences(const v1::PolicyPack& before, const v1::PolicyPack& after);

// A parameter's value as people read it.
std::string ParameterText(const v1::Parameters& parameters,
                          const google::protobuf::FieldDescriptor& field);

// One expectation of `kakutei policy test`: NAME SUBJECT STATUS [RULE:OUTCOME] [!RULE] [points=N].
struct Expectation {
  int line = 0;
  std::string name;
  std::string subject;
  std::string status;
  std::vector<std::string> findings;
  std::vector<std::string> absent;
  std::string points;
};

// Judges the facts of FILE.ndjson by the policy and compares with FILE.expected. Says on `out` what
// was as expected and what was not; false: something was not, or nothing was expected.
base::Result<bool> RunPolicyTest(const std::string& facts_file, const rules::Policy& policy,
                                 std::ostream& out);

}  // namespace kakutei::cli
