#include "billing_eligibility/wiring.h"
#include "simulation/world.h"
#include <rocksdb/db.h>
