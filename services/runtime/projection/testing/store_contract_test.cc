#include "runtime/projection/testing/store_contract.h"

#include <utility>

#include "base/check.h"
#include "runtime/projection/rocksdb_store.h"
#include "runtime/projection/testing/memory_store.h"
#include "runtime/projection/testing/temp_directory.h"

namespace kakutei::runtime {
namespace {

class MemoryStoreUnderTest final : public StoreUnderTest {
 public:
  ProjectionStore& store() override { return *store_; }
  void Reopen() override { store_ = std::make_unique<MemoryStore>(store_->Image()); }

 private:
  std::unique_ptr<MemoryStore> store_ = std::make_unique<MemoryStore>();
};

class RocksDbStoreUnderTest final : public StoreUnderTest {
 public:
  RocksDbStoreUnderTest() { Reopen(); }

  ProjectionStore& store() override { return *store_; }
  void Reopen() override {
    store_.reset();
    auto opened = OpenRocksDbStore({.directory = directory_.path().string()});
    KAKUTEI_CHECK(opened.has_value());
    store_ = std::move(*opened);
  }

 private:
  TempDirectory directory_;
  std::unique_ptr<ProjectionStore> store_;
};

template <typename Tested>
StoreMaker Maker(std::string name) {
  return {std::move(name), [] { return std::make_unique<Tested>(); }};
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract,
                         testing::Values(Maker<MemoryStoreUnderTest>("Memory"),
                                         Maker<RocksDbStoreUnderTest>("RocksDb")),
                         [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kakutei::runtime
