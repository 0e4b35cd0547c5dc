// The contract tests, and the commands that bring their files up to date.
#include <iostream>
#include <string_view>

#include <gtest/gtest.h>

#include "contract/baseline.h"
#include "contract/golden_samples.h"

namespace {

constexpr std::string_view kHelp =
    "usage: contract_test [--update-baseline [--accept-incompatible] | --add-golden]\n"
    "Without an option: runs the tests.\n"
    "  --update-baseline      shows what changed in the contract and writes it down; refuses what\n"
    "                         is not compatible\n"
    "  --accept-incompatible  writes it down all the same\n"
    "  --add-golden           writes the bytes of samples that have only JSON so far\n"
    "Exit codes: 0 done, 1 tests failed or refused, 2 usage.\n";

int Report(const kakutei::base::Status& done) {
  if (done) return 0;
  std::cerr << done.error().reason << ": " << done.error().message << '\n';
  return 1;
}

int AddGolden() {
  const auto written =
      kakutei::contract::WriteMissingBytes(KAKUTEI_SOURCE_DIR "/tests/contract/golden");
  if (!written) return Report(kakutei::base::Fail(written.error()));
  for (const auto& name : *written) std::cout << name << '\n';
  std::cout << written->size() << " samples written\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  const bool accept = argc == 3 && std::string_view(argv[2]) == "--accept-incompatible";
  if (command == "--update-baseline" && (argc == 2 || accept)) {
    return Report(kakutei::contract::UpdateBaseline(
        KAKUTEI_SOURCE_DIR "/tests/contract/descriptor_baseline.txt", KAKUTEI_SOURCE_DIR "/proto",
        accept, std::cout));
  }
  if (command == "--add-golden" && argc == 2) return AddGolden();
  testing::InitGoogleTest(&argc, argv);
  if (argc > 1) {
    const bool asked = std::string_view(argv[1]) == "--help";
    (asked ? std::cout : std::cerr) << kHelp;
    return asked ? 0 : 2;
  }
  return RUN_ALL_TESTS();
}
