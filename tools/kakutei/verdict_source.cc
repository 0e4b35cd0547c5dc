#include "kakutei/verdict_source.h"

#include "kakutei/fact_files.h"
#include "kakutei/mesh_client.h"
#include "kakutei/terminal.h"

#include "base/civil_time.h"
#include "billing_eligibility/billing_eligibility_queries.h"
#include "billing_eligibility/claim_queries.h"
#include "billing_eligibility/explanation.h"
#include "facts/ndjson.h"

namespace kakutei::cli {

namespace {

constexpr int kPage = 1000;

// What was judged in this process.
class OfflineSource final : public VerdictSource {
 public:
  explicit OfflineSource(std::unique_ptr<OfflineMesh> mesh) : mesh_(std::move(mesh)) {}

  base::Result<v1::ExplainResponse> Explain(const std::string& subject) override {
    return billing_eligibility::Explain(mesh_->verdicts(), subject);
  }
  base::Result<v1::GetMonthStatementResponse> Statement(const std::string& claimant,
                                                        const std::string& month,
                                                        const std::string& after) override {
    auto page =
        billing_eligibility::GetMonthStatement(mesh_->verdicts(), claimant, month, after, kPage);
    if (!page) return base::Fail(std::move(page).error());
    page->response.set_next_token(page->next);
    return std::move(page->response);
  }
  base::Result<v1::ListClaimsResponse> Claims(const std::string& claimant, const std::string& month,
                                              const std::string& after) override {
    return billing_eligibility::ListClaims(mesh_->verdicts(), claimant, month, after, kPage);
  }
  base::Result<v1::ListWithdrawalsResponse> Withdrawals(const std::string& claimant,
                                                        const std::string& month,
                                                        v1::Withdrawal::State state,
                                                        const std::string& after) override {
    return billing_eligibility::ListWithdrawals(mesh_->verdicts(), claimant, month, state, after,
                                                kPage);
  }

 private:
  const std::unique_ptr<OfflineMesh> mesh_;
};

// A mesh that runs elsewhere.
class MeshSource final : public VerdictSource {
 public:
  explicit MeshSource(const std::string& server) : client_(server) {}

  base::Result<v1::ExplainResponse> Explain(const std::string& subject) override {
    return client_.Explain(subject);
  }
  base::Result<v1::GetMonthStatementResponse> Statement(const std::string& claimant,
                                                        const std::string& month,
                                                        const std::string& after) override {
    return client_.GetMonthStatement(claimant, month, kPage, after);
  }
  base::Result<v1::ListClaimsResponse> Claims(const std::string& claimant, const std::string& month,
                                              const std::string& after) override {
    return client_.ListClaims(claimant, month, kPage, after);
  }
  base::Result<v1::ListWithdrawalsResponse> Withdrawals(const std::string& claimant,
                                                        const std::string& month,
                                                        v1::Withdrawal::State state,
                                                        const std::string& after) override {
    return client_.ListWithdrawals(claimant, month, state, kPage, after);
  }

 private:
  MeshClient client_;
};

}  // namespace

void SourceOptions::AddTo(CLI::App& command) {
  auto* from = command.add_option(
      "--from", files, "Files of NDJSON facts (gzip too, - for standard input), judged first");
  auto* directory =
      command.add_option("--data-dir", data_dir, "What kakutei judge --data-dir left");
  auto* mesh = command.add_option("--server", server, "host:port of a running mesh");
  from->excludes(directory)->excludes(mesh);
  directory->excludes(mesh);
  command.add_option("--as-of", as_of, "Adds a clock tick at this instant, with --from")
      ->needs(from);
}

base::Result<std::unique_ptr<VerdictSource>> SourceOptions::Open(bool& all_good) const {
  all_good = true;
  if (!server.empty()) return std::make_unique<MeshSource>(server);
  if (!data_dir.empty()) {
    auto judged = OfflineMesh::Open(data_dir);
    if (!judged) return base::Fail(std::move(judged).error());
    return std::make_unique<OfflineSource>(*std::move(judged));
  }
  if (files.empty()) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NO_SOURCE",
                      "name the facts with --from FILE..., an earlier judgement with --data-dir "
                      "DIR, or a running mesh "
                      "with --server HOST:PORT");
  }
  auto mesh = OfflineMesh::Make("");
  if (!mesh) return base::Fail(std::move(mesh).error());
  auto judged = TakeAndJudge({files, as_of, false}, **mesh);
  if (!judged) return base::Fail(std::move(judged).error());
  all_good = *judged;
  return std::make_unique<OfflineSource>(*std::move(mesh));
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
  const auto outcome =
      ReadFactFiles(judging.files, judging.strict,
                    [&](const v1::Event& event, const FactPlace&) { return mesh.Take(event); });
  if (!outcome) return base::Fail(outcome.error());
  if (judging.strict && !outcome->AllGood()) return false;
  Progress progress("judging");
  auto judged = mesh.Judge([&](std::string_view, std::int64_t done) { progress.Show(done); });
  if (!judged) return base::Fail(std::move(judged).error());
  const auto policies = mesh.Policies();
  if (!policies) return base::Fail(policies.error());
  bool all_applied = true;
  for (const auto& entry : policies->entries()) {
    if (!entry.refused) continue;
    all_applied = false;
    std::fprintf(stderr, "%s: not applied, the pack before it stays\n",
                 entry.refused->Text().c_str());
  }
  return outcome->AllGood() && all_applied;
}

}  // namespace kakutei::cli
