#include "confirmation_review/confirmation_review_queries.h"

#include <utility>

#include "confirmation_review/confirmation_review_fold.h"
#include "facts/kept.h"
#include "runtime/engine/ledger_view.h"
#include "runtime/engine/task_state.h"

namespace kakutei::confirmation_review {

using facts::Key;

base::Result<v1::GetReviewResponse> GetReview(const runtime::StateReader& reader,
                                              const v1::GetReviewRequest& request) {
  const runtime::engine::ReadOnlyState state(reader);
  const std::string name = Key(request.claimant_facility_id(), request.reading_id(),
                               request.reading_facility_id(), request.review_id());
  const auto dossier = facts::Load<v1::Dossier>(state, Key(kReviewKey, name));
  if (!dossier) return base::Fail(dossier.error());
  if (dossier->facts().empty()) {
    return base::Fail(base::ErrorCode::kNotFound, "NO_SUCH_REVIEW",
                      "nothing is known of review " + name);
  }
  v1::GetReviewResponse response;
  for (const auto& fact : dossier->facts()) *response.add_evidence() = fact.event();
  const auto record = runtime::engine::LatestOf(reader, Key("review", name));
  if (!record) return base::Fail(record.error());
  // Folded and not assessed yet: the evidence is there, the assessment comes.
  if (!*record) return response;
  if (!response.mutable_assessed()->ParseFromString((*record)->content())) {
    return base::Fail(base::ErrorCode::kDataLoss, "STATE_DAMAGED",
                      "the content of review/" + name + " is no assessment");
  }
  response.set_revision((*record)->revision());
  return response;
}

base::Result<v1::ListAwaitingConfirmationResponse> ListAwaiting(const runtime::StateReader& reader,
                                                                const std::string& reading_facility,
                                                                const runtime::rpc::Page& page) {
  const runtime::engine::ReadOnlyState state(reader);
  v1::ListAwaitingConfirmationResponse response;
  const std::string prefix = Key(kAwaitingKey, reading_facility) + "/";
  bool damaged = false;
  const auto scanned =
      state.Scan(prefix, page.from ? prefix + *page.from : std::string(),
                 [&](std::string_view key, std::string_view value) {
                   if (response.drafts_size() == page.size) {
                     response.set_next_token(std::string(key.substr(prefix.size())));
                     return false;
                   }
                   damaged = !response.add_drafts()->ParseFromArray(value.data(),
                                                                    static_cast<int>(value.size()));
                   return !damaged;
                 });
  if (!scanned) return base::Fail(scanned.error());
  if (damaged)
    return base::Fail(base::ErrorCode::kDataLoss, "STATE_DAMAGED", "a stored draft cannot be read");
  return response;
}

}  // namespace kakutei::confirmation_review
