#pragma once

#include <string>
#include <vector>

namespace kakutei::cli {

// kakutei serve: reads its own settings (flags, configuration file, environment), as the services'
// programs do. `arguments` are those after "serve".
int RunServe(const std::vector<std::string>& arguments);

}  // namespace kakutei::cli
