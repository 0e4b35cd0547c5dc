#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/event.pb.h"

#include "base/result.h"

// What the services' checks of their calls share.
namespace kakutei::facts {

// All that speaks against `service` (a name of owners.h) taking the fact in: it is not well-formed,
// or another service's.
std::vector<base::FieldViolation> ViolationsFor(std::string_view service, const v1::Event& event);

// Collects what is wrong with a request.
class RequestChecks {
 public:
  void That(bool holds, const char* field, const std::string& value, const char* rule);
  void Id(const char* field, const std::string& id);
  void Date(const char* field, const std::string& date);
  void Month(const char* field, const std::string& month);
  // A time of the years that facts may have.
  void Instant(const char* field, const google::protobuf::Timestamp& instant);
  // kInvalidArgument MALFORMED_REQUEST, naming each field; its sentence is about the first.
  base::Status Result();

 private:
  std::vector<base::FieldViolation> violations_;
};

}  // namespace kakutei::facts
