#pragma once

#include <CLI/CLI.hpp>

namespace kakutei::cli {

// Each adds one subcommand; running it sets `exit_code`.
void AddJudge(CLI::App& app, int& exit_code);
void AddExplain(CLI::App& app, int& exit_code);
void AddMonth(CLI::App& app, int& exit_code);
void AddSend(CLI::App& app, int& exit_code);
void AddClaims(CLI::App& app, int& exit_code);
void AddReconcile(CLI::App& app, int& exit_code);
void AddWithdrawals(CLI::App& app, int& exit_code);
void AddDecide(CLI::App& app, int& exit_code);
void AddRegistry(CLI::App& app, int& exit_code);
void AddPolicy(CLI::App& app, int& exit_code);
void AddShadow(CLI::App& app, int& exit_code);
void AddGenerate(CLI::App& app, int& exit_code);

}  // namespace kakutei::cli
