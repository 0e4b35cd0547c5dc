#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "runtime/engine/domain.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime::engine {

// A subject to be judged and the inputs that made it so.
struct DirtySubject {
  std::string subject;
  std::vector<std::string> causes;
};

// For a task that judges nothing.
class NothingDirty final : public DirtySubjects {
 public:
  void Mark(std::string_view, std::string_view) override {}
};

// The subjects that have to be judged, in the order of (stratum, subject). Memory holds what one
// batch has marked and takes; Save moves the rest into the task's overlay, so that a task far
// behind stays small and marks are committed with the facts that made them.
//
// One thread. Errors come from the store only.
class DirtyQueue final : public DirtySubjects {
 public:
  // Causes beyond `max_causes` per subject are left out.
  DirtyQueue(const Domain& domain, int max_causes);

  // Forgets memory and counts what is stored.
  base::Status Open(const StateReader& reader);

  // A cause that is not printable ASCII is left out: a ledger record could not carry it.
  void Mark(std::string_view subject, std::string_view cause) override;
  void MarkAgain(DirtySubject subject);

  // Brings the first `count` stored subjects into memory; Take gives the right order for as many
  // calls.
  base::Status Fetch(const StateReader& reader, int count);
  // The first subject in memory, which is dirty no more.
  std::optional<DirtySubject> Take();
  // Writes what has changed since Fetch or Mark, and empties memory.
  base::Status Save(Overlay& overlay);

  // Exact after Save; before, a subject that is both stored and marked may count twice.
  std::int64_t size() const;
  bool empty() const { return size() == 0; }

 private:
  struct Marked {
    std::vector<std::string> causes;
    bool stored = false;   // the store has it
    bool changed = false;  // with other causes
  };
  // By stored key: prefix, stratum digit, subject.
  using Marks = std::map<std::string, Marked, std::less<>>;

  void AddCause(Marked& marked, std::string_view cause) const;
  base::Status SaveMark(Overlay& overlay, const std::string& key, Marked& marked);

  const Domain& domain_;
  const std::size_t max_causes_;
  Marks marks_;
  std::vector<std::string> taken_;  // keys that the store still has
  std::int64_t stored_ = 0;
  // No stored key is less. Skips what was deleted, over which a scan from the beginning would walk
  // again and again.
  std::string first_stored_;
  std::string fetched_up_to_;
  std::string key_;  // built anew for each mark
};

}  // namespace kakutei::runtime::engine
