#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/baseline.h"
#include "contract/compatibility.h"
#include "contract/descriptor_lines.h"
#include "runtime/projection/testing/temp_directory.h"

namespace kakutei::contract {
namespace {

constexpr char kUpdate[] = "build/release/tests/contract_test --update-baseline";

TEST(DescriptorBaseline, IsTheContractOfToday) {
  const auto now = LinkedContract(KAKUTEI_SOURCE_DIR "/proto");
  ASSERT_TRUE(now.has_value()) << now.error().message;
  const auto baseline = ReadLines(KAKUTEI_SOURCE_DIR "/tests/contract/descriptor_baseline.txt");
  for (const auto& difference : CompareContracts(baseline, *now)) {
    if (difference.incompatible) {
      ADD_FAILURE() << "incompatible: " << difference.text;
    } else {
      ADD_FAILURE() << "not in the baseline yet: " << difference.text << "; if it is meant, run "
                    << kUpdate;
    }
  }
  if (!HasFailure()) {
    EXPECT_EQ(baseline, *now) << "only the order differs: run " << kUpdate;
  }
}

// A contract as some release had it, checked in at `path`.
std::filesystem::path Baseline(const runtime::TempDirectory& folder, bool with_a_stranger) {
  const auto path = folder.path() / "baseline.txt";
  auto lines = LinkedContract(KAKUTEI_SOURCE_DIR "/proto").value();
  lines.pop_back();
  std::ofstream file(path);
  for (const auto& line : lines) file << line << '\n';
  if (with_a_stranger) file << "message kakutei.v1.Stranger\n";
  return path;
}

TEST(UpdateBaseline, PrintsAndWritesAdditions) {
  const runtime::TempDirectory folder;
  const auto path = Baseline(folder, false);
  std::ostringstream out;
  ASSERT_TRUE(UpdateBaseline(path.string(), KAKUTEI_SOURCE_DIR "/proto", false, out).has_value());
  EXPECT_EQ(ReadLines(path.string()), LinkedContract(KAKUTEI_SOURCE_DIR "/proto").value());
  EXPECT_EQ(out.str(), "+ " + ReadLines(path.string()).back() + "\n");
}

TEST(UpdateBaseline, WritesIncompatibleChangesOnlyWhenTold) {
  const runtime::TempDirectory folder;
  const auto path = Baseline(folder, true);
  std::ostringstream out;
  const auto refused = UpdateBaseline(path.string(), KAKUTEI_SOURCE_DIR "/proto", false, out);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().reason, "INCOMPATIBLE");
  EXPECT_THAT(out.str(), testing::HasSubstr("incompatible: message kakutei.v1.Stranger"));
  EXPECT_EQ(ReadLines(path.string()).back(), "message kakutei.v1.Stranger");
  ASSERT_TRUE(UpdateBaseline(path.string(), KAKUTEI_SOURCE_DIR "/proto", true, out).has_value());
  EXPECT_EQ(ReadLines(path.string()), LinkedContract(KAKUTEI_SOURCE_DIR "/proto").value());
}

}  // namespace
}  // namespace kakutei::contract
