#include "kakutei/explanation.h"

#include <google/protobuf/util/json_util.h>

#include "kakutei/verdict_lines.h"

#include "base/check.h"

namespace kakutei::cli {
namespace {

struct Headings {
  const char* findings;
  const char* facts;
  const char* more;
  const char* change;
  const char* readings;
  const char* history;
  const char* policy;
};

constexpr Headings kJapanese = {
    "指摘事項",   "根拠となる事実", "ほか",        "この指摘を変えるもの",
    "基づく読影", "改版の履歴",     "適用した方針"};
constexpr Headings kEnglish = {"Findings", "Facts",   "more",          "What would change it",
                               "Readings", "History", "Policy applied"};

const Headings& HeadingsIn(Language language) {
  return language == Language::kJapanese ? kJapanese : kEnglish;
}

const std::string& In(Language language, const v1::LocalizedText& text) {
  return language == Language::kJapanese ? text.ja() : text.en();
}

void WriteFinding(const v1::ExplainedFinding& explained, Language language, std::ostream& out) {
  const Headings& headings = HeadingsIn(language);
  const v1::Finding& finding = explained.finding();
  out << "\n  " << finding.rule_id() << "  " << v1::Status::Value_Name(finding.outcome()) << "  "
      << v1::Authority::Value_Name(finding.authority()) << '\n'
      << "    " << In(language, finding.message()) << '\n'
      << "    " << In(language, explained.authority()) << '\n';
  for (const auto& parameter : explained.parameters())
    out << "    " << In(language, parameter.sentence()) << '\n';
  if (!explained.facts().empty()) out << "    " << headings.facts << ":\n";
  for (const auto& fact : explained.facts())
    out << "      - " << In(language, fact.sentence()) << '\n';
  if (explained.more_facts() > 0)
    out << "      - " << headings.more << " " << explained.more_facts() << '\n';
  if (!explained.change().ja().empty())
    out << "    " << headings.change << ":\n      " << In(language, explained.change()) << '\n';
}

void WriteReadings(const v1::ExplainResponse& explained, Language language, std::ostream& out) {
  if (explained.readings().empty()) return;
  const Headings& headings = HeadingsIn(language);
  out << '\n' << headings.readings << ":\n";
  for (const auto& reading : explained.readings()) {
    out << "  - " << In(language, reading.sentence()) << "  " << reading.subject() << '\n';
    for (const auto& finding : reading.findings()) {
      out << "      " << finding.rule_id() << "  " << v1::Status::Value_Name(finding.outcome())
          << "  " << v1::Authority::Value_Name(finding.authority()) << "  "
          << In(language, finding.message()) << '\n';
    }
  }
  if (explained.more_readings() > 0)
    out << "  - " << headings.more << " " << explained.more_readings() << '\n';
}

std::string Json(const google::protobuf::Message& message) {
  std::string text;
  KAKUTEI_CHECK(google::protobuf::util::MessageToJsonString(message, &text).ok());
  return text;
}

}  // namespace

void WriteExplanation(const v1::ExplainResponse& explained, Language language, std::ostream& out) {
  const Headings& headings = HeadingsIn(language);
  out << explained.latest().verdict().subject() << "\n\n";
  for (const auto& sentence : explained.summary()) out << In(language, sentence) << '\n';
  if (!explained.findings().empty()) out << '\n' << headings.findings << ":\n";
  for (const auto& finding : explained.findings()) WriteFinding(finding, language, out);
  WriteReadings(explained, language, out);
  out << '\n' << headings.history << ":\n";
  for (const auto& revision : explained.history())
    out << "  - " << In(language, revision.sentence()) << '\n';
  out << '\n' << headings.policy << ": " << explained.latest().verdict().policy() << '\n';
  for (const auto& note : explained.notes()) out << In(language, note) << '\n';
}

std::string ExplanationJson(const v1::ExplainResponse& explained) {
  v1::ExplainResponse rest = explained;
  rest.clear_latest();
  rest.clear_reflects();
  const std::string json = Json(rest);
  return R"({"latest":)" + VerdictJson(explained.latest()) + (json.size() > 2 ? "," : "") +
         json.substr(1);
}

}  // namespace kakutei::cli
