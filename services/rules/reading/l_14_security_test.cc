#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::ReadingBuilder;
using testing::Status;
using testing::World;

TEST(Security, IsACautionWithoutElectronicSignatureOnWhatWentOutElectronically) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_electronic_signature(false);
  const auto judged = World().Judge(reading);
  EXPECT_EQ(FindingOf(judged, "L-14"), "CAUTION not_signed ris#a1 ris#d1");
  EXPECT_EQ(CitationOf(judged.verdict, "L-14"), "R8-CIRCULAR 通則9 2026-06-01");
  EXPECT_EQ(judged.verdict.legal_status(), Status::CAUTION);
}

TEST(Security, TakesAnUnstatedSignatureForNone) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().clear_electronic_signature();
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-14"), "CAUTION not_signed ris#a1 ris#d1");
}

TEST(Security, AsksTheSignatureOfTheDiagnosingStep) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_electronic_signature(false);
  auto& signature = reading.Sign("W-1", 1, "D-FT", "2026-06-03T11:20");
  signature.mutable_signature()->set_electronic_signature(true);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-14"), "");
  signature.mutable_signature()->set_electronic_signature(false);
  reading.Report().set_electronic_signature(true);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-14"), "CAUTION not_signed ris#W-1-1 ris#d1");
}

TEST(Security, TakesACorrectionThatDiagnosedForUnsigned) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Review("W-1").set_confirmer_physician_id("D-FT");
  reading.Correct("W-1", 1, 2, "2026-06-03T11:20");
  reading.Delivery().set_report_version(2);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-14"), "CAUTION not_signed ris#W-1-c2 ris#d1");
}

TEST(Security, AsksNoElectronicSignatureOnPaperOrOfAnOwnCase) {
  ReadingBuilder written = ReadingBuilder::Received();
  written.Report().set_electronic_signature(false);
  written.Delivery().set_form(v1::ReportDelivered::Form::WRITTEN);
  EXPECT_EQ(FindingOf(World().Judge(written), "L-14"), "");
  ReadingBuilder own = ReadingBuilder::Own();
  own.Report().set_electronic_signature(false);
  EXPECT_EQ(FindingOf(World().Judge(own), "L-14"), "");
}

TEST(Security, LooksAtEveryQualifyingDeliveryAndAtNoOther) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Report().set_electronic_signature(false);
  reading.Delivery().set_form(v1::ReportDelivered::Form::WRITTEN);
  auto& copy = reading.Deliver("d2", 1, "2026-06-03T11:40");
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-14"), "CAUTION not_signed ris#a1 ris#d2");
  copy.set_to_treating_physician(false);
  EXPECT_EQ(FindingOf(World().Judge(reading), "L-14"), "");
}

TEST(Security, IsACautionWithoutTheReadingFacilitysAttestation) {
  World world;
  world.registry.Remove("T-RECV");
  auto judged = world.Judge(ReadingBuilder::Received());
  EXPECT_EQ(FindingOf(judged, "L-14"), "CAUTION not_attested ris#a1");
  EXPECT_EQ(ArgumentOf(judged.verdict, "L-14", "facility"), "F-RECV");
  world.registry.Remove("T-OWN");
  judged = world.Judge(ReadingBuilder::Own());
  EXPECT_EQ(FindingOf(judged, "L-14"), "CAUTION not_attested ris#a1");
  EXPECT_EQ(ArgumentOf(judged.verdict, "L-14", "facility"), "F-OWN");
}

TEST(Security, IsACautionWithoutTheSendersAttestation) {
  World world;
  world.registry.Remove("T-SEND");
  const auto judged = world.Judge(ReadingBuilder::Received());
  EXPECT_EQ(FindingOf(judged, "L-14"), "CAUTION not_attested ris#a1");
  EXPECT_EQ(ArgumentOf(judged.verdict, "L-14", "facility"), "F-SEND");
}

TEST(Security, TakesNoAttestationThatIsNotFulfilledOfItsKindAndInForce) {
  using Kind = v1::AttestationRecorded::Kind;
  World world;
  auto& attested = world.registry.Attest("T-RECV", "F-RECV", Kind::SECURITY_GUIDELINE);
  attested.set_fulfilled(false);
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::Received()), "L-14"), "");
  attested.clear_fulfilled();
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::Received()), "L-14"), "");
  attested.set_fulfilled(true);
  attested.set_kind(Kind::NO_COMMISSION);
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::Received()), "L-14"), "");
  attested.set_kind(Kind::SECURITY_GUIDELINE);
  attested.set_valid_to("2026-06-03");
  EXPECT_NE(FindingOf(world.Judge(ReadingBuilder::Received()), "L-14"), "");
  attested.set_valid_to("2026-06-04");
  EXPECT_EQ(FindingOf(world.Judge(ReadingBuilder::Received()), "L-14"), "");
}

TEST(Security, WaitsForADiagnosis) {
  World world;
  world.registry.Remove("T-RECV");
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Remove("a1");
  EXPECT_EQ(FindingOf(world.Judge(reading), "L-14"), "");
}

}  // namespace
}  // namespace kakutei::rules
