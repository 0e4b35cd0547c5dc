#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/eventlog/event_log.h"

namespace kakutei::runtime {

// What an implementation promises beyond EventLog, or cannot do in a test. Tests that need more are
// skipped.
struct LogCapabilities {
  // Positions of a partition count 0, 1, 2 ... without gaps.
  bool gap_free = true;
  // Reopen() brings the log back with its records.
  bool reopens = true;
  // The most bytes of key, value and headers that a record may have.
  std::int64_t max_record_bytes = 1 << 20;
};

// An empty log of an implementation that runs through the suite.
class LogUnderTest {
 public:
  virtual ~LogUnderTest() = default;
  virtual EventLog& log() = 0;
  // Closes the log and opens it again, as after an orderly stop.
  virtual void Reopen() = 0;
  virtual LogCapabilities capabilities() const = 0;
  // Two topics, with one and with four partitions.
  virtual std::string narrow() const { return "narrow"; }
  virtual std::string wide() const { return "wide"; }
};

struct LogMaker {
  using Make = std::function<std::unique_ptr<LogUnderTest>()>;
  // The name has letters and digits only.
  LogMaker(std::string log_name, Make make_log);

  std::string name;
  Make make;
};
std::ostream& operator<<(std::ostream& out, const LogMaker& maker);

// What every EventLog must do. An implementation joins with
//   INSTANTIATE_TEST_SUITE_P(Mine, LogConformance, testing::Values(LogMaker{...}));
class LogConformance : public testing::TestWithParam<LogMaker> {
 protected:
  LogConformance();

  EventLog& log() { return tested_->log(); }
  void Reopen() { tested_->Reopen(); }
  LogCapabilities capabilities() const { return tested_->capabilities(); }
  TopicPartition narrow() const { return {tested_->narrow(), 0}; }
  TopicPartition wide(int partition) const { return {tested_->wide(), partition}; }

  // Appends and gives the positions; a failure fails the test.
  std::vector<std::int64_t> Append(const std::vector<NewRecord>& records);
  // All records of a partition, read in small pieces.
  std::vector<LogRecord> ReadAll(const TopicPartition& partition);
  std::vector<std::string> Values(const TopicPartition& partition);

 private:
  std::unique_ptr<LogUnderTest> tested_;
};

}  // namespace kakutei::runtime
