#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/state.pb.h"

#include "rules/policy.h"

namespace kakutei::rules {

// Which packs apply: those to start from, with the activations that are known over them. A pure
// function of the set of activations, in whatever order they came. They are gone through in the
// order in which facts supersede each other; one whose pack does not fit with the packs of that
// moment (gap, overlap, a parameter or rule missing) is not applied, and the last good one stays.
// Not thread-safe; one per task.
class PolicyBook {
 public:
  explicit PolicyBook(const Policy& start);

  // What is wrong with an activation whatever the other packs say; fields in JSON. A pack's reason
  // begins with its line.
  static std::vector<base::FieldViolation> Violations(const v1::PolicyActivated& activated);

  // Takes a well-formed activation. False: it was known.
  bool Take(const v1::Event& activation);
  // Knows these, well-formed, and no others.
  void Reset(const std::vector<v1::Event>& activations);
  // Whether another content of the same identity is known.
  bool IsDisputed(const v1::Event& activation) const;
  // What would keep one more activation, good by itself, from being applied; warnings left out.
  std::vector<PackComplaint> ComplaintsOf(const v1::Event& activation) const;

  const Policy& policy() const { return policy_; }

  // The activations in their order.
  struct Entry {
    v1::Event event;
    // Why it is not applied.
    std::optional<PackComplaint> refused;
  };
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  void Replay();

  const Policy start_;
  Policy policy_;
  std::map<std::string, v1::Event> known_;  // by content
  std::vector<Entry> entries_;
};

// From when on what a policy says changes.
v1::PolicyTimeline TimelineOf(const Policy& policy);

// What is judged anew when one policy takes the place of another.
class PolicyChange {
 public:
  // `before` empty: whatever was judged, nobody knows by what.
  PolicyChange(v1::PolicyTimeline before, v1::PolicyTimeline after)
      : before_(std::move(before)), after_(std::move(after)) {}

  bool empty() const;
  // Whether something else holds on some date of the month.
  bool Touches(base::Month month) const;
  // For subjects without a date.
  bool TouchesUndated() const;

 private:
  v1::PolicyTimeline before_;
  v1::PolicyTimeline after_;
};

}  // namespace kakutei::rules
