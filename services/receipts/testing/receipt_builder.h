#pragma once

#include <string>
#include <string_view>

#include "base/check.h"
#include "receipts/claim_lines.h"

namespace kakutei::receipts::testing {

// A receipt file to the layout, of nobody: every name is テスト in Shift_JIS, every number of an
// insured person zeros.
class ReceiptBuilder {
 public:
  explicit ReceiptBuilder(std::string_view billed = "202607") {
    Add("IR,1,13,1,0000000,,," + std::string(billed) + ",00,");
  }
  ReceiptBuilder& Receipt(std::string_view chart, std::string_view month = "202606") {
    return Add("RE,1,1112," + std::string(month) + "," + kName + ",1,19000101,,,,,,," +
               std::string(chart) + ",,,,,,,,,,,,,,,,,,,,,,,,");
  }
  // `rest`: what follows 合計点数.
  ReceiptBuilder& Insurer(int total, std::string_view rest = ",,,,,,,,,") {
    total_ += total;
    return Add("HO,00000000,0,0,1," + std::to_string(total) + std::string(rest));
  }
  ReceiptBuilder& PublicPayer(int total) {
    return Add("KO,00000000,0000000,,1," + std::to_string(total) + ",,,,,");
  }
  // Empty points: charged with what follows.
  ReceiptBuilder& Procedure(std::string_view category, std::string_view code,
                            std::string_view points, int count = 1, std::string_view burden = "1") {
    return Add("SI," + std::string(category) + "," + std::string(burden) + "," + std::string(code) +
               ",," + std::string(points) + "," + std::to_string(count) +
               ",,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,");
  }
  ReceiptBuilder& Comment(std::string_view category = "") {
    return Add("CO," + std::string(category) + ",1,810000001," + kName);
  }
  ReceiptBuilder& Add(std::string_view record) {
    bytes_.append(record).append("\r\n");
    return *this;
  }
  // With GO, of the insurers' totals or of another one.
  std::string Build(int total = -1) const {
    return bytes_ + "GO,1," + std::to_string(total < 0 ? total_ : total) + ",99\r\n";
  }

  static constexpr char kName[] = "\x83\x65\x83\x58\x83\x67";

 private:
  std::string bytes_;
  int total_ = 0;
};

inline constexpr char kScan[] = "170011810";          // a procedure that is no add-on
inline constexpr char kAddOn2[] = "170025710";        // ADD_ON_2, CT_MR
inline constexpr char kAddOn3[] = "170702410";        // ADD_ON_3, CT_MR
inline constexpr char kAddOn1Xray[] = "170025210";    // ADD_ON_1, XR
inline constexpr char kRemoteAddOn2[] = "170026310";  // ADD_ON_2, CT_MR, teleradiology

// A file, its receipts and its add-ons, for F-SEND and a key of 32 zero bytes.
struct Taken {
  ReceiptFile file;
  ReceiptSet set;
  ClaimLines claims;
};
inline Taken Take(const std::string& bytes) {
  auto file = ReceiptFile::Parse(bytes);
  KAKUTEI_CHECK(file.has_value());
  auto set = ReadReceipts(*file);
  KAKUTEI_CHECK(set.has_value());
  const auto keys = PatientKeys::FromText(std::string(64, '0'), std::nullopt);
  auto claims = FindClaims(*file, *set, CodeTable::Shipped(), *keys, "F-SEND");
  return {*std::move(file), *std::move(set), std::move(claims)};
}

}  // namespace kakutei::receipts::testing
