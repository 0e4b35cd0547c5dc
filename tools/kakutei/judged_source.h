#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "kakutei/offline_mesh.h"

namespace kakutei::cli {

// Where explain and month look: facts that are judged first, or what judge --data-dir left.
struct JudgedSource {
  std::vector<std::string> files;
  std::string data_dir;
  std::string as_of;

  void AddOptions(CLI::App& command);
  // Refused lines are reported; `all_good` tells whether there were none.
  base::Result<std::unique_ptr<OfflineMesh>> Open(bool& all_good) const;
};

// Reads files into the mesh and judges. `as_of`: an instant at which a tick is added; empty: none.
struct Judging {
  std::vector<std::string> files;
  std::string as_of;
  bool strict = false;
};
base::Result<bool> TakeAndJudge(const Judging& judging, OfflineMesh& mesh);

}  // namespace kakutei::cli
