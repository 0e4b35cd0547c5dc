#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "rules/facility_month_case.h"
#include "rules/partnership_month_case.h"
#include "runtime/engine/domain.h"

// The members of months, read from a task's state when a rule asks. The state outlives them.
namespace kakutei::billing_eligibility {

// Scans of one month's keys. The first failure is kept; what was asked then is incomplete.
class MonthScan {
 public:
  MonthScan(const runtime::engine::State& state, std::string claimant, std::string month)
      : state_(state), claimant_(std::move(claimant)), month_(std::move(month)) {}

  // Every key under key/claimant/month/place/, from `from` (of the same kind, without that head)
  // on.
  void Visit(std::string_view key, std::string_view place, std::string_view from,
             const runtime::ScanVisitor& visitor) const;
  // The values under that head, at most `most`.
  rules::FactRefs Values(std::string_view key, std::string_view place, int most) const;
  // The distinct first parts under that head.
  std::vector<std::string> FirstParts(std::string_view key, std::string_view place) const;

  const base::Status& status() const { return status_; }

 private:
  const runtime::engine::State& state_;
  const std::string claimant_;
  const std::string month_;
  mutable base::Status status_;
};

class StoredFacilityMembers final : public rules::FacilityMonthMembers {
 public:
  StoredFacilityMembers(const runtime::engine::State& state, std::string claimant,
                        std::string month)
      : scan_(state, std::move(claimant), std::move(month)) {}

  rules::FactRefs PartTime(int most) const override;
  rules::FactRefs Managed(int most) const override;
  std::vector<std::string> Receivers() const override;
  std::vector<rules::BusyDay> BusyDays(int limit, int most) const override;
  std::vector<rules::Acquired> AcquiredReadings() const override;
  rules::FactRefs OrdersOf(const rules::Acquired& acquired, int most) const override;
  std::vector<std::string> OpenRules() const override;
  std::vector<rules::OpenFinding> OpenFindings(std::string_view rule, std::string_view from,
                                               int most) const override;

  const base::Status& status() const { return scan_.status(); }

 private:
  const MonthScan scan_;
};

class StoredPartnershipMembers final : public rules::PartnershipMonthMembers {
 public:
  StoredPartnershipMembers(const runtime::engine::State& state, std::string sender,
                           std::string receiver, std::string month)
      : scan_(state, std::move(sender), std::move(month)), receiver_(std::move(receiver)) {}

  rules::FactRefs Managed(int most) const override;
  std::vector<std::string> DiagnosisDates() const override;
  rules::FactRefs DiagnosedOn(std::string_view date, int most) const override;
  rules::FactRefs Relays(int most) const override;

  const base::Status& status() const { return scan_.status(); }

 private:
  const MonthScan scan_;
  const std::string receiver_;
};

}  // namespace kakutei::billing_eligibility
