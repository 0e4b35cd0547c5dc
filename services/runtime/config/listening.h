#pragma once

#include <string>

#include "base/result.h"

namespace kakutei::runtime::config {

// Whether somebody could listen at HOST:PORT now, tried and let go again. A server's own library
// says less, and elsewhere, about why it cannot. The address may be taken before it is used.
// kUnavailable CANNOT_LISTEN with the system's reason; kInvalidArgument NOT_AN_ADDRESS.
base::Status CheckCanListen(const std::string& address);

}  // namespace kakutei::runtime::config
