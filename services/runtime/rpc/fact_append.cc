#include "runtime/rpc/fact_append.h"

#include <algorithm>
#include <map>
#include <utility>

#include <google/protobuf/util/time_util.h>

#include "base/check.h"
#include "base/digest.h"
#include "base/ids.h"
#include "base/partitioning.h"
#include "runtime/rpc/unknown_fields.h"

namespace kakutei::runtime::rpc {
namespace {

using base::ErrorCode;
using base::FieldViolation;
using metrics::AppendMetrics;

constexpr std::size_t kMaxViolations = 100;

// Takes room for a batch while it is being appended.
class InFlight {
 public:
  InFlight(std::atomic<std::int64_t>& bytes, std::int64_t size, std::int64_t limit,
           AppendMetrics& metrics)
      : bytes_(bytes), size_(size), metrics_(metrics) {
    fits_ = bytes_.fetch_add(size_) + size_ <= limit;
    metrics_.InFlight(size_);
  }
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;
  ~InFlight() {
    bytes_.fetch_sub(size_);
    metrics_.InFlight(-size_);
  }
  bool fits() const { return fits_; }

 private:
  std::atomic<std::int64_t>& bytes_;
  const std::int64_t size_;
  AppendMetrics& metrics_;
  bool fits_ = false;
};

const std::string& FactMessageName(const v1::Event& event) {
  const auto* field = v1::Event::descriptor()->FindFieldByNumber(event.fact_case());
  KAKUTEI_CHECK(field != nullptr);
  return field->message_type()->full_name();
}

std::string WithThousands(std::int64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) {
      text.push_back(',');
    }
    text.push_back(digits[i]);
  }
  return text;
}

AppendMetrics::Outcome OutcomeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kAlreadyExists:
      return AppendMetrics::Outcome::kRefused;
    case ErrorCode::kResourceExhausted:
      return AppendMetrics::Outcome::kOverloaded;
    default:
      return AppendMetrics::Outcome::kFailed;
  }
}

void SetTimestamp(base::Instant instant, google::protobuf::Timestamp& timestamp) {
  timestamp =
      google::protobuf::util::TimeUtil::NanosecondsToTimestamp(instant.time_since_epoch().count());
}

}  // namespace

FactAppender::FactAppender(FactKnowledge knowledge, const Limits& limits, EventLog& log,
                           const base::Clock& clock, metrics::AppendMetrics& metrics)
    : knowledge_(std::move(knowledge)),
      limits_(limits),
      log_(log),
      clock_(clock),
      metrics_(metrics),
      memory_(limits.remembered_requests) {
  KAKUTEI_CHECK(limits_.max_in_flight_bytes >= limits_.max_batch_bytes);
}

base::Result<v1::AppendFactsResponse> FactAppender::Append(const v1::AppendFactsRequest& request,
                                                           std::string_view traceparent) {
  auto response = AppendUncounted(request, traceparent);
  if (!response) {
    metrics_.Finished(request, OutcomeOf(response.error().code));
  }
  return response;
}

base::Result<v1::AppendFactsResponse> FactAppender::AppendUncounted(
    const v1::AppendFactsRequest& request, std::string_view traceparent) {
  const auto began = clock_.Steady();
  const auto bytes = static_cast<std::int64_t>(request.ByteSizeLong());
  if (auto checked = Check(request); !checked) {
    return base::Fail(std::move(checked).error());
  }
  const InFlight in_flight(in_flight_bytes_, bytes, limits_.max_in_flight_bytes, metrics_);
  if (!in_flight.fits()) {
    return base::Fail(ErrorCode::kResourceExhausted, "TOO_MUCH_IN_FLIGHT",
                      "more than " + WithThousands(limits_.max_in_flight_bytes) +
                          " bytes are being appended; try again later");
  }
  auto answered = memory_.Claim(request.request_id(), DigestOf(request));
  if (!answered) {
    return base::Fail(std::move(answered).error());
  }
  if (*answered) {
    metrics_.Finished(request, AppendMetrics::Outcome::kRepeated);
    return **std::move(answered);
  }
  auto records = RecordsOf(request, traceparent);
  auto response = records ? Write(request, *records) : base::Fail(std::move(records).error());
  if (response) {
    memory_.Remember(request.request_id(), *response);
    metrics_.Appended(request, clock_.Steady() - began);
  } else if (response.error().code != ErrorCode::kUnavailable) {
    memory_.Forget(request.request_id());
  }
  return response;
}

