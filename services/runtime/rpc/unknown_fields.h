#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <google/protobuf/message.h>

#include "base/result.h"

namespace kakutei::runtime::rpc {

// Adds a violation for each field of the message that this release does not know, up to `most` in
// all: it could carry anything, free text included. The field is named by the path to it and its
// number (events[0].readingOrdered.999); its value is not looked at. `path` is empty or the path of
// the message itself. Pure and thread-safe.
void AddOwnUnknownFields(const google::protobuf::Message& message, const std::string& path,
                         std::size_t most, std::vector<base::FieldViolation>& violations);
// The same for all messages within it too.
void AddUnknownFields(const google::protobuf::Message& message, const std::string& path,
                      std::size_t most, std::vector<base::FieldViolation>& violations);

}  // namespace kakutei::runtime::rpc
