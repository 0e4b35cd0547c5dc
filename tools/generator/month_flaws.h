#pragma once

#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "generator/findings.h"
#include "generator/planned_reading.h"
#include "generator/roster.h"

// What goes wrong with the month of a facility or of a partnership itself, and what its readings
// add up to.
namespace kakutei::generator {

// Gives each facility and partnership, with the rate of the settings, one flaw that it can have.
void MakeMonthFlaws(const NetworkSettings& settings, std::vector<Facility>& facilities,
                    std::vector<Partnership>& partnerships);

// The day of the month until which an attestation holds that does not cover the month.
inline constexpr int kAttestedDays = 14;
// The day of the month from which nobody counts as on site any more.
inline constexpr int kDaysOnSite = 9;

// Collects readings and intends what months show, but for shares and units.
class MonthIntentions {
 public:
  MonthIntentions(const NetworkSettings& settings, const Roster& roster)
      : settings_(settings), roster_(roster) {}

  void Take(const PlannedReading& reading);
  // A relay of a partnership in a month.
  void TakeRelay(int partnership, base::Month month) { relays_.emplace(partnership, month); }
  void Conclude(IntendedFindings& findings) const;

 private:
  struct FacilityMonth {
    bool own = false;
    bool managed = false;    // holds a received reading or uses the own-case exception
    bool left_open = false;  // an INELIGIBLE finding that nobody acknowledges
    std::set<int> receivers;
  };
  v1::Status::Value Missing(int claimant, base::Month month) const;
  void Intend(int index, base::Month month, const FacilityMonth& held,
              IntendedFindings& findings) const;
  void IntendPair(int index, base::Month month, IntendedFindings& findings) const;
  void IntendFlawOfPair(const Partnership& pair, const std::string& subject,
                        v1::Status::Value missing, IntendedFindings& findings) const;

  const NetworkSettings& settings_;
  const Roster& roster_;
  std::map<std::pair<int, base::Month>, FacilityMonth> months_;
  std::set<std::pair<int, base::Month>> pairs_;  // by partnership
  std::set<std::pair<int, base::Month>> relays_;
};

}  // namespace kakutei::generator
