#include "runtime/engine/dirty_queue.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "runtime/engine/task_state.h"

namespace kakutei::runtime::engine {
namespace {

constexpr char kBetweenCauses = '\0';
constexpr std::size_t kLongestCause = 256;

bool IsPrintable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::string Joined(const std::vector<std::string>& causes) {
  std::string text;
  for (const std::string& cause : causes) {
    if (!text.empty()) {
      text += kBetweenCauses;
    }
    text += cause;
  }
  return text;
}

template <typename Visitor>
void ForEachCause(std::string_view text, Visitor visitor) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kBetweenCauses), text.size());
    visitor(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

DirtyQueue::DirtyQueue(const Domain& domain, int max_causes)
    : domain_(domain), max_causes_(static_cast<std::size_t>(max_causes)) {}

base::Status DirtyQueue::Open(const StateReader& reader) {
  marks_.clear();
  taken_.clear();
  stored_ = 0;
  first_stored_ = kDirtyPrefix;
  fetched_up_to_.clear();
  return FromStore(reader.Scan(kDirtyPrefix, {}, [this](std::string_view key, std::string_view) {
    if (stored_ == 0) {
      first_stored_ = key;
    }
    ++stored_;
    return true;
  }));
}

void DirtyQueue::AddCause(Marked& marked, std::string_view cause) const {
  if (cause.empty() || marked.causes.size() >= max_causes_ || cause.size() > kLongestCause ||
      !IsPrintable(cause) || std::ranges::find(marked.causes, cause) != marked.causes.end()) {
    return;
  }
  marked.causes.emplace_back(cause);
  marked.changed = true;
}

void DirtyQueue::Mark(std::string_view subject, std::string_view cause) {
  const int stratum = domain_.Stratum(subject);
  KAKUTEI_CHECK(stratum >= 0 && stratum <= 9);
  key_ = kDirtyPrefix;
  key_ += static_cast<char>('0' + stratum);
  key_ += subject;
  auto found = marks_.find(key_);
  if (found == marks_.end()) {
    found = marks_.emplace(key_, Marked{}).first;
  }
  AddCause(found->second, cause);
}

void DirtyQueue::MarkAgain(DirtySubject subject) {
  Mark(subject.subject, {});
  for (const std::string& cause : subject.causes) {
    Mark(subject.subject, cause);
  }
}

base::Status DirtyQueue::Fetch(const StateReader& reader, int count) {
  if (stored_ == 0 || count <= 0) {
    return {};
  }
  int seen = 0;
  const auto visit = [&](std::string_view key, std::string_view causes) {
    auto found = marks_.find(key);
    if (found == marks_.end()) {
      found = marks_.emplace(std::string(key), Marked{}).first;
    }
    Marked& marked = found->second;
    const bool changed = !marked.causes.empty();
    ForEachCause(causes, [&](std::string_view cause) { AddCause(marked, cause); });
    marked.stored = true;
    marked.changed = changed;
    fetched_up_to_ = key;
    return ++seen < count;
  };
  return FromStore(reader.Scan(kDirtyPrefix, first_stored_, visit));
}

std::optional<DirtySubject> DirtyQueue::Take() {
  if (marks_.empty()) {
    return std::nullopt;
  }
  auto node = marks_.extract(marks_.begin());
  DirtySubject subject{node.key().substr(kDirtyPrefix.size() + 1), std::move(node.mapped().causes)};
  if (node.mapped().stored) {
    taken_.push_back(std::move(node.key()));
  }
  return subject;
}

base::Status DirtyQueue::SaveMark(Overlay& overlay, const std::string& key, Marked& marked) {
  if (marked.stored && !marked.changed) {
    return {};
  }
  bool is_new = !marked.stored;
  // Marked while a part of the queue was not in memory: it may be stored already.
  if (is_new && stored_ > 0) {
    auto earlier = FromStore(overlay.Get(key));
    if (!earlier) {
      return base::Fail(std::move(earlier.error()));
    }
    if (*earlier) {
      is_new = false;
      ForEachCause(**earlier, [&](std::string_view cause) { AddCause(marked, cause); });
    }
  }
  overlay.Put(key, Joined(marked.causes));
  stored_ += is_new ? 1 : 0;
  return {};
}

base::Status DirtyQueue::Save(Overlay& overlay) {
  for (const std::string& key : taken_) {
    overlay.Delete(key);
  }
  stored_ -= static_cast<std::int64_t>(taken_.size());
  taken_.clear();
  if (!fetched_up_to_.empty()) {
    first_stored_ = std::exchange(fetched_up_to_, {});
  }
  if (!marks_.empty() && marks_.begin()->first < first_stored_) {
    first_stored_ = marks_.begin()->first;
  }
  for (auto& [key, marked] : marks_) {
    if (auto saved = SaveMark(overlay, key, marked); !saved) {
      return saved;
    }
  }
  marks_.clear();
  return {};
}

std::int64_t DirtyQueue::size() const {
  const auto marked =
      std::ranges::count_if(marks_, [](const auto& mark) { return !mark.second.stored; });
  return stored_ - static_cast<std::int64_t>(taken_.size()) + static_cast<std::int64_t>(marked);
}

}  // namespace kakutei::runtime::engine
