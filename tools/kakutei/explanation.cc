#include "kakutei/explanation.h"

#include "base/civil_time.h"
#include "facts/slots.h"

namespace kakutei::cli {
namespace {

struct Words {
  const char* verdict;
  const char* by_law;
  const char* no_findings;
  const char* source;
  const char* facts;
  const char* action;
  const char* item;
  const char* points;
  const char* anchor;
  const char* share;
  const char* trainees;
  const char* month_closed;
  const char* month_open;
  const char* policy;
  const char* history;
  const char* advice;
};

constexpr Words kJapaneseWords = {
    "判定",
    "法令（告示・通知）のみの判定",
    "指摘事項はありません。",
    "根拠",
    "根拠となる事実",
    "請求事務への提案",
    "項目",
    "点数",
    "基準となる読影",
    "非常勤医の割合",
    "研修医の割合",
    "月は締められています",
    "月は締められていません",
    "適用した方針",
    "改版の履歴",
    "ADVISORY は業界団体の見解、OPERATOR "
    "は運用者の定めであり、法令ではありません。本出力は法的助言ではありません。"};
constexpr Words kEnglishWords = {"Verdict",
                                 "By law (notification and circular) alone",
                                 "No findings.",
                                 "Source",
                                 "Facts",
                                 "Proposed to the billing office",
                                 "Item",
                                 "Points",
                                 "Anchor reading",
                                 "Part-time share",
                                 "Trainee share",
                                 "The month is closed",
                                 "The month is open",
                                 "Policy applied",
                                 "Revisions",
                                 "ADVISORY is an industry opinion and OPERATOR the network's own "
                                 "threshold: neither is law. This is no legal advice."};

const char* AuthorityText(v1::Authority::Value authority, Language language) {
  const bool ja = language == Language::kJapanese;
  switch (authority) {
    case v1::Authority::LAW:
      return ja ? "法令" : "law";
    case v1::Authority::SOCIETY:
      return ja ? "学会" : "society";
    case v1::Authority::ADVISORY:
      return ja ? "業界団体の見解" : "industry opinion";
    default:
      return ja ? "運用者の定め" : "operator";
  }
}

std::string ActionText(v1::Action::Value action, Language language) {
  const bool ja = language == Language::kJapanese;
  switch (action) {
    case v1::Action::HOLD:
      return ja ? "請求を保留してください (HOLD)" : "hold the claim (HOLD)";
    case v1::Action::CLAIM:
      return ja ? "請求できます (CLAIM)" : "claim (CLAIM)";
    case v1::Action::WITHDRAW:
      return ja ? "請求の取下げを検討してください (WITHDRAW)"
                : "consider withdrawing the claim (WITHDRAW)";
    default:
      return ja ? "対応は不要です (NONE)" : "nothing to do (NONE)";
  }
}

std::string ShareText(const v1::Share& share) {
  return std::to_string(share.numerator()) + "/" + std::to_string(share.denominator());
}

void WriteSubjectFields(const v1::Verdict& verdict, const Words& words, Language language,
                        std::ostream& out) {
  if (verdict.has_legal_status()) {
    out << words.by_law << ": " << StatusText(verdict.legal_status(), language) << '\n';
  }
  if (verdict.has_action())
    out << words.action << ": " << ActionText(verdict.action(), language) << '\n';
  if (verdict.has_add_on()) {
    out << words.item << ": " << v1::ClaimItem::Value_Name(verdict.add_on()) << "  " << words.points
        << ": " << verdict.points() << '\n';
  }
  if (verdict.has_anchor()) out << words.anchor << ": " << verdict.anchor() << '\n';
  if (verdict.has_closed())
    out << (verdict.closed() ? words.month_closed : words.month_open) << '\n';
  if (verdict.has_part_time_share()) {
    out << words.share << ": " << ShareText(verdict.part_time_share()) << "  " << words.trainees
        << ": " << ShareText(verdict.trainee_share()) << '\n';
  }
}

void WriteFinding(const v1::Finding& finding, const std::map<std::string, v1::Event>& facts,
                  const Words& words, Language language, std::ostream& out) {
  out << "\n  " << finding.rule_id() << "  " << StatusText(finding.outcome(), language) << "  ["
      << v1::Authority::Value_Name(finding.authority()) << ": "
      << AuthorityText(finding.authority(), language) << "]\n";
  const auto& message = finding.message();
  out << "    " << (language == Language::kJapanese ? message.ja() : message.en()) << '\n';
  out << "    " << words.source << ": " << finding.citation().document() << " "
      << finding.citation().clause() << " (" << finding.citation().version() << ")\n";
  if (finding.facts().empty()) return;
  out << "    " << words.facts << ":\n";
  for (const auto& ref : finding.facts()) {
    out << "      " << ref;
    if (const auto fact = facts.find(ref); fact != facts.end()) {
      out << "  " << facts::FactName(fact->second.fact_case()) << "  "
          << base::FormatInstantJst(facts::OccurredAt(fact->second));
    }
    out << '\n';
  }
}

}  // namespace

std::string StatusText(v1::Status::Value status, Language language) {
  const bool ja = language == Language::kJapanese;
  const auto text = [&]() -> std::string {
    switch (status) {
      case v1::Status::ELIGIBLE:
        return ja ? "算定可" : "eligible";
      case v1::Status::CAUTION:
        return ja ? "算定可（注意）" : "eligible, with caution";
      case v1::Status::PENDING:
        return ja ? "保留" : "pending";
      case v1::Status::NEEDS_REVIEW:
        return ja ? "要確認" : "needs review";
      case v1::Status::INELIGIBLE:
        return ja ? "算定不可" : "not eligible";
      default:
        return ja ? "取消" : "withdrawn";
    }
  };
  return text() + " (" + v1::Status::Value_Name(status) + ")";
}

void WriteExplanation(const v1::GetVerdictResponse& response,
                      const std::map<std::string, v1::Event>& facts, Language language,
                      std::ostream& out) {
  const Words& words = language == Language::kJapanese ? kJapaneseWords : kEnglishWords;
  const v1::Verdict& verdict = response.latest().verdict();
  out << verdict.subject() << '\n'
      << words.verdict << ": " << StatusText(verdict.status(), language) << '\n';
  WriteSubjectFields(verdict, words, language, out);
  if (verdict.findings().empty()) out << '\n' << words.no_findings << '\n';
  for (const auto& finding : verdict.findings()) WriteFinding(finding, facts, words, language, out);
  out << '\n' << words.policy << ": " << verdict.policy() << '\n' << words.history << ":\n";
  for (const auto& revision : response.history()) {
    out << "  " << revision.revision() << "  "
        << v1::Status::Value_Name(revision.verdict().status());
    for (const auto& cause : revision.causes()) out << "  " << cause;
    out << '\n';
  }
  out << words.advice << '\n';
}

}  // namespace kakutei::cli
