#include "billing_eligibility/explanation_words.h"

#include <algorithm>
#include <utility>

#include "base/civil_time.h"
#include "facts/fact_words.h"
#include "facts/kept.h"
#include "facts/slots.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Part;
using v1::LocalizedText;

constexpr int kMostCausesNamed = 3;

LocalizedText Text(std::string ja, std::string en) {
  LocalizedText text;
  text.set_ja(std::move(ja));
  text.set_en(std::move(en));
  return text;
}

// 2026-06-03 11:30:00, JST.
std::string Time(const google::protobuf::Timestamp& time) {
  std::string text = base::FormatInstantJst(facts::ToInstant(time));
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text.substr(0, 19);
}

template <typename Names>
std::string Joined(const Names& names, std::string_view separator) {
  std::string joined;
  for (const auto& name : names) {
    if (!joined.empty()) joined += separator;
    joined += name;
  }
  return joined;
}

LocalizedText SubjectWords(const v1::Verdict& verdict) {
  const std::string_view subject = verdict.subject(), kind = Part(subject, 0);
  const auto part = [&](int index) { return std::string(Part(subject, index)); };
  if (kind == "reading") {
    return Text("施設 " + part(1) + " の読影 " + part(2) + " ",
                "reading " + part(2) + " of " + part(1));
  }
  if (kind == "unit") {
    return Text(
        "施設 " + part(1) + " の患者 " + part(2) + "、" + part(3) + "、" + part(4) + " の算定単位",
        "the claim unit of " + part(1) + " for patient " + part(2) + ", " + part(3) + ", " +
            part(4));
  }
  if (kind == "facility-month") {
    return Text("施設 " + part(1) + " の " + part(2) + " ", part(2) + " of facility " + part(1));
  }
  return Text("送信側 " + part(1) + " と受信側 " + part(2) + " の連携の " + part(3) + " ",
              part(3) + " of the partnership of sender " + part(1) + " and receiver " + part(2));
}

LocalizedText ActionSentence(const v1::Verdict& verdict) {
  switch (verdict.action()) {
    case v1::Action::HOLD:
      return Text("請求を保留することを提案します（HOLD）。",
                  "It is proposed to hold the claim (HOLD).");
    case v1::Action::CLAIM:
      return Text("請求することを提案します（CLAIM）。", "It is proposed to claim (CLAIM).");
    case v1::Action::WITHDRAW:
      return Text("請求 " + verdict.withdraw_claim() + " の取下げを提案します（WITHDRAW）。",
                  "It is proposed to withdraw claim " + verdict.withdraw_claim() + " (WITHDRAW).");
    default:
      return Text("請求事務で行うことはありません（NONE）。",
                  "There is nothing to do for the billing office (NONE).");
  }
}

LocalizedText ShareSentence(const v1::Share& share, const char* who_ja, const char* who_en) {
  const std::string of = std::to_string(share.denominator()), n = std::to_string(share.numerator());
  return Text("算定の対象 " + of + " 件のうち、" + who_ja + "の作成した報告に基づくものは " + n +
                  " 件です。",
              "Of " + of + " claims, " + n + " rest on reports written by " + who_en + ".");
}

void AddUnit(const v1::Verdict& verdict, std::vector<LocalizedText>& summary) {
  if (verdict.has_add_on()) {
    const std::string item = v1::ClaimItem::Value_Name(verdict.add_on()),
                      points = std::to_string(verdict.points());
    summary.push_back(Text(
        "項目は " + item + "（" + points + " 点）で、読影 " + verdict.anchor() + " に基づきます。",
        "The item is " + item + " (" + points + " points); it rests on reading " +
            verdict.anchor() + "."));
  }
  if (!verdict.not_claimable_again().empty()) {
    summary.push_back(Text("同じ月の読影 " + Joined(verdict.not_claimable_again(), "、") +
                               " について重ねて算定することはできません。",
                           "Readings of the same month that cannot be claimed again: " +
                               Joined(verdict.not_claimable_again(), ", ") + "."));
  }
  if (!verdict.live_claims().empty()) {
    summary.push_back(Text("有効な請求は " + Joined(verdict.live_claims(), "、") + " です。",
                           "Claims that live: " + Joined(verdict.live_claims(), ", ") + "."));
  }
  summary.push_back(ActionSentence(verdict));
}

