#pragma once

#include <memory>
#include <string>
#include <utility>

#include "kakutei/v1/event.pb.h"

#include "runtime/engine/dirty_queue.h"
#include "runtime/engine/domain.h"
#include "runtime/engine/task_state.h"
#include "runtime/projection/testing/memory_store.h"

namespace kakutei::runtime::host {

// A domain's state in memory, into which events fold one by one without an engine.
class FoldedState {
 public:
  explicit FoldedState(engine::Domain& domain) : domain_(domain) {}

  base::Result<engine::FoldOutcome> Fold(const v1::Event& event) {
    return FoldBytes(event.SerializeAsString());
  }
  base::Result<engine::FoldOutcome> FoldBytes(const std::string& value) {
    return domain_.Fold({{"topic", 0}, next_++, "key", value}, state_, nothing_dirty_);
  }
  const engine::State& state() const { return state_; }

  // All keys and values, to compare states.
  std::string Dump() const {
    std::string dump;
    const auto scanned = state_.Scan("", "", [&dump](std::string_view key, std::string_view value) {
      dump.append(key).append("=").append(value).append("\n");
      return true;
    });
    return scanned ? dump : scanned.error().message;
  }

 private:
  engine::Domain& domain_;
  MemoryStore store_;
  const std::unique_ptr<Overlay> overlay_ = store_.NewOverlay();
  engine::DomainState state_{*overlay_};
  engine::NothingDirty nothing_dirty_;
  std::int64_t next_ = 0;
};

}  // namespace kakutei::runtime::host
