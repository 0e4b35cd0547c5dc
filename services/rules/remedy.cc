#include "rules/remedy.h"

#include "facts/slots.h"

namespace kakutei::rules {
namespace {

struct Name {
  std::string_view ja;
  std::string_view en;
};

Name NameOf(Party party) {
  switch (party) {
    case Party::kClaimant:
      return {"請求する施設", "the claiming facility"};
    case Party::kReadingFacility:
      return {"読影施設", "the reading facility"};
    case Party::kFacility:
      return {"当該施設", "the facility concerned"};
    case Party::kReportingSystem:
      return {"読影システムの運用者", "the reporting system"};
    case Party::kVendor:
      return {"事業者", "the vendor"};
    case Party::kBillingOffice:
      return {"請求事務の担当者", "the billing office"};
    case Party::kOperator:
      return {"ネットワークの運用者", "the network's operator"};
  }
  return {};
}

// " (reportAttached, readingOrdered)": as lines of facts call them.
void NameKinds(const Remedy& remedy, std::string& ja, std::string& en) {
  for (const FactKind kind : remedy.facts) {
    if (kind == v1::Event::FACT_NOT_SET) break;
    ja += (ja.empty() ? "（" : "、") + std::string(facts::FactName(kind));
    en += (en.empty() ? " (" : ", ") + std::string(facts::FactName(kind));
  }
  if (!ja.empty()) ja += "）";
  if (!en.empty()) en += ")";
}

}  // namespace

std::string FillArguments(std::string_view sentence, const v1::Finding& finding) {
  std::string text(sentence);
  for (const auto& argument : finding.arguments()) {
    const std::string name = "{" + argument.name() + "}";
    for (auto at = text.find(name); at != std::string::npos;
         at = text.find(name, at + argument.value().size())) {
      text.replace(at, name.size(), argument.value());
    }
  }
  return text;
}

v1::LocalizedText Render(const Remedy& remedy, const v1::Finding& finding) {
  std::string kinds_ja, kinds_en;
  NameKinds(remedy, kinds_ja, kinds_en);
  const std::string what_ja = FillArguments(remedy.ja, finding) + kinds_ja;
  const std::string what_en = FillArguments(remedy.en, finding) + kinds_en;
  const std::string by_ja(NameOf(remedy.by).ja), by_en(NameOf(remedy.by).en);
  v1::LocalizedText text;
  const auto say = [&](std::string ja, std::string en) {
    text.set_ja(std::move(ja));
    text.set_en(std::move(en));
  };
  switch (remedy.way) {
    case Remedy::Way::kUndeclared:
      break;
    case Remedy::Way::kFact:
      say(by_ja + "が、" + what_ja + "を登録すると、この指摘は解消されます。",
          "This finding is lifted once " + by_en + " records " + what_en + ".");
      break;
    case Remedy::Way::kEasingFact:
      say(by_ja + "が、" + what_ja + "を登録すると、この指摘は軽くなりますが、なくなりません。",
          "This finding is eased, though not lifted, once " + by_en + " records " + what_en + ".");
      break;
    case Remedy::Way::kCorrection:
      say("新たな事実を加えても、この指摘は解消されません。" + what_ja +
              "の記録が誤っている場合に限り、" + by_ja +
              "が sourceRevision を上げて訂正すれば、判定し直されます。",
          "No further fact lifts this finding. Only if the record of " + what_en +
              " is wrong does a correction by " + by_en +
              ", with a higher sourceRevision, lead to another judgement.");
      break;
    case Remedy::Way::kVerdict:
      say("この指摘は、" + what_ja + "の判定が変われば見直されます。",
          "This finding changes with the verdict on " + what_en + ".");
      break;
    case Remedy::Way::kPolicy:
      say("この指摘を解消する事実はありません。" + by_ja + "が方針パックで" + what_ja +
              "を定めれば、判定し直されます。",
          "No fact lifts this finding. It is judged again once " + by_en + " states " + what_en +
              " in a policy pack.");
      break;
  }
  return text;
}

}  // namespace kakutei::rules
