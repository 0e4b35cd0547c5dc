#include "runtime/eventlog/testing/log_conformance.h"

#include <map>
#include <utility>

#include "base/check.h"
#include "runtime/eventlog/local/local_event_log.h"
#include "runtime/eventlog/testing/memory_event_log.h"
#include "runtime/projection/rocksdb_store.h"
#include "runtime/projection/testing/memory_store.h"
#include "runtime/projection/testing/temp_directory.h"

namespace kakutei::runtime {
namespace {

const std::map<std::string, int> kTopics = {{"narrow", 1}, {"wide", 4}};
constexpr std::int64_t kMaxRecordBytes = 64 << 10;

class MemoryLogUnderTest final : public LogUnderTest {
 public:
  EventLog& log() override { return log_; }
  void Reopen() override { KAKUTEI_CHECK(false); }
  LogCapabilities capabilities() const override {
    return {.reopens = false, .max_record_bytes = kMaxRecordBytes};
  }

 private:
  MemoryEventLog log_{kTopics, kMaxRecordBytes};
};

class LocalLogUnderTest : public LogUnderTest {
 public:
  EventLog& log() override { return *log_; }
  LogCapabilities capabilities() const override { return {.max_record_bytes = kMaxRecordBytes}; }

 protected:
  void Open(std::unique_ptr<ProjectionStore> store) {
    auto opened = OpenLocalEventLog(std::move(store),
                                    {.topics = kTopics, .max_record_bytes = kMaxRecordBytes});
    KAKUTEI_CHECK(opened.has_value());
    log_ = std::move(*opened);
  }
  void Close() { log_.reset(); }

 private:
  std::unique_ptr<EventLog> log_;
};

class LocalLogInMemory final : public LocalLogUnderTest {
 public:
  LocalLogInMemory() { Use(std::make_unique<MemoryStore>()); }
  void Reopen() override {
    const auto image = store_->Image();
    Close();
    Use(std::make_unique<MemoryStore>(image));
  }

 private:
  void Use(std::unique_ptr<MemoryStore> store) {
    store_ = store.get();
    Open(std::move(store));
  }
  MemoryStore* store_ = nullptr;  // the log's
};

class LocalLogOnDisk final : public LocalLogUnderTest {
 public:
  LocalLogOnDisk() { Reopen(); }
  ~LocalLogOnDisk() override { Close(); }
  void Reopen() override {
    Close();
    auto store = OpenRocksDbStore({.directory = directory_.path().string()});
    KAKUTEI_CHECK(store.has_value());
    Open(std::move(*store));
  }

 private:
  TempDirectory directory_;
};

template <typename Tested>
LogMaker Maker(std::string name) {
  return {std::move(name), [] { return std::make_unique<Tested>(); }};
}

INSTANTIATE_TEST_SUITE_P(Logs, LogConformance,
                         testing::Values(Maker<MemoryLogUnderTest>("Memory"),
                                         Maker<LocalLogInMemory>("LocalInMemory"),
                                         Maker<LocalLogOnDisk>("LocalOnDisk")),
                         [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kakutei::runtime
