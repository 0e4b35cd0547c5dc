#include "base/crooked.h"

int Crooked() { return 1; }
int crooked   = 1;
