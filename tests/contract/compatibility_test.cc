#include "contract/compatibility.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/check.h"

namespace kakutei::contract {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kBefore[] =
    R"(message t.Draft
message t.Draft field 1 id singular string json id
message t.Draft field 2 version optional int64 json version
message t.Draft field 3 notes repeated string json notes
message t.Draft field 4 kept singular t.Draft json kept oneof outcome
message t.Draft reserved 8
message t.Draft reserved 9
message t.Draft reserved-name old
enum t.State.Value
enum t.State.Value value 0 UNKNOWN
enum t.State.Value value 1 OPEN
enum t.State.Value value 2 SHUT
service t.Desk
service t.Desk rpc Take t.Draft returns t.Draft
service t.Desk rpc Watch t.Draft returns stream t.Draft
)";

std::vector<std::string> Lines(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// What differs once `from` is written as `to`.
std::vector<Difference> Change(const std::string& from, const std::string& to) {
  std::string text = kBefore;
  const auto at = text.find(from);
  KAKUTEI_CHECK(at != std::string::npos);
  return CompareContracts(Lines(kBefore), Lines(text.replace(at, from.size(), to)));
}

std::vector<Difference> Without(const std::string& line) { return Change(line + "\n", ""); }

testing::Matcher<Difference> Incompatible(const std::string& text) {
  return AllOf(Field(&Difference::incompatible, true), Field(&Difference::text, HasSubstr(text)));
}
testing::Matcher<Difference> Addition(const std::string& text) {
  return AllOf(Field(&Difference::incompatible, false), Field(&Difference::text, HasSubstr(text)));
}

TEST(Compatibility, FindsNothingInTheSameContract) {
  EXPECT_THAT(CompareContracts(Lines(kBefore), Lines(kBefore)), IsEmpty());
}

TEST(Compatibility, FindsAFieldNumberThatChanged) {
  EXPECT_THAT(Change("field 1 id", "field 6 id"),
              ElementsAre(Incompatible("message t.Draft field 1 (id) has the number 6 now")));
}

TEST(Compatibility, FindsANumberThatChangedHands) {
  EXPECT_THAT(
      Change("1 id singular string json id", "1 key singular string json key"),
      ElementsAre(Incompatible("field 1 (id) is named key now"), Incompatible("json key'")));
}

TEST(Compatibility, FindsATypeThatChanged) {
  EXPECT_THAT(Change("optional int64", "optional sint64"),
              ElementsAre(Incompatible("field 2 (version) was 'optional int64 json version' and "
                                       "is 'optional sint64 json version'")));
  EXPECT_THAT(Change("kept singular t.Draft", "kept singular t.Other"),
              ElementsAre(Incompatible("field 4 (kept) was 'singular t.Draft")));
}

TEST(Compatibility, FindsALabelAOneofOrAJsonNameThatChanged) {
  EXPECT_THAT(Change("optional", "singular"), ElementsAre(Incompatible("is 'singular int64")));
  EXPECT_THAT(Change(" oneof outcome", ""), ElementsAre(Incompatible("field 4 (kept)")));
  EXPECT_THAT(Change("json version", "json v"), ElementsAre(Incompatible("json v'")));
}

TEST(Compatibility, FindsAFieldRemovedWithoutReserved) {
  const std::string notes = "message t.Draft field 3 notes repeated string json notes";
  const auto removed = Incompatible("field 3 (notes) was removed without 'reserved 3;'");
  EXPECT_THAT(Without(notes), ElementsAre(removed));
  EXPECT_THAT(Change(notes, "message t.Draft reserved 3"), Contains(removed));
  EXPECT_THAT(Change(notes, "message t.Draft reserved-name notes"), Contains(removed));
}

TEST(Compatibility, TakesAFieldThatWasRetiredAsAnAddition) {
  EXPECT_THAT(Change("message t.Draft field 3 notes repeated string json notes",
                     "message t.Draft reserved 3..5\nmessage t.Draft reserved-name notes"),
              ElementsAre(Addition("field 3 (notes) was retired"), Addition("reserves 3 to 5"),
                          Addition("reserves the name notes")));
}

TEST(Compatibility, FindsAReservationThatWasLifted) {
  EXPECT_THAT(Without("message t.Draft reserved 8"),
              ElementsAre(Incompatible("no longer reserves 8 to 8")));
  EXPECT_THAT(Without("message t.Draft reserved-name old"),
              ElementsAre(Incompatible("no longer reserves the name old")));
}

TEST(Compatibility, LetsReservedNumbersBeJoinedAndSplit) {
  const std::string apart = "message t.Draft reserved 8\nmessage t.Draft reserved 9";
  EXPECT_THAT(Change(apart, "message t.Draft reserved 8..9"), IsEmpty());
  EXPECT_THAT(CompareContracts({"message t.Draft reserved 8..9"}, Lines(apart)), IsEmpty());
}

TEST(Compatibility, FindsAnEnumValueThatWasRenumbered) {
  EXPECT_THAT(Change("value 2 SHUT", "value 3 SHUT"),
              ElementsAre(Incompatible("enum t.State.Value value 2 (SHUT) has the number 3 now")));
}

TEST(Compatibility, FindsAnEnumValueThatWasRemovedOrRenamed) {
  EXPECT_THAT(Without("enum t.State.Value value 2 SHUT"),
              ElementsAre(Incompatible("value 2 (SHUT) was removed without")));
  EXPECT_THAT(Change("SHUT", "CLOSED"),
              ElementsAre(Incompatible("value 2 (SHUT) is named CLOSED now")));
}

TEST(Compatibility, FindsACallThatChangedOrWentAway) {
  EXPECT_THAT(Change("returns stream", "returns"),
              ElementsAre(Incompatible("rpc Watch was 't.Draft returns stream t.Draft'")));
  EXPECT_THAT(Without("service t.Desk rpc Take t.Draft returns t.Draft"),
              ElementsAre(Incompatible("rpc Take was removed")));
}

TEST(Compatibility, FindsAMessageThatWasRemoved) {
  EXPECT_THAT(CompareContracts({"message t.Gone", "message t.Gone field 1 id singular string"}, {}),
              ElementsAre(Incompatible("message t.Gone was removed or renamed")));
}

TEST(Compatibility, TellsAdditions) {
  EXPECT_THAT(Change("enum t.State.Value\n",
                     "message t.Draft field 6 new singular bool json new\nenum t.State.Value\n"),
              ElementsAre(Addition("field 6 (new) was added")));
  EXPECT_THAT(Change("service t.Desk\n", "enum t.State.Value value 3 LOST\nservice t.Desk\n"),
              ElementsAre(Addition("value 3 (LOST) was added")));
  EXPECT_THAT(Change("service t.Desk\n", "service t.Desk\nservice t.Desk rpc Give A returns B\n"),
              ElementsAre(Addition("rpc Give was added")));
  EXPECT_THAT(Change("service t.Desk\n", "message t.New\nservice t.Desk\n"),
              ElementsAre(Addition("message t.New was added")));
}

TEST(Compatibility, RefusesLinesThatItCannotRead) {
  for (const std::string line : {"message t.Draft field x id", "message", "thing t.Draft",
                                 "message t.Draft reserved 1..x"}) {
    EXPECT_THAT(CompareContracts({"message t.Draft", line}, {"message t.Draft"}),
                Contains(Incompatible("cannot be read: " + line)));
  }
}

}  // namespace
}  // namespace kakutei::contract
