#include "runtime/host/log.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::runtime::host {
namespace {

using testing::EndsWith;
using testing::StartsWith;

TEST(Log, WritesOneObjectALine) {
  std::ostringstream out;
  Log log(LogLevel::kInfo, out);
  log.Info("listening", {{"grpc", "127.0.0.1:1"}, {"tasks", std::int64_t{12}}, {"ready", true}});
  EXPECT_THAT(out.str(), StartsWith(R"({"ts":"20)"));
  EXPECT_THAT(out.str(), EndsWith(R"(Z","level":"info","event":"listening",)"
                                  R"("grpc":"127.0.0.1:1","tasks":12,"ready":true})"
                                  "\n"));
}

TEST(Log, EscapesWhatWouldBreakTheLine) {
  std::ostringstream out;
  Log log(LogLevel::kInfo, out);
  log.Error("failed", {{"error", "a \"quoted\" {}\n\\ end"}});
  EXPECT_THAT(out.str(), EndsWith(R"("error":"a \"quoted\" {}\u000a\\ end"})"
                                  "\n"));
}

TEST(Log, LeavesOutWhatIsBelowItsLevel) {
  std::ostringstream out;
  Log log(LogLevel::kError, out);
  log.Info("listening", {});
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace kakutei::runtime::host
