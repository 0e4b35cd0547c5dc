#pragma once

#include <string>
#include <vector>

#include "rules/facility_month_case.h"
#include "rules/partnership_month_case.h"

namespace kakutei::rules::testing {

// The members of a claimant's month, from a plain list of the summaries of all readings and of the
// diagnosing steps of units with a part-time author. The slow and obvious way.
class ListedFacilityMembers final : public FacilityMonthMembers {
 public:
  ListedFacilityMembers(std::string claimant, std::string month,
                        std::vector<v1::ReadingSummary> readings, FactRefs part_time = {});

  FactRefs PartTime(int most) const override;
  FactRefs Managed(int most) const override;
  std::vector<std::string> Receivers() const override;
  std::vector<BusyDay> BusyDays(int limit, int most) const override;
  std::vector<Acquired> AcquiredReadings() const override;
  FactRefs OrdersOf(const Acquired& acquired, int most) const override;
  std::vector<std::string> OpenRules() const override;
  std::vector<OpenFinding> OpenFindings(std::string_view rule, std::string_view from,
                                        int most) const override;
  // The sums that go with the readings; those of units are 0.
  v1::FacilityMonthSums SumsOfReadings() const;

 private:
  bool IsOwn(const v1::ReadingSummary& reading) const;
  bool IsAcquired(const v1::ReadingSummary& reading) const;

  const std::string claimant_;
  const std::string month_;
  const std::vector<v1::ReadingSummary> readings_;
  const FactRefs part_time_;
};

// The same of a pair's month.
class ListedPartnershipMembers final : public PartnershipMonthMembers {
 public:
  ListedPartnershipMembers(std::string sender, std::string receiver, std::string month,
                           std::vector<v1::ReadingSummary> readings);

  FactRefs Managed(int most) const override;
  std::vector<std::string> DiagnosisDates() const override;
  FactRefs DiagnosedOn(std::string_view date, int most) const override;
  FactRefs Relays(int most) const override;
  v1::PartnershipMonthSums Sums() const;

 private:
  const std::string sender_;
  const std::string receiver_;
  const std::string month_;
  const std::vector<v1::ReadingSummary> readings_;
};

}  // namespace kakutei::rules::testing
