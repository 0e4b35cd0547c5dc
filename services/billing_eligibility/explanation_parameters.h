#pragma once

#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"
#include "kakutei/v1/policy.pb.h"

namespace kakutei::billing_eligibility {

// The values of the parameters that the finding's rule declares it reads, with those of the
// verdict's packs that set them, in the order of field numbers.
std::vector<v1::ExplainedParameter> ParametersOf(const v1::Finding& finding,
                                                 const std::vector<v1::PolicyPack>& packs);

}  // namespace kakutei::billing_eligibility
