#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/policy.pb.h"
#include "kakutei/v1/verdict.pb.h"

#include "base/civil_time.h"
#include "base/result.h"

namespace kakutei::rules {

// A policy pack as it is stored: textproto. Addressed by the digest of these bytes.
struct PackText {
  std::string name;
  std::string text;
};

// The packs that judgement applies: fee schedules by date, and parameters. Immutable; any thread.
class Policy {
 public:
  // Refuses a pack that cannot be parsed (kInvalidArgument with name, line and reason), packs that
  // set a parameter twice, a required parameter that none sets, fee schedules out of order.
  static base::Result<Policy> FromPacks(const std::vector<PackText>& packs);

  // The packs that ship with this release, from deploy/policies.
  static const std::vector<PackText>& ShippedPacks();
  static Policy Shipped();

  // sha256: and 64 digits: covers all packs, in whatever order they came.
  const std::string& digest() const { return digest_; }
  const v1::Parameters& parameters() const { return parameters_; }
  // What ADVISORY findings contribute to a status at most.
  v1::Status::Value advisory_ceiling() const {
    return advisory_ceiling_.value_or(v1::Status::INELIGIBLE);
  }

  // Whether a pack's fee schedule covers a JST date (as shipped: from 2018-04-01).
  bool Covers(base::Date date) const;
  // The edition in force on a date; nullptr when none covers it.
  const v1::FeeSchedule* ScheduleOn(base::Date date) const;
  // Points of a level on a date; nullopt where the edition has no such level. Before the first
  // edition its points are taken: ATS2-P.14 tells that no pack covers such a date.
  std::optional<int> PointsOf(v1::Standard::Value standard, base::Date date) const;

  // Edition in force, such as "R8", and the date from which it is, for citations; "" before the
  // first.
  std::string_view EditionOn(base::Date date) const;

 private:
  base::Status Take(const std::string& name, const v1::PolicyPack& pack);

  std::string digest_;
  v1::Parameters parameters_;
  std::optional<v1::Status::Value> advisory_ceiling_;
  std::vector<v1::FeeSchedule> schedules_;  // by in_force_from
};

}  // namespace kakutei::rules
