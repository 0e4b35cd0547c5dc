#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "rules/policy.h"

// Policy packs from files.
namespace kakutei::cli {

// The files' bytes, each named by its path. kInvalidArgument for a file that cannot be read.
base::Result<std::vector<rules::PackText>> ReadPackFiles(const std::vector<std::string>& paths);

// The packs that this release ships, with those of the files in the place of the ones with their
// ids, or beside them; or (`alone`) those of the files only.
base::Result<std::vector<rules::PackText>> PacksWith(const std::vector<std::string>& paths,
                                                     bool alone = false);

// The policy that they make. Warnings about the files go to standard error, as do the reasons why
// they are no policy; the error then is BAD_POLICY_PACK.
base::Result<rules::Policy> PolicyWith(const std::vector<std::string>& paths, bool alone = false);

}  // namespace kakutei::cli
