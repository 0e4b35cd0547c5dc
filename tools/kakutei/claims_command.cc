#include <cstdio>
#include <memory>
#include <set>

#include "kakutei/commands.h"
#include "kakutei/fact_sender.h"
#include "kakutei/receipt_input.h"
#include "kakutei/terminal.h"

#include "base/ids.h"
#include "generator/network.h"

namespace kakutei::cli {
namespace {

struct ClaimsOptions {
  std::string facility;
  std::string source;
  std::string out;
  std::string server;
  ReceiptOptions receipts;
};

// To a file or standard output as NDJSON, or to a running mesh.
base::Status HandOver(const ClaimsOptions& options, const std::vector<LoadedReceipts>& files) {
  const std::string source =
      options.source.empty() ? "billing/" + options.facility : options.source;
  std::unique_ptr<FactSender> sender;
  if (!options.server.empty()) sender = std::make_unique<FactSender>(options.server);
  auto out = Output::To(options.out);
  if (!out) return base::Fail(std::move(out).error());
  for (const auto& loaded : files) {
    for (const auto& line : loaded.claims.lines) {
      const v1::Event event = receipts::FactOf(line, loaded.set.billed, options.facility, source);
      if (sender == nullptr) {
        out->stream() << generator::EventLine(event) << '\n';
      } else if (auto sent =
                     sender->Send(event, {loaded.path, static_cast<std::uint64_t>(line.line)});
                 !sent) {
        return sent;
      }
    }
  }
  if (sender == nullptr) return out->Finish();
  if (auto finished = sender->Finish(); !finished) return finished;
  if (sender->refused() == 0) return {};
  return base::Fail(base::ErrorCode::kInvalidArgument, "REFUSED",
                    std::to_string(sender->refused()) + " claims were refused");
}

int RunClaims(const ClaimsOptions& options) {
  if (!base::IsId(options.facility) ||
      (!options.source.empty() && !base::IsSource(options.source))) {
    return Explain(
        {base::ErrorCode::kInvalidArgument,
         "BAD_ID",
         "name the claimant's id with --facility, and a source of letters, digits and . _ - /",
         {}});
  }
  if (auto safe = CheckOutput(options.out, options.receipts.Inputs()); !safe)
    return Explain(safe.error());
  const auto codes = options.receipts.Codes();
  if (!codes) return Explain(codes.error());
  bool all_good = true;
  const auto files = options.receipts.Load(options.facility, *codes, all_good);
  if (!files) return Explain(files.error());
  if (auto done = HandOver(options, *files); !done) return Explain(done.error());
  long long receipts = 0, claims = 0, unconfirmed = 0;
  for (const auto& loaded : *files) {
    receipts += static_cast<long long>(loaded.set.receipts.size());
    claims += static_cast<long long>(loaded.claims.lines.size());
    for (const auto& line : loaded.claims.lines) unconfirmed += line.confirmed ? 0 : 1;
  }
  std::fprintf(stderr,
               "%lld claims in %lld receipts; %lld by codes that are not confirmed (table of %s)\n",
               claims, receipts, unconfirmed, codes->version().c_str());
  return all_good ? kOk : kBadInput;
}

}  // namespace

void AddClaims(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ClaimsOptions>();
  auto* command =
      app.add_subcommand("claims", "The add-ons of a receipt file (UKE) as ClaimSubmitted facts");
  command->footer(
      R"(Run it at the hospital: the file names patients, and only patient keys leave it.
Examples:
  kakutei claims RECEIPTC.UKE --facility F-SEND --key-file patient.key --out claims.ndjson
  kakutei claims RECEIPTC.UKE --facility F-SEND --key-file patient.key | kakutei send -
Reading the same file again gives the same facts. Codes that the table does not know are no claims.
Exit codes: 0 ok, 2 usage, bad input or an add-on that cannot be told, 3 the mesh cannot be reached.)");
  command->add_option("FILE", options->receipts.files, "Receipt files of one facility")->required();
  command->add_option("--facility", options->facility, "The claimant's id")->required();
  command->add_option("--source", options->source,
                      "Source of the facts (default: billing/FACILITY)");
  auto* out =
      command->add_option("--out", options->out, "Where the facts go (default: standard output)");
  command->add_option("--server", options->server, "host:port of a mesh that takes the facts")
      ->excludes(out);
  options->receipts.AddTo(*command);
  command->callback([options, &exit_code] { exit_code = RunClaims(*options); });
}

}  // namespace kakutei::cli
