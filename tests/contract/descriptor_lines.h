#pragma once

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "base/result.h"

// The contract as text: one line for each thing that others rely on, so that a change of the
// contract is a change of lines.
namespace kakutei::contract {

// Lines of one file's messages, enums and services, by name and number:
//   message kakutei.v1.Event field 3 source_revision optional uint64 json sourceRevision
//   message kakutei.v1.Event field 80 claim_submitted singular kakutei.v1.ClaimSubmitted json
//     claimSubmitted oneof fact                                   (all on one line)
//   message kakutei.v1.Event reserved 5..7
//   message kakutei.v1.Event reserved-name old_field
//   enum kakutei.v1.Action.Value value 0 ACTION_UNSPECIFIED
//   service kakutei.v1.FacilityRegistry rpc StreamFacts stream A returns stream B
// Each message, enum and service also has a line of its name alone.
std::vector<std::string> DescriptorLines(const google::protobuf::FileDescriptor& file);

// Lines of every file under proto/kakutei/v1 as it is linked into this program, sorted as above.
// kFailedPrecondition PROTO_NOT_LINKED names a file of the folder that is not.
base::Result<std::vector<std::string>> LinkedContract(const std::string& proto_root);

}  // namespace kakutei::contract
