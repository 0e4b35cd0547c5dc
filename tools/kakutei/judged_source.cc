#include "kakutei/judged_source.h"

#include "kakutei/fact_files.h"
#include "kakutei/terminal.h"

#include "base/civil_time.h"
#include "facts/ndjson.h"

namespace kakutei::cli {

void JudgedSource::AddOptions(CLI::App& command) {
  auto* from = command.add_option(
      "--from", files, "Files of NDJSON facts (gzip too, - for standard input), judged first");
  auto* directory =
      command.add_option("--data-dir", data_dir, "What kakutei judge --data-dir left");
  from->excludes(directory);
  command.add_option("--as-of", as_of, "Adds a clock tick at this instant, with --from")
      ->needs(from);
}

base::Result<std::unique_ptr<OfflineMesh>> JudgedSource::Open(bool& all_good) const {
  all_good = true;
  if (!data_dir.empty()) return OfflineMesh::Open(data_dir);
  if (files.empty()) {
    return base::Fail(
        base::ErrorCode::kInvalidArgument, "NO_SOURCE",
        "name the facts with --from FILE..., or an earlier judgement with --data-dir DIR");
  }
  auto mesh = OfflineMesh::Make("");
  if (!mesh) return mesh;
  auto judged = TakeAndJudge({files, as_of, false}, **mesh);
  if (!judged) return base::Fail(std::move(judged).error());
  all_good = *judged;
  return mesh;
}

base::Result<bool> TakeAndJudge(const Judging& judging, OfflineMesh& mesh) {
  if (!judging.as_of.empty()) {
    // The same line that a ticker's fact would be, so that it is held to the same rules.
    auto tick =
        facts::ParseEventLine(R"({"eventId":"as-of","source":"kakutei/judge","occurredAt":")" +
                              judging.as_of + R"(","clockTicked":{"zone":"Asia/Tokyo"}})");
    if (!tick) {
      return base::Fail(
          base::ErrorCode::kInvalidArgument, "BAD_AS_OF",
          "--as-of " + judging.as_of + " is no instant such as 2026-07-20T00:00:00+09:00");
    }
    if (auto taken = mesh.Take(*tick); !taken) return base::Fail(std::move(taken).error());
  }
  const auto outcome = ReadFactFiles(judging.files, judging.strict,
                                     [&](const v1::Event& event) { return mesh.Take(event); });
  if (!outcome) return base::Fail(outcome.error());
  if (judging.strict && !outcome->AllGood()) return false;
  Progress progress("judging");
  auto judged = mesh.Judge([&](std::string_view, std::int64_t done) { progress.Show(done); });
  if (!judged) return base::Fail(std::move(judged).error());
  return outcome->AllGood();
}

}  // namespace kakutei::cli
