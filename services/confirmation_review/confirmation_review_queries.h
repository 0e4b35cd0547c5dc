#pragma once

#include <string>

#include "kakutei/v1/confirmation_review.pb.h"

#include "base/result.h"
#include "runtime/projection/projection_store.h"
#include "runtime/rpc/page.h"

// What confirmation review answers from one task's store; pass a ProjectionStore::Snapshot(). Pure
// reads; `reflects` is left empty.
namespace kakutei::confirmation_review {

// One review with its evidence, in slot order, and its latest assessment. kNotFound NO_SUCH_REVIEW.
base::Result<v1::GetReviewResponse> GetReview(const runtime::StateReader& reader,
                                              const v1::GetReviewRequest& request);

// One page of the drafts that await a confirmation at a reading facility, oldest first. next_token
// is the plain key at which the next page begins.
base::Result<v1::ListAwaitingConfirmationResponse> ListAwaiting(const runtime::StateReader& reader,
                                                                const std::string& reading_facility,
                                                                const runtime::rpc::Page& page);

}  // namespace kakutei::confirmation_review
