#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kakutei/v1/facility_registry.grpc.pb.h"

#include "facility_registry/wiring.h"
#include "facts/testing/examples.h"
#include "runtime/host/testing/hosted_modules.h"
#include "runtime/rpc/status.h"

namespace kakutei::facility_registry {
namespace {

using base::ErrorCode;
using facts::testing::Example;
using runtime::host::HostedModules;
using runtime::rpc::FromGrpcStatus;
using testing::HasSubstr;

constexpr std::int64_t kInJuly2026 = 1'782'900'000;
constexpr char kServiceName[] = "kakutei.v1.FacilityRegistry";

v1::AppendFactsRequest Batch(const char* request_id, const std::vector<v1::Event>& events) {
  v1::AppendFactsRequest request;
  request.set_request_id(request_id);
  request.mutable_events()->Add(events.begin(), events.end());
  return request;
}

class RegistryService : public testing::Test {
 protected:
  RegistryService() { EXPECT_EQ(hosted_.AwaitHealth(kServiceName, "SERVING"), "SERVING"); }

  v1::AppendFactsResponse Append(const v1::AppendFactsRequest& request) {
    grpc::ClientContext context;
    v1::AppendFactsResponse response;
    const grpc::Status status = stub_->AppendFacts(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  base::Result<v1::GetFacilityResponse> Facility(const char* id, const char* as_of,
                                                 const v1::ConsistencyToken& not_older_than,
                                                 std::int64_t known_at = 0) {
    v1::GetFacilityRequest request;
    if (known_at != 0) request.mutable_known_at()->set_seconds(known_at);
    request.set_facility_id(id);
    request.set_as_of(as_of);
    *request.mutable_not_older_than() = not_older_than;
    grpc::ClientContext context;
    v1::GetFacilityResponse response;
    const grpc::Status status = stub_->GetFacility(&context, request, &response);
    if (!status.ok()) return base::Fail(FromGrpcStatus(status));
    return response;
  }

  HostedModules hosted_{{MakeModule}, [] {
                          runtime::rpc::Limits limits;
                          limits.longest_wait = std::chrono::milliseconds(2'000);
                          return limits;
                        }()};
  const std::unique_ptr<v1::FacilityRegistry::Stub> stub_ =
      v1::FacilityRegistry::NewStub(hosted_.channel());
};

TEST_F(RegistryService, ReadsWhatItsTokenStandsFor) {
  const auto appended = Append(Batch("q1", {Example("g4"), Example("g5")}));
  EXPECT_EQ(appended.appended(), 2);
  const auto facility = Facility("F-RECV", "2026-06-03", appended.token());
  ASSERT_TRUE(facility) << facility.error().message;
  EXPECT_EQ(facility->employments_size(), 1);
  EXPECT_EQ(facility->filings_size(), 1);
  ASSERT_EQ(facility->reflects().positions_size(), 1);
  EXPECT_EQ(facility->reflects().positions(0).topic(), "kakutei.registry.v1");
  EXPECT_GE(facility->reflects().positions(0).next_position(), 2);
}

TEST_F(RegistryService, AnswersAsOfADateBeforeAndAfterACorrection) {
  v1::Event filed = Example("g5");
  const auto first = Append(Batch("q1", {filed}));
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", first.token())->filings_size(), 1);
  filed.set_event_id("g5-corrected");
  filed.set_source_revision(2);
  filed.mutable_standard_filed()->set_valid_to("2026-06-01");
  const auto second = Append(Batch("q2", {filed}));
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", second.token())->filings_size(), 0);
  EXPECT_EQ(Facility("F-RECV", "2026-05-31", second.token())->filings_size(), 1);
}

TEST_F(RegistryService, AnswersAsKnownAtAnInstantBeforeAndAfterACorrection) {
  v1::Event filed = Example("g5");
  filed.mutable_recorded_at()->set_seconds(kInJuly2026);
  Append(Batch("q1", {filed}));
  filed.set_event_id("g5-corrected");
  filed.set_source_revision(2);
  filed.mutable_standard_filed()->set_valid_to("2026-06-01");
  filed.mutable_recorded_at()->set_seconds(kInJuly2026 + 60);
  const auto token = Append(Batch("q2", {filed})).token();
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", token, kInJuly2026 - 1).error().reason,
            "NO_SUCH_FACILITY");
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", token, kInJuly2026)->filings_size(), 1);
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", token, kInJuly2026 + 59)->filings_size(), 1);
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", token, kInJuly2026 + 60)->filings_size(), 0);
}

TEST_F(RegistryService, RecordsAFactWhenItIsAppended) {
  v1::Event filed = Example("g5");
  filed.clear_recorded_at();
  const auto token = Append(Batch("q1", {filed})).token();
  const auto now = Facility("F-RECV", "2026-06-03", token);
  ASSERT_TRUE(now);
  ASSERT_TRUE(now->filings(0).has_recorded_at());
  const auto recorded = now->filings(0).recorded_at().seconds();
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", token, recorded - 1).error().reason,
            "NO_SUCH_FACILITY");
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", token, recorded + 1)->undated(), 0);
}

TEST_F(RegistryService, AStreamGoesOnBehindARefusedBatch) {
  grpc::ClientContext context;
  const auto stream = stub_->StreamFacts(&context);
  v1::Event bad = Example("g5");
  bad.mutable_standard_filed()->clear_filing_id();
  for (const auto& batch : {Batch("q1", {Example("g4")}), Batch("q2", {Example("g6"), bad}),
                            Batch("q3", {Example("g7")})}) {
    ASSERT_TRUE(stream->Write(batch));
  }
  stream->WritesDone();
  std::vector<v1::StreamFactsResponse> responses;
  for (v1::StreamFactsResponse response; stream->Read(&response);) responses.push_back(response);
  EXPECT_TRUE(stream->Finish().ok());
  ASSERT_EQ(responses.size(), 3u);
  EXPECT_EQ(responses[0].durable().request_id(), "q1");
  EXPECT_EQ(responses[1].request_id(), "q2");
  const base::Error refused = runtime::rpc::FromRpcStatus(responses[1].refused());
  EXPECT_EQ(refused.reason, "MALFORMED_FACT");
  EXPECT_EQ(refused.violations.at(0).field, "events[1].standardFiled.filingId");
  const auto facility = Facility("F-RECV", "2026-06-03", responses[2].durable().token());
  ASSERT_TRUE(facility);
  EXPECT_EQ(facility->employments_size(), 1);
  EXPECT_EQ(facility->radiologists_size(), 0) << "nothing of a refused batch is kept";
  EXPECT_EQ(facility->offsite_arrangements_size(), 1);
}

TEST_F(RegistryService, AStreamThatWaitsEndsAsDrainingWhenTheHostStops) {
  grpc::ClientContext context;
  const auto stream = stub_->StreamFacts(&context);
  ASSERT_TRUE(stream->Write(Batch("q1", {Example("g4")})));
  v1::StreamFactsResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.durable().request_id(), "q1");
  EXPECT_TRUE(hosted_.host().Stop());
  EXPECT_FALSE(stream->Read(&response));
  const grpc::Status ended = stream->Finish();
  EXPECT_EQ(ended.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(ended.error_message(), testing::StartsWith("DRAINING: "));
}

TEST_F(RegistryService, AnswersARepeatedRequestAsBefore) {
  const auto first = Append(Batch("q1", {Example("g4")}));
  const auto again = Append(Batch("q1", {Example("g4")}));
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(*hosted_.log().End({"kakutei.registry.v1", 0}), 1);
  grpc::ClientContext context;
  v1::AppendFactsResponse response;
  const auto other =
      FromGrpcStatus(stub_->AppendFacts(&context, Batch("q1", {Example("g5")}), &response));
  EXPECT_EQ(other.code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(other.reason, "REQUEST_ID_REUSED");
}

TEST_F(RegistryService, RefusesFactsOfAnotherService) {
  grpc::ClientContext context;
  v1::AppendFactsResponse response;
  const auto refused =
      FromGrpcStatus(stub_->AppendFacts(&context, Batch("q1", {Example("r1")}), &response));
  EXPECT_EQ(refused.code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(refused.violations.at(0).field, "events[0].readingOrdered");
  EXPECT_THAT(refused.violations.at(0).rule, HasSubstr("kakutei.v1.ReadingEvents"));
}

TEST_F(RegistryService, SaysFieldValueAndRuleOfARefusedBatchHoweverMuchIsWrong) {
  v1::Event bad = Example("g5");
  bad.mutable_standard_filed()->set_filing_id("S/1");
  v1::AppendFactsRequest request;
  request.set_request_id("q1");
  for (int i = 0; i < 1'000; ++i) *request.add_events() = bad;
  grpc::ClientContext context;
  v1::AppendFactsResponse response;
  const auto refused = FromGrpcStatus(stub_->AppendFacts(&context, request, &response));
  EXPECT_EQ(refused.reason, "MALFORMED_FACT");
  ASSERT_FALSE(refused.violations.empty());
  EXPECT_EQ(refused.violations[0].field, "events[0].standardFiled.filingId");
  EXPECT_EQ(refused.violations[0].value, "S/1");
  EXPECT_THAT(refused.violations[0].rule, HasSubstr("An id is"));
}

TEST_F(RegistryService, AFailedAppendMayBeTriedAgain) {
  hosted_.log().ScriptAppends({runtime::AppendFault::kWritten});
  grpc::ClientContext context;
  v1::AppendFactsResponse response;
  const auto failed =
      FromGrpcStatus(stub_->AppendFacts(&context, Batch("q1", {Example("g4")}), &response));
  EXPECT_EQ(failed.code, ErrorCode::kUnavailable);
  const auto appended = Append(Batch("q1", {Example("g4")}));
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", appended.token())->employments_size(), 1);
}

TEST_F(RegistryService, AnUnknownFacilityIsNotFound) {
  const auto facility = Facility("F-NONE", "2026-06-03", {});
  ASSERT_FALSE(facility);
  EXPECT_EQ(facility.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(facility.error().reason, "NO_SUCH_FACILITY");
}

TEST_F(RegistryService, RefusesMalformedQueriesAndForeignTokens) {
  EXPECT_EQ(Facility("F-RECV", "june", {}).error().violations.at(0).field, "asOf");
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", {}, 1).error().violations.at(0).field, "knownAt");
  v1::ConsistencyToken token;
  token.add_positions()->set_topic("kakutei.claims.v1");
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", token).error().reason, "TOKEN_OF_ANOTHER_TOPIC");
}

TEST_F(RegistryService, SaysWhenATokenIsNotYetReflected) {
  v1::ConsistencyToken token;
  token.add_positions()->set_topic("kakutei.registry.v1");
  token.mutable_positions(0)->set_next_position(100);
  const auto facility = Facility("F-RECV", "2026-06-03", token);
  ASSERT_FALSE(facility);
  EXPECT_EQ(facility.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(facility.error().reason, "NOT_YET_REFLECTED");
}

TEST_F(RegistryService, TellsItsHealth) {
  EXPECT_EQ(hosted_.AwaitHealth("", "SERVING"), "SERVING");
  EXPECT_EQ(hosted_.Health("liveness"), "SERVING");
  EXPECT_EQ(hosted_.Health("kakutei.v1.Nobody"), "NOT_FOUND");
  EXPECT_THAT(hosted_.lines(), HasSubstr(R"("event":"listening","grpc":"127.0.0.1:)"));
}

TEST_F(RegistryService, IsNotServingOnceItsTaskHasStopped) {
  hosted_.log().FailReads(1, ErrorCode::kDataLoss);
  Append(Batch("q1", {Example("g4")}));
  EXPECT_EQ(hosted_.AwaitHealth(kServiceName, "NOT_SERVING"), "NOT_SERVING");
  EXPECT_EQ(hosted_.AwaitHealth("liveness", "NOT_SERVING"), "NOT_SERVING");
  EXPECT_EQ(Facility("F-RECV", "2026-06-03", {}).error().reason, "TASK_STOPPED");
  EXPECT_THAT(hosted_.lines(), HasSubstr(R"("event":"task_stopped","task":"facility_registry")"));
}

TEST(RegistryStreams, LeaveThreadsToOtherCalls) {
  runtime::rpc::Limits limits;
  limits.max_open_streams = 1;
  HostedModules hosted({MakeModule}, limits);
  const auto stub = v1::FacilityRegistry::NewStub(hosted.channel());
  grpc::ClientContext first_context;
  const auto first = stub->StreamFacts(&first_context);
  v1::StreamFactsResponse response;
  ASSERT_TRUE(first->Write(Batch("q1", {Example("g4")})));
  ASSERT_TRUE(first->Read(&response));
  grpc::ClientContext second_context;
  const auto second = stub->StreamFacts(&second_context);
  EXPECT_FALSE(second->Read(&response));
  const auto refused = FromGrpcStatus(second->Finish());
  EXPECT_EQ(refused.code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(refused.reason, "TOO_MANY_STREAMS");
  grpc::ClientContext third;
  v1::AppendFactsResponse appended;
  EXPECT_TRUE(stub->AppendFacts(&third, Batch("q2", {Example("g4")}), &appended).ok());
  first->WritesDone();
  EXPECT_TRUE(first->Finish().ok());
}

TEST(RegistryHealth, IsNotServingWhileItRebuilds) {
  HostedModules hosted({MakeModule}, {}, [](runtime::FaultyEventLog& log) {
    const runtime::NewRecord record{
        {"kakutei.registry.v1", 0}, "F-SEND", Example("g1").SerializeAsString(), {}};
    ASSERT_TRUE(log.Append(std::span(&record, 1)));
    log.FailReads(1'000'000, ErrorCode::kUnavailable);
  });
  EXPECT_EQ(hosted.AwaitHealth("", "NOT_SERVING"), "NOT_SERVING");
  EXPECT_EQ(hosted.Health(kServiceName), "NOT_SERVING");
  EXPECT_EQ(hosted.Health("liveness"), "SERVING");
  const auto stub = v1::FacilityRegistry::NewStub(hosted.channel());
  v1::GetFacilityRequest request;
  request.set_facility_id("F-SEND");
  request.set_as_of("2026-06-03");
  v1::GetFacilityResponse response;
  grpc::ClientContext early;
  const auto error = FromGrpcStatus(stub->GetFacility(&early, request, &response));
  EXPECT_EQ(error.code, ErrorCode::kUnavailable);
  EXPECT_EQ(error.reason, "NOT_READY");
  hosted.log().FailReads(0, ErrorCode::kUnavailable);
  EXPECT_EQ(hosted.AwaitHealth(kServiceName, "SERVING"), "SERVING");
  EXPECT_EQ(hosted.AwaitHealth("", "SERVING"), "SERVING");
  grpc::ClientContext late;
  EXPECT_TRUE(stub->GetFacility(&late, request, &response).ok());
}

TEST_F(RegistryService, CountsItsCalls) {
  Append(Batch("q1", {Example("g4")}));
  EXPECT_THAT(hosted_.metrics().Text(),
              HasSubstr(R"(kakutei_facts_total{kind="employmentRecorded",outcome="appended",)"
                        R"(service="facility_registry"} 1)"));
  EXPECT_THAT(hosted_.metrics().Text(),
              HasSubstr(R"(grpc_server_handled_total{grpc_code="OK",grpc_method="AppendFacts",)"
                        R"(grpc_service="kakutei.v1.FacilityRegistry"} 1)"));
}

TEST_F(RegistryService, DrainsAWaitingStream) {
  grpc::ClientContext context;
  const auto stream = stub_->StreamFacts(&context);
  ASSERT_TRUE(stream->Write(Batch("q1", {Example("g4")})));
  v1::StreamFactsResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_TRUE(hosted_.host().Stop());
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_FALSE(stream->Finish().ok());
}

}  // namespace
}  // namespace kakutei::facility_registry
