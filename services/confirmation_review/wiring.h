#pragma once

#include "runtime/host/module.h"

namespace kakutei::confirmation_review {

// The service with a task for each partition of reading facilities.
base::Result<std::unique_ptr<runtime::host::ServiceModule>> MakeModule(
    const runtime::host::ModuleContext& context);

}  // namespace kakutei::confirmation_review
