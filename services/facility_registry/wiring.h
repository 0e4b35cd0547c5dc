#pragma once

#include "runtime/host/module.h"

namespace kakutei::facility_registry {

// The service with its one task, on kakutei.registry.v1.
base::Result<std::unique_ptr<runtime::host::ServiceModule>> MakeModule(
    const runtime::host::ModuleContext& context);

}  // namespace kakutei::facility_registry
