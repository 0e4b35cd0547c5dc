#include <iostream>
#include <memory>

#include "kakutei/commands.h"
#include "kakutei/fact_files.h"
#include "kakutei/json_object.h"
#include "kakutei/offline_mesh.h"
#include "kakutei/pack_files.h"
#include "kakutei/shadow.h"
#include "kakutei/terminal.h"

#include "base/digest.h"

namespace kakutei::cli {
namespace {

struct ShadowOptions {
  std::vector<std::string> files;
  std::vector<std::string> packs;
  std::vector<std::string> against;
  std::string data_dir;
  std::string format = "table";
  std::string out;
  std::size_t most = 1000;
};

// The facts to be judged: a log, and the mesh that holds it where they came from files.
struct History {
  std::unique_ptr<OfflineMesh> mesh;
  std::unique_ptr<runtime::EventLog> opened;
  const runtime::EventLog* log = nullptr;
  bool all_good = true;
};

base::Result<History> OpenHistory(const ShadowOptions& options) {
  History history;
  if (!options.data_dir.empty()) {
    auto log = OpenLogToRead(options.data_dir);
    if (!log) return base::Fail(std::move(log).error());
    history.opened = *std::move(log);
    history.log = history.opened.get();
    return history;
  }
  auto mesh = OfflineMesh::Make("");
  if (!mesh) return base::Fail(std::move(mesh).error());
  history.mesh = *std::move(mesh);
  const auto read = ReadFactFiles(
      options.files, false,
      [&](const v1::Event& event, const FactPlace&) { return history.mesh->Take(event); });
  if (!read) return base::Fail(read.error());
  history.all_good = read->AllGood();
  auto log = history.mesh->Log();
  if (!log) return base::Fail(std::move(log).error());
  history.log = *log;
  return history;
}

base::Result<JudgedHistory> JudgeBy(const rules::Policy& policy, const runtime::EventLog& log,
                                    const std::string& what) {
  auto mesh = OfflineMesh::Make("", policy);
  if (!mesh) return base::Fail(std::move(mesh).error());
  if (auto taken = (*mesh)->TakeFrom(log); !taken) return base::Fail(std::move(taken).error());
  Progress progress(what);
  auto judged = (*mesh)->Judge([&](std::string_view, std::int64_t done) { progress.Show(done); });
  if (!judged) return base::Fail(std::move(judged).error());
  return Collect((*mesh)->verdicts());
}

// The packs named stand above everything that was activated.
base::Result<rules::Policy> PolicyAbove(const rules::Policy& policy,
                                        const std::vector<std::string>& paths) {
  std::vector<rules::PackText> packs;
  for (const rules::Pack& pack : policy.packs()) packs.push_back(pack.text());
  const auto named = ReadPackFiles(paths);
  if (!named) return base::Fail(named.error());
  return rules::Policy::FromPacks(rules::Replace(std::move(packs), *named));
}

std::string Head(const rules::Policy& before, const rules::Policy& after, std::size_t changes) {
  const auto digest = [](const rules::Pack& pack) {
    return JsonText(base::DigestText(pack.digest()));
  };
  JsonObject head;
  head.AddText("kind", "shadow");
  head.AddText("before", before.digest());
  head.AddText("after", after.digest());
  head.Add("packsBefore", JsonList(before.packs(), digest));
  head.Add("packsAfter", JsonList(after.packs(), digest));
  head.Add("changes", std::to_string(changes));
  return head.Take();
}

base::Status Write(const ShadowOptions& options, const ShadowReport& report,
                   const rules::Policy& before, const rules::Policy& after) {
  const auto lines = ReportLines(report, Head(before, after, report.changes.size()));
  std::string all;
  for (const auto& line : lines) all += line + "\n";
  const std::string digest = base::DigestText(base::Sha256(all));
  auto out = Output::To(options.out);
  if (!out) return base::Fail(std::move(out).error());
  if (options.format == "ndjson") {
    JsonObject last;
    last.AddText("kind", "digest");
    last.AddText("digest", digest);
    out->stream() << all << last.Take() << '\n';
  } else {
    out->stream() << "Before  " << before.digest() << "\nAfter   " << after.digest() << '\n';
    PrintReport(report, options.most, out->stream());
    out->stream() << "\nReport " << digest << '\n';
  }
  return out->Finish();
}

int RunShadow(const ShadowOptions& options) {
  if (options.files.empty() == options.data_dir.empty()) {
    return Explain({base::ErrorCode::kInvalidArgument,
                    "NO_HISTORY",
                    "name the history: files of facts, or --data-dir DIR",
                    {}});
  }
  const auto start = PolicyWith(options.against);
  if (!start) return Explain(start.error());
  auto history = OpenHistory(options);
  if (!history) return Explain(history.error());
  const auto book = PoliciesOf(*history->log, *start);
  if (!book) return Explain(book.error());
  const rules::Policy& before = book->policy();
  const auto after = PolicyAbove(before, options.packs);
  if (!after) return Explain(after.error());
  const auto was = JudgeBy(before, *history->log, "judging by the old packs");
  if (!was) return Explain(was.error());
  const auto is = JudgeBy(*after, *history->log, "judging by the new packs");
  if (!is) return Explain(is.error());
  if (auto written = Write(options, Compare(*was, *is), before, *after); !written)
    return Explain(written.error());
  return history->all_good ? kOk : kBadInput;
}

}  // namespace

void AddShadow(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ShadowOptions>();
  auto* command =
      app.add_subcommand("shadow", "What another policy pack would have made of a history");
  command->footer(R"(Examples:
  kakutei shadow --pack stricter.textproto june.ndjson.gz
  kakutei shadow --pack stricter.textproto --data-dir kakutei-data --format ndjson --out report.ndjson
Nothing is changed: neither the files nor the directory, which may be served meanwhile. The history is judged twice, by the
packs that apply (those shipped, with the activations in the history) and with the packs named in their place. Points are
those of units whose disposition is ELIGIBLE or CAUTION; one point is 10 yen. The report's digest is the same for the
same history and packs; an activation names it.
Exit codes: 0 ok, 2 usage, bad input or a bad pack, 3 the work itself failed.)");
  command->add_option("FILE", options->files, "NDJSON facts, plain or gzip; - is standard input");
  command->add_option("--pack", options->packs, "The new pack; may be repeated")
      ->required()
      ->allow_extra_args(false);
  command
      ->add_option("--against", options->against,
                   "A pack in the place of the shipped one on the old side; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--data-dir", options->data_dir,
                      "The data directory of kakutei serve, or of judge --data-dir");
  command->add_option("--format", options->format, "table or ndjson")
      ->check(CLI::IsMember({"table", "ndjson"}));
  command->add_option("--most", options->most, "Units listed in the table (default 1000)");
  command->add_option("--out", options->out, "Where the report goes (default: standard output)");
  command->callback([options, &exit_code] { exit_code = RunShadow(*options); });
}

}  // namespace kakutei::cli
