#include "bench/ceiling.h"

#include <string>
#include <utility>

#include "kakutei/v1/event.pb.h"

#include "base/check.h"
#include "runtime/projection/rocksdb_store.h"
#include "runtime/projection/testing/temp_directory.h"

namespace kakutei::bench {
namespace {

constexpr std::size_t kPutsPerCommit = 1000;

// Big-endian, so that keys grow.
std::string KeyOf(std::size_t number) {
  std::string key(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8)
    key[static_cast<std::size_t>(i)] = static_cast<char>(number);
  return key;
}

}  // namespace

base::Result<Cost> RunCeiling(const NetworkFacts& network, runtime::Durability durability,
                              const base::Clock& clock) {
  const runtime::TempDirectory directory;
  runtime::RocksDbSettings settings;
  settings.directory = (directory.path() / "store").string();
  auto store = runtime::OpenRocksDbStore(settings);
  if (!store) return base::Fail(std::move(store).error());
  const auto overlay = (*store)->NewOverlay();
  const Stopwatch stopwatch(clock);
  v1::Event event;
  for (std::size_t i = 0; i < network.facts.size(); ++i) {
    const std::string& bytes = network.facts[i].bytes;
    KAKUTEI_CHECK(event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    overlay->Put(KeyOf(i), bytes);
    if ((i + 1) % kPutsPerCommit != 0 && i + 1 != network.facts.size()) continue;
    if (auto committed = (*store)->Commit(*overlay, durability); !committed) {
      return base::Fail(std::move(committed).error());
    }
  }
  return stopwatch.Elapsed();
}

}  // namespace kakutei::bench
