#include <cstdio>
#include <memory>

#include "kakutei/commands.h"
#include "kakutei/fact_files.h"
#include "kakutei/mesh_client.h"
#include "kakutei/terminal.h"

namespace kakutei::cli {
namespace {

struct SendOptions {
  std::vector<std::string> files;
  std::string server = "127.0.0.1:8400";
  bool strict = false;
};

int RunSend(const SendOptions& options) {
  MeshClient client(options.server);
  const auto outcome = ReadFactFiles(options.files, options.strict,
                                     [&](const v1::Event& event) { return client.Send(event); });
  if (!outcome) return Explain(outcome.error());
  if (auto finished = client.Finish(); !finished) return Explain(finished.error());
  std::printf("%lld facts are durable, %lld lines refused\n",
              static_cast<long long>(outcome->accepted), static_cast<long long>(outcome->refused));
  return outcome->AllGood() ? kOk : kBadInput;
}

}  // namespace

void AddSend(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<SendOptions>();
  auto* command = app.add_subcommand("send", "Send facts to a running mesh");
  command->footer(R"(Examples:
  kakutei send june.ndjson.gz --server 127.0.0.1:8400
  kakutei generate --readings 200 | kakutei send -
Sending again is harmless. Exit codes: 0 ok, 2 usage or bad input, 3 the mesh cannot be reached.)");
  command->add_option("FILE", options->files, "NDJSON facts, plain or gzip; - is standard input")
      ->required();
  command->add_option("--server", options->server, "host:port of kakutei serve")
      ->capture_default_str();
  command->add_flag("--strict", options->strict,
                    "Stop at the first refused line; what was sent before stays");
  command->callback([options, &exit_code] { exit_code = RunSend(*options); });
}

}  // namespace kakutei::cli
