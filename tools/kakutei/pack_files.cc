#include "kakutei/pack_files.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace kakutei::cli {

base::Result<std::vector<rules::PackText>> ReadPackFiles(const std::vector<std::string>& paths) {
  std::vector<rules::PackText> packs;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file || !text) {
      return base::Fail(base::ErrorCode::kInvalidArgument, "PACK_FILE",
                        "the pack " + path + " cannot be read");
    }
    packs.push_back({path, std::move(text).str()});
  }
  return packs;
}

base::Result<std::vector<rules::PackText>> PacksWith(const std::vector<std::string>& paths,
                                                     bool alone) {
  auto packs = ReadPackFiles(paths);
  if (!packs || alone) return packs;
  return rules::Replace(rules::Policy::ShippedPacks(), *packs);
}

base::Result<rules::Policy> PolicyWith(const std::vector<std::string>& paths, bool alone) {
  const auto packs = PacksWith(paths, alone);
  if (!packs) return base::Fail(packs.error());
  bool bad = false;
  for (const auto& complaint : rules::Policy::Lint(*packs)) {
    const bool named = std::find(paths.begin(), paths.end(), complaint.pack) != paths.end();
    bad = bad || !complaint.warning;
    if (named || !complaint.warning) {
      std::fprintf(stderr, "%s%s\n", complaint.warning ? "warning: " : "",
                   complaint.Text().c_str());
    }
  }
  if (bad) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "BAD_POLICY_PACK",
                      "the packs make no policy");
  }
  return rules::Policy::FromPacks(*packs);
}

}  // namespace kakutei::cli
