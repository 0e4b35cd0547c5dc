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

constexpr auto kByVendor = v1::ReportDelivered::Route::VENDOR_STAFF;

void Relay(ReadingBuilder& reading, const std::string& id, const std::string& vendor) {
  auto& relayed = *reading.Add(id, "2026-06-03T11:31").mutable_message_relayed();
  relayed.set_vendor_id(vendor);
  relayed.set_content(v1::MessageRelayed::Content::READING_RESULT);
}

TEST(VendorRelay, IsACautionWhateverWasRelayed) {
  ReadingBuilder reading = ReadingBuilder::Received();
  Relay(reading, "m1", "V-1");
  Relay(reading, "m2", "V-2");
  const auto judged = World().Judge(reading);
  EXPECT_EQ(FindingOf(judged, "ATS2-2.2"), "CAUTION relayed ris#m1 ris#m2");
  EXPECT_EQ(CitationOf(judged.verdict, "ATS2-2.2"), "ATS2 2 2026-06-20");
  EXPECT_EQ(ArgumentOf(judged.verdict, "ATS2-2.2", "vendor"), "V-1");
  EXPECT_EQ(judged.verdict.status(), Status::CAUTION);
  EXPECT_EQ(judged.verdict.legal_status(), Status::ELIGIBLE);
}

TEST(VendorRelay, ConcernsOwnCasesToo) {
  ReadingBuilder reading = ReadingBuilder::Own();
  Relay(reading, "m1", "V-1");
  EXPECT_EQ(FindingOf(World().Judge(reading), "ATS2-2.2"), "CAUTION relayed ris#m1");
}

TEST(VendorRelay, NeedsReviewWhereOnlyTheVendorsStaffDelivered) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Delivery().set_route(kByVendor);
  reading.Deliver("d2", 2, "2026-06-04T09:00").set_route(kByVendor);
  EXPECT_EQ(FindingOf(World().Judge(reading), "ATS2-2.2"),
            "NEEDS_REVIEW delivered_by_vendor ris#d1 ris#d2");
}

TEST(VendorRelay, IsSatisfiedByOneDeliveryBetweenTheFacilities) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Delivery().set_route(kByVendor);
  reading.Deliver("d2", 1, "2026-06-04T09:00");
  EXPECT_EQ(FindingOf(World().Judge(reading), "ATS2-2.2"), "");
}

TEST(VendorRelay, DoesNotCountADeliveryBetweenTheFacilitiesThatDoesNotQualify) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Delivery().set_route(kByVendor);
  reading.Deliver("d2", 1, "2026-06-04T09:00").set_form(v1::ReportDelivered::Form::VERBAL);
  EXPECT_EQ(FindingOf(World().Judge(reading), "ATS2-2.2"),
            "NEEDS_REVIEW delivered_by_vendor ris#d1");
}

TEST(VendorRelay, LeavesAVerbalWordOfTheVendorToTheLaw) {
  ReadingBuilder reading = ReadingBuilder::Received();
  reading.Delivery().set_route(kByVendor);
  reading.Delivery().set_form(v1::ReportDelivered::Form::VERBAL);
  EXPECT_EQ(FindingOf(World().Judge(reading), "ATS2-2.2"), "");
}

TEST(VendorRelay, TakesTheWorseOfBoth) {
  ReadingBuilder reading = ReadingBuilder::Received();
  Relay(reading, "m1", "V-1");
  reading.Delivery().set_route(kByVendor);
  EXPECT_EQ(FindingOf(World().Judge(reading), "ATS2-2.2"),
            "NEEDS_REVIEW delivered_by_vendor ris#d1 ris#m1");
}

}  // namespace
}  // namespace kakutei::rules
