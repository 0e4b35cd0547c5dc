#include "rules/reading_case.h"

#include <optional>

#include <gtest/gtest.h>

#include "rules/testing/jst.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::EmploymentStatus;
using testing::Jst;
using testing::JstTimestamp;
using testing::ReadingBuilder;
using testing::World;

// A reading with what it was made from.
class Case {
 public:
  explicit Case(const ReadingBuilder& reading, const World& world = World())
      : world_(world), dossier_(reading.Build()) {
    world_.registry.FoldInto(registry_);
    case_.emplace(dossier_, registry_, world_.policy, [this](base::Month month) {
      asked_ = base::FormatMonth(month);
      return world_.closed_months.contains(asked_);
    });
  }
  const ReadingCase* operator->() const { return &*case_; }
  const std::string& month_asked() const { return asked_; }
  // "physician fact" of the diagnosis, "" without.
  std::string Diagnosis() const {
    if (!case_->diagnosis()) return "";
    return std::string(case_->diagnosis()->physician_id) + " " + case_->diagnosis()->fact;
  }
  // "version:physician" of every author.
  std::string Authors() const {
    std::string line;
    for (const auto& [version, author] : case_->authors()) {
      line += (line.empty() ? "" : " ") + std::to_string(version) + ":" +
              std::string(author.physician_id);
    }
    return line;
  }

 private:
  World world_;
  v1::Dossier dossier_;
  Registry registry_;
  std::string asked_;
  std::optional<ReadingCase> case_;
};

TEST(Authors, AreThoseOfTheLastReportAuthoredOfTheVersion) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a2", 1, "D-LATE", "2026-06-03T11:10")
      .set_step(v1::ReportAuthored::Step::SECONDARY_READ);
  reading.Author("a3", 2, "D-TWO", "2026-06-03T11:05");
  EXPECT_EQ(Case(reading).Authors(), "1:D-LATE 2:D-TWO");
}

TEST(Authors, OfOneMomentAreOrderedByEventIdThenSource) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a0", 1, "D-ZERO", "2026-06-03T11:00")
      .set_step(v1::ReportAuthored::Step::SECONDARY_READ);
  reading.Event("a0").set_source("zzz");
  EXPECT_EQ(Case(reading).Authors(), "1:D-FT");
  reading.Author("a1b", 1, "D-LATER", "2026-06-03T11:00")
      .set_step(v1::ReportAuthored::Step::ADDENDUM);
  EXPECT_EQ(Case(reading).Authors(), "1:D-LATER");
}

TEST(Authors, OfACorrectedVersionAreThePhysicianWhoOpenedTheReview) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Correct("W-1", 1, 2, "2026-06-03T11:10");
  reading.Review("W-1").set_confirmer_physician_id("D-CORR");
  EXPECT_EQ(Case(reading).Authors(), "1:D-OWN 2:D-CORR");
}

TEST(Authors, OfACorrectedVersionGiveWayToAReportAuthored) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Correct("W-1", 1, 2, "2026-06-03T11:10");
  reading.Review("W-1").set_confirmer_physician_id("D-CORR");
  reading.Author("a2", 2, "D-TWO", "2026-06-03T11:05");
  EXPECT_EQ(Case(reading).Authors(), "1:D-OWN 2:D-TWO");
}

TEST(Authors, OfAVersionCorrectedTwiceAreTheLastCorrectors) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Correct("W-1", 1, 2, "2026-06-03T11:12");
  reading.Review("W-1").set_confirmer_physician_id("D-LATE");
  reading.Correct("W-2", 1, 2, "2026-06-03T11:10");
  reading.Review("W-2").set_confirmer_physician_id("D-EARLY");
  EXPECT_EQ(Case(reading).Authors(), "1:D-OWN 2:D-LATE");
}

TEST(Authors, AreUnknownForACorrectionInAReviewThatNobodyOpened) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Correct("W-1", 1, 2, "2026-06-03T11:10");
  reading.Remove("d1");
  const Case judged(reading);
  EXPECT_EQ(judged.Authors(), "1:D-OWN 2:");
  EXPECT_EQ(judged.Diagnosis(), "");
  EXPECT_TRUE(judged->has_author_not_full_time());
}

TEST(Authors, AreUnknownForVersionsOnlySignedOrDelivered) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Sign("W-1", 2, "D-OWN", "2026-06-03T11:20");
  reading.Deliver("d1", 3, "2026-06-03T11:30");
  EXPECT_EQ(Case(reading).Authors(), "1:D-OWN 2: 3:");
}

