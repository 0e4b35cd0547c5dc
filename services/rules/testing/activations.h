#pragma once

#include <string>

#include "kakutei/v1/event.pb.h"

#include "base/digest.h"
#include "rules/policy_pack.h"
#include "rules/testing/jst.h"

namespace kakutei::rules::testing {

// office#ID: a pack is activated at a JST time.
inline v1::Event Activation(const std::string& id, const std::string& pack,
                            std::string_view at = "2026-07-01T09:00") {
  v1::Event event;
  event.set_event_id(id);
  event.set_source("office");
  *event.mutable_occurred_at() = JstTimestamp(at);
  auto& activated = *event.mutable_policy_activated();
  std::vector<PackComplaint> ignored;
  const auto read = Pack::Read({"pack", pack}, ignored);
  if (read) {
    activated.set_pack_id(read->content().pack_id());
    const auto off = LawRulesOff(read->content());
    activated.mutable_law_rules_off()->Assign(off.begin(), off.end());
  } else {
    activated.set_pack_id("unreadable");
  }
  activated.set_pack(pack);
  activated.set_pack_digest(base::DigestText(base::Sha256(pack)));
  activated.set_activated_by("U-1");
  activated.set_shadow_digest("sha256:" + std::string(64, '0'));
  return event;
}

}  // namespace kakutei::rules::testing
