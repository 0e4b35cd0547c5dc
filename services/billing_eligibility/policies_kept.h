#pragma once

#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"

#include "base/civil_time.h"
#include "base/result.h"
#include "rules/policy_book.h"
#include "runtime/projection/projection_store.h"

// The policies that a task's store holds; pass a ProjectionStore::Snapshot(). Pure reads.
namespace kakutei::billing_eligibility {

// `start` with the activations of the store over it. kDataLoss: one cannot be read.
base::Result<rules::PolicyBook> PoliciesIn(const runtime::StateReader& reader,
                                           const rules::Policy& start);
// The same over the packs of this release.
base::Result<rules::PolicyBook> PoliciesIn(const runtime::StateReader& reader);

// The packs with one of these digests (32 bytes each), of this release and of activations, applied
// or not, in the order of ids.
base::Result<std::vector<v1::PolicyPack>> PacksNamed(
    const runtime::StateReader& reader,
    const google::protobuf::RepeatedPtrField<std::string>& digests);

}  // namespace kakutei::billing_eligibility