TEST(DeliveredVersion, IsThatOfTheFirstQualifyingDelivery) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a2", 2, "D-FT", "2026-06-03T11:40");
  reading.Deliver("d2", 2, "2026-06-03T11:45");
  EXPECT_EQ(Case(reading)->delivered_version(), 1);
  reading.At("d2", "2026-06-03T11:29");
  EXPECT_EQ(Case(reading)->delivered_version(), 2);
}

TEST(DeliveredVersion, OfTwoDeliveriesAtOneTimeIsThatOfTheLesserEventId) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Deliver("d0", 2, "2026-06-03T11:30");
  EXPECT_EQ(Case(reading)->delivered_version(), 2);
}

TEST(DeliveredVersion, PassesOverDeliveriesThatDoNotQualify) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a2", 2, "D-FT", "2026-06-03T11:40");
  reading.Deliver("d0", 2, "2026-06-03T11:20").set_form(v1::ReportDelivered::Form::VERBAL);
  EXPECT_EQ(Case(reading)->delivered_version(), 1);
}

TEST(DeliveredVersion, IsTheNewestOneNamedWhileThereIsNoDelivery) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Remove("d1");
  EXPECT_EQ(Case(reading)->delivered_version(), 1);
  reading.Author("a2", 2, "D-OWN", "2026-06-03T10:00");
  EXPECT_EQ(Case(reading)->delivered_version(), 2);
  reading.Correct("W-1", 2, 3, "2026-06-03T11:10");
  EXPECT_EQ(Case(reading)->delivered_version(), 3);
  reading.Sign("W-1", 4, "D-OWN", "2026-06-03T11:20");
  EXPECT_EQ(Case(reading)->delivered_version(), 4);
}

TEST(DeliveredVersion, IsNotNamedByAVerbalDeliveryOrAnAttachment) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Deliver("d1", 5, "2026-06-03T11:30").set_form(v1::ReportDelivered::Form::VERBAL);
  reading.Attach("t1", 6);
  EXPECT_EQ(Case(reading)->delivered_version(), 1);
}

TEST(Diagnosis, IsTheAuthorsWhereNobodySigned) {
  EXPECT_EQ(Case(ReadingBuilder::Received()).Diagnosis(), "D-FT ris#a1");
}

TEST(Diagnosis, IsTheLastSignersOfTheDeliveredVersionUntilItsDelivery) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Sign("W-1", 1, "D-A", "2026-06-03T11:10");
  reading.Sign("W-2", 1, "D-B", "2026-06-03T11:20");
  reading.Sign("W-3", 1, "D-C", "2026-06-03T11:31");
  reading.Sign("W-4", 2, "D-D", "2026-06-03T11:25");
  const Case judged(reading);
  EXPECT_EQ(judged.Diagnosis(), "D-B ris#W-2-1");
  ASSERT_NE(judged->diagnosis()->signature, nullptr);
  EXPECT_EQ(judged->diagnosis()->at, Jst("2026-06-03T11:20"));
}

TEST(Diagnosis, CountsASignatureOfTheMomentOfTheDelivery) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Sign("W-1", 1, "D-A", "2026-06-03T11:30");
  EXPECT_EQ(Case(reading).Diagnosis(), "D-A ris#W-1-1");
}

TEST(Diagnosis, OfSignaturesAtOneTimeIsThatOfTheGreaterEventId) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Sign("W-2", 1, "D-B", "2026-06-03T11:20");
  reading.Sign("W-1", 1, "D-A", "2026-06-03T11:20");
  EXPECT_EQ(Case(reading).Diagnosis(), "D-B ris#W-2-1");
}

TEST(Diagnosis, FallsBackToTheAuthorWhereAllSignaturesAreTooLate) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Sign("W-1", 1, "D-A", "2026-06-03T11:31");
  EXPECT_EQ(Case(reading).Diagnosis(), "D-FT ris#a1");
}

TEST(Diagnosis, IsTheLastSignersOfTheNewestVersionWithoutADelivery) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("d1");
  reading.Sign("W-1", 1, "D-A", "2026-06-05T09:00");
  EXPECT_EQ(Case(reading).Diagnosis(), "D-A ris#W-1-1");
  reading.Author("a2", 2, "D-B", "2026-06-04T09:00");
  EXPECT_EQ(Case(reading).Diagnosis(), "D-B ris#a2");
}

TEST(Diagnosis, MayBeACorrection) {
  ReadingBuilder reading = ReadingBuilder::Own();
  reading.Correct("W-1", 1, 2, "2026-06-03T11:10");
  reading.Review("W-1").set_confirmer_physician_id("D-CORR");
  reading.Deliver("d1", 2, "2026-06-03T11:30");
  const Case judged(reading);
  EXPECT_EQ(judged.Diagnosis(), "D-CORR ris#W-1-c2");
  EXPECT_EQ(judged->diagnosis()->step, nullptr);
}

