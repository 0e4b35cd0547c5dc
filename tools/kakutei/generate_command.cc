#include <fstream>
#include <memory>

#include "kakutei/commands.h"
#include "kakutei/terminal.h"

#include "generator/network.h"

namespace kakutei::cli {
namespace {

struct GenerateOptions {
  generator::NetworkSettings settings;
  std::string month = "2026-06";
  std::string out;
  std::string intended;
  bool open_month = false;
};

int RunGenerate(GenerateOptions& options) {
  const auto month = base::ParseMonth(options.month);
  if (!month) {
    return Explain({base::ErrorCode::kInvalidArgument,
                    "BAD_MONTH",
                    "--month " + options.month + " is no month such as 2026-06",
                    {}});
  }
  options.settings.month = *month;
  options.settings.close_month = !options.open_month;
  if (auto checked = generator::CheckSettings(options.settings); !checked)
    return Explain(checked.error());
  auto out = Output::To(options.out);
  if (!out) return Explain(out.error());
  Progress progress("facts made");
  std::int64_t made = 0;
  const auto findings = generator::GenerateNetwork(options.settings, [&](const v1::Event& event) {
    out->stream() << generator::EventLine(event) << '\n';
    progress.Show(++made);
  });
  if (auto finished = out->Finish(); !finished) return Explain(finished.error());
  if (options.intended.empty()) return kOk;
  auto list = Output::To(options.intended);
  if (!list) return Explain(list.error());
  list->stream() << generator::IntendedFindingsCsv(findings);
  const auto finished = list->Finish();
  return finished ? kOk : Explain(finished.error());
}

}  // namespace

void AddGenerate(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<GenerateOptions>();
  auto* command = app.add_subcommand(
      "generate", "Make a synthetic network's month of facts, with known violations");
  command->footer(R"(Examples:
  kakutei generate --seed 7 --readings 500 --out network.ndjson --intended intended.csv
  kakutei generate --readings 100000 | kakutei judge - --format csv --out verdicts.csv
The same settings give the same bytes on every machine. Exit codes: 0 ok, 2 usage, 3 the work itself failed.)");
  auto& settings = options->settings;
  command->add_option("--seed", settings.seed, "Everything follows from it")->capture_default_str();
  command->add_option("--facilities", settings.facilities, "Number of facilities")
      ->capture_default_str();
  command->add_option("--vendors", settings.vendors, "Number of vendors")->capture_default_str();
  command->add_option("--readings", settings.readings, "Number of readings")->capture_default_str();
  command->add_option("--month", options->month, "JST month")->capture_default_str();
  command
      ->add_option("--violation-rate", settings.violation_rate,
                   "Share of the readings showing each kind of violation")
      ->capture_default_str();
  command
      ->add_option("--month-violation-rate", settings.month_violation_rate,
                   "Share of the facilities and partnerships whose month has a flaw of its own")
      ->capture_default_str();
  command->add_option("--late-rate", settings.late_rate, "Share of the facts that arrive days late")
      ->capture_default_str();
  command->add_option("--duplicate-rate", settings.duplicate_rate, "Share of the facts sent twice")
      ->capture_default_str();
  command
      ->add_option("--correction-rate", settings.correction_rate,
                   "Share of the facts first stated wrongly")
      ->capture_default_str();
  command
      ->add_option("--cancelled-rate", settings.cancelled_rate, "Share of the readings cancelled")
      ->capture_default_str();
  command
      ->add_option("--shuffle-window", settings.shuffle_window,
                   "Lines among which each is shuffled")
      ->capture_default_str();
  command->add_flag("--open-month", options->open_month, "No claims, no month close");
  command->add_flag("--relays", settings.relays, "Vendors' people pass messages on");
  command->add_flag("--solicitations", settings.solicitations, "Vendors advertise the add-on");
  command->add_option("--out", options->out, "Where the facts go (default: standard output)");
  command->add_option("--intended", options->intended,
                      "CSV file for the findings that judging is meant to report");
  command->callback([options, &exit_code] { exit_code = RunGenerate(*options); });
}

}  // namespace kakutei::cli
