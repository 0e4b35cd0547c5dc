#include <gtest/gtest.h>

#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::CitationOf;
using testing::FindingOf;
using testing::MonthBuilder;
using testing::World;

class ClaimantNoCommission : public ::testing::Test {
 protected:
  std::string Finding() const {
    return FindingOf(world_.Judge(MonthBuilder::Own().Readings(1)).verdict, "L-21");
  }
  v1::AttestationRecorded& Attestation() {
    return *world_.registry.Event("A-OWN").mutable_attestation_recorded();
  }

  World world_;
};

TEST_F(ClaimantNoCommission, IsMissingWithoutAnAttestation) {
  EXPECT_EQ(Finding(), "");
  world_.registry.Remove("A-OWN");
  EXPECT_EQ(Finding(), "PENDING not_attested");
  world_.closed_months = {"2026-06"};
  EXPECT_EQ(Finding(), "NEEDS_REVIEW not_attested");
  EXPECT_EQ(CitationOf(world_.Judge(MonthBuilder::Own().Readings(1)).verdict, "L-21"),
            "R8-CIRCULAR 5(1)・6(2) 2026-06-01");
}

TEST_F(ClaimantNoCommission, AsksForOneThatCoversTheWholeMonth) {
  Attestation().set_valid_from("2026-06-01");
  Attestation().set_valid_to("2026-07-01");
  EXPECT_EQ(Finding(), "");
  Attestation().set_valid_from("2026-06-02");
  EXPECT_EQ(Finding(), "PENDING not_attested registry#A-OWN");
  Attestation().set_valid_from("2026-06-01");
  Attestation().set_valid_to("2026-06-30");
  EXPECT_EQ(Finding(), "PENDING not_attested registry#A-OWN");
  // Two together do not do what a single one has to.
  world_.registry.Attest("A-2", "F-OWN", v1::AttestationRecorded::Kind::NO_COMMISSION)
      .set_valid_from("2026-06-30");
  EXPECT_EQ(Finding(), "PENDING not_attested registry#A-2 registry#A-OWN");
}

TEST_F(ClaimantNoCommission, DoesNotTakeAnotherKindOrFacilityForIt) {
  Attestation().set_kind(v1::AttestationRecorded::Kind::SECURITY_GUIDELINE);
  EXPECT_EQ(Finding(), "PENDING not_attested");
  Attestation().set_kind(v1::AttestationRecorded::Kind::NO_COMMISSION);
  Attestation().set_facility_id("F-RECV");
  EXPECT_EQ(Finding(), "PENDING not_attested");
}

TEST_F(ClaimantNoCommission, TakesWhatIsNotStatedForMissing) {
  Attestation().clear_fulfilled();
  EXPECT_EQ(Finding(), "PENDING not_attested registry#A-OWN");
}

TEST_F(ClaimantNoCommission, IsIneligibleByOneThatOverlapsAndIsNotFulfilled) {
  auto& denied =
      world_.registry.Attest("A-2", "F-OWN", v1::AttestationRecorded::Kind::NO_COMMISSION);
  denied.set_fulfilled(false);
  denied.set_valid_from("2026-06-30");
  EXPECT_EQ(Finding(), "INELIGIBLE commissioned registry#A-2");
  denied.set_valid_from("2026-07-01");
  EXPECT_EQ(Finding(), "");
  denied.set_valid_from("2026-05-01");
  denied.set_valid_to("2026-06-01");
  EXPECT_EQ(Finding(), "");
  denied.set_valid_to("2026-06-02");
  EXPECT_EQ(Finding(), "INELIGIBLE commissioned registry#A-2");
  // An interval that holds no day overlaps nothing.
  denied.set_valid_from("2026-06-15");
  denied.set_valid_to("2026-06-15");
  EXPECT_EQ(Finding(), "");
}

}  // namespace
}  // namespace kakutei::rules
