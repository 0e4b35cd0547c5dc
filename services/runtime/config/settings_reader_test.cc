#include "runtime/config/settings_reader.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/config/values.h"
#include "runtime/projection/testing/temp_directory.h"

namespace kakutei::runtime::config {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

TEST(Values, DurationsHaveUnits) {
  EXPECT_EQ(ParseDuration("250ms"), milliseconds(250));
  EXPECT_EQ(ParseDuration("1h"), milliseconds(3'600'000));
  EXPECT_EQ(ParseDuration("0"), milliseconds(0));
  for (const char* bad : {"", "5", "s", "-1s", "1.5s", "5 s", "99999999h", "5d"}) {
    EXPECT_FALSE(ParseDuration(bad)) << bad;
  }
  EXPECT_EQ(FormatDuration(milliseconds(90'000)), "90s");
}

TEST(Values, SizesAreBytesOrHaveUnits) {
  EXPECT_EQ(ParseBytes("64MiB"), 64 << 20);
  EXPECT_EQ(ParseBytes("17"), 17);
  for (const char* bad : {"", "64MB", "-1", "1.5GiB", "9999999999GiB"}) {
    EXPECT_FALSE(ParseBytes(bad)) << bad;
  }
  EXPECT_EQ(FormatBytes(64 << 20), "64MiB");
}

TEST(Values, AddressesHaveAHostAndAPort) {
  for (const char* good : {"127.0.0.1:0", "localhost:65535", "[::1]:80"}) {
    EXPECT_TRUE(IsAddress(good)) << good;
  }
  for (const char* bad :
       {"", "localhost", ":80", "localhost:", "localhost:65536", "::1:80", "x:8o"}) {
    EXPECT_FALSE(IsAddress(bad)) << bad;
  }
}

struct Read {
  std::optional<Exit> exit;
  std::string listen = "127.0.0.1:8401";
  int partitions = 12;
  milliseconds tick_every{3'600'000};
  std::int64_t batch = 16 << 20;
  std::string level = "info";
};

Read ReadAll(const std::vector<std::string>& arguments, const Environment& environment) {
  Read read;
  SettingsReader reader("kakutei-test", "Tests.", "Examples:\n  kakutei-test --partitions 3");
  reader.Address("listen", read.listen, false, "Where to listen");
  reader.Number("partitions", read.partitions, 1, 100, "Partitions");
  reader.Duration("tick-every", read.tick_every, milliseconds(0), milliseconds(86'400'000), "Tick");
  reader.Bytes("max-batch-bytes", read.batch, 1, 1 << 30, "Batch");
  reader.OneOf("log-level", read.level, {"info", "error"}, "Log level");
  read.exit = reader.Read(arguments, environment);
  return read;
}

TEST(Settings, KeepTheirDefaults) {
  const Read read = ReadAll({}, {{"HOME", "/root"}});
  EXPECT_FALSE(read.exit);
  EXPECT_EQ(read.listen, "127.0.0.1:8401");
  EXPECT_EQ(read.partitions, 12);
}

TEST(Settings, FlagsOutrankTheEnvironmentAndThatTheFile) {
  const TempDirectory directory;
  const std::string file = (directory.path() / "settings.toml").string();
  std::ofstream(file) << "partitions = 3\ntick-every = \"10m\"\nmax-batch-bytes = \"1MiB\"\n";
  const Read read = ReadAll({"--config", file, "--partitions", "5"},
                            {{"KAKUTEI_PARTITIONS", "4"}, {"KAKUTEI_TICK_EVERY", "20m"}});
  ASSERT_FALSE(read.exit) << read.exit->err;
  EXPECT_EQ(read.partitions, 5);
  EXPECT_EQ(read.tick_every, milliseconds(1'200'000));
  EXPECT_EQ(read.batch, 1 << 20);
}

TEST(Settings, RefuseWhatNobodyDeclared) {
  const TempDirectory directory;
  const std::string file = (directory.path() / "settings.toml").string();
  std::ofstream(file) << "partition = 3\n";
  for (const Read& read : {ReadAll({"--partition", "3"}, {}), ReadAll({"stray"}, {}),
                           ReadAll({}, {{"KAKUTEI_PARTITION", "3"}}),
                           ReadAll({"--config", file}, {}), ReadAll({"--config", "/none"}, {})}) {
    ASSERT_TRUE(read.exit);
    EXPECT_EQ(read.exit->code, 2);
    EXPECT_NE(read.exit->err, "");
  }
}

TEST(Settings, PassOverKubernetesServiceLinks) {
  EXPECT_FALSE(ReadAll({}, {{"KAKUTEI_READING_EVENTS_SERVICE_HOST", "10.0.0.1"},
                            {"KAKUTEI_READING_EVENTS_SERVICE_PORT_GRPC", "8402"},
                            {"KAKUTEI_READING_EVENTS_PORT", "tcp://10.0.0.1:8402"},
                            {"KAKUTEI_READING_EVENTS_PORT_8402_TCP_ADDR", "10.0.0.1"}})
                   .exit);
}

TEST(Settings, NameTheFormOfWhatTheyRefuse) {
  const auto error = [](const std::string& argument) {
    const Read read = ReadAll({argument}, {});
    return read.exit ? read.exit->err : "";
  };
  EXPECT_THAT(error("--partitions=0"), HasSubstr("a whole number from 1 to 100"));
  EXPECT_THAT(error("--partitions=7x"), HasSubstr("a whole number from 1 to 100"));
  EXPECT_THAT(error("--tick-every=5"), HasSubstr("such as 500ms"));
  EXPECT_THAT(error("--max-batch-bytes=2GiB"), HasSubstr("to 1GiB"));
  EXPECT_THAT(error("--listen=nowhere"), HasSubstr("HOST:PORT"));
  EXPECT_THAT(error("--log-level=loud"), HasSubstr("one of info error"));
}

TEST(Settings, HelpShowsExamplesAndExitCodes) {
  const Read read = ReadAll({"--help"}, {});
  ASSERT_TRUE(read.exit);
  EXPECT_EQ(read.exit->code, 0);
  EXPECT_THAT(read.exit->out, HasSubstr("kakutei-test --partitions 3"));
  EXPECT_THAT(read.exit->out, HasSubstr("Exit codes"));
  EXPECT_THAT(ReadAll({"--version"}, {}).exit->out, HasSubstr("kakutei-test "));
}

}  // namespace
}  // namespace kakutei::runtime::config
