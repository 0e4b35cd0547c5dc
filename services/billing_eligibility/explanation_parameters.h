#pragma once

#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"

namespace kakutei::billing_eligibility {

// The values of the parameters that the finding's rule declares it reads, with the packs that set
// them, in the order of field numbers. Without those of packs that this release does not
// ship: their values are not known here.
std::vector<v1::ExplainedParameter> ParametersOf(const v1::Finding& finding,
                                                 const v1::Verdict& verdict);

}  // namespace kakutei::billing_eligibility
