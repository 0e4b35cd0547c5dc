#include "runtime/rpc/fact_append.h"

#include <condition_variable>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/partitioning.h"
#include "runtime/engine/testing/still_clock.h"
#include "runtime/eventlog/testing/faulty_event_log.h"
#include "runtime/eventlog/testing/memory_event_log.h"

namespace kakutei::runtime::rpc {
namespace {

using base::ErrorCode;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::SizeIs;

constexpr char kTrace[] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

v1::Event Order(std::string_view id, std::string_view claimant) {
  v1::Event event;
  event.set_event_id(std::string(id));
  event.set_source("vendor/acme");
  event.mutable_occurred_at()->set_seconds(1780000000);
  event.mutable_reading_ordered()->set_reading_id("R-" + std::string(id));
  event.mutable_reading_ordered()->set_claimant_facility_id(std::string(claimant));
  return event;
}

v1::AppendFactsRequest Batch(std::string_view request_id, const std::vector<v1::Event>& events) {
  v1::AppendFactsRequest request;
  request.set_request_id(std::string(request_id));
  request.mutable_events()->Add(events.begin(), events.end());
  return request;
}

class FactAppending : public testing::Test {
 protected:
  FactAppending() { Make({}); }

  void Make(const Limits& limits) {
    FactKnowledge knowledge{
        [](const v1::Event& event) {
          std::vector<base::FieldViolation> violations;
          if (!event.has_reading_ordered()) {
            violations.push_back({"facilityRegistered", "", "Belongs to another service."});
          }
          if (event.source().empty()) violations.push_back({"source", "", "Required."});
          return violations;
        },
        [](const v1::Event& event) {
          return Destination{"readings", event.reading_ordered().claimant_facility_id()};
        },
        [](const v1::Event& event) {
          v1::Event content = event;
          content.clear_recorded_at();
          return content.SerializeAsString();
        }};
    appender_ = std::make_unique<FactAppender>(knowledge, limits, log_, clock_, metrics_);
  }

  std::int64_t Records() const {
    std::int64_t records = 0;
    for (int p = 0; p < 4; ++p) records += *memory_log_.End({"readings", p});
    return records;
  }
  LogRecord OnlyRecordOf(std::string_view claimant) {
    const auto read =
        memory_log_.Read({"readings", base::PartitionOf(claimant, 4)}, 0, 10, 1 << 20);
    EXPECT_THAT(read->records, SizeIs(1));
    return read->records.at(0);
  }

  engine::StillClock clock_;
  metrics::Registry registry_;
  metrics::AppendMetrics metrics_{registry_, "reading_events"};
  MemoryEventLog memory_log_{{{"readings", 4}}};
  FaultyEventLog log_{memory_log_};
  std::unique_ptr<FactAppender> appender_;
};

TEST_F(FactAppending, MakesABatchDurableAndSaysHowFar) {
  const auto response = appender_->Append(Batch("q1", {Order("1", "F-A"), Order("2", "F-A")}), "");
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->request_id(), "q1");
  EXPECT_EQ(response->appended(), 2);
  ASSERT_EQ(response->token().positions_size(), 1);
  EXPECT_EQ(response->token().positions(0).topic(), "readings");
  EXPECT_EQ(response->token().positions(0).partition(), base::PartitionOf("F-A", 4));
  EXPECT_EQ(response->token().positions(0).next_position(), 2);
  EXPECT_EQ(log_.appends(), 1);
}

TEST_F(FactAppending, WritesCloudEventsHeadersAndTheTimeOfRecording) {
  ASSERT_TRUE(appender_->Append(Batch("q1", {Order("1", "F-A")}), kTrace));
  const LogRecord record = OnlyRecordOf("F-A");
  EXPECT_EQ(record.key, "F-A");
  EXPECT_THAT(record.headers, Contains(Pair("ce_specversion", "1.0")));
  EXPECT_THAT(record.headers, Contains(Pair("ce_id", "1")));
  EXPECT_THAT(record.headers, Contains(Pair("ce_source", "vendor/acme")));
  EXPECT_THAT(record.headers, Contains(Pair("ce_type", "kakutei.v1.ReadingOrdered")));
  EXPECT_THAT(record.headers, Contains(Pair("ce_time", "2026-05-28T20:26:40Z")));
  EXPECT_THAT(record.headers, Contains(Pair("content-type", "application/protobuf")));
  EXPECT_THAT(record.headers, Contains(Pair("traceparent", kTrace)));
  v1::Event stored;
  ASSERT_TRUE(stored.ParseFromString(record.value));
  EXPECT_TRUE(stored.has_recorded_at());
}

TEST_F(FactAppending, KeepsAStatedTimeOfRecording) {
  v1::Event event = Order("1", "F-A");
  event.mutable_recorded_at()->set_seconds(42);
  ASSERT_TRUE(appender_->Append(Batch("q1", {event}), ""));
  v1::Event stored;
  ASSERT_TRUE(stored.ParseFromString(OnlyRecordOf("F-A").value));
  EXPECT_EQ(stored.recorded_at().seconds(), 42);
}

TEST_F(FactAppending, LeavesAMalformedTraceparentOut) {
  ASSERT_TRUE(appender_->Append(Batch("q1", {Order("1", "F-A")}), "00-nonsense"));
  EXPECT_THAT(OnlyRecordOf("F-A").headers, Not(Contains(Pair("traceparent", testing::_))));
}

TEST_F(FactAppending, RefusesAWholeBatchAndNamesEachField) {
  v1::Event without_source = Order("2", "F-A");
  without_source.clear_source();
  v1::Event other = Order("3", "F-A");
  other.mutable_facility_registered();
  const auto response =
      appender_->Append(Batch("q1", {Order("1", "F-A"), without_source, other}), "");
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(response.error().reason, "MALFORMED_FACT");
  ASSERT_THAT(response.error().violations, SizeIs(2));
  EXPECT_EQ(response.error().violations[0].field, "events[1].source");
  EXPECT_EQ(response.error().violations[1].field, "events[2].facilityRegistered");
  EXPECT_EQ(Records(), 0);
  EXPECT_TRUE(appender_->Append(Batch("q1", {Order("1", "F-A")}), "")) << "the id is still free";
}

TEST_F(FactAppending, RefusesFieldsThatItDoesNotKnow) {
  v1::Event event = Order("1", "F-A");
  const auto* reflection = event.reading_ordered().GetReflection();
  reflection->MutableUnknownFields(event.mutable_reading_ordered())
      ->AddLengthDelimited(999, "free text");
  const auto response = appender_->Append(Batch("q1", {event}), "");
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().reason, "MALFORMED_FACT");
  ASSERT_EQ(response.error().violations.size(), 1u);
  EXPECT_EQ(response.error().violations[0].field, "events[0].readingOrdered.999");
  EXPECT_EQ(response.error().violations[0].value, "");
  EXPECT_EQ(response.error().violations[0].rule,
            "Unknown field: this release's kakutei.v1.ReadingOrdered has no field number 999.");
}

