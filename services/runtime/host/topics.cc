#include "runtime/host/topics.h"

namespace kakutei::runtime::host {

std::string QuarantineTopic(std::string_view service) {
  return "kakutei." + std::string(service) + ".quarantine.v1";
}

std::map<std::string, int> MeshTopics(int partitions) {
  std::map<std::string, int> topics;
  for (const char* name : {"registry", "policies", "clock"}) {
    topics["kakutei." + std::string(name) + ".v1"] = 1;
  }
  for (const char* name :
       {"readings", "confirmations", "assessments", "claims", "verdicts", "verdicts.latest"}) {
    topics["kakutei." + std::string(name) + ".v1"] = partitions;
  }
  for (const char* service :
       {"facility_registry", "reading_events", "confirmation_review", "billing_eligibility"}) {
    topics[QuarantineTopic(service)] = partitions;
  }
  return topics;
}

}  // namespace kakutei::runtime::host
