#include "facts/ndjson.h"

#include <random>

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "facts/testing/examples.h"

namespace kakutei::facts {
namespace {

using testing::ExampleLine;
using testing::kContractExamples;
using ::testing::StartsWith;
using v1::Event;

base::Error ErrorOf(std::string_view line) {
  const auto event = ParseEventLine(line);
  EXPECT_FALSE(event.has_value()) << line;
  if (event) return {};
  EXPECT_EQ(event.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_FALSE(event.error().violations.empty());
  return event.error();
}

void ExpectOne(std::string_view line, std::string_view reason, std::string_view field,
               std::string_view value, std::string_view rule) {
  const base::Error error = ErrorOf(line);
  SCOPED_TRACE(std::string(line) + "\n" + error.message);
  EXPECT_EQ(error.reason, reason);
  ASSERT_EQ(error.violations.size(), 1u);
  EXPECT_EQ(error.violations[0].field, field);
  EXPECT_EQ(error.violations[0].value, value);
  EXPECT_EQ(error.violations[0].rule, rule);
}

void ExpectMalformed(std::string_view line, std::string_view field, std::string_view value,
                     std::string_view rule) {
  ExpectOne(line, "MALFORMED_FACT", field, value, rule);
}

// Whether protobuf takes the line, and as the same event.
bool ProtobufAgrees(std::string_view line, const Event& event) {
  Event other;
  const auto status =
      google::protobuf::util::JsonStringToMessage({line.data(), line.size()}, &other);
  return status.ok() && google::protobuf::util::MessageDifferencer::Equals(event, other);
}

TEST(ALine, IsTheEventThatProtobufReads) {
  for (const std::string_view line : kContractExamples) {
    const auto event = ParseEventLine(line);
    ASSERT_TRUE(event.has_value()) << event.error().message;
    EXPECT_TRUE(ProtobufAgrees(line, *event)) << line;
  }
}

TEST(ALine, MayUseAllOfTheJsonMapping) {
  for (const std::string& line : {
           ExampleLine("r1", "\"eventId\"", " \t\"event_id\" "),
           ExampleLine("r1", "\"r1\"", "\"\\u0072\\u0031\""),
           ExampleLine("r1", "\"source\"", "\"sourceRevision\":\"7\",\"source\""),
           ExampleLine("r1", "\"source\"", "\"sourceRevision\":18446744073709551615,\"source\""),
           ExampleLine("r1", "\"source\"",
                       "\"recordedAt\":null,\"reportAuthored\":null,\"source\""),
           ExampleLine("r1", "01:00:00Z", "10:00:00.123456789+09:00"),
           ExampleLine("r1", "\"section\":\"E203\"", "\"section\":null"),
           ExampleLine("r2", "\"reportVersion\":1", "\"reportVersion\":\"1\""),
           ExampleLine("r2", "\"reportVersion\":1", "\"reportVersion\":1.0"),
           ExampleLine("r2", "\"reportVersion\":1", "\"reportVersion\":1e2"),
           ExampleLine("g4", "\"weeklyHours\":40", "\"weeklyHours\":38.75"),
           ExampleLine("g4", "\"weeklyHours\":40", "\"weeklyHours\":\"38.75\""),
           ExampleLine("g8", "\"FACILITIES\"", "\"INITIATED_BY_UNSPECIFIED\""),
           ExampleLine("g10", "[\"F-RECV\"]", "[ ]"),
           ExampleLine("g10", "[\"F-RECV\"]", "null"),
       }) {
    const auto event = ParseEventLine(line);
    ASSERT_TRUE(event.has_value()) << line << "\n" << event.error().message;
    EXPECT_TRUE(ProtobufAgrees(line, *event)) << line;
  }
}

TEST(ALine, HasNoUnknownField) {
  ExpectMalformed(ExampleLine("r4", "\"reportVersion\"", "\"note\":\"ok\",\"reportVersion\""),
                  "reportAttached.note", "",
                  "Unknown field; there are readingId, claimantFacilityId, reportVersion.");
  ExpectMalformed(ExampleLine("r4", "\"source\"", "\"extra\":{\"a\":[1,{}]},\"source\""), "extra",
                  "", "Unknown field or fact.");
  ExpectMalformed(ExampleLine("g7", "\"weekday\"", "\"day\":1,\"weekday\""),
                  "offsiteArrangementRecorded.scheduledHours[0].day", "",
                  "Unknown field; there are weekday, from, to.");
  ExpectMalformed(ExampleLine("r4", "\"source\"", "\"patientName\":\"YamadaTaro\",\"source\""),
                  "patientName", "", "Unknown field or fact.");
  const base::Error error = ErrorOf(ExampleLine("r4", "\"eventId\"", "\"EventId\""));
  EXPECT_EQ(error.violations[0].field, "EventId");
  EXPECT_EQ(error.violations[1].field, "eventId");
}

TEST(ALine, RepeatsNoPatientInformation) {
  for (const std::string& line :
       {ExampleLine("r4", "\"reportVersion\"", "\"患者\":\"山田太郎\",\"reportVersion\""),
        ExampleLine("r4", "\"R-1\"", "\"山田太郎\""),
        ExampleLine("r4", "\"R-1\"", "\"Taro Yamada\""),
        ExampleLine("r4", "\"R-1\"", "\"\\u5c71\\u7530\""),
        ExampleLine("r4", "\"R-1\"", "\"090-1234-5678\""),
        ExampleLine("r4", "\"R-1\"", "{\"name\":\"Yamada\"}"),
        ExampleLine("r4", ":1}}", ":\"1952-03-01\"}}")}) {
    const base::Error error = ErrorOf(line);
    std::string all = error.message;
    for (const auto& violation : error.violations)
      all += violation.field + violation.value + violation.rule;
    for (const char* text : {"患者", "山田", "Yamada", "1234", "1952"})
      EXPECT_EQ(all.find(text), std::string::npos) << all;
  }
}

TEST(ALine, NamesEnumsByWord) {
  ExpectMalformed(ExampleLine("r1", "\"CT\"", "\"PET\""), "readingOrdered.modality", "PET",
                  "One of XR, NM, CT, MR.");
  ExpectMalformed(ExampleLine("r1", "\"CT\"", "\"ct\""), "readingOrdered.modality", "ct",
                  "One of XR, NM, CT, MR.");
  ExpectMalformed(ExampleLine("r1", "\"CT\"", "3"), "readingOrdered.modality", "3",
                  "A word, one of XR, NM, CT, MR.");
  ExpectMalformed(ExampleLine("r1", "\"CT\"", "\"3\""), "readingOrdered.modality", "3",
                  "One of XR, NM, CT, MR.");
  ExpectMalformed(ExampleLine("r1", "\"CT\"", "null"), "readingOrdered.modality", "",
                  "Required: one of XR, NM, CT, MR.");
}

TEST(ALine, HasValuesOfTheirTypes) {
  ExpectMalformed(ExampleLine("r1", "\"R-1\"", "17"), "readingOrdered.readingId", "17",
                  "A string.");
  ExpectMalformed(ExampleLine("r1", ":true", ":\"true\""), "readingOrdered.insured", "true",
                  "true or false.");
  ExpectMalformed(ExampleLine("r1", ":true", ":1"), "readingOrdered.insured", "1",
                  "true or false.");
  constexpr char kWhole[] = "A whole number from -2147483648 to 2147483647.";
  ExpectMalformed(ExampleLine("r4", ":1}}", ":1.5}}"), "reportAttached.reportVersion", "1.5",
                  kWhole);
  ExpectMalformed(ExampleLine("r4", ":1}}", ":2147483648}}"), "reportAttached.reportVersion",
                  "sha256:39f8d5818788", kWhole);
  ExpectMalformed(ExampleLine("r4", ":1}}", ":true}}"), "reportAttached.reportVersion", "true",
                  kWhole);
  ExpectMalformed(ExampleLine("r4", ":1}}", ":\"one\"}}"), "reportAttached.reportVersion", "one",
                  kWhole);
  ExpectMalformed(ExampleLine("r4", "\"source\"", "\"sourceRevision\":-1,\"source\""),
                  "sourceRevision", "-1", "A whole number from 0 to 18446744073709551615.");
  ExpectMalformed(ExampleLine("g4", ":40", ":[]"), "employmentRecorded.weeklyHours", "[...]",
                  "A number.");
  ExpectMalformed(ExampleLine("g4", ":40", ":1e999"), "employmentRecorded.weeklyHours", "1e999",
                  "A number.");
  ExpectMalformed(ExampleLine("g10", "[\"F-RECV\"]", "\"F-RECV\""),
                  "responsibilityAssigned.receivingFacilityIds", "F-RECV", "A list in brackets.");
  ExpectMalformed(ExampleLine("g10", "[\"F-RECV\"]", "[\"F-RECV\",null]"),
                  "responsibilityAssigned.receivingFacilityIds[1]", "null", "A string.");
  ExpectMalformed(ExampleLine("g19", "[1,2", "[\"x\",2"),
                  "calendarPublished.consultationWeekdays[0]", "x", kWhole);
  ExpectMalformed(ExampleLine("t1", "{\"zone\":\"Asia/Tokyo\"}", "7"), "clockTicked", "7",
                  "An object in braces.");
  ExpectMalformed(ExampleLine("g7", "[{\"weekday\":1", "[5,{\"weekday\":1"),
                  "offsiteArrangementRecorded.scheduledHours[0]", "5", "An object in braces.");
}

TEST(ALine, HasInstantsOfRfc3339) {
  constexpr char kRule[] = "An instant is an RFC 3339 time from 1990-01-01 to 2199-12-31, UTC.";
  for (const char* instant :
       {"2026-06-03", "2026-06-03T01:00:00", "2026-06-03 01:00:00Z", "9999-12-31T00:00:00Z",
        "2026-13-03T01:00:00Z", "1989-12-31T23:59:59Z", "1990-01-01T00:00:00+09:00"}) {
    const base::Error error = ErrorOf(ExampleLine("r1", "2026-06-03T01:00:00Z", instant));
    ASSERT_EQ(error.violations.size(), 1u);
    EXPECT_EQ(error.violations[0].field, "occurredAt");
    EXPECT_EQ(error.violations[0].rule, kRule);
  }
  ExpectMalformed(ExampleLine("r1", "\"2026-06-03T01:00:00Z\"", "1780448400"), "occurredAt",
                  "sha256:db28eba60382", kRule);
}

TEST(ALine, StatesEachFieldOnce) {
  ExpectMalformed(ExampleLine("r1", "\"source\"", "\"eventId\":\"r1\",\"source\""), "eventId", "r1",
                  "A field stands once in its object.");
  ExpectMalformed(ExampleLine("r1", "\"source\"", "\"event_id\":null,\"source\""), "eventId",
                  "null", "A field stands once in its object.");
  ExpectMalformed(ExampleLine("t1", "\"zone\"", "\"zone\":\"UTC\",\"zone\""), "clockTicked.zone",
                  "Asia/Tokyo", "A field stands once in its object.");
}

TEST(ALine, CarriesOneFact) {
  ExpectMalformed(ExampleLine("t1", "\"clockTicked\"",
                              "\"readingCancelled\":{\"readingId\":\"R-1\",\"claimantFacilityId\":"
                              "\"F-1\"},\"clockTicked\""),
                  "clockTicked", "{...}",
                  "One fact per event; this one already carries readingCancelled.");
  ExpectMalformed(ExampleLine("t1", ",\"clockTicked\":{\"zone\":\"Asia/Tokyo\"}", ""), "fact", "",
                  "Required: exactly one fact, such as readingOrdered.");
  EXPECT_EQ(ErrorOf("{}").violations.size(), 4u);
  EXPECT_EQ(ErrorOf("{}").message,
            "eventId: Required: an id is 1-64 of A-Z a-z 0-9 . _ -. (and 3 more)");
}

TEST(ALine, IsOneJsonObject) {
  ExpectOne("[]", "NOT_JSON", "", "[",
            "Not JSON as asked for: a line is one object, not an array.");
  ExpectOne("", "NOT_JSON", "", "", "Not JSON as asked for: a line is one object.");
  ExpectOne("readingOrdered", "NOT_JSON", "", "r", "Not JSON as asked for: a line is one object.");
  ExpectOne("{} {}", "NOT_JSON", "", "{",
            "Not JSON: at byte 4, expected nothing after the object.");
  ExpectOne("{\"eventId\"", "NOT_JSON", "", "", "Not JSON: the line ends at byte 10, expected :.");
  ExpectOne("{\"eventId\":\"r1", "NOT_JSON", "", "",
            "Not JSON: the line ends at byte 14, expected the end of a string.");
  ExpectOne("{\"eventId\":\"r1\",}", "NOT_JSON", "", "}",
            "Not JSON: at byte 17, expected a string in double quotes.");
  for (const char* line :
       {"{eventId:\"r1\"}", "{'eventId':'r1'}", "{\"eventId\":\"\\x\"}", "{\"eventId\":\"\\u12\"}",
        "{\"a\":01}", "{\"a\":1.}", "{\"a\":-}", "{\"a\":1e}", "{\"a\":tru}", "{\"a\":nul}",
        "{\"a\":[1,]}", "{\"a\":{\"b\"}}", "{\"a\":\"\x01\"}", "{\"a\" 1}", "{\"eventId\":}",
        "{\"reportAttached\":{]}", "{\"receivingFacilityIds\":[",
        "{\"eventId\":\"r1\" \"source\":\"s\"}"}) {
    EXPECT_EQ(ErrorOf(line).reason, "NOT_JSON") << line;
  }
  const auto nested = [](std::size_t depth) {
    return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_EQ(ErrorOf(nested(32)).reason, "MALFORMED_FACT");
  EXPECT_EQ(ErrorOf(nested(33)).message,
            "Not JSON: at byte 38, expected no more than 32 levels of objects and arrays.");
  EXPECT_EQ(ErrorOf(nested(100000)).reason, "NOT_JSON");
}

TEST(ALine, IsBoundedInSize) {
  const std::string line = ExampleLine("t1", "{\"eventId\"", "{ \"eventId\"");
  EXPECT_TRUE(ParseEventLine(line, line.size()).has_value());
  const auto event = ParseEventLine(line, line.size() - 1);
  ASSERT_FALSE(event.has_value());
  EXPECT_EQ(event.error().reason, "LINE_TOO_LONG");
  EXPECT_EQ(event.error().violations[0].rule,
            "A line is at most " + std::to_string(line.size() - 1) + " bytes.");
}

TEST(ALine, IsToldEverythingThatIsWrong) {
  std::string line = ExampleLine("r1", "\"CT\"", "\"PET\"");
  line.replace(line.find("\"E203\""), 6, "\"CT head\"");
  line.replace(line.find("\"r1\""), 4, "7");
  const base::Error error = ErrorOf(line);
  ASSERT_EQ(error.violations.size(), 3u);
  EXPECT_EQ(error.violations[0].field, "eventId");
  EXPECT_EQ(error.violations[1].field, "readingOrdered.modality");
  EXPECT_EQ(error.violations[2].field, "readingOrdered.section");
  EXPECT_EQ(error.message, "eventId: A string. (and 2 more)");
}

// RFC 3339 lets T and Z be small; protobuf does not.
std::string WithCapitalInstants(std::string line) {
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    const bool after_digit = line[i - 1] >= '0' && line[i - 1] <= '9';
    const bool before_digit = line[i + 1] >= '0' && line[i + 1] <= '9';
    if (line[i] == 't' && after_digit && before_digit) line[i] = 'T';
    if (line[i] == 'z' && after_digit && line[i + 1] == '"') line[i] = 'Z';
  }
  return line;
}

std::string Mutated(std::string line, std::mt19937& random) {
  constexpr std::string_view kBytes = "{}[]\":,\\ueE+-.0129azZtT_/ nul\x01\x80";
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  for (std::size_t changes = 1 + below(3); changes > 0 && !line.empty(); --changes) {
    const std::size_t at = below(line.size());
    switch (below(5)) {
      case 0:
        line[at] = kBytes[below(kBytes.size())];
        break;
      case 1:
        line.insert(at, 1, kBytes[below(kBytes.size())]);
        break;
      case 2:
        line.erase(at, 1 + below(8));
        break;
      case 3: {
        const std::string_view other = kContractExamples[below(kContractExamples.size())];
        const std::size_t from = below(other.size());
        line.insert(at, other.substr(from, 1 + below(60)));
        break;
      }
      default:
        line.resize(at);
    }
  }
  return line;
}

TEST(AMutatedLine, IsRefusedOrReadAsProtobufReadsIt) {
  constexpr unsigned kSeed = 20260603;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937 random(kSeed);
  int accepted = 0;
  for (int round = 0; round < 200000; ++round) {
    const std::string line =
        Mutated(std::string(kContractExamples[random() % kContractExamples.size()]), random);
    const auto event = ParseEventLine(line);
    if (!event) {
      ASSERT_FALSE(event.error().violations.empty()) << line;
      continue;
    }
    ++accepted;
    // Protobuf refuses unknown fields; agreeing with it means that there is none.
    ASSERT_TRUE(ProtobufAgrees(line, *event) || ProtobufAgrees(WithCapitalInstants(line), *event))
        << line;
  }
  EXPECT_GT(accepted, 1000);
}

TEST(ALineWithAnUnknownField, IsNeverAccepted) {
  constexpr unsigned kSeed = 7;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937 random(kSeed);
  for (const std::string_view example : kContractExamples) {
    for (std::size_t at = 0; at + 1 < example.size(); ++at) {
      if (example[at] != '{') continue;
      const std::string name = "x" + std::to_string(random() % 1000);
      const std::string line = std::string(example.substr(0, at + 1)) + "\"" + name + "\":null," +
                               std::string(example.substr(at + 1));
      const base::Error error = ErrorOf(line);
      ASSERT_EQ(error.violations.size(), 1u) << line;
      EXPECT_THAT(error.violations[0].field, ::testing::EndsWith(name));
      EXPECT_THAT(error.violations[0].rule, StartsWith("Unknown field"));
    }
  }
}

}  // namespace
}  // namespace kakutei::facts
