#include "rules/testing/packs.h"

#include <algorithm>

#include "base/check.h"

namespace kakutei::rules::testing {

PackSet::PackSet() {
  for (const PackText& shipped : Policy::ShippedPacks()) {
    texts_.push_back({shipped.name.substr(0, shipped.name.find(".textproto")), shipped.text});
  }
}

PackText& PackSet::Find(std::string_view pack) {
  const auto found = std::find_if(texts_.begin(), texts_.end(),
                                  [&](const PackText& text) { return text.name == pack; });
  KAKUTEI_CHECK(found != texts_.end());
  return *found;
}

PackSet& PackSet::Edit(std::string_view pack, std::string_view from, std::string_view to) {
  std::string& text = Find(pack).text;
  const auto at = text.find(from);
  KAKUTEI_CHECK(at != std::string::npos && text.find(from, at + 1) == std::string::npos);
  text.replace(at, from.size(), to);
  return *this;
}

PackSet& PackSet::Add(const std::string& name, const std::string& text) {
  texts_.push_back({name, text});
  return *this;
}

PackSet& PackSet::Remove(std::string_view pack) {
  std::erase_if(texts_, [&](const PackText& text) { return text.name == pack; });
  return *this;
}

const std::string& PackSet::TextOf(std::string_view pack) const {
  return const_cast<PackSet*>(this)->Find(pack).text;
}

Policy PackSet::Make() const {
  auto policy = Policy::FromPacks(texts_);
  if (!policy) base::CheckFailed(policy.error().message.c_str(), __FILE__, __LINE__);
  return *std::move(policy);
}

std::vector<std::string> PackSet::Complaints() const {
  std::vector<std::string> lines;
  for (const PackComplaint& complaint : Policy::Lint(texts_))
    lines.push_back((complaint.warning ? "warning: " : "") + complaint.Text());
  return lines;
}

int LineOf(std::string_view text, std::string_view part) {
  const auto at = text.find(part);
  KAKUTEI_CHECK(at != std::string_view::npos);
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<long>(at), '\n'));
}

}  // namespace kakutei::rules::testing
