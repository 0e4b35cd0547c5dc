#include "runtime/host/serve.h"

#include <algorithm>
#include <utility>

#include "runtime/host/local_backend.h"
#include "runtime/host/log.h"
#include "runtime/host/process.h"
#include "runtime/host/system_clock.h"
#include "runtime/metrics/metrics.h"

namespace kakutei::runtime::host {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kKiB = 1 << 10;
constexpr std::int64_t kMiB = 1 << 20;
constexpr milliseconds kHour{3'600'000};
// What a message may have beyond the facts of its batch.
constexpr std::int64_t kEnvelopeBytes = kMiB;
// Left to queries, appends and gRPC's own polling, whatever streams there are.
constexpr int kThreadsForOtherCalls = 8;

// Also as a sentence on standard error: who starts a program by hand looks there.
int Failed(Log& log, std::string_view event, const base::Error& error) {
  log.Error(event, {{"reason", error.reason}, {"error", error.message}});
  std::string words(event);
  std::replace(words.begin(), words.end(), '_', ' ');
  return Print({1, "", "kakutei: " + words + ": " + error.message + " (" + error.reason + ")\n"});
}

LogLevel LevelOf(std::string_view word) {
  if (word == "error") return LogLevel::kError;
  return word == "warning" ? LogLevel::kWarning : LogLevel::kInfo;
}

}  // namespace

ServeSettings::ServeSettings(std::string default_data, int grpc_port, int metrics_port)
    : data(std::move(default_data)) {
  host.listen = "127.0.0.1:" + std::to_string(grpc_port);
  host.metrics_listen = "127.0.0.1:" + std::to_string(metrics_port);
}

void Declare(ServeSettings& settings, config::SettingsReader& reader) {
  reader.Text("data", settings.data, "Directory of the embedded log and the projections");
  reader.Number("partitions", settings.partitions, 1, 1'024,
                "Partitions of topics keyed by facility; fixed once the data directory is made");
  reader.Address("listen", settings.host.listen, false, "Address for gRPC calls; port 0: any");
  reader.Address("metrics-listen", settings.host.metrics_listen, true,
                 "Address for Prometheus scrapes, or off");
  reader.OneOf("log-level", settings.log_level, {"info", "warning", "error"}, "Least log level");
  reader.Number("task-threads", settings.host.runner.threads, 1, 256, "Threads for folding");
  reader.Number("call-threads", settings.host.max_call_threads, 16, 4'096,
                "Threads for calls; a stream holds one as long as it lasts");
  reader.Number("max-open-streams", settings.limits.max_open_streams, 1, 4'095,
                "Streams of facts and watches open at once; at least 8 fewer than call-threads");
  reader.Number("max-batch-events", settings.limits.max_batch_events, 1, 100'000,
                "Facts of one batch");
  reader.Bytes("max-batch-bytes", settings.limits.max_batch_bytes, kKiB, 48 * kMiB,
               "Bytes of one batch");
  reader.Bytes("max-event-bytes", settings.limits.max_event_bytes, kKiB, 64 * kKiB,
               "Bytes of one fact");
  reader.Bytes("max-in-flight-bytes", settings.limits.max_in_flight_bytes, kMiB, 4'096 * kMiB,
               "Bytes of batches that are being appended at one moment");
  reader.Number("remembered-requests", settings.limits.remembered_requests, 1, 10'000'000,
                "Request ids remembered for callers that ask again");
  reader.Duration("longest-wait", settings.limits.longest_wait, milliseconds(0), kHour,
                  "Longest wait of a query for its consistency token");
  reader.Duration("drain-delay", settings.host.drain_delay, milliseconds(0), kHour,
                  "Time between NOT_SERVING and refusing calls");
  reader.Duration("drain-timeout", settings.host.drain_timeout, milliseconds(0), kHour,
                  "Time for running calls to end");
}

void DeclareTicker(ServeSettings& settings, config::SettingsReader& reader) {
  reader.Duration("tick-every", settings.tick_every, milliseconds(0), 24 * kHour,
                  "How often civil time is told to the rules; 0: never");
}

int Serve(const ServeSettings& settings, const std::vector<MakeModule>& modules) {
  StopSignals signals;
  Log log(LevelOf(settings.log_level));
  if (settings.limits.max_in_flight_bytes < settings.limits.max_batch_bytes) {
    return Failed(log, "cannot_start",
                  {base::ErrorCode::kInvalidArgument,
                   "INVALID_SETTING",
                   "max-in-flight-bytes is less than max-batch-bytes",
                   {}});
  }
  if (settings.limits.max_open_streams > settings.host.max_call_threads - kThreadsForOtherCalls) {
    return Failed(
        log, "cannot_start",
        {base::ErrorCode::kInvalidArgument,
         "INVALID_SETTING",
         "max-open-streams must be at least 8 less than call-threads, or streams leave no "
         "thread for other calls",
         {}});
  }
  const SystemClock clock;
  auto backend = LocalBackend::Open(settings.data, settings.partitions, log);
  if (!backend) {
    return Failed(log, "cannot_start", backend.error());
  }
  metrics::Registry metrics;
  std::stop_source draining;
  rpc::OpenStreams streams(settings.limits.max_open_streams, draining.get_token(), metrics);
  const ModuleContext context{.log = (*backend)->event_log(),
                              .open_store = (*backend)->open_store(),
                              .clock = clock,
                              .metrics = metrics,
                              .partitions = settings.partitions,
                              .limits = settings.limits,
                              .streams = streams,
                              .tick_every = settings.tick_every};
  std::vector<std::unique_ptr<ServiceModule>> made;
  HostParts parts{{}, (*backend)->event_log(), clock, metrics, log, draining};
  for (const MakeModule& make : modules) {
    auto module = make(context);
    if (!module) {
      return Failed(log, "cannot_start", module.error());
    }
    parts.modules.push_back(module->get());
    made.push_back(*std::move(module));
  }
  HostSettings host_settings = settings.host;
  host_settings.max_message_bytes = settings.limits.max_batch_bytes + kEnvelopeBytes;
  auto host = Host::Start(host_settings, parts);
  if (!host) {
    return Failed(log, "cannot_start", host.error());
  }
  const int signal = signals.Wait();
  log.Info("draining", {{"signal", std::int64_t{signal}}});
  if (auto stopped = (*host)->Stop(); !stopped) {
    return Failed(log, "not_stopped_cleanly", stopped.error());
  }
  log.Info("stopped", {});
  return 0;
}

}  // namespace kakutei::runtime::host
