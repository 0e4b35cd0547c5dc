#include "runtime/host/call_metrics.h"

#include <array>
#include <map>

#include <google/protobuf/descriptor.h>
#include <grpcpp/support/interceptor.h>

#include "base/check.h"

namespace kakutei::runtime::host {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::Interceptor;
using grpc::experimental::InterceptorBatchMethods;
using grpc::experimental::ServerRpcInfo;

constexpr std::array<const char*, 17> kCodes = {
    "OK",       "Cancelled",      "Unknown",          "InvalidArgument",   "DeadlineExceeded",
    "NotFound", "AlreadyExists",  "PermissionDenied", "ResourceExhausted", "FailedPrecondition",
    "Aborted",  "OutOfRange",     "Unimplemented",    "Internal",          "Unavailable",
    "DataLoss", "Unauthenticated"};

// The series of one method.
struct Method {
  metrics::Counter started;
  metrics::Histogram seconds;
  std::vector<metrics::Counter> handled;  // by code
};

class Call final : public Interceptor {
 public:
  Call(Method* method, const base::Clock& clock, RunningCalls& running)
      : method_(method), clock_(clock), running_(running), began_(clock.Steady()) {
    if (method_ != nullptr) {
      method_->started.Add();
      running_.Begin();
    }
  }
  ~Call() override {
    if (method_ != nullptr) {
      running_.End();
    }
  }

  void Intercept(InterceptorBatchMethods* batch) override {
    if (method_ != nullptr &&
        batch->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      const auto code = static_cast<std::size_t>(batch->GetSendStatus().error_code());
      if (code < method_->handled.size()) {
        method_->handled[code].Add();
      }
      method_->seconds.Observe(std::chrono::duration<double>(clock_.Steady() - began_).count());
    }
    batch->Proceed();
  }

 private:
  Method* const method_;
  const base::Clock& clock_;
  RunningCalls& running_;
  const std::chrono::steady_clock::time_point began_;
};

class CallMetrics final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  CallMetrics(const std::vector<std::string>& services, metrics::Registry& registry,
              const base::Clock& clock, RunningCalls& running)
      : clock_(clock), running_(running) {
    for (const std::string& name : services) {
      const auto* service =
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
      KAKUTEI_CHECK(service != nullptr);
      for (int i = 0; i < service->method_count(); ++i) {
        Add(name, service->method(i)->name(), registry);
      }
    }
  }

  Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    const auto found = methods_.find(info->method());
    return new Call(found == methods_.end() ? nullptr : &found->second, clock_, running_);
  }

 private:
  void Add(const std::string& service, const std::string& method, metrics::Registry& registry) {
    const metrics::Labels labels = {{"grpc_service", service}, {"grpc_method", method}};
    Method series{registry.AddCounter({"grpc_server_started_total", "Calls begun."}, labels),
                  registry.AddHistogram({"grpc_server_handling_seconds", "Time to handle a call."},
                                        labels, metrics::SecondsBuckets()),
                  {}};
    for (const char* code : kCodes) {
      metrics::Labels with_code = labels;
      with_code.emplace_back("grpc_code", code);
      series.handled.push_back(
          registry.AddCounter({"grpc_server_handled_total", "Calls ended, by code."}, with_code));
    }
    methods_.emplace("/" + service + "/" + method, std::move(series));
  }

  const base::Clock& clock_;
  RunningCalls& running_;
  std::map<std::string, Method, std::less<>> methods_;
};

}  // namespace

void RunningCalls::Begin() {
  const std::lock_guard lock(mutex_);
  ++count_;
}

void RunningCalls::End() {
  const std::lock_guard lock(mutex_);
  if (--count_ == 0) {
    ended_.notify_all();
  }
}

void RunningCalls::AwaitNone(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  ended_.wait_for(lock, timeout, [this] { return count_ == 0; });
}

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallMetrics(
    const std::vector<std::string>& services, metrics::Registry& registry, const base::Clock& clock,
    RunningCalls& running) {
  return std::make_unique<CallMetrics>(services, registry, clock, running);
}

}  // namespace kakutei::runtime::host
