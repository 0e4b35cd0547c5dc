#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "runtime/projection/projection_store.h"

namespace kakutei::runtime {

// A store that the contract suite may close and open again.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual ProjectionStore& store() = 0;
  // Closes the store and opens it again over the same contents.
  virtual void Reopen() = 0;
};

struct StoreMaker {
  using Make = std::function<std::unique_ptr<StoreUnderTest>()>;
  // The name has letters and digits only.
  StoreMaker(std::string store_name, Make make_store);

  std::string name;
  Make make;
};
std::ostream& operator<<(std::ostream& out, const StoreMaker& maker);

// What every ProjectionStore must do. An implementation joins with
//   INSTANTIATE_TEST_SUITE_P(Mine, StoreContract, testing::Values(StoreMaker{...}));
class StoreContract : public testing::TestWithParam<StoreMaker> {
 protected:
  StoreContract();
  ProjectionStore& store() { return tested_->store(); }
  void Reopen() { tested_->Reopen(); }

 private:
  std::unique_ptr<StoreUnderTest> tested_;
};

}  // namespace kakutei::runtime
