#include "runtime/engine/standing.h"

#include <charconv>

#include "runtime/engine/ledger_view.h"
#include "runtime/engine/task_state.h"

namespace kakutei::runtime::engine {
namespace {

constexpr std::string_view kCountedKey = "mgroups";

std::string GroupKey(std::string_view group) { return std::string(kGroupPrefix).append(group); }

base::Result<std::int64_t> ToCount(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size()) {
    return base::Fail(base::ErrorCode::kDataLoss, "STORED_COUNT",
                      "a stored count of subjects is damaged");
  }
  return count;
}

base::Status Change(Overlay& overlay, const std::string& group, std::int64_t by) {
  if (group.empty()) {
    return {};
  }
  const std::string key = GroupKey(group);
  const auto stored = FromStore(overlay.Get(key));
  if (!stored) {
    return base::Fail(stored.error());
  }
  const auto count = *stored ? ToCount(**stored) : base::Result<std::int64_t>(0);
  if (!count) {
    return base::Fail(count.error());
  }
  if (*count + by == 0) {
    overlay.Delete(key);
  } else {
    overlay.Put(key, std::to_string(*count + by));
  }
  return {};
}

}  // namespace

base::Result<Standing> StandingOf(const StateReader& reader) {
  Standing standing;
  base::Status read;
  auto scanned =
      FromStore(reader.Scan(kGroupPrefix, {}, [&](std::string_view key, std::string_view value) {
        const auto count = ToCount(value);
        if (!count) {
          read = base::Fail(count.error());
          return false;
        }
        standing.emplace(key.substr(kGroupPrefix.size()), *count);
        return true;
      }));
  if (!scanned || !read) {
    return base::Fail(scanned ? std::move(read).error() : std::move(scanned).error());
  }
  return standing;
}

base::Status MoveStanding(Overlay& overlay, const Domain& domain, const v1::LedgerRecord* before,
                          const v1::LedgerRecord& accepted) {
  const std::string now = domain.GroupOf(accepted.subject(), accepted.content());
  const std::string then =
      before == nullptr ? "" : domain.GroupOf(before->subject(), before->content());
  if (now == then) {
    return {};
  }
  if (auto left = Change(overlay, then, -1); !left) {
    return left;
  }
  return Change(overlay, now, +1);
}

base::Status CountStandingOnce(Overlay& overlay, const Domain& domain) {
  const auto counted = FromStore(overlay.Get(kCountedKey));
  if (!counted) {
    return base::Fail(counted.error());
  }
  if (*counted) {
    return {};
  }
  Standing standing;
  auto scanned = ScanLatest(overlay, {}, {}, [&](const v1::LedgerRecord& record) {
    const std::string group = domain.GroupOf(record.subject(), record.content());
    if (!group.empty()) ++standing[group];
    return true;
  });
  if (!scanned) {
    return scanned;
  }
  for (const auto& [group, count] : standing) {
    overlay.Put(GroupKey(group), std::to_string(count));
  }
  overlay.Put(kCountedKey, {});
  return {};
}

}  // namespace kakutei::runtime::engine
