#include "generator/network.h"

#include <map>
#include <set>

#include <gmock/gmock.h>

#include "base/digest.h"
#include "facts/ndjson.h"
#include "facts/slots.h"
#include "facts/validation.h"
#include "generator/year_calendar.h"

namespace kakutei::generator {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Key;
using testing::SizeIs;

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

std::string Text(const NetworkSettings& settings) {
  std::string text;
  const auto intended =
      GenerateNetwork(settings, [&](const v1::Event& event) { text += EventLine(event) + "\n"; });
  return text + IntendedFindingsCsv(intended);
}

NetworkSettings Small() {
  NetworkSettings settings;
  settings.readings = 300;
  settings.facilities = 8;
  return settings;
}

TEST(Network, IsTheSameForTheSameSettings) {
  EXPECT_EQ(base::Sha256(Text(Small())), base::Sha256(Text(Small())));
  NetworkSettings other = Small();
  other.seed = 2;
  EXPECT_NE(base::Sha256(Text(Small())), base::Sha256(Text(other)));
}

TEST(Network, HoldsOnlyWellFormedFactsThatReadBack) {
  NetworkSettings settings = Small();
  settings.relays = settings.solicitations = true;
  for (const auto& event : Make(settings).events) {
    const std::string line = EventLine(event);
    const auto violations = facts::Violations(event);
    ASSERT_TRUE(violations.empty()) << line << "\n"
                                    << violations.front().field << ": " << violations.front().rule;
    const auto parsed = facts::ParseEventLine(line);
    ASSERT_TRUE(parsed.has_value()) << line << "\n" << parsed.error().message;
    ASSERT_EQ(parsed->SerializeAsString(), event.SerializeAsString()) << line;
  }
}

TEST(Network, SaysOneThingUnderOneIdentity) {
  NetworkSettings settings;
  settings.duplicate_rate = 0.05;
  settings.violation_rate = 0;  // identity_reused is one
  std::map<std::pair<std::string, std::string>, std::string> contents;
  int duplicates = 0, events = 0;
  GenerateNetwork(settings, [&](const v1::Event& event) {
    ++events;
    const auto [known, added] = contents.emplace(std::make_pair(event.source(), event.event_id()),
                                                 facts::IdentityBytes(event));
    if (!added) ++duplicates;
    EXPECT_EQ(known->second, facts::IdentityBytes(event)) << EventLine(event);
  });
  EXPECT_NEAR(duplicates, 0.05 * events, 0.01 * events);
}

TEST(Network, ArrivesLateAndCorrectedAsOftenAsAsked) {
  NetworkSettings settings;
  settings.late_rate = 0.1;
  settings.correction_rate = 0.1;
  int orders = 0, late = 0, corrected = 0;
  GenerateNetwork(settings, [&](const v1::Event& event) {
    if (!event.has_reading_ordered()) return;
    if (event.source_revision() == 2) ++corrected;
    if (event.source_revision() != 2) ++orders;
    if (event.recorded_at().seconds() - event.occurred_at().seconds() > 2 * 86'400) ++late;
  });
  EXPECT_NEAR(late, 0.1 * orders, 0.03 * orders);
  EXPECT_NEAR(corrected, 0.1 * orders, 0.03 * orders);
}

TEST(Network, ArrivesOutOfOrderUnlessTheWindowIsOne) {
  NetworkSettings settings = Small();
  settings.late_rate = settings.duplicate_rate = settings.correction_rate = 0;
  const auto steps_back = [](const NetworkSettings& asked) {
    int steps = 0;
    std::int64_t last = 0;
    GenerateNetwork(asked, [&](const v1::Event& event) {
      if (!event.has_reading_ordered()) return;
      if (event.reading_ordered().acquired_at().seconds() + 240 < last) ++steps;
      last = event.reading_ordered().acquired_at().seconds();
    });
    return steps;
  };
  EXPECT_GT(steps_back(settings), 50);
  settings.shuffle_window = 1;
  EXPECT_EQ(steps_back(settings), 0);
}

TEST(Network, HoldsAsManyReadingsAsAsked) {
  std::set<std::string> readings;
  const auto take = [&](const std::string& claimant, const std::string& reading) {
    readings.insert(claimant + "/" + reading);
  };
  NetworkSettings settings;
  GenerateNetwork(settings, [&](const v1::Event& event) {
    if (event.has_reading_ordered()) {
      take(event.reading_ordered().claimant_facility_id(), event.reading_ordered().reading_id());
    } else if (event.has_report_authored()) {
      take(event.report_authored().claimant_facility_id(), event.report_authored().reading_id());
    }
  });
  EXPECT_THAT(readings, SizeIs(2000));
}

TEST(Network, ShowsEachKindAboutAsOftenAsAsked) {
  NetworkSettings settings;
  settings.readings = 12'000;
  settings.violation_rate = 0.01;
  settings.relays = settings.solicitations = true;
  std::map<std::string_view, std::set<std::string>> subjects;
  for (const auto& finding : Make(settings).intended)
    subjects[finding.kind].insert(finding.subject);
  // Networks of many months for the kinds of flaws that these themselves have; some suit few
  // facilities only.
  settings.facilities = 120;
  settings.month_violation_rate = 0.9;
  std::set<std::string_view> shown;
  for (const auto& [kind, of] : subjects) shown.insert(kind);
  for (settings.seed = 1; settings.seed <= 4; ++settings.seed) {
    for (const auto& finding : Make(settings).intended) shown.insert(finding.kind);
  }
  for (const auto kind : Kinds()) EXPECT_THAT(shown, Contains(kind));
  // Received cases are about half of all; every reading can be undelivered, but for the room that
  // L-20 leaves.
  EXPECT_NEAR(static_cast<double>(subjects["not_attached"].size()), 120, 40);
  EXPECT_NEAR(static_cast<double>(subjects["part_time_remote"].size()), 60, 30);
  EXPECT_NEAR(static_cast<double>(subjects["bulk_confirmation"].size()), 60, 30);
}

TEST(Network, NamesEachFindingOnce) {
  const auto intended = Make(NetworkSettings()).intended;
  for (std::size_t i = 1; i < intended.size(); ++i) {
    EXPECT_LT(std::tie(intended[i - 1].subject, intended[i - 1].rule_id),
              std::tie(intended[i].subject, intended[i].rule_id));
  }
}

TEST(Network, HoldsAShareAboveTheLimitAndOneAboveCautionByDesign) {
  std::set<v1::Status::Value> outcomes;
  NetworkSettings settings;
  settings.violation_rate = 0.004;
  for (const auto& finding : Make(settings).intended) {
    if (finding.rule_id == "ATS2-N2.2" && finding.subject.ends_with("2026-06"))
      outcomes.insert(finding.outcome);
  }
  EXPECT_THAT(outcomes, ElementsAre(v1::Status::CAUTION, v1::Status::NEEDS_REVIEW));
}

TEST(Network, ClosesNoMonthUnlessAsked) {
  NetworkSettings settings = Small();
  settings.close_month = false;
  for (const auto& event : Make(settings).events) {
    EXPECT_FALSE(event.has_claim_month_closed() || event.has_claim_submitted());
  }
}

TEST(NetworkSettings, AreRefusedWithTheFieldAndTheBound) {
  NetworkSettings settings;
  settings.facilities = 2;
  settings.violation_rate = 0.5;
  settings.month = base::Month{std::chrono::year(2024) / 5};
  const auto checked = CheckSettings(settings);
  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_EQ(checked.error().reason, "SETTING_OUT_OF_BOUNDS");
  ASSERT_THAT(checked.error().violations, SizeIs(3));
  EXPECT_EQ(checked.error().violations[0].field, "facilities");
  EXPECT_EQ(checked.error().violations[0].rule, "facilities is 3 to 999.");
  EXPECT_TRUE(CheckSettings(NetworkSettings()).has_value());
}

TEST(NationalHolidays, AreThoseOf2026) {
  std::vector<std::string> days;
  for (const auto date : NationalHolidays(2026)) days.push_back(base::FormatDate(date));
  EXPECT_THAT(days,
              ElementsAre("2026-01-01", "2026-01-12", "2026-02-11", "2026-02-23", "2026-03-20",
                          "2026-04-29", "2026-05-03", "2026-05-04", "2026-05-05", "2026-05-06",
                          "2026-07-20", "2026-08-11", "2026-09-21", "2026-09-22", "2026-09-23",
                          "2026-10-12", "2026-11-03", "2026-11-23"));
}

}  // namespace
}  // namespace kakutei::generator
