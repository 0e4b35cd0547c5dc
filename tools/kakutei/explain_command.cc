#include <iostream>
#include <memory>

#include "kakutei/commands.h"
#include "kakutei/explanation.h"
#include "kakutei/terminal.h"
#include "kakutei/verdict_source.h"

#include "billing_eligibility/billing_eligibility_queries.h"

namespace kakutei::cli {
namespace {

struct ExplainOptions {
  std::string subject;
  std::string language = "ja";
  std::string format = "text";
  SourceOptions source;
};

int RunExplain(const ExplainOptions& options) {
  if (!billing_eligibility::IsSubject(options.subject)) {
    return Explain({base::ErrorCode::kInvalidArgument,
                    "NOT_A_SUBJECT",
                    "\"" + options.subject +
                        "\" names no subject: reading/CLAIMANT/READING, "
                        "unit/CLAIMANT/PATIENT_KEY/MONTH/GROUP, facility-month/CLAIMANT/MONTH or "
                        "partnership-month/SENDER/RECEIVER/MONTH",
                    {}});
  }
  bool all_good = true;
  const auto source = options.source.Open(all_good);
  if (!source) return Explain(source.error());
  const auto explained = (*source)->Explain(options.subject);
  if (!explained) return Explain(explained.error());
  if (options.format == "ndjson") {
    std::cout << ExplanationJson(*explained) << '\n';
  } else {
    WriteExplanation(
        *explained, options.language == "ja" ? Language::kJapanese : Language::kEnglish, std::cout);
  }
  return all_good ? kOk : kBadInput;
}

}  // namespace

void AddExplain(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ExplainOptions>();
  auto* command = app.add_subcommand("explain",
                                     "Why a verdict is what it is, in whole sentences: findings, "
                                     "their sources, facts, and what would change them");
  command->footer(R"(Examples:
  kakutei explain reading/F-SEND/R-1 --from june.ndjson
  kakutei explain facility-month/F-SEND/2026-06 --data-dir judged --lang en
  kakutei explain reading/F-SEND/R-1 --server 127.0.0.1:8400
Exit codes: 0 ok, 2 usage, bad input or unknown subject, 3 the work itself failed.)");
  command->add_option("SUBJECT", options->subject, "Such as reading/F-SEND/R-1")->required();
  command->add_option("--lang", options->language, "ja or en")
      ->check(CLI::IsMember({"ja", "en"}))
      ->capture_default_str();
  command->add_option("--format", options->format, "text or ndjson")
      ->check(CLI::IsMember({"text", "ndjson"}));
  options->source.AddTo(*command);
  command->callback([options, &exit_code] { exit_code = RunExplain(*options); });
}

}  // namespace kakutei::cli
