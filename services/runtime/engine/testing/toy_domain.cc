#include "runtime/engine/testing/toy_domain.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace kakutei::runtime::engine {
namespace {

using base::ErrorCode;

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

std::optional<std::int64_t> Number(std::string_view text) {
  std::int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

std::optional<ToyFact> Decode(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, '|');
  if (parts.size() != 5 || parts[1].empty() || (parts[0] != "amount" && parts[0] != "rate")) {
    return std::nullopt;
  }
  const auto revision = Number(parts[3]);
  const auto number = Number(parts[4]);
  if (!revision || !number) {
    return std::nullopt;
  }
  return ToyFact{parts[0] == "rate" ? ToyFact::Kind::kRate : ToyFact::Kind::kAmount,
                 std::string(parts[1]), std::string(parts[2]), *revision, *number};
}

// Whether the fact wins its slot, which is then written; a slot's value is revision|number.
base::Result<bool> FillSlot(const std::string& slot, const ToyFact& fact, State& state) {
  const auto held = state.Get(slot);
  if (!held) {
    return base::Fail(held.error());
  }
  if (*held) {
    const auto parts = Split(**held, '|');
    if (std::pair(*Number(parts[0]), *Number(parts[1])) >= std::pair(fact.revision, fact.number)) {
      return false;
    }
  }
  state.Put(slot, std::to_string(fact.revision) + "|" + std::to_string(fact.number));
  return true;
}

std::string CauseOf(const ToyFact& fact) {
  return "toy/" + fact.account + "#" + fact.item + "." + std::to_string(fact.revision);
}

base::Result<std::int64_t> StoredNumber(const State& state, const std::string& key) {
  const auto text = state.Get(key);
  if (!text) {
    return base::Fail(text.error());
  }
  return *text ? *Number(**text) : 0;
}

}  // namespace

std::string Encode(const ToyFact& fact) {
  return std::string(fact.kind == ToyFact::Kind::kRate ? "rate" : "amount") + "|" + fact.account +
         "|" + fact.item + "|" + std::to_string(fact.revision) + "|" + std::to_string(fact.number);
}

std::map<std::string, std::string> ToyContents(const std::vector<ToyFact>& facts,
                                               const std::vector<std::string>& groups) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> rates;
  std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::int64_t>> amounts;
  for (const ToyFact& fact : facts) {
    const std::pair value(fact.revision, fact.number);
    if (fact.kind == ToyFact::Kind::kRate) {
      rates[fact.account] = std::max(rates[fact.account], value);
    } else if (std::ranges::find(groups, fact.account.substr(0, 1)) != groups.end()) {
      auto& held = amounts[{fact.account, fact.item}];
      held = std::max(held, value);
    }
  }
  std::map<std::string, std::int64_t> numbers;
  for (const auto& [slot, value] : amounts) {
    const std::string group = slot.first.substr(0, 1);
    const std::int64_t rate = rates.contains(group) ? rates[group].second : 1;
    numbers["sum/" + slot.first] += value.second * rate;
    numbers["total/" + group] += value.second * rate;
  }
  std::map<std::string, std::string> contents;
  for (const auto& [subject, number] : numbers) {
    contents[subject] = subject + "=" + std::to_string(number);
  }
  return contents;
}

base::Status ToyDomain::Reload(const State& state) {
  rates_.clear();
  return state.Scan("rate/", {}, [this](std::string_view key, std::string_view value) {
    rates_[std::string(key.substr(5))] = *Number(Split(value, '|')[1]);
    return true;
  });
}

base::Result<FoldOutcome> ToyDomain::Fold(const Input& input, State& state, DirtySubjects& dirty) {
  const std::optional<ToyFact> fact = Decode(input.value);
  if (!fact) {
    return base::Fail(ErrorCode::kInvalidArgument, "TOY_MALFORMED", "not a toy fact");
  }
  if (std::ranges::find(groups_, fact->account.substr(0, 1)) == groups_.end()) {
    return FoldOutcome::kNotOurs;
  }
  return fact->kind == ToyFact::Kind::kRate ? FoldRate(*fact, state, dirty)
                                            : FoldAmount(*fact, state, dirty);
}