void AddMonth(const v1::Verdict& verdict, std::vector<LocalizedText>& summary) {
  if (verdict.has_closed()) {
    summary.push_back(verdict.closed() ? Text("この月は締められています。", "The month is closed.")
                                       : Text("この月はまだ締められていません。",
                                              "The month is not closed yet."));
  }
  if (verdict.has_part_time_share())
    summary.push_back(ShareSentence(verdict.part_time_share(), "非常勤医", "part-time physicians"));
  if (verdict.has_trainee_share())
    summary.push_back(ShareSentence(verdict.trainee_share(), "研修医", "trainees"));
  if (verdict.has_partnership_id()) {
    summary.push_back(Text("判定した連携は " + verdict.partnership_id() + " です。",
                           "The partnership judged is " + verdict.partnership_id() + "."));
  }
  if (verdict.has_relays()) {
    const std::string relays = std::to_string(verdict.relays());
    summary.push_back(Text("事業者による伝達は " + relays + " 件です。",
                           "A vendor relayed messages or reports " + relays + " times."));
  }
}

LocalizedText AuthorityWords(v1::Authority::Value authority) {
  switch (authority) {
    case v1::Authority::LAW:
      return Text("これは法令（告示・通知）です",
                  "law, that is notification or circular of the ministry");
    case v1::Authority::SOCIETY:
      return Text("これは学会の定めであり、法令ではありません",
                  "a guideline of the society, not law");
    case v1::Authority::ADVISORY:
      return Text("これは業界団体の見解であり、法令ではありません",
                  "the opinion of an industry association, not law");
    default:
      return Text("これはネットワークの運用者の定めであり、法令ではありません",
                  "a choice of the network's operator, not law");
  }
}

LocalizedText CauseWords(const v1::ExplainedFact& cause) {
  if (cause.kind().empty()) return Text(cause.ref(), cause.ref());
  const auto* field = v1::Event::descriptor()->FindFieldByCamelcaseName(cause.kind());
  const auto words = facts::WordsFor(static_cast<v1::Event::FactCase>(field->number()));
  return Text(std::string(words.ja) + "（" + cause.ref() + "）",
              std::string(words.en) + " (" + cause.ref() + ")");
}

// 「原因は…です。」
LocalizedText CausesSentence(const v1::ExplainedRevision& revision) {
  std::vector<std::string> ja, en;
  for (const auto& cause : revision.causes()) {
    if (static_cast<int>(ja.size()) == kMostCausesNamed) break;
    const LocalizedText words = CauseWords(cause);
    ja.push_back(words.ja());
    en.push_back(words.en());
  }
  if (ja.empty())
    return Text("基づく読影、算定単位または請求の判定に伴うものです。",
                " It followed from what it rests on, which was judged anew.");
  const bool more = revision.causes_size() > kMostCausesNamed;
  return Text("きっかけは" + Joined(ja, "、") + (more ? "など" : "") + "です。",
              " It was caused by " + Joined(en, ", ") + (more ? " and others." : "."));
}

}  // namespace

LocalizedText StatusWords(v1::Status::Value status) {
  const std::string word = v1::Status::Value_Name(status);
  const auto called = [&](const std::string& ja, const std::string& en) {
    return Text("「" + ja + "」（" + word + "）", en + " (" + word + ")");
  };
  switch (status) {
    case v1::Status::ELIGIBLE:
      return called("算定可", "eligible");
    case v1::Status::CAUTION:
      return called("算定可（注意）", "eligible, with caution");
    case v1::Status::PENDING:
      return called("保留", "pending");
    case v1::Status::NEEDS_REVIEW:
      return called("要確認", "needs review");
    case v1::Status::INELIGIBLE:
      return called("算定不可", "not eligible");
    default:
      return called("取消", "withdrawn");
  }
}

std::vector<LocalizedText> Summary(const v1::Verdict& verdict) {
  std::vector<LocalizedText> summary;
  const LocalizedText subject = SubjectWords(verdict), status = StatusWords(verdict.status());
  summary.push_back(Text(subject.ja() + "の判定は、" + status.ja() + "です。",
                         "The verdict on " + subject.en() + " is: " + status.en() + "."));
  if (verdict.has_legal_status()) {
    const LocalizedText legal = StatusWords(verdict.legal_status());
    summary.push_back(Text("法令（告示・通知）のみによる判定は、" + legal.ja() + "です。",
                           "By law alone (notification and circular) it is: " + legal.en() + "."));
  }
  if (verdict.has_action()) AddUnit(verdict, summary);
  AddMonth(verdict, summary);
  const std::string count = std::to_string(verdict.findings_size());
  summary.push_back(verdict.findings().empty()
                        ? Text("指摘事項はありません。", "There are no findings.")
                        : Text("指摘事項は " + count + " 件です。", "Findings: " + count + "."));
  return summary;
}

