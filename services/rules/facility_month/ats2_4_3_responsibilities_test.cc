#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::ArgumentOf;
using testing::CitationOf;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::World;

class Responsibilities : public ::testing::Test {
 protected:
  Responsibilities() {
    month_.Reading("R-1");
    month_.Reading("R-2").set_reading_facility_id("F-RECV2");
  }
  v1::ResponsibilityAssigned& Assign(const std::string& id, const std::string& receiver) {
    auto& assigned = *world_.registry.Add(id).mutable_responsibility_assigned();
    assigned.set_agreement_id(id);
    assigned.set_sending_facility_id("F-SEND");
    assigned.add_receiving_facility_ids(receiver);
    assigned.set_valid_from("2026-01-01");
    return assigned;
  }
  v1::Verdict Judge() const { return world_.Judge(month_).verdict; }

  World world_;
  MonthBuilder month_ = MonthBuilder::Received();
};

TEST_F(Responsibilities, AreACautionWhereTwoReceiversAreNotAllNamed) {
  EXPECT_EQ(FindingOf(Judge(), "ATS2-4.3"), "CAUTION not_assigned");
  EXPECT_EQ(ArgumentOf(Judge(), "ATS2-4.3", "facility"), "F-RECV");
  EXPECT_EQ(ArgumentOf(Judge(), "ATS2-4.3", "number"), "2");
  EXPECT_EQ(CitationOf(Judge(), "ATS2-4.3"), "ATS2 4 2026-06-20");
  Assign("G-1", "F-RECV");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-4.3"), "CAUTION not_assigned registry#G-1");
  EXPECT_EQ(ArgumentOf(Judge(), "ATS2-4.3", "facility"), "F-RECV2");
  Assign("G-2", "F-RECV2");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-4.3"), "");
}

TEST_F(Responsibilities, HaveToBeInForceOnTheLastDay) {
  auto& assigned = Assign("G-1", "F-RECV");
  assigned.add_receiving_facility_ids("F-RECV2");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-4.3"), "");
  assigned.set_valid_to("2026-06-30");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-4.3"), "CAUTION not_assigned");
  assigned.set_valid_to("2026-07-01");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-4.3"), "");
  assigned.set_valid_from("2026-07-01");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-4.3"), "CAUTION not_assigned");
}

TEST_F(Responsibilities, AreNotAskedForOneReceiverBesidesItself) {
  month_.last().set_reading_facility_id("F-SEND");
  EXPECT_EQ(FindingOf(Judge(), "ATS2-4.3"), "");
  month_.last().set_reading_facility_id("F-RECV2");
  month_.last().set_status(v1::Status::WITHDRAWN);
  EXPECT_EQ(FindingOf(Judge(), "ATS2-4.3"), "");
}

}  // namespace
}  // namespace kakutei::rules
