#include "runtime/host/host.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include "base/check.h"
#include "runtime/config/listening.h"
#include "runtime/host/call_metrics.h"
#include "runtime/metrics/exposer.h"

namespace kakutei::runtime::host {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kHealthPeriod{50};
constexpr char kAllServices[] = "";
constexpr char kLiveness[] = "liveness";

}  // namespace

// Everything that runs, in the order in which it is made.
class Host::Running {
 public:
  Running(const HostSettings& settings, HostParts parts)
      : settings_(settings),
        parts_(std::move(parts)),
        runner_(Tasks(), parts_.event_log, parts_.clock, settings.runner,
                [this](const engine::Task& task, const base::Error& error) {
                  parts_.log.Error("task_stopped", {{"task", task.spec().name},
                                                    {"reason", error.reason},
                                                    {"error", error.message}});
                }) {}

  ~Running() { Stop(); }

  base::Status Start() {
    if (auto listening = StartServer(); !listening) {
      return listening;
    }
    if (!settings_.metrics_listen.empty()) {
      auto exposer = metrics::Exposer::Listen(settings_.metrics_listen, parts_.metrics, [this] {
        for (ServiceModule* module : parts_.modules) module->CollectMetrics();
      });
      if (!exposer) {
        return base::Fail(std::move(exposer).error());
      }
      exposer_ = *std::move(exposer);
      metrics_address_ = exposer_->address();
    }
    parts_.log.Info("listening", {{"grpc", grpc_address_}, {"metrics", metrics_address_}});
    runner_.Start();
    for (ServiceModule* module : parts_.modules) {
      module->Start();
    }
    health_ = std::jthread([this](const std::stop_token& stop) { WatchHealth(stop); });
    started_ = true;
    return {};
  }

  base::Status Stop() {
    if (std::exchange(stopped_, true)) {
      return {};
    }
    if (health_.joinable()) {
      health_.request_stop();
      health_.join();
    }
    if (server_ != nullptr) {
      // Also "" and services that nobody has asked for yet, and for good.
      server_->GetHealthCheckService()->Shutdown();
      if (started_) {
        std::this_thread::sleep_for(settings_.drain_delay);
      }
      parts_.draining.request_stop();
      // gRPC's own shutdown waits for idle connections too, which may stay open for ever.
      running_calls_.AwaitNone(settings_.drain_timeout);
      server_->Shutdown(std::chrono::system_clock::now());
      server_->Wait();
    }
    if (started_) {
      for (ServiceModule* module : parts_.modules) module->Stop();
    }
    exposer_.reset();
    return runner_.Stop(settings_.drain_timeout);
  }

  const std::string& grpc_address() const { return grpc_address_; }
  const std::string& metrics_address() const { return metrics_address_; }

 private:
  std::vector<engine::Task*> Tasks() const {
    std::vector<engine::Task*> tasks;
    for (ServiceModule* module : parts_.modules) {
      const auto own = module->tasks();
      tasks.insert(tasks.end(), own.begin(), own.end());
    }
    return tasks;
  }

  base::Status StartServer() {
    if (const auto free = config::CheckCanListen(settings_.listen); !free) {
      return base::Fail(free.error().code, free.error().reason,
                        "calls cannot be served at " + free.error().message);
    }
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort(settings_.listen, grpc::InsecureServerCredentials(), &port);
    // Two processes on one port would each get half of the calls.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.SetMaxReceiveMessageSize(static_cast<int>(settings_.max_message_bytes));
    builder.SetMaxSendMessageSize(static_cast<int>(settings_.max_message_bytes));
    grpc::ResourceQuota quota("calls");
    quota.SetMaxThreads(settings_.max_call_threads);
    builder.SetResourceQuota(quota);
    std::vector<std::string> names;
    for (ServiceModule* module : parts_.modules) {
      builder.RegisterService(&module->service());
      names.emplace_back(module->grpc_name());
    }
    std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
        interceptors;
    interceptors.push_back(MakeCallMetrics(names, parts_.metrics, parts_.clock, running_calls_));
    builder.experimental().SetInterceptorCreators(std::move(interceptors));
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || port == 0) {
      server_.reset();
      return base::Fail(base::ErrorCode::kUnavailable, "CANNOT_LISTEN",
                        "calls cannot be served at " + settings_.listen);
    }
    for (const std::string& name : names) {
      SetServing(name, false);
    }
    SetServing(kAllServices, false);
    SetServing(kLiveness, true);
    grpc_address_ =
        settings_.listen.substr(0, settings_.listen.rfind(':') + 1) + std::to_string(port);
    return {};
  }

  void SetServing(const std::string& service, bool serving) {
    server_->GetHealthCheckService()->SetServingStatus(service, serving);
    serving_[service] = serving;
  }

  // Tells and logs changes only.
  void Update(const std::string& service, bool serving) {
    if (serving_.at(service) == serving) {
      return;
    }
    SetServing(service, serving);
    parts_.log.Info("health",
                    {{"service", service.empty() ? "all" : service}, {"serving", serving}});
  }

  void WatchHealth(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopping;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      bool all_ready = true;
      bool all_healthy = true;
      for (ServiceModule* module : parts_.modules) {
        const bool ready = module->Ready();
        all_ready = all_ready && ready;
        all_healthy = all_healthy && module->Healthy();
        Update(std::string(module->grpc_name()), ready);
      }
      Update(kAllServices, all_ready);
      Update(kLiveness, all_healthy);
      stopping.wait_for(lock, stop, kHealthPeriod, [] { return false; });
    }
  }

  const HostSettings settings_;
  const HostParts parts_;
  engine::TaskRunner runner_;
  RunningCalls running_calls_;  // outlives the server
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<metrics::Exposer> exposer_;
  std::string grpc_address_;
  std::string metrics_address_;
  std::map<std::string, bool> serving_;  // the health thread's own once it runs
  std::jthread health_;
  bool started_ = false;
  bool stopped_ = false;
};

base::Result<std::unique_ptr<Host>> Host::Start(const HostSettings& settings, HostParts parts) {
  auto running = std::make_unique<Running>(settings, std::move(parts));
  if (auto started = running->Start(); !started) {
    return base::Fail(std::move(started).error());
  }
  return std::unique_ptr<Host>(new Host(std::move(running)));
}

Host::Host(std::unique_ptr<Running> running) : running_(std::move(running)) {}

Host::~Host() = default;

const std::string& Host::grpc_address() const { return running_->grpc_address(); }

const std::string& Host::metrics_address() const { return running_->metrics_address(); }

base::Status Host::Stop() { return running_->Stop(); }

}  // namespace kakutei::runtime::host
