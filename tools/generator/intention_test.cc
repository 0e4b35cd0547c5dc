#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include <gmock/gmock.h>

#include "facts/line_reader.h"
#include "generator/network.h"
#include "generator/testing/plain_judge.h"

// That the network shows exactly what it is meant to: the rules, run over its facts, report the
// intended findings, no more and no fewer.
namespace kakutei::generator {
namespace {

struct Made {
  std::vector<v1::Event> events;
  std::vector<IntendedFinding> intended;
};

Made Make(const NetworkSettings& settings) {
  Made made;
  made.intended =
      GenerateNetwork(settings, [&](const v1::Event& event) { made.events.push_back(event); });
  return made;
}

std::set<FindingKey> Keys(const std::vector<IntendedFinding>& intended) {
  std::set<FindingKey> keys;
  for (const auto& finding : intended) {
    keys.emplace(finding.subject, finding.rule_id, v1::Status::Value_Name(finding.outcome));
  }
  return keys;
}

// The first differences, with what was meant.
std::string Differences(const Made& made, const std::set<FindingKey>& judged) {
  const auto intended = Keys(made.intended);
  std::map<std::string, std::string> kinds;
  for (const auto& finding : made.intended)
    kinds[finding.subject] += " " + std::string(finding.kind);
  std::string text;
  int left = 8;
  const auto list = [&](const char* what, const std::set<FindingKey>& from,
                        const std::set<FindingKey>& without) {
    for (const auto& key : from) {
      if (without.contains(key)) continue;
      if (left-- <= 0) return;
      const auto& [subject, rule, outcome] = key;
      text += std::string(what) + subject + " " + rule + " " + outcome +
              " (meant:" + kinds[subject] + ")\n";
    }
  };
  list("not judged: ", intended, judged);
  left = 8;
  list("not meant: ", judged, intended);
  return text;
}

// Whatever rules there are: of those that the list does not name, none reports anything.
void ExpectExact(const NetworkSettings& settings) {
  const Made made = Make(settings);
  EXPECT_EQ(Differences(made, FindingKeys(JudgePlainly(made.events))), "")
      << "seed " << settings.seed;
}

TEST(IntendedFindings, AreWhatTheRulesReportOfSmallNetworks) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    NetworkSettings settings;
    settings.seed = seed;
    settings.facilities = 3 + static_cast<int>(seed) % 12;
    settings.readings = 400;
    settings.violation_rate = 0.015;
    settings.month_violation_rate = 0.6;
    settings.correction_rate = 0.05;
    settings.close_month = seed % 4 != 0;
    ExpectExact(settings);
  }
}

// The settings that deploy/samples names.
NetworkSettings SampleSettings() {
  NetworkSettings settings;
  settings.seed = 202607;
  settings.violation_rate = 0.004;
  settings.month_violation_rate = 0.5;
  return settings;
}

TEST(IntendedFindings, AreWhatTheRulesReportOfTheSample) { ExpectExact(SampleSettings()); }

TEST(Sample, IsWhatTheGeneratorMakes) {
  const Made made = Make(SampleSettings());
  auto lines = facts::LineReader::Open("deploy/samples/network-2026-06.ndjson.gz");
  ASSERT_TRUE(lines.has_value()) << lines.error().message;
  for (const auto& event : made.events) {
    const auto line = lines->Next();
    ASSERT_TRUE(line.has_value() && line->has_value());
    ASSERT_EQ((*line)->text, EventLine(event));
  }
  EXPECT_FALSE(lines->Next()->has_value());
  std::ifstream list("deploy/samples/intended-findings.csv", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(list), {}};
  EXPECT_EQ(text, IntendedFindingsCsv(made.intended));
}

TEST(IntendedFindings, AreWhatTheRulesReportOfOtherMonths) {
  for (const auto month : {std::chrono::year(2024) / 6, std::chrono::year(2025) / 12,
                           std::chrono::year(2026) / 5, std::chrono::year(2027) / 2}) {
    NetworkSettings settings;
    settings.seed = 7;
    settings.readings = 600;
    settings.month = base::Month{month};
    ExpectExact(settings);
  }
}

TEST(IntendedFindings, AreWhatTheRulesReportOfABusyNetwork) {
  NetworkSettings settings;
  settings.seed = 11;
  settings.readings = 20'000;
  settings.violation_rate = kMaxViolationRate;
  ExpectExact(settings);
}

TEST(IntendedFindings, WithoutViolationsAreOnlyWhatIsMeantAsItIs) {
  NetworkSettings settings;
  settings.violation_rate = 0;
  const Made made = Make(settings);
  std::set<std::string_view> kinds;
  for (const auto& finding : made.intended) kinds.insert(finding.kind);
  EXPECT_THAT(kinds, testing::IsSubsetOf(
                         {"own_case_exception", "month_edge", "partial_scope", "part_time_share"}));
}

}  // namespace
}  // namespace kakutei::generator
