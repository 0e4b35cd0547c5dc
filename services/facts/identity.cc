#include "facts/identity.h"

#include "base/digest.h"
#include "facts/slots.h"
#include "facts/sorted_names.h"

namespace kakutei::facts {
namespace {

constexpr std::size_t kDigestBytes = 16;

}  // namespace

std::string IdentityKey(const v1::Event& event) { return FactRef(event); }

std::string ContentDigest(const v1::Event& event) {
  return base::Sha256(IdentityBytes(event)).substr(0, kDigestBytes);
}

IdentityOutcome Remember(std::string_view digest, std::string_view home,
                         v1::IdentityContents& contents) {
  auto& digests = *contents.mutable_digests();
  if (HoldsName(digest, digests)) {
    return IdentityOutcome::kDuplicate;
  }
  const bool first = digests.empty();
  if (digests.size() < kMaxContents) {
    InsertName(digest, digests);
  }
  // Beyond the bound the fold marks the home at hand, and the others are marked already; the last
  // place is kept for the one at hand.
  auto& homes = *contents.mutable_homes();
  if (homes.size() >= kMaxContents && !HoldsName(home, homes)) {
    homes.RemoveLast();
  }
  InsertName(home, homes);
  return first ? IdentityOutcome::kNew : IdentityOutcome::kConflict;
}

}  // namespace kakutei::facts
