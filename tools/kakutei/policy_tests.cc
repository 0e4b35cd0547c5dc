#include <algorithm>
#include <fstream>
#include <sstream>

#include "kakutei/offline_mesh.h"
#include "kakutei/policy_views.h"
#include "kakutei/verdict_source.h"

#include "billing_eligibility/billing_eligibility_queries.h"

namespace kakutei::cli {
namespace {

// NAME SUBJECT STATUS and what else is expected, by blanks; nullopt for a line that is none.
std::optional<Expectation> Parse(const std::string& line, int number) {
  std::istringstream words(line);
  Expectation expected;
  expected.line = number;
  if (!(words >> expected.name >> expected.subject >> expected.status)) return std::nullopt;
  v1::Status::Value status;
  if (!v1::Status::Value_Parse(expected.status, &status)) return std::nullopt;
  for (std::string word; words >> word;) {
    if (word.starts_with('!')) {
      expected.absent.push_back(word.substr(1));
    } else if (word.starts_with("points=")) {
      expected.points = word.substr(7);
    } else if (word.find(':') != std::string::npos) {
      expected.findings.push_back(word);
    } else {
      return std::nullopt;
    }
  }
  return expected;
}

base::Result<std::vector<Expectation>> ReadExpectations(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "EXPECTATIONS",
                      "the expectations " + path + " cannot be read");
  }
  std::vector<Expectation> expectations;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    auto expected = Parse(line, number);
    if (!expected) {
      return base::Fail(base::ErrorCode::kInvalidArgument, "EXPECTATIONS",
                        path + ":" + std::to_string(number) +
                            ": an expectation is NAME SUBJECT STATUS [RULE:OUTCOME] [!RULE] "
                            "[points=N]");
    }
    expectations.push_back(*std::move(expected));
  }
  return expectations;
}

// What is otherwise than expected; empty: nothing.
std::string Unmet(const Expectation& expected, const v1::Verdict& verdict) {
  std::vector<std::string> findings, rules;
  for (const auto& finding : verdict.findings()) {
    rules.push_back(finding.rule_id());
    findings.push_back(finding.rule_id() + ":" + v1::Status::Value_Name(finding.outcome()));
  }
  const auto has = [](const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  std::string unmet;
  const auto say = [&](const std::string& what) { unmet += (unmet.empty() ? "" : ", ") + what; };
  if (const auto& status = v1::Status::Value_Name(verdict.status()); status != expected.status)
    say(status + " instead of " + expected.status);
  for (const auto& finding : expected.findings) {
    if (!has(findings, finding)) say("no " + finding);
  }
  for (const auto& rule : expected.absent) {
    if (has(rules, rule)) say(rule + " found something");
  }
  const std::string points = verdict.has_points() ? std::to_string(verdict.points()) : "none";
  if (!expected.points.empty() && points != expected.points)
    say("points " + points + " instead of " + expected.points);
  return unmet;
}

}  // namespace

base::Result<bool> RunPolicyTest(const std::string& facts_file, const rules::Policy& policy,
                                 std::ostream& out) {
  const auto stem = facts_file.substr(0, facts_file.find(".ndjson"));
  const auto expectations = ReadExpectations(stem + ".expected");
  if (!expectations) return base::Fail(expectations.error());
  auto mesh = OfflineMesh::Make("", policy);
  if (!mesh) return base::Fail(std::move(mesh).error());
  const auto judged = TakeAndJudge({{facts_file}, "", false}, **mesh);
  if (!judged) return base::Fail(judged.error());
  bool all_met = *judged && !expectations->empty();
  for (const Expectation& expected : *expectations) {
    const auto found =
        billing_eligibility::GetVerdict((*mesh)->verdicts(), expected.subject, false);
    const std::string unmet =
        found ? Unmet(expected, found->latest().verdict()) : std::string("nothing was judged");
    out << (unmet.empty() ? "ok      " : "FAILED  ") << expected.name << "  " << expected.subject;
    if (!unmet.empty()) out << "  " << stem << ".expected:" << expected.line << ": " << unmet;
    out << '\n';
    all_met = all_met && unmet.empty();
  }
  return all_met;
}

}  // namespace kakutei::cli