base::Status FactAppender::Check(const v1::AppendFactsRequest& request) const {
  std::vector<FieldViolation> violations;
  AddOwnUnknownFields(request, "", kMaxViolations, violations);
  if (!base::IsId(request.request_id())) {
    violations.push_back({"requestId", "", "A request id is 1-64 of A-Z a-z 0-9 . _ -"});
  }
  if (request.events().empty() || request.events_size() > limits_.max_batch_events) {
    violations.push_back(
        {"events", std::to_string(request.events_size()),
         "A batch has 1 to " + WithThousands(limits_.max_batch_events) + " events."});
  }
  if (const auto bytes = static_cast<std::int64_t>(request.ByteSizeLong());
      bytes > limits_.max_batch_bytes) {
    violations.push_back(
        {"events", std::to_string(bytes),
         "A batch has at most " + WithThousands(limits_.max_batch_bytes) + " bytes."});
  }
  if (!violations.empty()) {
    return base::Fail({ErrorCode::kInvalidArgument, "MALFORMED_REQUEST",
                       violations.front().field + ": " + violations.front().rule,
                       std::move(violations)});
  }
  CheckEvents(request, violations);
  if (violations.empty()) {
    return {};
  }
  return base::Fail({ErrorCode::kInvalidArgument, "MALFORMED_FACT",
                     violations.front().field + ": " + violations.front().rule,
                     std::move(violations)});
}

void FactAppender::CheckEvents(const v1::AppendFactsRequest& request,
                               std::vector<FieldViolation>& violations) const {
  for (int i = 0; i < request.events_size() && violations.size() < kMaxViolations; ++i) {
    const v1::Event& event = request.events(i);
    const std::string path = "events[" + std::to_string(i) + "]";
    if (static_cast<std::int64_t>(event.ByteSizeLong()) > limits_.max_event_bytes) {
      violations.push_back(
          {path, "", "An event has at most " + WithThousands(limits_.max_event_bytes) + " bytes."});
      continue;
    }
    const std::size_t before = violations.size();
    AddUnknownFields(event, path, kMaxViolations, violations);
    if (violations.size() > before) continue;
    for (FieldViolation& violation : knowledge_.violations(event)) {
      violation.field = violation.field.empty() ? path : path + "." + violation.field;
      violations.push_back(std::move(violation));
      if (violations.size() == kMaxViolations) break;
    }
  }
}

std::string FactAppender::DigestOf(const v1::AppendFactsRequest& request) const {
  std::string digests;
  for (const v1::Event& event : request.events()) {
    digests += base::Sha256(knowledge_.identity_bytes(event));
  }
  return base::Sha256(digests);
}

base::Result<std::vector<NewRecord>> FactAppender::RecordsOf(const v1::AppendFactsRequest& request,
                                                             std::string_view traceparent) const {
  const base::Instant now = clock_.Now();
  std::map<std::string, int, std::less<>> partitions;
  std::vector<NewRecord> records;
  records.reserve(static_cast<std::size_t>(request.events_size()));
  for (v1::Event event : request.events()) {
    if (!event.has_recorded_at()) {
      SetTimestamp(now, *event.mutable_recorded_at());
    }
    Destination to = knowledge_.destination(event);
    auto count = partitions.find(to.topic);
    if (count == partitions.end()) {
      auto found = log_.Partitions(to.topic);
      if (!found) {
        // Our own wiring names the topics: a missing one is no fault of the caller.
        return base::Fail(ErrorCode::kInternal, "NO_SUCH_TOPIC", std::move(found).error().message);
      }
      count = partitions.emplace(to.topic, *found).first;
    }
    NewRecord record{{std::move(to.topic), base::PartitionOf(to.key, count->second)},
                     std::move(to.key),
                     event.SerializeAsString(),
                     {{"ce_specversion", "1.0"},
                      {"ce_id", event.event_id()},
                      {"ce_source", event.source()},
                      {"ce_type", FactMessageName(event)},
                      {"ce_time", google::protobuf::util::TimeUtil::ToString(event.occurred_at())},
                      {"content-type", "application/protobuf"}}};
    if (IsTraceparent(traceparent)) {
      record.headers.emplace_back("traceparent", traceparent);
    }
    records.push_back(std::move(record));
  }
  return records;
}

base::Result<v1::AppendFactsResponse> FactAppender::Write(const v1::AppendFactsRequest& request,
                                                          const std::vector<NewRecord>& records) {
  auto positions = log_.Append(records);
  if (!positions) {
    return base::Fail(std::move(positions).error());
  }
  std::map<TopicPartition, std::int64_t> next;
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::int64_t& end = next[records[i].to];
    end = std::max(end, (*positions)[i] + 1);
  }
  v1::AppendFactsResponse response;
  response.set_request_id(request.request_id());
  response.set_appended(request.events_size());
  for (const auto& [partition, end] : next) {
    auto* position = response.mutable_token()->add_positions();
    position->set_topic(partition.topic);
    position->set_partition(partition.partition);
    position->set_next_position(end);
  }
  return response;
}

bool IsTraceparent(std::string_view text) {
  // 00-<32 digits>-<16 digits>-<2 digits>, ids not all zero.
  constexpr std::string_view kForm = "00-tttttttttttttttttttttttttttttttt-pppppppppppppppp-ff";
  if (text.size() != kForm.size()) {
    return false;
  }
  bool trace = false;
  bool parent = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
    if (kForm[i] == '-' || kForm[i] == '0') {
      if (text[i] != kForm[i]) return false;
    } else if (!digit) {
      return false;
    }
    trace = trace || (kForm[i] == 't' && text[i] != '0');
    parent = parent || (kForm[i] == 'p' && text[i] != '0');
  }
  return trace && parent;
}

}  // namespace kakutei::runtime::rpc