TEST(Diagnosis, IsUnknownForADeliveredVersionThatNobodyWroteOrSigned) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Deliver("d1", 7, "2026-06-03T11:30");
  EXPECT_EQ(Case(reading).Diagnosis(), "");
}

TEST(ClaimMonth, IsTheJapaneseMonthOfTheDiagnosis) {
  ReadingBuilder reading = ReadingBuilder::Received();
  *reading.Order().mutable_acquired_at() = JstTimestamp("2026-06-30T23:50");
  reading.At("a1", "2026-07-01T00:00");
  reading.At("d1", "2026-07-01T01:00");
  EXPECT_EQ(base::FormatMonth(*Case(reading)->month()), "2026-07");
  reading.At("a1", "2026-06-30T23:59:59");
  EXPECT_EQ(base::FormatMonth(*Case(reading)->month()), "2026-06");
}

TEST(ClaimMonth, IsThatOfTheAcquisitionWhileUndiagnosed) {
  ReadingBuilder reading = ReadingBuilder::Received();
  *reading.Order().mutable_acquired_at() = JstTimestamp("2026-05-31T23:59");
  reading.Remove("a1");
  reading.Remove("d1");
  EXPECT_EQ(base::FormatMonth(*Case(reading)->month()), "2026-05");
}

TEST(ClaimMonth, IsUnknownWithoutOrderAndDiagnosis) {
  ReadingBuilder reading = ReadingBuilder::Received();
  for (const char* id : {"o1", "a1", "d1"}) reading.Remove(id);
  const Case judged(reading);
  EXPECT_FALSE(judged->month().has_value());
  EXPECT_FALSE(judged->closed());
}

TEST(ClaimMonth, IsClosedByItsOwnMonthOnly) {
  World world;
  world.closed_months = {"2026-07"};
  ReadingBuilder reading = ReadingBuilder::Received();
  EXPECT_FALSE(Case(reading, world)->closed());
  reading.At("a1", "2026-07-01T09:00");
  reading.At("d1", "2026-07-01T09:30");
  const Case judged(reading, world);
  EXPECT_TRUE(judged->closed());
  EXPECT_EQ(judged.month_asked(), "2026-07");
}

TEST(Steps, AreAuthorshipsAndSignaturesInOrder) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Author("a2", 2, "D-B", "2026-06-03T11:25");
  reading.Sign("W-1", 1, "D-A", "2026-06-03T11:20");
  const Case judged(reading);
  ASSERT_EQ(judged->steps().size(), 3u);
  EXPECT_EQ(judged->steps()[0].fact, "ris#a1");
  EXPECT_EQ(judged->steps()[1].fact, "ris#W-1-1");
  EXPECT_NE(judged->steps()[1].signature, nullptr);
  EXPECT_EQ(judged->steps()[2].fact, "ris#a2");
}

TEST(Steps, CountAsRemoteOffSiteWithoutAStatement) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().clear_remote_system();
  EXPECT_FALSE(Case(reading)->steps()[0].remote);
  reading.Report().set_place(v1::Place::OFF_SITE);
  EXPECT_TRUE(Case(reading)->steps()[0].remote);
  reading.Report().set_remote_system(false);
  EXPECT_FALSE(Case(reading)->steps()[0].remote);
}

TEST(SlotValues, OfTwoSourcesAreTheGreaterOne) {
  ReadingBuilder reading = ReadingBuilder::Received();
  auto& other = reading.Add("o2", "2026-06-03T10:05");
  other.set_source("his");
  *other.mutable_reading_ordered() = reading.Order();
  other.mutable_reading_ordered()->set_section("E102");
  EXPECT_EQ(Case(reading)->order()->section(), "E102");
  EXPECT_EQ(Case(reading)->order_fact(), "his#o2");
}

TEST(OwnCaseException, IsInQuestionOnlyForAFullTimeDiagnosisOfAnothersWords) {
  World world;
  world.registry.Employ("E-PT", "D-PT", "F-OWN", EmploymentStatus::PART_TIME);
  const Case used(ReadingBuilder::OwnDraftedBy("D-PT"), world);
  EXPECT_TRUE(used->own_case_exception());
  EXPECT_NE(used->exception_signature(), nullptr);
  const Case own_words(ReadingBuilder::Own(), world);
  EXPECT_FALSE(own_words->own_case_exception());
  EXPECT_EQ(own_words->exception_signature(), nullptr);
  ReadingBuilder unsigned_draft = ReadingBuilder::Own();
  unsigned_draft.Report().set_author_physician_id("D-PT");
  EXPECT_FALSE(Case(unsigned_draft, world)->own_case_exception());
}

}  // namespace
}  // namespace kakutei::rules
