#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/projection/projection_store.h"

// What a service tells the engine: how its facts fold and how its subjects are judged. The engine
// knows no rule.
namespace kakutei::runtime::engine {

// The domain's own part of the task's state. Keys are the domain's; they never meet the engine's.
class State {
 public:
  virtual ~State() = default;
  virtual base::Result<std::optional<std::string>> Get(std::string_view key) const = 0;
  virtual base::Status Scan(std::string_view prefix, std::string_view from,
                            const ScanVisitor& visitor) const = 0;
  virtual void Put(std::string_view key, std::string_view value) = 0;
  virtual void Delete(std::string_view key) = 0;
};

// Takes the subjects that have to be judged (again), named in printable ASCII. `cause` names the
// input, as source#event_id; it may be empty.
class DirtySubjects {
 public:
  virtual ~DirtySubjects() = default;
  virtual void Mark(std::string_view subject, std::string_view cause) = 0;
};

// One record of a task's inputs. For ledger inputs only accepted records come, and `value` is their
// content.
struct Input {
  TopicPartition from;
  std::int64_t position = 0;
  std::string_view key;
  std::string_view value;
};

// How a fold took a record; counted by the engine's probe.
enum class FoldOutcome { kAccepted, kDuplicate, kIntegrity, kNotOurs };

// A service's fold and judgement. One task calls it from one thread.
//
// Fold must be commutative, associative and idempotent over records, and Judge a pure function of
// the state: the same set of facts gives the same contents in any order. Both may keep memory of
// what is in the state (caches, views), as long as Reload brings it back in line.
class Domain {
 public:
  virtual ~Domain() = default;

  // The state was opened or rolled back: forget what is held in memory and read it again.
  virtual base::Status Reload(const State& state) = 0;

  // Called after each Reload, before anything is folded or judged. For a domain that judges by more
  // than its inputs, such as what a release ships: marks what was judged by something else, and
  // notes in the state what it judges by now. What comes out the same is not published again.
  virtual base::Status Resume(State&, DirtySubjects&) { return {}; }

  // Takes one record into the state and marks the subjects that it can touch. kInvalidArgument: the
  // record itself is bad, and nothing of it is in the state; it is set aside with the error's
  // reason and the rest goes on. Any other error stops the task.
  virtual base::Result<FoldOutcome> Fold(const Input& input, State& state,
                                         DirtySubjects& dirty) = 0;

  // Subjects are judged in ascending strata, 0 to 9; a stratum reads only what lower ones have
  // written.
  virtual int Stratum(std::string_view subject) const = 0;

  // The subject's content now, to be published when it differs from the published one; nullopt: a
  // subject that was never published stays unpublished, a published one keeps its last content. May
  // write to the state and mark subjects of its own or higher strata; a subject of its own stratum
  // that was already judged in this batch is judged again. A foreign record can publish a subject
  // of which the state knows nothing: only a content, not nullopt, corrects it.
  virtual base::Result<std::optional<std::string>> Judge(std::string_view subject, State& state,
                                                         DirtySubjects& dirty) = 0;

  // The record key under which a subject is published: decides its partition.
  virtual std::string OutputKey(std::string_view subject) const = 0;

  // Whether this task publishes the subject; it judges others, too, when they are marked. Output
  // partitions may be shared with other tasks and hold what a stranger wrote: any text may come.
  virtual bool Owns(std::string_view subject) const = 0;

  // The group in which a subject with this published content is counted (standing.h), in printable
  // ASCII; empty: in none. Of a subject that it owns; the content may be a stranger's. A pure
  // function.
  virtual std::string GroupOf(std::string_view subject, std::string_view content) const {
    static_cast<void>(subject);
    static_cast<void>(content);
    return {};
  }
};

}  // namespace kakutei::runtime::engine
