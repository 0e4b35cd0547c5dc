#include <iostream>
#include <map>

#include "kakutei/board.h"
#include "kakutei/commands.h"
#include "kakutei/fact_files.h"
#include "kakutei/pack_files.h"
#include "kakutei/terminal.h"
#include "kakutei/verdict_lines.h"
#include "kakutei/verdict_source.h"

#include "billing_eligibility/billing_eligibility_queries.h"
#include "runtime/engine/ledger_view.h"

namespace kakutei::cli {
namespace {

struct JudgeOptions {
  std::vector<std::string> files;
  std::string out;
  Format format = Format::kTable;
  std::string data_dir;
  std::vector<std::string> packs;
  std::string as_of;
  std::string fail_on;
  bool strict = false;
  bool all = false;
  bool board = false;
};

// Writes every subject's latest verdict, or all its revisions.
base::Status WriteVerdicts(const JudgeOptions& options, const OfflineMesh& mesh, Output& out,
                           Board& board, bool& found) {
  VerdictWriter writer(options.format, out.stream());
  writer.Begin();
  v1::Status::Value fail_on = v1::Status::WITHDRAWN;
  if (!options.fail_on.empty()) v1::Status::Value_Parse(options.fail_on, &fail_on);
  base::Status history;
  auto visited = billing_eligibility::VisitVerdicts(
      mesh.verdicts(), {}, "", [&](const v1::PublishedVerdict& published) {
        const auto status = published.verdict().status();
        found = found || (status >= fail_on && status != v1::Status::WITHDRAWN);
        board.Count(published.verdict());
        if (!options.all || published.revision() == 1) {
          writer.Write(published);
          return out.stream().good();
        }
        const auto revisions =
            billing_eligibility::GetVerdict(mesh.verdicts(), published.verdict().subject(), true);
        if (!revisions) {
          history = base::Fail(revisions.error());
          return false;
        }
        for (const auto& revision : revisions->history()) writer.Write(revision);
        return out.stream().good();
      });
  return history ? visited : history;
}

int RunJudge(const JudgeOptions& options) {
  if (options.board && options.out.empty()) {
    return Explain(
        {base::ErrorCode::kInvalidArgument,
         "BOARD_NEEDS_OUT",
         "--board prints on standard output: send the verdicts elsewhere with --out FILE",
         {}});
  }
  if (auto safe = CheckOutput(options.out, options.files); !safe) return Explain(safe.error());
  auto out = Output::To(options.out);
  if (!out) return Explain(out.error());
  auto policy = PolicyWith(options.packs);
  if (!policy) return Explain(policy.error());
  auto mesh = OfflineMesh::Make(options.data_dir, *std::move(policy));
  if (!mesh) return Explain(mesh.error());
  const auto all_good = TakeAndJudge({options.files, options.as_of, options.strict}, **mesh);
  if (!all_good) return Explain(all_good.error());
  if (options.strict && !*all_good) return kBadInput;
  Board board;
  bool found = false;
  if (auto written = WriteVerdicts(options, **mesh, *out, board, found); !written)
    return Explain(written.error());
  if (auto finished = out->Finish(); !finished) return Explain(finished.error());
  if (options.board) board.Print(std::cout);
  if (!*all_good) return kBadInput;
  return found && !options.fail_on.empty() ? kFindings : kOk;
}

}  // namespace

void AddJudge(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<JudgeOptions>();
  auto* command = app.add_subcommand("judge", "Judge facts: events in, verdicts out");
  command->footer(R"(Examples:
  kakutei judge june.ndjson
  kakutei judge registry.ndjson readings.ndjson.gz --format csv --out verdicts.csv
  zcat june.ndjson.gz | kakutei judge - --format ndjson --as-of 2026-07-20T00:00:00+09:00
Facts may come in any order and more than once. A refused line is reported as FILE:LINE: field: value: rule; the others are
judged.
Exit codes: 0 ok, 1 a verdict as bad as --fail-on or worse, 2 usage or bad input, 3 the work itself failed.)");
  command->add_option("FILE", options->files, "NDJSON facts, plain or gzip; - is standard input")
      ->required();
  command->add_option("--out", options->out, "Where verdicts go (default: standard output)");
  command->add_option("--format", options->format, "table, ndjson or csv")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Format>{
          {"table", Format::kTable}, {"ndjson", Format::kNdjson}, {"csv", Format::kCsv}}))
      ->option_text("table|ndjson|csv");
  command->add_option("--data-dir", options->data_dir,
                      "Keep what was judged in this new directory, for explain and month");
  command
      ->add_option("--pack", options->packs,
                   "A policy pack in the place of the shipped one with its id; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--as-of", options->as_of, "Add a clock tick at this instant (RFC 3339)");
  command
      ->add_option("--fail-on", options->fail_on,
                   "Exit 1 when a verdict has this status or a worse one")
      ->check(CLI::IsMember({"CAUTION", "PENDING", "NEEDS_REVIEW", "INELIGIBLE"}));
  command->add_flag("--strict", options->strict, "Stop at the first refused line, judging nothing");
  command->add_flag("--all", options->all, "Every revision, not only the latest");
  command->add_flag("--board", options->board, "Print a summary on standard output; needs --out");
  command->callback([options, &exit_code] { exit_code = RunJudge(*options); });
}

}  // namespace kakutei::cli
