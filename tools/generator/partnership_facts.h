#pragma once

#include <functional>
#include <string>

#include "generator/roster.h"

namespace kakutei::generator {

// What the registry is told of partnerships: who works with whom, who answers for what, and that
// the risk is known.
class PartnershipTeller {
 public:
  // `begin` makes the registry's next event, without its fact; `tell` takes it when it is whole.
  // Intervals begin on `since`.
  PartnershipTeller(const NetworkSettings& settings, const Roster& roster, std::string since,
                    std::function<v1::Event()> begin, std::function<void(v1::Event)> tell);

  void TellPartnership(int index) const;
  // Only where a sender has several receivers.
  void TellResponsibility(const Facility& sender) const;

 private:
  void TellRisk(const Partnership& one, v1::RiskSharingAcknowledged::Party::Value party) const;

  const Roster& roster_;
  const std::string since_;
  // The first and the last day of the month.
  const std::string first_, last_;
  const std::function<v1::Event()> begin_;
  const std::function<void(v1::Event)> tell_;
};

}  // namespace kakutei::generator
