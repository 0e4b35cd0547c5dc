#include <cstring>

#include "kakutei/commands.h"
#include "kakutei/serve_command.h"
#include "kakutei/terminal.h"

int main(int argc, char** argv) {
  // Serving reads its settings as the services' programs do, from flags, file and environment.
  if (argc >= 2 && std::strcmp(argv[1], "serve") == 0)
    return kakutei::cli::RunServe({argv + 2, argv + argc});
  CLI::App app(
      "Kakutei tells for each reading and each claim month whether the image-diagnosis management "
      "add-on may be claimed, "
      "why, and on which evidence. It gives no legal advice.",
      "kakutei");
  app.require_subcommand(1);
  app.set_version_flag("--version", "kakutei " KAKUTEI_VERSION);
  kakutei::cli::RememberSignals();
  int exit_code = kakutei::cli::kOk;
  kakutei::cli::AddJudge(app, exit_code);
  kakutei::cli::AddExplain(app, exit_code);
  kakutei::cli::AddMonth(app, exit_code);
  kakutei::cli::AddClaims(app, exit_code);
  kakutei::cli::AddReconcile(app, exit_code);
  kakutei::cli::AddWithdrawals(app, exit_code);
  kakutei::cli::AddDecide(app, exit_code);
  kakutei::cli::AddRegistry(app, exit_code);
  kakutei::cli::AddSend(app, exit_code);
  kakutei::cli::AddPolicy(app, exit_code);
  kakutei::cli::AddShadow(app, exit_code);
  kakutei::cli::AddGenerate(app, exit_code);
  // For the list of commands only: it is taken before anything is parsed.
  app.add_subcommand("serve", "All four services in one process, on the embedded log");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kakutei::cli::kOk : kakutei::cli::kBadInput;
  }
  return exit_code;
}