TEST_F(FactAppending, RefusesFieldsOfTheRequestThatItDoesNotKnow) {
  v1::AppendFactsRequest request = Batch("q1", {Order("1", "F-A")});
  request.GetReflection()->MutableUnknownFields(&request)->AddVarint(77, 1);
  const auto response = appender_->Append(request, "");
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().reason, "MALFORMED_REQUEST");
  EXPECT_EQ(response.error().violations.at(0).field, "77");
  EXPECT_EQ(Records(), 0);
}

TEST_F(FactAppending, BoundsBatchesAndRequestIds) {
  Limits limits;
  limits.max_batch_events = 2;
  limits.max_batch_bytes = 200;
  limits.max_event_bytes = 60;
  Make(limits);
  const auto refused = [&](const v1::AppendFactsRequest& request) {
    const auto response = appender_->Append(request, "");
    return response ? std::string("appended") : response.error().violations.at(0).field;
  };
  const auto order = Order("1", "F-A");
  EXPECT_EQ(refused(Batch("q1", {})), "events");
  EXPECT_EQ(refused(Batch("q1", {order, order, order})), "events");
  EXPECT_EQ(refused(Batch("q1", {Order("1", std::string(300, 'F'))})), "events");
  EXPECT_EQ(refused(Batch("q1", {Order("1", std::string(60, 'F'))})), "events[0]");
  EXPECT_EQ(refused(Batch("no id", {order})), "requestId");
  EXPECT_EQ(refused(Batch("", {order})), "requestId");
  EXPECT_EQ(refused(Batch("q1", {order})), "appended");
}

TEST_F(FactAppending, AnswersTheSameRequestAgain) {
  const auto first = appender_->Append(Batch("q1", {Order("1", "F-A")}), "");
  const auto again = appender_->Append(Batch("q1", {Order("1", "F-A")}), "");
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(Records(), 1);
  const auto other = appender_->Append(Batch("q1", {Order("2", "F-A")}), "");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().reason, "REQUEST_ID_REUSED");
}

TEST_F(FactAppending, MayBeTriedAgainAfterAnUnknownOutcome) {
  log_.ScriptAppends({AppendFault::kWritten});
  const auto first = appender_->Append(Batch("q1", {Order("1", "F-A")}), "");
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(appender_->Append(Batch("q1", {Order("2", "F-A")}), "").error().reason,
            "REQUEST_ID_REUSED");
  EXPECT_TRUE(appender_->Append(Batch("q1", {Order("1", "F-A")}), ""));
}

TEST_F(FactAppending, PushesBackWhenTooMuchIsInFlight) {
  const auto slow = Batch("slow", {Order("1", "F-A")});
  Limits limits;
  limits.max_batch_bytes = static_cast<std::int64_t>(slow.ByteSizeLong());
  limits.max_in_flight_bytes = limits.max_batch_bytes;
  Make(limits);
  base::Result<v1::AppendFactsResponse> meanwhile;
  log_.BeforeNextAppend(
      [&] { meanwhile = appender_->Append(Batch("fast", {Order("2", "F-A")}), ""); });
  ASSERT_TRUE(appender_->Append(slow, ""));
  ASSERT_FALSE(meanwhile);
  EXPECT_EQ(meanwhile.error().code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(meanwhile.error().reason, "TOO_MUCH_IN_FLIGHT");
  EXPECT_TRUE(appender_->Append(Batch("fast", {Order("2", "F-A")}), ""));
  EXPECT_THAT(registry_.Text(), HasSubstr(R"(outcome="overloaded",service="reading_events"} 1)"));
}

TEST(Traceparent, IsTakenInItsOneForm) {
  EXPECT_TRUE(IsTraceparent(kTrace));
  EXPECT_FALSE(IsTraceparent(""));
  EXPECT_FALSE(IsTraceparent("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
  EXPECT_FALSE(IsTraceparent("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"));
  EXPECT_FALSE(IsTraceparent("00-00000000000000000000000000000000-b7ad6b7169203331-01"));
  EXPECT_FALSE(IsTraceparent("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"));
  EXPECT_FALSE(IsTraceparent(std::string(kTrace) + "-x"));
}

}  // namespace
}  // namespace kakutei::runtime::rpc
