#include "reading_events/validation.h"

#include "rules/part_time.h"
#include "runtime/engine/task.h"

#include "billing_eligibility/wiring.h"
#include "validation.h"
#include "../base/ids.h"
#include "services/base/ids.h"
#include "gtest/gtest.h"
#include <gtest/gtest.h>
