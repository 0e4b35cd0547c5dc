#include "rules/reading_case.h"
#include "rules/sections.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"section_not_covered",
     "区分 {section} は画像診断管理加算の対象（E001、E004、E102、E203）ではありません。",
     "Section {section} is not one that the add-on covers (E001, E004, E102, E203).",
     Correcting(Party::kReportingSystem, {v1::Event::kReadingOrdered}, "依頼の区分",
                "the section that the order states")},
    {"not_insured", "保険診療ではないため、加算は算定できません。",
     "The examination is not insured, so the add-on cannot be claimed.",
     Correcting(Party::kReportingSystem, {v1::Event::kReadingOrdered}, "保険診療かどうか",
                "whether the examination is insured")},
    {"no_order", "検査・読影の依頼（ReadingOrdered）が届いていません。",
     "The order of the reading (ReadingOrdered) has not arrived.",
     Stating(Party::kReportingSystem, v1::Event::kReadingOrdered, "検査・読影の依頼",
             "the order of the reading")},
    {"section_unstated", "依頼に診療報酬の区分（section）が記載されていません。",
     "The order does not state the section of the fee schedule.",
     Stating(Party::kReportingSystem, v1::Event::kReadingOrdered,
             "区分（section）を記載した依頼の訂正",
             "a correction of the order that states the section")},
    {"insured_unstated", "依頼に保険診療かどうか（insured）が記載されていません。",
     "The order does not state whether the examination is insured.",
     Stating(Party::kReportingSystem, v1::Event::kReadingOrdered,
             "保険診療かどうか（insured）を記載した依頼の訂正",
             "a correction of the order that states whether the examination is insured")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  const v1::ReadingOrdered* order = reading.order();
  if (order == nullptr) return findings.Missing("no_order");
  if (!order->has_section()) findings.Missing("section_unstated", {reading.order_fact()});
  if (!order->has_insured()) findings.Missing("insured_unstated", {reading.order_fact()});
  if (!order->has_section() || !order->has_insured()) return;
  if (GroupOf(order->section()) == v1::SectionGroup::SECTION_GROUP_UNSPECIFIED) {
    findings.Report(v1::Status::INELIGIBLE, "section_not_covered", {reading.order_fact()},
                    {{"section", order->section()}});
  }
  if (!order->insured())
    findings.Report(v1::Status::INELIGIBLE, "not_insured", {reading.order_fact()});
}

}  // namespace

extern const ReadingRule kCoveredSection;
const ReadingRule kCoveredSection = {
    {"L-1", v1::Authority::LAW, kMessages, {.facts = kReadForDiagnosis}}, Judge};

}  // namespace kakutei::rules