base::Result<FoldOutcome> ToyDomain::FoldAmount(const ToyFact& fact, State& state,
                                                DirtySubjects& dirty) {
  const auto wins = FillSlot("amount/" + fact.account + "/" + fact.item, fact, state);
  if (!wins) {
    return base::Fail(wins.error());
  }
  if (!*wins) {
    return FoldOutcome::kDuplicate;
  }
  dirty.Mark("sum/" + fact.account, CauseOf(fact));
  return FoldOutcome::kAccepted;
}

base::Result<FoldOutcome> ToyDomain::FoldRate(const ToyFact& fact, State& state,
                                              DirtySubjects& dirty) {
  const auto wins = FillSlot("rate/" + fact.account, fact, state);
  if (!wins) {
    return base::Fail(wins.error());
  }
  if (!*wins) {
    return FoldOutcome::kDuplicate;
  }
  rates_[fact.account] = fact.number;
  auto scanned =
      state.Scan("amount/" + fact.account, {}, [&](std::string_view key, std::string_view) {
        dirty.Mark("sum/" + std::string(Split(key, '/')[1]), CauseOf(fact));
        return true;
      });
  if (!scanned) {
    return base::Fail(std::move(scanned.error()));
  }
  return FoldOutcome::kAccepted;
}

int ToyDomain::Stratum(std::string_view subject) const {
  return subject.starts_with("total/") ? 1 : 0;
}

base::Result<std::optional<std::string>> ToyDomain::Judge(std::string_view subject, State& state,
                                                          DirtySubjects& dirty) {
  ++judgements_;
  const std::string_view name = subject.substr(subject.find('/') + 1);
  return Stratum(subject) == 0 ? JudgeSum(name, state, dirty) : JudgeTotal(name, state);
}

base::Result<std::optional<std::string>> ToyDomain::JudgeSum(std::string_view account, State& state,
                                                             DirtySubjects& dirty) {
  const std::string name(account);
  const std::string group = name.substr(0, 1);
  std::int64_t sum = 0;
  bool any = false;
  auto scanned =
      state.Scan("amount/" + name + "/", {}, [&](std::string_view, std::string_view value) {
        sum += *Number(Split(value, '|')[1]);
        return any = true;
      });
  if (!scanned) {
    return base::Fail(std::move(scanned.error()));
  }
  if (!any) {
    return std::nullopt;
  }
  const auto rate = rates_.find(group);
  sum *= rate == rates_.end() ? 1 : rate->second;
  const auto before = StoredNumber(state, "share/" + name);
  const auto total = before ? StoredNumber(state, "total/" + group) : before;
  if (!total) {
    return base::Fail(total.error());
  }
  state.Put("share/" + name, std::to_string(sum));
  state.Put("total/" + group, std::to_string(*total - *before + sum));
  dirty.Mark("total/" + group, {});
  return "sum/" + name + "=" + std::to_string(sum);
}

base::Result<std::optional<std::string>> ToyDomain::JudgeTotal(std::string_view group,
                                                               State& state) {
  const std::string name(group);
  const auto held = state.Get("total/" + name);
  if (!held) {
    return base::Fail(held.error());
  }
  if (!*held) {
    return std::nullopt;
  }
  return "total/" + name + "=" + **held;
}

// A subject that somebody else made up may have no name at all.
std::string ToyDomain::OutputKey(std::string_view subject) const {
  return std::string(subject.substr(subject.find('/') + 1, 1));
}

bool ToyDomain::Owns(std::string_view subject) const {
  return (subject.starts_with("sum/") || subject.starts_with("total/")) &&
         std::ranges::find(groups_, OutputKey(subject)) != groups_.end();
}

}  // namespace kakutei::runtime::engine
