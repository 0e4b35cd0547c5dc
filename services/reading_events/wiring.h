#pragma once

#include "runtime/host/module.h"

namespace kakutei::reading_events {

// The service with a task for each partition of claimants.
base::Result<std::unique_ptr<runtime::host::ServiceModule>> MakeModule(
    const runtime::host::ModuleContext& context);

}  // namespace kakutei::reading_events
