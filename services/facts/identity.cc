#include "facts/identity.h"

#include <algorithm>

#include "base/digest.h"
#include "facts/slots.h"

namespace kakutei::facts {
namespace {

constexpr std::size_t kDigestBytes = 16;

// Into sorted entries, once. Returns whether it was not there.
bool Insert(std::string_view entry, google::protobuf::RepeatedPtrField<std::string>& sorted) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), entry);
  if (at != sorted.end() && *at == entry) {
    return false;
  }
  const auto index = at - sorted.begin();
  sorted.Add(std::string(entry));
  std::rotate(sorted.pointer_begin() + index, sorted.pointer_end() - 1, sorted.pointer_end());
  return true;
}

}  // namespace

std::string IdentityKey(const v1::Event& event) { return FactRef(event); }

std::string ContentDigest(const v1::Event& event) {
  return base::Sha256(IdentityBytes(event)).substr(0, kDigestBytes);
}

IdentityOutcome Remember(std::string_view digest, std::string_view home,
                         v1::IdentityContents& contents) {
  auto& digests = *contents.mutable_digests();
  if (std::binary_search(digests.begin(), digests.end(), digest)) {
    return IdentityOutcome::kDuplicate;
  }
  const bool first = digests.empty();
  if (digests.size() < kMaxContents) {
    Insert(digest, digests);
  }
  // Beyond the bound the fold marks the home at hand, and the others are marked already; the last
  // place is kept for the one at hand.
  auto& homes = *contents.mutable_homes();
  if (homes.size() >= kMaxContents && !std::binary_search(homes.begin(), homes.end(), home)) {
    homes.RemoveLast();
  }
  Insert(home, homes);
  return first ? IdentityOutcome::kNew : IdentityOutcome::kConflict;
}

}  // namespace kakutei::facts
