#include <algorithm>
#include <iostream>
#include <memory>

#include "kakutei/commands.h"
#include "kakutei/json_object.h"
#include "kakutei/pack_files.h"
#include "kakutei/policy_views.h"
#include "kakutei/terminal.h"

namespace kakutei::cli {
namespace {

struct PolicyOptions {
  std::vector<std::string> files;
  std::vector<std::string> packs;
  std::string as_of;
  std::string format = "table";
  bool alone = false;
  bool strict = false;
};

// What is wrong with the files, and with the set that they make with the shipped packs.
int RunLint(const PolicyOptions& options) {
  const auto packs = PacksWith(options.files, options.alone);
  if (!packs) return Explain(packs.error());
  bool bad = false, warned = false;
  for (const auto& complaint : rules::Policy::Lint(*packs)) {
    const bool named = std::find(options.files.begin(), options.files.end(), complaint.pack) !=
                       options.files.end();
    if (complaint.warning && !named) continue;
    (complaint.warning ? warned : bad) = true;
    std::cout << complaint.pack << ':' << complaint.line << ": "
              << (complaint.warning ? "warning: " : "") << complaint.reason << '\n';
  }
  if (bad) return kBadInput;
  return warned && options.strict ? kFindings : kOk;
}

int RunShow(const PolicyOptions& options) {
  std::optional<base::Date> date;
  if (!options.as_of.empty()) {
    date = base::ParseDate(options.as_of);
    if (!date) {
      return Explain({base::ErrorCode::kInvalidArgument,
                      "BAD_DATE",
                      "--as-of " + options.as_of + " is no date such as 2026-06-01",
                      {}});
    }
  }
  const auto policy = PolicyWith(options.files, options.alone);
  if (!policy) return Explain(policy.error());
  ShowPolicy(*policy, date, options.format == "ndjson", std::cout);
  return kOk;
}

int RunTest(const PolicyOptions& options) {
  const auto policy = PolicyWith(options.packs);
  if (!policy) return Explain(policy.error());
  bool all_met = true;
  for (const std::string& file : options.files) {
    const auto met = RunPolicyTest(file, *policy, std::cout);
    if (!met) return Explain(met.error());
    all_met = all_met && *met;
  }
  return all_met ? kOk : kFindings;
}

int RunDiff(const PolicyOptions& options) {
  const auto texts = ReadPackFiles(options.files);
  if (!texts) return Explain(texts.error());
  std::vector<rules::Pack> packs;
  for (const auto& text : *texts) {
    std::vector<rules::PackComplaint> complaints;
    auto pack = rules::Pack::Read(text, complaints);
    if (!pack) {
      return Explain(
          {base::ErrorCode::kInvalidArgument, "BAD_POLICY_PACK", complaints.front().Text(), {}});
    }
    packs.push_back(*std::move(pack));
  }
  const auto differences = Differences(packs[0].content(), packs[1].content());
  for (const auto& difference : differences) {
    if (options.format == "ndjson") {
      JsonObject line;
      line.AddText("what", difference.what);
      line.AddText("before", difference.before);
      line.AddText("after", difference.after);
      std::cout << line.Take() << '\n';
    } else {
      const auto shown = [](const std::string& text) { return text.empty() ? "(none)" : text; };
      std::cout << difference.what << ": " << shown(difference.before) << " -> "
                << shown(difference.after) << '\n';
    }
  }
  return !differences.empty() && options.strict ? kFindings : kOk;
}

CLI::App* Add(CLI::App& policy, const std::string& name, const std::string& does,
              const std::shared_ptr<PolicyOptions>& options, int& exit_code,
              int (*run)(const PolicyOptions&)) {
  auto* command = policy.add_subcommand(name, does);
  command->callback([options, run, &exit_code] { exit_code = run(*options); });
  return command;
}

void AddFormat(CLI::App& command, PolicyOptions& options) {
  command.add_option("--format", options.format, "table or ndjson")
      ->check(CLI::IsMember({"table", "ndjson"}));
}

}  // namespace

void AddPolicy(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PolicyOptions>();
  auto* policy = app.add_subcommand("policy", "Policy packs: lint, show, test, diff");
  policy->require_subcommand(1);
  policy->footer(R"(Examples:
  kakutei policy lint deploy/policies/*.textproto
  kakutei policy show --as-of 2026-06-01
  kakutei policy test deploy/policies/tests/*.ndjson --pack operator-thresholds.textproto
  kakutei policy diff deploy/policies/fee-schedule-r6.textproto deploy/policies/fee-schedule-r8.textproto
Packs that are named stand in the place of the shipped ones with their ids.
Exit codes: 0 ok, 1 an expectation not met or (--strict) something to tell, 2 usage or a bad pack, 3 the work failed.)");

  auto* lint = Add(*policy, "lint", "What is wrong with packs, as FILE:LINE: reason", options,
                   exit_code, RunLint);
  lint->add_option("FILE", options->files, "Packs (textproto)")->required();
  lint->add_flag("--alone", options->alone, "Without the shipped packs beside them");
  lint->add_flag("--strict", options->strict, "Exit 1 for warnings");

  auto* show = Add(*policy, "show", "Rules, citations, parameters and points in force", options,
                   exit_code, RunShow);
  show->add_option("FILE", options->files, "Packs in the place of shipped ones");
  show->add_option("--as-of", options->as_of, "A date of service (default: the newest edition)");
  show->add_flag("--alone", options->alone, "Without the shipped packs beside them");
  AddFormat(*show, *options);

  auto* test = Add(*policy, "test", "Judge facts and compare with what is expected", options,
                   exit_code, RunTest);
  test->add_option("FILE", options->files,
                   "NAME.ndjson with facts; NAME.expected beside it has the expectations")
      ->required();
  test->add_option("--pack", options->packs, "A pack in the place of a shipped one; repeatable")
      ->allow_extra_args(false);

  auto* diff = Add(*policy, "diff", "What two packs say differently", options, exit_code, RunDiff);
  diff->add_option("FILE", options->files, "Two packs")->required()->expected(2);
  diff->add_flag("--strict", options->strict, "Exit 1 where they differ");
  AddFormat(*diff, *options);
}

}  // namespace kakutei::cli
