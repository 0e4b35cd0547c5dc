#include "receipts/claim_lines.h"

#include <algorithm>
#include <map>

#include "base/digest.h"

namespace kakutei::receipts {
namespace {

constexpr int kIrOffice = 2;  // 審査支払機関
constexpr int kCode = 4;      // 診療行為コード
constexpr int kCount = 7;     // 回数
constexpr int kLastDay = 10;

// `office`: 審査支払機関 of the file. A patient who changed the insurer within a month stands in
// the files of two.
std::string ClaimId(const ClaimLine& line, const std::string& facility, base::Month billed,
                    std::string_view office, int number) {
  const std::string month = base::FormatMonth(billed);
  const std::string what = facility + "/" + month + "/" + std::string(office) + "/" +
                           line.patient_key + "/" + line.month + "/" +
                           v1::SectionGroup::Value_Name(line.group) + "/" + line.code + "/" +
                           std::to_string(number);
  return "UKE-" + month + "-" + base::Hex(base::Sha256(what)).substr(0, 32);
}

// The points of a charge that holds nothing but one procedure.
std::optional<std::int64_t> OwnPoints(const ReceiptFile& file, const Charge& charge,
                                      std::size_t record) {
  for (std::size_t i = charge.first; i <= charge.last; ++i) {
    if (i != record && file.Kind(file.records()[i]) != "CO") return std::nullopt;
  }
  return charge.points;
}

}  // namespace

ClaimLines FindClaims(const ReceiptFile& file, const ReceiptSet& set, const CodeTable& codes,
                      const PatientKeys& keys, const std::string& facility) {
  ClaimLines found;
  std::map<std::string, int> numbers;
  const std::string_view office = file.Field(file.records().front(), kIrOffice);
  for (std::size_t r = 0; r < set.receipts.size(); ++r) {
    const Receipt& receipt = set.receipts[r];
    const auto patient = keys.KeyOf(receipt.chart_number);
    for (std::size_t c = 0; c < receipt.charges.size(); ++c) {
      const Charge& charge = receipt.charges[c];
      for (std::size_t i = charge.first; i <= charge.last; ++i) {
        const auto& record = file.records()[i];
        if (file.Kind(record) != "SI") continue;
        const auto* code = codes.Find(file.Field(record, kCode), receipt.month);
        if (code == nullptr) continue;
        if (!patient) {
          const auto line = file.records()[receipt.record].line;
          found.unusable.push_back(
              {record.line,
               "line " + std::to_string(line) +
                   ": RE: field 14 (chart number) is empty or not of ASCII: no patient "
                   "key can be made"});
          continue;
        }
        ClaimLine line;
        line.line = record.line;
        line.receipt = r;
        line.charge = c;
        line.record = i;
        line.patient_key = *patient;
        line.month = base::FormatMonth(receipt.month);
        line.group = code->section_group();
        line.item = code->add_on();
        line.code = code->code();
        line.teleradiology = code->teleradiology();
        line.confirmed = code->confirmed();
        line.points = OwnPoints(file, charge, i);
        // A count of two or more is as many claims as the count says.
        const std::int64_t count =
            std::clamp<std::int64_t>(NumberOf(file.Field(record, kCount)), 1, 31);
        for (std::int64_t n = 0; n < count; ++n) {
          const int number = ++numbers[line.patient_key + line.month + line.code];
          line.claim_id = ClaimId(line, facility, set.billed, office, number);
          found.lines.push_back(line);
        }
      }
    }
  }
  return found;
}

v1::Event FactOf(const ClaimLine& line, base::Month billed, const std::string& facility,
                 const std::string& source) {
  v1::Event event;
  event.set_event_id(line.claim_id);
  event.set_source(source);
  const auto at = base::JstMidnight(base::AddDays(base::FirstDay(billed), kLastDay - 1));
  event.mutable_occurred_at()->set_seconds(
      std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count());
  auto& claim = *event.mutable_claim_submitted();
  claim.set_claim_id(line.claim_id);
  claim.set_claimant_facility_id(facility);
  claim.set_patient_key(line.patient_key);
  claim.set_month(line.month);
  claim.set_section_group(line.group);
  claim.set_add_on(line.item);
  return event;
}

}  // namespace kakutei::receipts
