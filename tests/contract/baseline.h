#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "base/result.h"

// The checked-in rendering of the contract.
namespace kakutei::contract {

std::vector<std::string> ReadLines(const std::string& path);

// Renders the linked contract to `path`, after printing what changed to `out`. Refuses changes that
// are not compatible (kFailedPrecondition INCOMPATIBLE) unless told to accept them.
base::Status UpdateBaseline(const std::string& path, const std::string& proto_root,
                            bool accept_incompatible, std::ostream& out);

}  // namespace kakutei::contract
