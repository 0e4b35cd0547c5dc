#pragma once

#include <string>
#include <string_view>

#include "kakutei/v1/reading_facts.pb.h"

#include "runtime/engine/domain.h"

namespace kakutei::reading_events {

// Keeps the facts of each reading of one partition of claimants, by slot and source. A projection:
// nothing is judged.
class ReadingEventsFold final : public runtime::engine::Domain {
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

// Under which a reading's Dossier stands.
std::string ReadingKey(std::string_view claimant, std::string_view reading);

}  // namespace kakutei::reading_events
