#include "contract/baseline.h"

#include <algorithm>
#include <fstream>
#include <ostream>

#include "contract/compatibility.h"
#include "contract/descriptor_lines.h"

namespace kakutei::contract {
namespace {

void PrintMissing(const std::vector<std::string>& lines, const std::vector<std::string>& from,
                  char sign, std::ostream& out) {
  for (const auto& line : lines) {
    if (std::ranges::find(from, line) == from.end()) out << sign << ' ' << line << '\n';
  }
}

}  // namespace

std::vector<std::string> ReadLines(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

base::Status UpdateBaseline(const std::string& path, const std::string& proto_root,
                            bool accept_incompatible, std::ostream& out) {
  const auto now = LinkedContract(proto_root);
  if (!now) return base::Fail(now.error());
  const auto baseline = ReadLines(path);
  PrintMissing(baseline, *now, '-', out);
  PrintMissing(*now, baseline, '+', out);
  bool incompatible = false;
  for (const auto& difference : CompareContracts(baseline, *now)) {
    if (!difference.incompatible) continue;
    incompatible = true;
    out << "incompatible: " << difference.text << '\n';
  }
  if (incompatible && !accept_incompatible) {
    return base::Fail(base::ErrorCode::kFailedPrecondition, "INCOMPATIBLE",
                      "nothing written; --accept-incompatible is for what nobody has stored yet");
  }
  std::ofstream file(path);
  for (const auto& line : *now) file << line << '\n';
  if (!file.flush()) {
    return base::Fail(base::ErrorCode::kInternal, "NOT_WRITTEN", path + " cannot be written");
  }
  return {};
}

}  // namespace kakutei::contract
