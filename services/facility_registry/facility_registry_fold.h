#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kakutei/v1/event.pb.h"

#include "runtime/engine/domain.h"

namespace kakutei::facility_registry {

// How the registry's facts fold into a projection: for each slot the value of each source, the
// history of its contents, and whom it is about. Judges nothing. Commutative, associative and
// idempotent.
class FacilityRegistryFold final : public runtime::engine::Domain {
 public:
  base::Status Reload(const runtime::engine::State&) override { return {}; }
  base::Result<runtime::engine::FoldOutcome> Fold(const runtime::engine::Input& input,
                                                  runtime::engine::State& state,
                                                  runtime::engine::DirtySubjects& dirty) override;
  int Stratum(std::string_view) const override { return 0; }
  base::Result<std::optional<std::string>> Judge(std::string_view, runtime::engine::State&,
                                                 runtime::engine::DirtySubjects&) override {
    return std::nullopt;
  }
  std::string OutputKey(std::string_view) const override { return {}; }
  bool Owns(std::string_view) const override { return false; }
};

// Keys of the state. A slot comes last, as some hold slashes.
inline constexpr std::string_view kSlotKey = "s";   // s/slot -> Dossier of the one slot
inline constexpr std::string_view kOwnerKey = "o";  // o/role/id/fact name/slot -> empty
// Every content that a slot ever had, h/slot#content digest -> Event, with the earliest recorded_at
// that it came with; and whom any of them is about, as o/.. does for the sources' values.
inline constexpr std::string_view kHistoryKey = "h";
inline constexpr std::string_view kPastOwnerKey = "a";
// Roles: whom a fact is about.
inline constexpr std::string_view kFacilityRole = "f";
inline constexpr std::string_view kPhysicianRole = "p";

// Keys under `under` of everyone whom the fact is about.
std::set<std::string> OwnerKeys(const v1::Event& event, const std::string& slot,
                                std::string_view under);

}  // namespace kakutei::facility_registry
