#include "facts/slots.h"
#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"delivered_by_vendor",
     "報告書が事業者の職員だけを通じて主治医に届けられました。医療機関間で直接届ける必要があります"
     "。",
     "The report reached the treating physician through a vendor's staff only, and not from "
     "facility to facility.",
     Stating(Party::kReportingSystem, v1::Event::kReportDelivered,
             "事業者の職員によらない、主治医への文書または電子による交付",
             "a delivery in writing or electronic, from facility to facility and to the treating "
             "physician")},
    {"relayed",
     "事業者 {vendor} が医療機関間の情報を取り次ぎました。診療行為への介在が疑われます。",
     "The vendor {vendor} relayed what the facilities should exchange themselves: a suspected "
     "intervention in a medical act.",
     Correcting(Party::kReportingSystem, {v1::Event::kMessageRelayed}, "取り次ぎ",
                "what was relayed")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  for (const v1::SlotFact* relay : reading.relays()) {
    findings.Report(v1::Status::CAUTION, "relayed", {facts::FactRef(relay->event())},
                    {{"vendor", relay->event().message_relayed().vendor_id()}});
  }
  FactRefs by_vendor;
  for (const v1::SlotFact* delivery : reading.qualifying_deliveries()) {
    if (delivery->event().report_delivered().route() != v1::ReportDelivered::Route::VENDOR_STAFF)
      return;
    by_vendor.push_back(facts::FactRef(delivery->event()));
  }
  if (by_vendor.empty()) return;
  findings.Report(v1::Status::NEEDS_REVIEW, "delivered_by_vendor", std::move(by_vendor));
}

}  // namespace

extern const ReadingRule kVendorRelay;
const ReadingRule kVendorRelay = {
    {"ATS2-2.2",
     v1::Authority::ADVISORY,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kMessageRelayed}}},
    Judge};

}  // namespace kakutei::rules
