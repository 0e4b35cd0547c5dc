#include <string>

#include "kakutei/v1/event.pb.h"
#include "rules/part_time.h"
#include <grpcpp/grpcpp.h>
