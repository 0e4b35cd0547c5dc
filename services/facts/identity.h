#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/state.pb.h"

#include "base/result.h"
#include "facts/kept.h"

// Telling a fact that comes twice from two facts that claim one identity. Pure; who keeps
// IdentityContents, and where, is the fold's business.
namespace kakutei::facts {

enum class IdentityOutcome {
  kNew,        // the first content: fold it
  kDuplicate,  // this content was seen: leave it
  kConflict,  // another content was seen: fold it, then mark the identity as doubtful in every home
};

// More contents of one identity than this are not told apart any more: each further one is a
// conflict, also when it comes again. Folding is idempotent, so only counts suffer.
inline constexpr int kMaxContents = 64;

// Key of the identity in a state: source#event_id. Neither part has a '#'.
std::string IdentityKey(const v1::Event& event);

// What tells contents of one identity apart: the first 16 bytes of the SHA-256 of IdentityBytes.
std::string ContentDigest(const v1::Event& event);

// Takes note of a content and of its home, the place in the fold's state (a dossier's key) into
// which it is folded. On kConflict contents.homes() are the homes to be marked with MarkDoubtful,
// this one included. The same contents in any order give the same homes, up to kMaxContents.
IdentityOutcome Remember(std::string_view digest, std::string_view home,
                         v1::IdentityContents& contents);

// Where identities stand in a state: e/source#event_id -> IdentityContents.
inline constexpr std::string_view kIdentityKey = "e";

struct SeenIdentity {
  IdentityOutcome outcome = IdentityOutcome::kNew;
  // More than one content of it is known by now.
  bool disputed = false;
  // On kConflict: where to mark the identity as doubtful.
  std::vector<std::string> homes;
};

// Takes note of a content of an identity (source#event_id), given by its digest, in a fold's state.
// Errors are the state's, or kDataLoss STATE_DAMAGED.
template <typename State>
base::Result<SeenIdentity> RememberContent(std::string_view identity, std::string_view digest,
                                           std::string_view home, State& state) {
  const std::string key = Key(kIdentityKey, identity);
  auto contents = Load<v1::IdentityContents>(state, key);
  if (!contents) return base::Fail(std::move(contents).error());
  SeenIdentity seen{Remember(digest, home, *contents), contents->digests_size() > 1, {}};
  if (seen.outcome == IdentityOutcome::kDuplicate) return seen;
  Keep(*contents, key, state);
  if (seen.outcome == IdentityOutcome::kConflict) {
    seen.homes.assign(contents->homes().begin(), contents->homes().end());
  }
  return seen;
}

// The same of an event.
template <typename State>
base::Result<SeenIdentity> RememberIdentity(const v1::Event& event, std::string_view home,
                                            State& state) {
  return RememberContent(IdentityKey(event), ContentDigest(event), home, state);
}

}  // namespace kakutei::facts
