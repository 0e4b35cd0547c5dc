#pragma once

#include <string_view>

namespace kakutei::receipts {

// deploy/receipt-codes/image-management-add-ons.textproto as it was when this was built.
std::string_view ShippedCodes();

}  // namespace kakutei::receipts
