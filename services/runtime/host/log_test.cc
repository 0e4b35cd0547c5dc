#include "runtime/host/log.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kakutei::runtime::host {
namespace {

using testing::EndsWith;
using testing::StartsWith;

TEST(Log, WritesOneObjectALine) {
  std::string out;
  Log log(LogLevel::kInfo, [&out](std::string_view line) { out += line; });
  log.Info("listening", {{"grpc", "127.0.0.1:1"}, {"tasks", std::int64_t{12}}, {"ready", true}});
  EXPECT_THAT(out, StartsWith(R"({"ts":"20)"));
  EXPECT_THAT(out, EndsWith(R"(Z","level":"info","event":"listening",)"
                            R"("grpc":"127.0.0.1:1","tasks":12,"ready":true})"
                            "\n"));
}

TEST(Log, EscapesWhatWouldBreakTheLine) {
  std::string out;
  Log log(LogLevel::kInfo, [&out](std::string_view line) { out += line; });
  log.Error("failed", {{"error", "a \"quoted\" {}\n\\ end"}});
  EXPECT_THAT(out, EndsWith(R"("error":"a \"quoted\" {}\u000a\\ end"})"
                            "\n"));
}

TEST(Log, LeavesOutWhatIsBelowItsLevel) {
  std::string out;
  Log log(LogLevel::kError, [&out](std::string_view line) { out += line; });
  log.Info("listening", {});
  EXPECT_EQ(out, "");
}

}  // namespace
}  // namespace kakutei::runtime::host
