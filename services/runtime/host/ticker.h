#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "kakutei/v1/event.pb.h"

#include "base/clock.h"
#include "base/result.h"
#include "runtime/eventlog/event_log.h"

namespace kakutei::runtime::host {

// The tick of the newest full period: its instant is a whole number of periods after 1970, and its
// event id follows from the instant, so that every ticker of every process makes the same fact of
// it and a restart repeats nothing.
v1::Event TickAt(base::Instant now, std::chrono::milliseconds period);

// Appends a ClockTicked to kakutei.clock.v1 at its start and then once a period. A tick that cannot
// be appended is tried again after a second. Start and Stop from one thread, once each.
class Ticker {
 public:
  using OnFailure = std::function<void(const base::Error& error)>;

  // `period` > 0. The log and the clock outlive it; `on_failure` is called on the ticker's thread.
  Ticker(EventLog& log, const base::Clock& clock, std::chrono::milliseconds period,
         OnFailure on_failure);
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;
  ~Ticker();

  void Start();
  // Waits for a running append.
  void Stop();

  // Appends the newest tick unless it was the last one; what the thread does each time.
  base::Status TickOnce();

 private:
  void Run(const std::stop_token& stop);

  EventLog& log_;
  const base::Clock& clock_;
  const std::chrono::milliseconds period_;
  const OnFailure on_failure_;
  std::string last_id_;  // the ticking thread's own
  std::mutex mutex_;     // only for waiting
  std::condition_variable_any stopping_;
  std::jthread thread_;
};

}  // namespace kakutei::runtime::host
