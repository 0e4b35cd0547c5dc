#include "kakutei/list_options.h"

#include "kakutei/encoding.h"
#include "kakutei/fact_files.h"
#include "kakutei/terminal.h"

namespace kakutei::cli {

void ListOptions::AddTo(CLI::App& command) {
  command.add_option("--format", format, "table, csv or ndjson")
      ->check(CLI::IsMember({"table", "csv", "ndjson"}))
      ->capture_default_str();
  AddEncodingOption(command, encoding);
  command.add_option("--out", out, "Where the list goes (default: standard output)");
  source.AddTo(command);
}

int ListOptions::Write(
    const std::function<base::Status(VerdictSource& source, std::ostream& out)>& write) const {
  if (auto safe = CheckOutput(out, source.files); !safe) return Explain(safe.error());
  if (encoding != "utf-8" && format != "csv") return Explain(OnlyForCsv());
  bool all_good = true;
  const auto opened = source.Open(all_good);
  if (!opened) return Explain(opened.error());
  auto output = Output::To(out);
  if (!output) return Explain(output.error());
  EncodedOutput text(encoding, output->stream());
  if (auto written = write(**opened, text.stream()); !written) return Explain(written.error());
  if (auto encoded = text.Finish(); !encoded) return Explain(encoded.error());
  if (auto finished = output->Finish(); !finished) return Explain(finished.error());
  return all_good ? kOk : kBadInput;
}

}  // namespace kakutei::cli
