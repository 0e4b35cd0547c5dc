#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "kakutei/offline_mesh.h"
#include "kakutei/v1/billing_eligibility.pb.h"

namespace kakutei::cli {

// What explain, month, reconcile and withdrawals ask.
class VerdictSource {
 public:
  virtual ~VerdictSource() = default;
  // Why the latest verdict is what it is.
  virtual base::Result<v1::ExplainResponse> Explain(const std::string& subject) = 0;
  // One page of a month's statement; next_token, given as `after`, leads to the next one.
  virtual base::Result<v1::GetMonthStatementResponse> Statement(const std::string& claimant,
                                                                const std::string& month,
                                                                const std::string& after) = 0;
  // One page of the claims of a claimant's month, and of the withdrawals that are proposed (of an
  // empty month: of all), in the same way.
  virtual base::Result<v1::ListClaimsResponse> Claims(const std::string& claimant,
                                                      const std::string& month,
                                                      const std::string& after) = 0;
  virtual base::Result<v1::ListWithdrawalsResponse> Withdrawals(const std::string& claimant,
                                                                const std::string& month,
                                                                v1::Withdrawal::State state,
                                                                const std::string& after) = 0;
};

// Where they ask: facts that are judged first, what judge --data-dir left, or a running mesh.
struct SourceOptions {
  std::vector<std::string> files;
  std::string data_dir;
  std::string as_of;
  std::string server;

  void AddTo(CLI::App& command);
  // Refused lines are reported; `all_good` tells whether there were none.
  base::Result<std::unique_ptr<VerdictSource>> Open(bool& all_good) const;
};

// Reads files into the mesh and judges. `as_of`: an instant at which a tick is added; empty: none.
struct Judging {
  std::vector<std::string> files;
  std::string as_of;
  bool strict = false;
};
base::Result<bool> TakeAndJudge(const Judging& judging, OfflineMesh& mesh);

}  // namespace kakutei::cli
