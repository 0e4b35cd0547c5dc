#include "billing_eligibility/billing_eligibility_service.h"

#include "base/partitioning.h"
#include "billing_eligibility/billing_eligibility_queries.h"
#include "billing_eligibility/claim_queries.h"
#include "billing_eligibility/explanation.h"
#include "billing_eligibility/validation.h"
#include "billing_eligibility/verdict_watch.h"
#include "runtime/rpc/page.h"
#include "runtime/rpc/status.h"

namespace kakutei::billing_eligibility {
namespace {

using runtime::rpc::ToGrpcStatus;

// How long a quiet watch waits for the log before it looks whether its caller is still there.
constexpr std::chrono::milliseconds kWatchWait{200};
// How often a cursor is looked at again that is beyond what the log shows as yet.
constexpr int kCursorLooks = 5;

// Check, wait, read: `query` gets the snapshot and answers without `reflects`.
template <typename Request, typename Response, typename Query>
grpc::Status Answer(const runtime::rpc::FreshReader& reader, const runtime::rpc::TaskView& view,
                    const grpc::ServerContext& context, const Request& request, Response& response,
                    const Query& query) {
  auto fresh = reader.Read(view, request.not_older_than(), context);
  if (!fresh) return ToGrpcStatus(fresh);
  base::Result<Response> answer = query(*fresh->snapshot);
  if (!answer) return ToGrpcStatus(answer);
  response = *std::move(answer);
  *response.mutable_reflects() = std::move(fresh->reflects);
  return grpc::Status::OK;
}

base::Result<v1::ListVerdictsResponse> ListPage(const runtime::StateReader& snapshot,
                                                const VerdictFilter& filter,
                                                const runtime::rpc::Page& page,
                                                const std::string& query) {
  v1::ListVerdictsResponse response;
  std::string more;
  const auto visited = VisitVerdicts(
      snapshot, filter, page.from.value_or(""), [&](const v1::PublishedVerdict& published) {
        if (response.verdicts_size() == page.size) {
          more = response.verdicts(page.size - 1).verdict().subject();
          return false;
        }
        *response.add_verdicts() = published;
        return true;
      });
  if (!visited) return base::Fail(visited.error());
  if (!more.empty()) response.set_next_token(runtime::rpc::PageToken(more, query));
  return response;
}

// The queries put the key of their last entry where callers get a page token.
template <typename Response>
base::Result<Response> WithPageToken(base::Result<Response> found, const std::string& query) {
  if (found && !found->next_token().empty())
    found->set_next_token(runtime::rpc::PageToken(found->next_token(), query));
  return found;
}

}  // namespace

const runtime::rpc::TaskView& BillingEligibilityService::ViewOf(std::string_view claimant) const {
  return views_[static_cast<std::size_t>(
      base::PartitionOf(claimant, static_cast<int>(views_.size())))];
}

grpc::Status BillingEligibilityService::AppendFacts(grpc::ServerContext* context,
                                                    const v1::AppendFactsRequest* request,
                                                    v1::AppendFactsResponse* response) {
  return runtime::rpc::AppendFacts(appender_, *context, *request, *response);
}

grpc::Status BillingEligibilityService::StreamFacts(grpc::ServerContext* context,
                                                    runtime::rpc::FactStream* stream) {
  return runtime::rpc::StreamFacts(appender_, *context, *stream, streams_);
}

grpc::Status BillingEligibilityService::GetVerdict(grpc::ServerContext* context,
                                                   const v1::GetVerdictRequest* request,
                                                   v1::GetVerdictResponse* response) {
  if (const auto checked = Check(*request); !checked) return ToGrpcStatus(checked);
  return Answer(reader_, ViewOf(ClaimantOf(request->subject())), *context, *request, *response,
                [&](const runtime::StateReader& snapshot) {
                  return billing_eligibility::GetVerdict(snapshot, request->subject(),
                                                         request->with_history());
                });
}

grpc::Status BillingEligibilityService::Explain(grpc::ServerContext* context,
                                                const v1::ExplainRequest* request,
                                                v1::ExplainResponse* response) {
  if (const auto checked = Check(*request); !checked) return ToGrpcStatus(checked);
  return Answer(reader_, ViewOf(ClaimantOf(request->subject())), *context, *request, *response,
                [&](const runtime::StateReader& snapshot) {
                  return billing_eligibility::Explain(snapshot, request->subject());
                });
}

grpc::Status BillingEligibilityService::ListVerdicts(grpc::ServerContext* context,
                                                     const v1::ListVerdictsRequest* request,
                                                     v1::ListVerdictsResponse* response) {
  if (const auto checked = Check(*request); !checked) return ToGrpcStatus(checked);
  const VerdictFilter filter{request->claimant_facility_id(), request->kind(), request->month(),
                             request->status()};
  const std::string query = filter.claimant + "/" + filter.kind + "/" + filter.month + "/" +
                            std::to_string(filter.status);
  const auto page = runtime::rpc::ReadPage(request->page(), query);
  if (!page) return ToGrpcStatus(page);
  return Answer(reader_, ViewOf(filter.claimant), *context, *request, *response,
                [&](const runtime::StateReader& snapshot) {
                  return ListPage(snapshot, filter, *page, query);
                });
}

grpc::Status BillingEligibilityService::GetMonthStatement(
    grpc::ServerContext* context, const v1::GetMonthStatementRequest* request,
    v1::GetMonthStatementResponse* response) {
  if (const auto checked = Check(*request); !checked) return ToGrpcStatus(checked);
  const std::string query = request->claimant_facility_id() + "/" + request->month();
  const auto page = runtime::rpc::ReadPage(request->page(), query);
  if (!page) return ToGrpcStatus(page);
  const auto statement =
      [&](const runtime::StateReader& snapshot) -> base::Result<v1::GetMonthStatementResponse> {
    auto found = billing_eligibility::GetMonthStatement(snapshot, request->claimant_facility_id(),
                                                        request->month(), page->from.value_or(""),
                                                        page->size);
    if (!found) return base::Fail(std::move(found).error());
    if (!found->next.empty())
      found->response.set_next_token(runtime::rpc::PageToken(found->next, query));
    return std::move(found->response);
  };
  return Answer(reader_, ViewOf(request->claimant_facility_id()), *context, *request, *response,
                statement);
}

grpc::Status BillingEligibilityService::ListClaims(grpc::ServerContext* context,
                                                   const v1::ListClaimsRequest* request,
                                                   v1::ListClaimsResponse* response) {
  if (const auto checked = Check(*request); !checked) return ToGrpcStatus(checked);
  const std::string query = request->claimant_facility_id() + "/" + request->month();
  const auto page = runtime::rpc::ReadPage(request->page(), query);
  if (!page) return ToGrpcStatus(page);
  return Answer(reader_, ViewOf(request->claimant_facility_id()), *context, *request, *response,
                [&](const runtime::StateReader& snapshot) {
                  auto found = billing_eligibility::ListClaims(
                      snapshot, request->claimant_facility_id(), request->month(),
                      page->from.value_or(""), page->size);
                  return WithPageToken(std::move(found), query);
                });
}

grpc::Status BillingEligibilityService::ListWithdrawals(grpc::ServerContext* context,
                                                        const v1::ListWithdrawalsRequest* request,
                                                        v1::ListWithdrawalsResponse* response) {
  if (const auto checked = Check(*request); !checked) return ToGrpcStatus(checked);
  const std::string query = request->claimant_facility_id() + "/" + request->month() + "/" +
                            std::to_string(request->state());
  const auto page = runtime::rpc::ReadPage(request->page(), query);
  if (!page) return ToGrpcStatus(page);
  return Answer(reader_, ViewOf(request->claimant_facility_id()), *context, *request, *response,
                [&](const runtime::StateReader& snapshot) {
                  auto found = billing_eligibility::ListWithdrawals(
                      snapshot, request->claimant_facility_id(), request->month(), request->state(),
                      page->from.value_or(""), page->size);
                  return WithPageToken(std::move(found), query);
                });
}

grpc::Status BillingEligibilityService::WatchVerdicts(
    grpc::ServerContext* context, const v1::WatchVerdictsRequest* request,
    grpc::ServerWriter<v1::WatchVerdictsResponse>* writer) {
  if (const auto checked = Check(*request); !checked) return ToGrpcStatus(checked);
  const auto place = streams_.Open();
  if (!place) return ToGrpcStatus(place);
  std::uint64_t seen = 0;
  auto watch = VerdictWatch::From(request->cursor(), request->claimant_facility_id(), log_, views_);
  for (int look = 1; look < kCursorLooks && !watch && watch.error().reason == kCursorBeyondEnd;
       ++look) {
    seen = log_.WaitForChange(seen, kWatchWait);
    watch = VerdictWatch::From(request->cursor(), request->claimant_facility_id(), log_, views_);
  }
  if (!watch) return ToGrpcStatus(watch);
  while (!context->IsCancelled() && !watch->stopped()) {
    if (streams_.draining().stop_requested()) {
      return ToGrpcStatus(base::Status(
          base::Fail(base::ErrorCode::kUnavailable, "DRAINING",
                     "DRAINING: the service is stopping; go on elsewhere from the last cursor")));
    }
    const auto advanced = watch->Advance(
        [&](const v1::WatchVerdictsResponse& response) { return writer->Write(response); });
    if (!advanced) return ToGrpcStatus(advanced);
    if (!*advanced) seen = log_.WaitForChange(seen, kWatchWait);
  }
  return grpc::Status::OK;
}

}  // namespace kakutei::billing_eligibility
