#include "rules/remedy.h"

#include <gtest/gtest.h>

namespace kakutei::rules {
namespace {

v1::Finding FindingOfVersion(const std::string& version) {
  v1::Finding finding;
  auto& argument = *finding.add_arguments();
  argument.set_name("version");
  argument.set_value(version);
  return finding;
}

void ExpectSays(const Remedy& remedy, const char* ja, const char* en) {
  const auto text = Render(remedy, FindingOfVersion("2"));
  EXPECT_EQ(text.ja(), ja);
  EXPECT_EQ(text.en(), en);
}

TEST(Remedy, NamesTheFactThatLiftsAFindingAndWhoStatesIt) {
  ExpectSays(
      Stating(Party::kClaimant, v1::Event::kReportAttached, "第 {version} 版の添付",
              "the attachment of version {version}"),
      "請求する施設が、第 2 版の添付（reportAttached）を登録すると、この指摘は解消されます。",
      "This finding is lifted once the claiming facility records the attachment of version 2 "
      "(reportAttached).");
}

TEST(Remedy, TellsEasingFromLifting) {
  ExpectSays(
      EasedByStating(Party::kVendor, v1::Event::kImagesViewed, "閲覧", "the viewing"),
      "事業者が、閲覧（imagesViewed）を登録すると、この指摘は軽くなりますが、なくなりません。",
      "This finding is eased, though not lifted, once the vendor records the viewing "
      "(imagesViewed).");
}

TEST(Remedy, SaysThatOnlyACorrectionHelpsWhereNoFactDoes) {
  ExpectSays(
      Correcting(Party::kReadingFacility,
                 {v1::Event::kEmploymentRecorded, v1::Event::kReportAuthored}, "雇用", "the job"),
      "新たな事実を加えても、この指摘は解消されません。雇用（employmentRecorded、reportAuthored）の"
      "記録が誤っている場合に限り、読影施設が sourceRevision "
      "を上げて訂正すれば、判定し直されます。",
      "No further fact lifts this finding. Only if the record of the job (employmentRecorded, "
      "reportAuthored) is wrong does a correction by the reading facility, with a higher "
      "sourceRevision, lead to another judgement.");
}

TEST(Remedy, PointsToTheVerdictThatTheFindingFollows) {
  ExpectSays(AwaitingVerdict("読影", "the reading"),
             "この指摘は、読影の判定が変われば見直されます。",
             "This finding changes with the verdict on the reading.");
}

TEST(Remedy, PointsToThePolicyWhereNoFactHelps) {
  ExpectSays(
      Deciding("範囲", "the scope"),
      "この指摘を解消する事実はありません。ネットワークの運用者が方針パックで範囲を定めれば"
      "、判定し直されます。",
      "No fact lifts this finding. It is judged again once the network's operator states the "
      "scope in a policy pack.");
}

TEST(Remedy, IsSilentWhereNoneIsDeclared) { ExpectSays(Remedy(), "", ""); }

TEST(FillArguments, LeavesAValueThatLooksLikeAPlaceholderAlone) {
  EXPECT_EQ(FillArguments("{version}, {other}", FindingOfVersion("{version}")),
            "{version}, {other}");
}

}  // namespace
}  // namespace kakutei::rules
