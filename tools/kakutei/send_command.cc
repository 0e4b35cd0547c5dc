#include <cstdio>
#include <memory>

#include "kakutei/commands.h"
#include "kakutei/fact_files.h"
#include "kakutei/fact_sender.h"
#include "kakutei/terminal.h"

namespace kakutei::cli {
namespace {

struct SendOptions {
  std::vector<std::string> files;
  std::string server = "127.0.0.1:8400";
  bool strict = false;
};

int RunSend(const SendOptions& options) {
  FactSender sender(options.server);
  const auto read = ReadFactFiles(
      options.files, options.strict,
      [&](const v1::Event& event, const FactPlace& place) { return sender.Send(event, place); });
  base::Status sent = read ? sender.Finish() : base::Status(base::Fail(read.error()));
  const std::int64_t refused = (read ? read->refused : 0) + sender.refused();
  std::printf("%lld facts are durable, %lld lines refused\n",
              static_cast<long long>(sender.durable()), static_cast<long long>(refused));
  if (!sent) return Explain(sent.error());
  return read->AllGood() && refused == 0 ? kOk : kBadInput;
}

}  // namespace

void AddSend(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<SendOptions>();
  auto* command = app.add_subcommand("send", "Send facts to a running mesh");
  command->footer(R"(Examples:
  kakutei send june.ndjson.gz --server 127.0.0.1:8400
  kakutei generate --readings 200 | kakutei send -
Registry facts go out before what builds on them, as far as they stand before it in the files. A line that is refused, here or by
a service, is reported as FILE:LINE: field: value: rule, and the others are sent. Sending again is harmless.
Exit codes: 0 ok, 2 usage or bad input, 3 the mesh cannot be reached.)");
  command->add_option("FILE", options->files, "NDJSON facts, plain or gzip; - is standard input")
      ->required();
  command->add_option("--server", options->server, "host:port of kakutei serve")
      ->capture_default_str();
  command->add_flag("--strict", options->strict,
                    "Stop at the first refused line; what was sent before stays");
  command->callback([options, &exit_code] { exit_code = RunSend(*options); });
}

}  // namespace kakutei::cli
