#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kakutei/v1/reading_events.grpc.pb.h"

#include "base/partitioning.h"
#include "facts/testing/examples.h"
#include "reading_events/wiring.h"
#include "runtime/host/testing/hosted_modules.h"
#include "runtime/rpc/status.h"

namespace kakutei::reading_events {
namespace {

using base::ErrorCode;
using facts::testing::Example;
using runtime::host::HostedModules;
using runtime::rpc::FromGrpcStatus;

constexpr char kServiceName[] = "kakutei.v1.ReadingEvents";

class ReadingService : public testing::Test {
 protected:
  ReadingService() { EXPECT_EQ(hosted_.AwaitHealth(kServiceName, "SERVING"), "SERVING"); }

  base::Result<v1::AppendFactsResponse> Append(const char* request_id,
                                               const std::vector<v1::Event>& events) {
    v1::AppendFactsRequest request;
    request.set_request_id(request_id);
    request.mutable_events()->Add(events.begin(), events.end());
    grpc::ClientContext context;
    v1::AppendFactsResponse response;
    const grpc::Status status = stub_->AppendFacts(&context, request, &response);
    if (!status.ok()) return base::Fail(FromGrpcStatus(status));
    return response;
  }
  base::Result<v1::GetTimelineResponse> Timeline(const std::string& claimant,
                                                 const v1::ConsistencyToken& not_older_than) {
    v1::GetTimelineRequest request;
    request.set_claimant_facility_id(claimant);
    request.set_reading_id("R-1");
    *request.mutable_not_older_than() = not_older_than;
    grpc::ClientContext context;
    v1::GetTimelineResponse response;
    const grpc::Status status = stub_->GetTimeline(&context, request, &response);
    if (!status.ok()) return base::Fail(FromGrpcStatus(status));
    return response;
  }
  static v1::Event OrderOf(const std::string& claimant) {
    v1::Event event = Example("r1");
    event.set_event_id("order-" + claimant);
    event.mutable_reading_ordered()->set_claimant_facility_id(claimant);
    return event;
  }

  HostedModules hosted_{{MakeModule}};
  const std::unique_ptr<v1::ReadingEvents::Stub> stub_ =
      v1::ReadingEvents::NewStub(hosted_.channel());
};

TEST_F(ReadingService, TellsATimelineOfWhatItTook) {
  const auto appended = Append("q1", {Example("r4"), Example("r1")});
  ASSERT_TRUE(appended) << appended.error().message;
  const auto timeline = Timeline("F-SEND", appended->token());
  ASSERT_TRUE(timeline) << timeline.error().message;
  ASSERT_EQ(timeline->entries_size(), 2);
  EXPECT_EQ(timeline->entries(0).event().event_id(), "r1");
  EXPECT_TRUE(timeline->entries(0).event().has_recorded_at());
  EXPECT_TRUE(timeline->entries(0).in_force());
}

TEST_F(ReadingService, KeepsEachClaimantInItsPartition) {
  std::vector<std::string> claimants;
  std::vector<v1::Event> events;
  std::set<int> partitions;
  for (int i = 0; partitions.size() < HostedModules::kPartitions; ++i) {
    claimants.push_back("F-" + std::to_string(i));
    events.push_back(OrderOf(claimants.back()));
    partitions.insert(base::PartitionOf(claimants.back(), HostedModules::kPartitions));
  }
  const auto appended = Append("q1", events);
  ASSERT_TRUE(appended);
  EXPECT_EQ(appended->token().positions_size(), HostedModules::kPartitions);
  for (const std::string& claimant : claimants) {
    const auto timeline = Timeline(claimant, appended->token());
    ASSERT_TRUE(timeline) << claimant << timeline.error().message;
    EXPECT_EQ(timeline->entries(0).event().event_id(), "order-" + claimant);
    ASSERT_EQ(timeline->reflects().positions_size(), 1);
    EXPECT_EQ(timeline->reflects().positions(0).partition(),
              base::PartitionOf(claimant, HostedModules::kPartitions));
  }
}

TEST_F(ReadingService, GivesPagesWhoseTokensAreOfOneReading) {
  ASSERT_TRUE(Append("q1", {Example("r1"), Example("r2"), Example("r6")}));
  const auto last = Append("q2", {Example("r3")});
  ASSERT_TRUE(last);
  v1::GetTimelineRequest request;
  request.set_claimant_facility_id("F-SEND");
  request.set_reading_id("R-1");
  request.mutable_page()->set_size(2);
  *request.mutable_not_older_than() = last->token();
  v1::GetTimelineResponse response;
  grpc::ClientContext first;
  ASSERT_TRUE(stub_->GetTimeline(&first, request, &response).ok());
  EXPECT_EQ(response.entries_size(), 2);
  request.mutable_page()->set_token(response.next_token());
  grpc::ClientContext second;
  ASSERT_TRUE(stub_->GetTimeline(&second, request, &response).ok());
  EXPECT_EQ(response.entries_size(), 1);
  EXPECT_EQ(response.next_token(), "");
  request.set_reading_id("R-9");
  grpc::ClientContext other;
  const auto refused = FromGrpcStatus(stub_->GetTimeline(&other, request, &response));
  EXPECT_EQ(refused.code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(refused.violations.at(0).field, "page.token");
}

TEST_F(ReadingService, TheSameFactTwiceIsToldOnce) {
  ASSERT_TRUE(Append("q1", {Example("r1")}));
  const auto again = Append("q2", {Example("r1")});
  ASSERT_TRUE(again);
  EXPECT_EQ(Timeline("F-SEND", again->token())->entries_size(), 1);
  EXPECT_THAT(hosted_.metrics().Text(),
              testing::HasSubstr(R"(outcome="duplicate",service="reading_events",)"
                                 R"(topic="kakutei.readings.v1"} 1)"));
}

TEST_F(ReadingService, RefusesFactsOfAnotherService) {
  const auto refused = Append("q1", {Example("r1"), Example("g1")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(refused.error().violations.at(0).field, "events[1].facilityRegistered");
}

TEST_F(ReadingService, RefusesARegistryToken) {
  v1::ConsistencyToken token;
  token.add_positions()->set_topic("kakutei.registry.v1");
  const auto timeline = Timeline("F-SEND", token);
  ASSERT_FALSE(timeline);
  EXPECT_EQ(timeline.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(timeline.error().reason, "TOKEN_OF_ANOTHER_TOPIC");
}

TEST_F(ReadingService, AnUnknownReadingIsNotFound) {
  const auto timeline = Timeline("F-NONE", {});
  ASSERT_FALSE(timeline);
  EXPECT_EQ(timeline.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(timeline.error().reason, "NO_SUCH_READING");
}

}  // namespace
}  // namespace kakutei::reading_events
