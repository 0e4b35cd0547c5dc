#include "runtime/projection/store.h"

#include "rules/part_time.h"
#include "reading_events/validation.h"
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>
