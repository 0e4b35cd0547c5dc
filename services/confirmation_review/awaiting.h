#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/confirmation_review.pb.h"
#include "kakutei/v1/state.pb.h"

#include "rules/registry.h"

namespace kakutei::confirmation_review {

// A draft with the facility in whose worklist it stands.
struct AwaitingDraft {
  std::string reading_facility_id;
  v1::AwaitingConfirmation draft;
};

// Whether a reading's newest version awaits a confirmation: it is not signed, and either a review
// of the reading is open or it is an own case whose author is not recorded as full-time and
// dedicated there. Pure.
std::optional<AwaitingDraft> FindAwaiting(std::string_view claimant, std::string_view reading,
                                          const v1::Dossier& known,
                                          const std::vector<v1::Dossier>& reviews,
                                          const rules::Registry& registry);

}  // namespace kakutei::confirmation_review
