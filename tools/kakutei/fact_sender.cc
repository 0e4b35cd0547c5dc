#include "kakutei/fact_sender.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <utility>

#include <grpcpp/grpcpp.h>

#include "kakutei/v1/billing_eligibility.grpc.pb.h"
#include "kakutei/v1/confirmation_review.grpc.pb.h"
#include "kakutei/v1/facility_registry.grpc.pb.h"
#include "kakutei/v1/reading_events.grpc.pb.h"

#include "base/check.h"
#include "base/digest.h"
#include "facts/owners.h"
#include "runtime/rpc/status.h"

namespace kakutei::cli {
namespace {

constexpr std::size_t kBatch = 1000;
constexpr std::chrono::seconds kCallDeadline{30};
constexpr std::string_view kEvents = "events[";

using Append = std::function<grpc::Status(grpc::ClientContext&, const v1::AppendFactsRequest&,
                                          v1::AppendFactsResponse&)>;

template <typename Contract>
Append AppendTo(const std::shared_ptr<grpc::Channel>& channel) {
  return [stub = std::shared_ptr<typename Contract::Stub>(Contract::NewStub(channel))](
             grpc::ClientContext& context, const v1::AppendFactsRequest& request,
             v1::AppendFactsResponse& response) {
    return stub->AppendFacts(&context, request, &response);
  };
}

// N of events[N], and what follows it without the dot; -1 for any other field.
std::pair<int, std::string> EventOf(std::string_view field) {
  int index = -1;
  if (!field.starts_with(kEvents)) return {index, {}};
  field.remove_prefix(kEvents.size());
  const auto number = std::from_chars(field.data(), field.data() + field.size(), index);
  field.remove_prefix(static_cast<std::size_t>(number.ptr - field.data()));
  if (!field.starts_with("]")) return {-1, {}};
  field.remove_prefix(field.starts_with("].") ? 2 : 1);
  return {index, std::string(field)};
}

}  // namespace

struct FactSender::Service {
  std::string_view owner;
  Append append;
  std::vector<v1::Event> events = {};
  std::vector<FactPlace> places = {};
};

FactSender::FactSender(const std::string& server) {
  const auto channel = grpc::CreateChannel(server, grpc::InsecureChannelCredentials());
  const auto add = [&](std::string_view owner, Append append) {
    services_.push_back(std::make_unique<Service>(Service{owner, std::move(append)}));
  };
  // In the order in which facts build on one another.
  add(facts::kFacilityRegistry, AppendTo<v1::FacilityRegistry>(channel));
  add(facts::kReadingEvents, AppendTo<v1::ReadingEvents>(channel));
  add(facts::kConfirmationReview, AppendTo<v1::ConfirmationReview>(channel));
  add(facts::kBillingEligibility, AppendTo<v1::BillingEligibility>(channel));
}

FactSender::~FactSender() = default;

base::Status FactSender::Send(v1::Event event, const FactPlace& place) {
  const auto owner = facts::OwnerOf(event.fact_case());
  const auto at = std::find_if(services_.begin(), services_.end(),
                               [&](const auto& service) { return service->owner == owner; });
  KAKUTEI_CHECK(at != services_.end());
  Service& service = **at;
  service.events.push_back(std::move(event));
  service.places.push_back(place);
  if (service.events.size() < kBatch) return {};
  return FlushUpTo(static_cast<std::size_t>(at - services_.begin()));
}

base::Status FactSender::Finish() { return FlushUpTo(services_.size() - 1); }

base::Status FactSender::FlushUpTo(std::size_t service) {
  for (std::size_t at = 0; at <= service; ++at) {
    if (auto flushed = Flush(*services_[at]); !flushed) return flushed;
  }
  return {};
}

base::Status FactSender::Flush(Service& service) {
  // Each round ends it or leaves out at least one fact.
  while (!service.events.empty()) {
    v1::AppendFactsRequest request;
    for (const auto& event : service.events) *request.add_events() = event;
    // The same facts sent again are the same request.
    request.set_request_id(base::Hex(base::Sha256(request.SerializeAsString())));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kCallDeadline);
    v1::AppendFactsResponse response;
    const grpc::Status status = service.append(context, request, response);
    if (status.ok()) {
      durable_ += static_cast<std::int64_t>(service.events.size());
      service.events.clear();
      service.places.clear();
      return {};
    }
    base::Error error = runtime::rpc::FromGrpcStatus(status);
    if (!LeaveOutRefused(error, service)) return base::Fail(std::move(error));
  }
  return {};
}

// Whether the error names facts of the batch: they are reported and gone from it.
bool FactSender::LeaveOutRefused(const base::Error& error, Service& service) {
  std::map<int, base::Error> refused;
  for (const auto& violation : error.violations) {
    auto [index, field] = EventOf(violation.field);
    if (index < 0 || index >= static_cast<int>(service.events.size())) return false;
    base::FieldViolation here = violation;
    here.field = std::move(field);
    refused[index].violations.push_back(std::move(here));
  }
  for (auto fact = refused.rbegin(); fact != refused.rend(); ++fact) {
    ReportRefusal(service.places[static_cast<std::size_t>(fact->first)], fact->second);
    service.events.erase(service.events.begin() + fact->first);
    service.places.erase(service.places.begin() + fact->first);
  }
  refused_ += static_cast<std::int64_t>(refused.size());
  return !refused.empty();
}

}  // namespace kakutei::cli
