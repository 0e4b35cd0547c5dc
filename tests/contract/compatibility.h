#pragma once

#include <string>
#include <vector>

// Whether a contract can still be read by those who rely on an older one.
namespace kakutei::contract {

// One thing that differs between the baseline and the contract of today.
struct Difference {
  // Stored bytes, JSON or calls of others would be misread or refused. Otherwise the baseline is
  // just behind: something was added, or a number retired as it should be.
  bool incompatible = false;
  // What, and why it matters.
  std::string text;
};

// Compares lines as DescriptorLines() writes them; unreadable ones are incompatible. Empty when
// nothing differs. A field is known by its number, so a field that kept its name under another
// number is one difference, not two. Pure.
std::vector<Difference> CompareContracts(const std::vector<std::string>& baseline,
                                         const std::vector<std::string>& now);

}  // namespace kakutei::contract
