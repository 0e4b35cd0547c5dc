#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kakutei/v1/event.pb.h"

#include "base/result.h"
#include "rules/policy_book.h"
#include "runtime/engine/domain.h"
#include "runtime/engine/task.h"
#include "runtime/eventlog/event_log.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::cli {

// The mesh in one process for one pass over a set of facts: the same folds, engine and rules that
// the services run, on an embedded log in one partition, in a directory. All facts are taken in
// before anything is judged, so that every subject has one revision whatever the order of the
// facts. Not thread-safe.
class OfflineMesh {
 public:
  // In `directory`, which must be empty or not exist; it stays once Judge has succeeded. Empty: in
  // a temporary one, which goes with the object. Judged by `policy`, with the activations among the
  // facts over it.
  static base::Result<std::unique_ptr<OfflineMesh>> Make(
      const std::string& directory, rules::Policy policy = rules::Policy::Shipped());
  // On what an earlier Judge left in `directory`, to be asked only.
  static base::Result<std::unique_ptr<OfflineMesh>> Open(const std::string& directory);
  ~OfflineMesh();
  OfflineMesh(const OfflineMesh&) = delete;
  OfflineMesh& operator=(const OfflineMesh&) = delete;

  // Takes a well-formed fact; facts go to the log in batches.
  base::Status Take(const v1::Event& event);
  // Takes the facts of another log, whatever its number of partitions; activations are left out. Of
  // a record that is no fact nothing is said: a mesh sets it aside.
  base::Status TakeFrom(const runtime::EventLog& log);
  // Folds everything, assesses the reviews, and judges. Called once, after the last Take.
  base::Status Judge(
      const std::function<void(std::string_view stage, std::int64_t done)>& progress);

  // What was taken, in batches.
  base::Result<const runtime::EventLog*> Log();
  // The packs that applied, with the activations that did or did not. Once judged.
  base::Result<rules::PolicyBook> Policies() const;
  // The judged state, for queries.
  const runtime::StateReader& verdicts() const { return *billing_store_; }

 private:
  explicit OfflineMesh(rules::Policy policy) : policy_(std::move(policy)) {}
  base::Status OpenStores(const std::filesystem::path& directory);
  base::Status Flush();

  std::filesystem::path made_;  // removed with the object, unless it is to stay and was judged
  bool temporary_ = false;
  bool judged_ = false;
  const rules::Policy policy_;
  std::unique_ptr<runtime::EventLog> log_;
  std::unique_ptr<runtime::ProjectionStore> confirmation_store_;
  std::unique_ptr<runtime::ProjectionStore> billing_store_;
  std::vector<runtime::NewRecord> waiting_;
};

// Opens the log in a data directory of `kakutei judge --data-dir` or `kakutei serve` without
// changing anything, also while it is served. kFailedPrecondition STORE_DIRECTORY where there is
// none.
base::Result<std::unique_ptr<runtime::EventLog>> OpenLogToRead(const std::string& directory);

// The packs that apply by a log's activations over `start`.
base::Result<rules::PolicyBook> PoliciesOf(const runtime::EventLog& log,
                                           const rules::Policy& start);

}  // namespace kakutei::cli
