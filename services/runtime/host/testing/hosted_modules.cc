#include "runtime/host/testing/hosted_modules.h"

#include <condition_variable>
#include <mutex>
#include <utility>

#include <google/protobuf/unknown_field_set.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/client_unary_call.h>

#include "base/check.h"
#include "runtime/host/topics.h"
#include "runtime/rpc/status.h"

namespace kakutei::runtime::host {
namespace {

using std::chrono::milliseconds;

HostSettings AnyPort() {
  HostSettings settings;
  settings.listen = "127.0.0.1:0";
  settings.metrics_listen = "";
  settings.drain_timeout = milliseconds(5'000);
  settings.runner.idle_wait = milliseconds(20);
  return settings;
}

// grpc.health.v1 by field number: there is no package with its messages.
constexpr int kServiceField = 1;
constexpr int kStatusField = 1;
constexpr std::uint64_t kServing = 1;

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace

HostedModules::HostedModules(const std::vector<MakeModule>& modules, const rpc::Limits& limits,
                             const std::function<void(FaultyEventLog&)>& before_start)
    : memory_log_(MeshTopics(kPartitions)) {
  if (before_start) {
    before_start(log_);
  }
  const OpenStore open_store =
      [this](std::string_view task) -> base::Result<std::unique_ptr<ProjectionStore>> {
    auto store = std::make_unique<MemoryStore>();
    KAKUTEI_CHECK(stores_.emplace(task, store.get()).second);
    return store;
  };
  streams_.emplace(limits.max_open_streams, draining_.get_token(), metrics_);
  const ModuleContext context{.log = log_,
                              .open_store = open_store,
                              .clock = clock_,
                              .metrics = metrics_,
                              .partitions = kPartitions,
                              .limits = limits,
                              .streams = *streams_};
  HostParts parts{{}, log_, clock_, metrics_, log_lines_, draining_};
  for (const MakeModule& make : modules) {
    auto module = make(context);
    KAKUTEI_CHECK(module.has_value());
    parts.modules.push_back(module->get());
    modules_.push_back(*std::move(module));
  }
  auto host = Host::Start(AnyPort(), std::move(parts));
  KAKUTEI_CHECK(host.has_value());
  host_ = *std::move(host);
  channel_ = grpc::CreateChannel(host_->grpc_address(), grpc::InsecureChannelCredentials());
}

HostedModules::~HostedModules() = default;

std::string HostedModules::Health(const std::string& service) const {
  google::protobuf::UnknownFieldSet request;
  request.AddLengthDelimited(kServiceField, service);
  std::string bytes;
  KAKUTEI_CHECK(request.SerializeToString(&bytes));
  grpc::ClientContext context;
  grpc::ByteBuffer answer;
  const grpc::internal::RpcMethod check("/grpc.health.v1.Health/Check",
                                        grpc::internal::RpcMethod::NORMAL_RPC);
  const grpc::Status status = grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer>(
      channel_.get(), check, &context, ToBuffer(bytes), &answer);
  if (!status.ok()) {
    return std::string(base::ErrorCodeName(rpc::FromGrpcStatus(status).code));
  }
  grpc::Slice slice;
  KAKUTEI_CHECK(answer.DumpToSingleSlice(&slice).ok());
  google::protobuf::UnknownFieldSet fields;
  KAKUTEI_CHECK(fields.ParseFromArray(slice.begin(), static_cast<int>(slice.size())));
  const bool serving = fields.field_count() == 1 && fields.field(0).number() == kStatusField &&
                       fields.field(0).varint() == kServing;
  return serving ? "SERVING" : "NOT_SERVING";
}

std::string HostedModules::AwaitHealth(const std::string& service,
                                       const std::string& wanted) const {
  constexpr milliseconds kPause{10};
  constexpr milliseconds kLongest{10'000};
  std::mutex mutex;
  std::condition_variable pause;
  std::unique_lock lock(mutex);
  const auto until = clock_.Steady() + kLongest;
  std::string answer = Health(service);
  while (answer != wanted && clock_.Steady() < until) {
    pause.wait_for(lock, kPause);
    answer = Health(service);
  }
  return answer;
}

}  // namespace kakutei::runtime::host
