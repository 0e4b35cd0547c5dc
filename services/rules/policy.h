#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/policy.pb.h"
#include "kakutei/v1/verdict.pb.h"

#include "base/civil_time.h"
#include "base/result.h"
#include "rules/policy_pack.h"

namespace kakutei::rules {

// What the packs say for one service date: rules on or off with their citations, parameters,
// points. Immutable; any thread.
class PolicyOnDate {
 public:
  // sha256: and 64 digits: of the digests of the packs that hold on the date, in the order of ids.
  const std::string& digest() const { return digest_; }
  // Those digests, 32 bytes each.
  const std::vector<std::string>& packs() const { return packs_; }
  // Whether each series of packs covers the date. If not, the edition next to it is applied, and
  // ATS2-P.14 tells.
  bool covered() const { return covered_; }

  // Every parameter is set.
  const v1::Parameters& parameters() const { return parameters_; }
  // What ADVISORY findings contribute to a status at most.
  v1::Status::Value advisory_ceiling() const { return advisory_ceiling_; }
  // A rule that is off finds nothing.
  bool IsOn(std::string_view rule) const;
  // Where a rule is written; nullptr for one that no pack knows.
  const v1::Citation* CitationOf(std::string_view rule) const;

  // Of the fee schedule, such as R8.
  const std::string& edition() const { return schedule_.edition(); }
  // Points of a level; nullopt where the edition has no such level, or no partial item.
  std::optional<int> PointsOf(v1::Standard::Value standard) const;
  std::optional<int> PartialPoints() const;
  // Points of a claim item, the partial one included.
  std::optional<int> PointsOf(v1::ClaimItem::Value item) const;

 private:
  friend class PolicyMaker;
  struct StatedRule {
    bool on = true;
    v1::Citation citation;
  };

  std::string digest_;
  std::vector<std::string> packs_;
  bool covered_ = false;
  v1::Parameters parameters_;
  v1::Status::Value advisory_ceiling_ = v1::Status::INELIGIBLE;
  std::map<std::string, StatedRule, std::less<>> rules_;
  v1::FeeSchedule schedule_;
};

// A set of packs that judgement applies. Packs of one series follow each other by service date;
// on each date the packs in force state every rule and every parameter once. Immutable; any thread.
class Policy {
 public:
  // kInvalidArgument BAD_POLICY_PACK with the first of Lint's complaints.
  static base::Result<Policy> FromPacks(const std::vector<PackText>& packs);
  // Everything that is wrong with each pack and with the set, warnings last.
  static std::vector<PackComplaint> Lint(const std::vector<PackText>& packs);

  // The packs that ship with this release, from deploy/policies.
  static const std::vector<PackText>& ShippedPacks();
  static Policy Shipped();

  // What holds on a JST service date; nullopt, where a subject has none, the newest edition.
  const PolicyOnDate& On(std::optional<base::Date> date) const;
  // What holds on the dates of a month, earliest first: one, unless editions change within it.
  std::vector<const PolicyOnDate*> In(base::Month month) const;
  // All of them, with the date from which each holds; the first holds before any pack, too.
  struct Period {
    std::optional<base::Date> from;
    PolicyOnDate policy;
  };
  const std::vector<Period>& periods() const { return periods_; }
  // The packs, in the order of their ids.
  const std::vector<Pack>& packs() const { return packs_; }

  // The longest window and the greatest count of what makes a burst in any period.
  struct Burst {
    int seconds = 0;
    int count = 0;
  };
  Burst WidestBurst() const;

  // sha256: and 64 digits: covers all packs, in whatever order they came.
  const std::string& digest() const { return digest_; }

 private:
  friend class PolicyMaker;

  std::string digest_;
  std::vector<Pack> packs_;
  std::vector<Period> periods_;  // never empty
};

// The packs with each of `changes` in place of the one that has its id, or beside them. A text that
// cannot be read stays in, to be complained of.
std::vector<PackText> Replace(std::vector<PackText> packs, const std::vector<PackText>& changes);

}  // namespace kakutei::rules
