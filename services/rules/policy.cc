#include "rules/policy.h"

#include <algorithm>

#include "base/check.h"
#include "rules/policy_maker.h"

namespace kakutei::rules {
namespace {

std::string IdOf(const PackText& text) {
  std::vector<PackComplaint> ignored;
  const auto pack = Pack::Read(text, ignored);
  return pack ? pack->content().pack_id() : std::string();
}

}  // namespace

bool PolicyOnDate::IsOn(std::string_view rule) const {
  const auto found = rules_.find(rule);
  return found == rules_.end() || found->second.on;
}

const v1::Citation* PolicyOnDate::CitationOf(std::string_view rule) const {
  const auto found = rules_.find(rule);
  return found == rules_.end() ? nullptr : &found->second.citation;
}

std::optional<int> PolicyOnDate::PointsOf(v1::Standard::Value standard) const {
  for (const auto& add_on : schedule_.add_on()) {
    if (add_on.standard() == standard) return add_on.points();
  }
  return std::nullopt;
}

std::optional<int> PolicyOnDate::PartialPoints() const {
  return schedule_.has_partial_points() ? std::optional(schedule_.partial_points()) : std::nullopt;
}

std::optional<int> PolicyOnDate::PointsOf(v1::ClaimItem::Value item) const {
  switch (item) {
    case v1::ClaimItem::ADD_ON_1:
      return PointsOf(v1::Standard::ADD_ON_1);
    case v1::ClaimItem::ADD_ON_2:
      return PointsOf(v1::Standard::ADD_ON_2);
    case v1::ClaimItem::ADD_ON_3:
      return PointsOf(v1::Standard::ADD_ON_3);
    case v1::ClaimItem::ADD_ON_4:
      return PointsOf(v1::Standard::ADD_ON_4);
    case v1::ClaimItem::ADD_ON_2_PARTIAL:
      return PartialPoints();
    default:
      return std::nullopt;
  }
}

base::Result<Policy> Policy::FromPacks(const std::vector<PackText>& packs) {
  PolicyMaker maker(packs);
  if (const PackComplaint* complaint = maker.FirstRefusal(); complaint != nullptr) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "BAD_POLICY_PACK",
                      "policy pack " + complaint->Text());
  }
  return std::move(maker).Take();
}

std::vector<PackComplaint> Policy::Lint(const std::vector<PackText>& packs) {
  auto complaints = PolicyMaker(packs).complaints();
  std::stable_partition(complaints.begin(), complaints.end(),
                        [](const PackComplaint& complaint) { return !complaint.warning; });
  return complaints;
}

Policy Policy::Shipped() {
  auto policy = FromPacks(ShippedPacks());
  if (!policy) base::CheckFailed(policy.error().message.c_str(), __FILE__, __LINE__);
  return *std::move(policy);
}

const PolicyOnDate& Policy::On(std::optional<base::Date> date) const {
  if (!date) return periods_.back().policy;
  const auto next = std::find_if(periods_.begin() + 1, periods_.end(),
                                 [&](const Period& period) { return *date < *period.from; });
  return (next - 1)->policy;
}

std::vector<const PolicyOnDate*> Policy::In(base::Month month) const {
  std::vector<const PolicyOnDate*> in = {&On(base::FirstDay(month))};
  for (const Period& period : periods_) {
    if (period.from && base::FirstDay(month) < *period.from && *period.from <= base::LastDay(month))
      in.push_back(&period.policy);
  }
  return in;
}

Policy::Burst Policy::WidestBurst() const {
  Burst widest;
  for (const Period& period : periods_) {
    const auto& parameters = period.policy.parameters();
    widest.seconds = std::max(widest.seconds, parameters.burst_seconds());
    widest.count = std::max(widest.count, parameters.burst_count());
  }
  return widest;
}

std::vector<PackText> Replace(std::vector<PackText> packs, const std::vector<PackText>& changes) {
  for (const PackText& change : changes) {
    const std::string id = IdOf(change);
    const auto same = id.empty()
                          ? packs.end()
                          : std::find_if(packs.begin(), packs.end(),
                                         [&](const PackText& pack) { return IdOf(pack) == id; });
    same == packs.end() ? packs.push_back(change) : void(*same = change);
  }
  return packs;
}

}  // namespace kakutei::rules
