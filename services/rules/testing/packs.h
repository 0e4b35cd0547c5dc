#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/policy.h"

namespace kakutei::rules::testing {

// The shipped packs as text, to be changed. A pack is named by its id.
class PackSet {
 public:
  PackSet();

  // Replaces one piece of a pack's text, which must be there once.
  PackSet& Edit(std::string_view pack, std::string_view from, std::string_view to);
  PackSet& Add(const std::string& name, const std::string& text);
  PackSet& Remove(std::string_view pack);

  const std::string& TextOf(std::string_view pack) const;
  const std::vector<PackText>& texts() const { return texts_; }
  Policy Make() const;
  // What Lint says, a line each; warnings begin with "warning: ".
  std::vector<std::string> Complaints() const;

 private:
  PackText& Find(std::string_view pack);

  std::vector<PackText> texts_;
};

// The line of a text on which `part` first stands, from 1.
int LineOf(std::string_view text, std::string_view part);

}  // namespace kakutei::rules::testing
