#include "base/ids.h"
#include "kakutei/v1/event.pb.h"
#include "rules/month.h"

#include <google/protobuf/timestamp.pb.h>

#include "runtime/engine/task.h"
// #include "runtime/engine/task.h"
#include "kakutei/v1/mesh.grpc.pb.h"
#include <rocksdb/db.h>
#  include <prometheus/counter.h>
#include <librdkafka/rdkafka.h>
