#pragma once

#include <span>
#include <vector>

#include "generator/arrivals.h"
#include "generator/planned_reading.h"
#include "generator/roster.h"

namespace kakutei::generator {

// The claim units that the planned readings make: counts them as it goes, decides at the end what
// is claimed, and states what follows for units and facility months. Keeps some 40 bytes for each
// unit.
class ClaimUnits {
 public:
  ClaimUnits(const NetworkSettings& settings, const Roster& roster);

  // All readings of one patient. A patient belongs to one claimant.
  void Take(std::span<const PlannedReading> readings);
  // After the last patient: L-4, L-11, M.8 and N2.2.
  void Conclude(IntendedFindings& findings);
  // Claims and closed months, in the month after. Requires Conclude().
  void Tell(Arrivals& arrivals) const;

 private:
  struct Unit {
    int claimant = 0;
    int patient = 0;
    int anchor_reader = -1;  // -1: no anchor
    int first_reader = 0;
    std::int8_t months_on = 0;  // after the settings' month
    v1::SectionGroup::Value group = v1::SectionGroup::XR;
    v1::Status::Value base = v1::Status::INELIGIBLE;
    v1::Status::Value once = v1::Status::ELIGIBLE;  // what L-11 says
    Kind once_because = Kind::kNone;
    bool own_anchor = false, part_time = false;
    bool partial = false, reached_by_scope = false;
    bool insecure_anchor = false;  // L-14
    std::int8_t live_claims = 0, ended_claims = 0;
  };
  struct MonthSums {
    int counted = 0, part_time = 0;
    bool holds_partial = false;
  };

  void TakeUnit(std::vector<const PlannedReading*> readings);
  bool SentOutPartially(const PlannedReading& reading) const;
  void FindAnchor(std::span<const PlannedReading* const> diagnosed, Unit& unit) const;
  void DecideClaims(Unit& unit, Random& random) const;
  bool IsUncorrectable(const Unit& unit);
  v1::ClaimItem::Value ItemOf(const Unit& unit) const;
  MonthSums& SumsOf(int claimant, int months_on);
  base::Month MonthOf(int months_on) const;
  void TellPlan(Arrivals& arrivals) const;
  void TellUnit(const Unit& unit, int& last_claim, Random& random, Arrivals& arrivals) const;

  const NetworkSettings& settings_;
  const Roster& roster_;
  std::vector<Unit> units_;
  std::vector<MonthSums> sums_;  // two months for each facility
  // Who found that what L-14 asks for cannot be had (M.8); -1: nobody.
  int uncorrectable_claimant_ = -1;
};

}  // namespace kakutei::generator
