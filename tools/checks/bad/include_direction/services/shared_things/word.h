#include <string>
#include "text.h"
