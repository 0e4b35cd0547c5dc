#include "rules/testing/branches_seen.h"

namespace kakutei::rules::testing {
namespace {

std::set<std::string>& Seen() {
  static std::set<std::string> seen;
  return seen;
}

}  // namespace

void NoteBranches(const v1::Verdict& verdict) {
  for (const auto& finding : verdict.findings()) Seen().insert(finding.message_code());
}

const std::set<std::string>& BranchesSeen() { return Seen(); }

}  // namespace kakutei::rules::testing
