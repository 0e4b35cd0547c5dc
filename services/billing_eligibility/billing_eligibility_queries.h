#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"
#include "kakutei/v1/verdict.pb.h"

#include "base/result.h"
#include "billing_eligibility/state_keys.h"
#include "runtime/projection/projection_store.h"

// What billing eligibility answers from one task's store; pass a ProjectionStore::Snapshot(). Pure
// reads.
namespace kakutei::billing_eligibility {

// Revisions of a subject that an answer looks back to.
inline constexpr int kMostRevisions = 1000;

// A ledger record as readers see it, with its messages in both languages. kDataLoss when its
// content is no verdict.
base::Result<v1::PublishedVerdict> Published(const v1::LedgerRecord& record);

// The subject's latest verdict. kNotFound: nothing was ever judged.
base::Result<v1::PublishedVerdict> LatestPublished(const runtime::StateReader& reader,
                                                   std::string_view subject);

// The claimant whose partition holds the subject.
std::string_view ClaimantOf(std::string_view subject);

// The subject's latest verdict and, if asked for, all revisions, oldest first. kNotFound: nothing
// was ever judged.
base::Result<v1::GetVerdictResponse> GetVerdict(const runtime::StateReader& reader,
                                                std::string_view subject, bool with_history);

// Receives verdicts in the order of subjects; returns false to stop.
using VerdictVisitor = std::function<bool(const v1::PublishedVerdict&)>;

struct VerdictFilter {
  std::string claimant = {};  // empty: all
  std::string kind = {};      // reading, unit, facility-month, partnership-month; empty: all
  std::string month = {};     // empty: all
  v1::Status::Value status = v1::Status::STATUS_UNSPECIFIED;  // unspecified: all
};

// The latest verdicts that fit, from the first subject after `after` on (empty: from the
// beginning). Subjects to which nothing belongs any more are left out.
base::Status VisitVerdicts(const runtime::StateReader& reader, const VerdictFilter& filter,
                           std::string_view after, const VerdictVisitor& visitor);

// The statement of a claimant's month: every unit after `after` (a subject; empty: from the
// beginning), at most `most`, with its final disposition, and the months that gate them. `next` is
// set to the last subject looked at when more follow; a page may have less lines than that.
// kNotFound: nothing belongs to the month.
struct StatementPage {
  v1::GetMonthStatementResponse response;
  std::string next;
};
base::Result<StatementPage> GetMonthStatement(const runtime::StateReader& reader,
                                              std::string_view claimant, std::string_view month,
                                              std::string_view after, int most);

// What a unit comes to together with the months that gate it, as its line of the statement says it:
// disposition and who decided it, without readings.
base::Result<v1::StatementLine> DispositionOf(const runtime::StateReader& reader, v1::Verdict unit);

}  // namespace kakutei::billing_eligibility