LocalizedText DispositionSentence(const v1::StatementLine& line) {
  const LocalizedText status = StatusWords(line.disposition());
  const std::string by = Joined(line.decided_by(), ", ");
  return Text("この単位を左右する月の判定と合わせた最終の扱いは、" + status.ja() + "です（" + by +
                  " によります）。",
              "Together with the months that gate it, it comes to: " + status.en() +
                  ", decided by " + by + ".");
}

LocalizedText ReadingSentence(const v1::Verdict& reading) {
  const LocalizedText status = StatusWords(reading.status());
  const std::string id(Part(reading.subject(), 2));
  return Text("読影 " + id + " の判定は、" + status.ja() + "です。",
              "The verdict on reading " + id + " is: " + status.en() + ".");
}

LocalizedText AuthoritySentence(const v1::Finding& finding) {
  const auto& citation = finding.citation();
  const LocalizedText words = AuthorityWords(finding.authority());
  return Text("根拠は " + citation.document() + " の " + citation.clause() + "（" +
                  citation.version() + "）です。" + words.ja() + "。",
              "It rests on " + citation.document() + ", " + citation.clause() + " (" +
                  citation.version() + "): " + words.en() + ".");
}

LocalizedText ParameterSentence(const v1::ExplainedParameter& parameter) {
  return Text("この判定には、方針パック " + parameter.pack() + " の " + parameter.name() + " = " +
                  parameter.value() + " を用いました。",
              "Policy pack " + parameter.pack() + " sets " + parameter.name() + " = " +
                  parameter.value() + ", which was used here.");
}

LocalizedText FactSentence(const v1::Event& event) {
  const auto words = facts::WordsFor(event.fact_case());
  const std::string kind(facts::FactName(event.fact_case())), name = facts::FactRef(event),
                                                              at = Time(event.occurred_at());
  std::string ja = event.source() + " が伝えた" + std::string(words.ja) + "（" + kind + "、" +
                   name + "）で、発生は " + at + "、";
  std::string en = event.source() + " stated " + std::string(words.en) + " (" + kind + ", " + name +
                   "), which happened at " + at + " JST";
  if (event.has_recorded_at()) {
    ja += "記録は " + Time(event.recorded_at()) + " です。";
    en += " and was recorded at " + Time(event.recorded_at()) + " JST.";
  } else {
    ja += "記録の時刻は付いていません。";
    en += "; it carries no time of recording.";
  }
  return Text(std::move(ja), std::move(en));
}

LocalizedText UnknownFactSentence(const std::string& name) {
  return Text("事実 " + name + " の内容は、この判定を行うサービスには保存されていません。",
              "The service that judges does not keep the content of fact " + name + ".");
}

LocalizedText RevisionSentence(const v1::ExplainedRevision& revision) {
  const LocalizedText status = StatusWords(revision.status()), causes = CausesSentence(revision);
  const std::string number = std::to_string(revision.revision());
  std::string ja = "第 " + number + " 版で、判定は" + status.ja() + "になりました。" + causes.ja();
  std::string en = "Revision " + number + " found it " + status.en() + "." + causes.en();
  const auto tell = [&](const auto& rules, const char* what_ja, const char* what_en) {
    if (rules.empty()) return;
    ja += Joined(rules, "、") + what_ja;
    en += what_en + Joined(rules, ", ") + ".";
  };
  tell(revision.rules_new(), " の指摘が加わりました。", " New findings: ");
  tell(revision.rules_changed(), " の指摘の内容が変わりました。", " Findings that changed: ");
  tell(revision.rules_gone(), " の指摘がなくなりました。", " Findings that are gone: ");
  return Text(std::move(ja), std::move(en));
}

std::vector<LocalizedText> Notes() {
  return {Text("ADVISORY は業界団体の見解、OPERATOR は運用者の定めであり、いずれも法令ではありませ"
               "ん。",
               "ADVISORY is an industry opinion and OPERATOR the network's own choice: neither is "
               "law."),
          Text("本出力は法的助言ではありません。請求の判断は担当者が行います。",
               "This is no legal advice. A person decides what is claimed.")};
}

}  // namespace kakutei::billing_eligibility
