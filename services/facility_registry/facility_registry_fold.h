#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/engine/domain.h"

namespace kakutei::facility_registry {

// How the registry's facts fold into a projection: for each slot the value of each source, and by
// whom a slot is about. Judges nothing. Commutative, associative and idempotent.
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
// Roles: whom a fact is about.
inline constexpr std::string_view kFacilityRole = "f";
inline constexpr std::string_view kPhysicianRole = "p";

}  // namespace kakutei::facility_registry
