#pragma once

#include "runtime/host/module.h"

namespace kakutei::billing_eligibility {

// The service with a task for each partition of claimants.
base::Result<std::unique_ptr<runtime::host::ServiceModule>> MakeModule(
    const runtime::host::ModuleContext& context);

}  // namespace kakutei::billing_eligibility
