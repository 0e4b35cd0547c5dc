// kakutei_bench: how fast, as ratios that hold from machine to machine.
#include <charconv>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string_view>

#include "bench/ceiling.h"
#include "bench/engine_run.h"
#include "bench/network_facts.h"
#include "bench/report.h"
#include "bench/rules_run.h"
#include "runtime/host/system_clock.h"

namespace kakutei::bench {
namespace {

constexpr std::string_view kHelp =
    "usage: kakutei_bench [--readings N] [--seed N] [--rounds N]\n"
    "Generates a month of a network and prints how fast it is judged, beside the least work that\n"
    "anybody could do with the same facts. Files stand in a temporary directory.\n"
    "  --readings N  readings of the month (20000)\n"
    "  --seed N      of the network (1)\n"
    "  --rounds N    times that each part runs; the best counts (3)\n"
    "Exit codes: 0 done, 1 a part failed, 2 usage.\n";

struct Options {
  int readings = 20'000;
  std::uint64_t seed = 1;
  int rounds = 3;
};

template <typename Number>
bool TakeNumber(std::string_view text, Number& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

std::optional<Options> ParseOptions(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i], value = argv[i + 1];
    const bool taken = name == "--readings" ? TakeNumber(value, options.readings)
                       : name == "--seed"   ? TakeNumber(value, options.seed)
                       : name == "--rounds" ? TakeNumber(value, options.rounds)
                                            : false;
    if (!taken) return std::nullopt;
  }
  if (argc % 2 == 0 || options.readings < 1 || options.rounds < 1) return std::nullopt;
  return options;
}

base::Status RunEngines(const NetworkFacts& network, const base::Clock& clock, Figures& figures,
                        std::unique_ptr<PreparedMonth>& month) {
  const bool first = !figures.offline;
  if (first) {
    ForgetPeak();
    figures.resident_before = ReadMemory().resident_bytes;
  }
  auto offline = RunEngine(network, EngineMode::kOffline, clock,
                           [&](const runtime::StateReader& billing) -> base::Status {
                             if (!first) return {};
                             figures.peak_after = ReadMemory().peak_bytes;
                             auto prepared = PreparedMonth::From(billing);
                             if (!prepared) return base::Fail(std::move(prepared).error());
                             month = *std::move(prepared);
                             return {};
                           });
  if (!offline) return base::Fail(std::move(offline).error());
  figures.offline = Best(figures.offline, offline->cost);
  figures.offline_work = *offline;
  auto unjudged = RunEngine(network, EngineMode::kOfflineWithoutJudging, clock);
  if (!unjudged) return base::Fail(std::move(unjudged).error());
  figures.unjudged = Best(figures.unjudged, unjudged->cost);
  auto live = RunEngine(network, EngineMode::kLive, clock);
  if (!live) return base::Fail(std::move(live).error());
  figures.live = Best(figures.live, live->cost);
  figures.live_work = *live;
  return {};
}

base::Status RunCeilings(const NetworkFacts& network, const base::Clock& clock, Figures& figures) {
  auto ceiling = RunCeiling(network, runtime::Durability::kProcessCrash, clock);
  if (!ceiling) return base::Fail(std::move(ceiling).error());
  figures.ceiling = Best(figures.ceiling, *ceiling);
  auto synced = RunCeiling(network, runtime::Durability::kPowerLoss, clock);
  if (!synced) return base::Fail(std::move(synced).error());
  figures.synced_ceiling = Best(figures.synced_ceiling, *synced);
  return {};
}

base::Result<Figures> Measure(const Options& options, const base::Clock& clock) {
  const auto network = MakeNetworkFacts(options.readings, options.seed);
  if (!network) return base::Fail(network.error());
  Figures figures;
  figures.readings = options.readings;
  figures.seed = options.seed;
  figures.rounds = options.rounds;
  figures.facts = static_cast<std::int64_t>(network->facts.size());
  figures.bytes = network->bytes;
  std::unique_ptr<PreparedMonth> month;
  // Each round has every part, so that a change of the machine's pace meets all of them.
  for (int round = 0; round < options.rounds; ++round) {
    if (auto ran = RunEngines(*network, clock, figures, month); !ran)
      return base::Fail(ran.error());
    figures.judged = month->Judge(clock);
    figures.rules = Best(figures.rules, figures.judged.cost);
    if (auto ran = RunCeilings(*network, clock, figures); !ran) return base::Fail(ran.error());
  }
  return figures;
}

int Main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--help") {
    std::cout << kHelp;
    return 0;
  }
  const auto options = ParseOptions(argc, argv);
  if (!options) {
    std::cerr << kHelp;
    return 2;
  }
  const runtime::host::SystemClock clock;
  const auto figures = Measure(*options, clock);
  if (!figures) {
    std::cerr << figures.error().reason << ": " << figures.error().message << '\n';
    for (const auto& violation : figures.error().violations) {
      std::cerr << "  " << violation.field << ": " << violation.rule << '\n';
    }
    return figures.error().code == base::ErrorCode::kInvalidArgument ? 2 : 1;
  }
  Print(*figures, std::cout);
  return 0;
}

}  // namespace
}  // namespace kakutei::bench

int main(int argc, char** argv) { return kakutei::bench::Main(argc, argv); }
