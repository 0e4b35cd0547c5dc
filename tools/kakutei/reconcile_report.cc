#include "kakutei/reconcile_report.h"

#include <array>

#include "kakutei/verdict_lines.h"

namespace kakutei::cli {
namespace {

using receipts::Difference;
using receipts::Discrepancy;

constexpr std::int64_t kYenPerPoint = 10;

struct Sentence {
  std::string_view ja, en;
};
constexpr std::array<Sentence, 9> kSentences = {{
    {"算定できないのに請求しています", "claimed, and must not be"},
    {"同じ患者・月・区分で二重に請求しています",
     "claimed once more for the same patient, month and group"},
    {"算定できる項目と違う項目で請求しています",
     "claimed with another item than the one that may be claimed"},
    {"項目の点数と違う点数で請求しています", "claimed with other points than the item has"},
    {"保留中なのに請求しています", "claimed while on hold"},
    {"対応する読影の記録がないのに請求しています", "claimed, and no reading is known"},
    {"算定できるのに請求していません", "may be claimed, and is not"},
    {"請求済みの記録がありますが、ファイルにありません",
     "recorded as claimed, and not in the file"},
    {"診療行為コード表にない項目のため、請求の有無を確認できません",
     "the code table has no code for the item: whether it is claimed cannot be seen"},
}};

const Sentence& SentenceOf(Difference difference) {
  return kSentences.at(static_cast<std::size_t>(difference));
}

// The parts of unit/CLAIMANT/PATIENT_KEY/MONTH/GROUP.
std::string PatientOf(const std::string& subject) {
  const auto begin = subject.find("/pk_") + 1;
  return subject.substr(begin, subject.find('/', begin) - begin);
}
std::string GroupOf(const std::string& subject) { return subject.substr(subject.rfind('/') + 1); }

template <typename Number>
std::string NumberText(const std::optional<Number>& number) {
  return number ? std::to_string(*number) : "";
}
std::string ItemText(const std::optional<v1::ClaimItem::Value>& item) {
  return item ? v1::ClaimItem::Value_Name(*item) : "";
}
std::optional<std::int64_t> YenOf(const std::optional<std::int64_t>& points) {
  return points ? std::optional<std::int64_t>(*points * kYenPerPoint) : std::nullopt;
}
std::string StatusText(const Discrepancy& found) {
  return found.disposition == v1::Status::STATUS_UNSPECIFIED
             ? ""
             : v1::Status::Value_Name(found.disposition);
}

std::string ClauseOf(const v1::Finding& finding) {
  return finding.citation().document() + " " + finding.citation().clause();
}

// The sentence and the findings' sentences, in one text.
std::string Explanation(const Discrepancy& found, bool japanese) {
  std::string text(japanese ? SentenceOf(found.difference).ja : SentenceOf(found.difference).en);
  for (const auto& reason : found.reasons) {
    const auto& message = reason.finding.message();
    text += (japanese ? "／" : " / ") + (japanese ? message.ja() : message.en());
  }
  return text;
}

void WriteCsvLine(const ReportLine& line, bool japanese, std::ostream& out) {
  const Discrepancy& found = line.discrepancy;
  const auto* claim = found.claim ? &*found.claim : nullptr;
  std::string rules;
  for (const auto& reason : found.reasons) {
    rules += (rules.empty() ? "" : "; ") + reason.finding.rule_id() + ":" +
             v1::Status::Value_Name(reason.finding.outcome()) + " (" + ClauseOf(reason.finding) +
             ")";
  }
  out << receipts::NameOf(found.difference) << ',' << (claim ? CsvField(claim->place) : "") << ','
      << (claim ? claim->claim_id : "") << ',' << PatientOf(found.subject) << ','
      << GroupOf(found.subject) << ',' << StatusText(found) << ','
      << (claim ? v1::ClaimItem::Value_Name(claim->item) : "") << ','
      << (claim ? NumberText(claim->points) : "") << ',' << ItemText(found.right_item) << ','
      << NumberText(found.right_points) << ',' << NumberText(found.points_at_stake) << ','
      << NumberText(YenOf(found.points_at_stake)) << ',' << (claim ? claim->code : "") << ','
      << (claim && !claim->code.empty() ? (claim->confirmed ? "true" : "false") : "") << ','
      << line.in_file << ',' << CsvField(rules) << ',' << CsvField(Explanation(found, japanese))
      << '\n';
}

void WriteJsonLine(const ReportLine& line, std::ostream& out) {
  const Discrepancy& found = line.discrepancy;
  const auto text = [&out](std::string_view name, const std::string& value) {
    if (!value.empty()) out << ",\"" << name << "\":" << JsonText(value);
  };
  const auto number = [&out](std::string_view name, const std::optional<std::int64_t>& value) {
    if (value) out << ",\"" << name << "\":" << *value;
  };
  out << R"({"difference":)" << JsonText(receipts::NameOf(found.difference));
  text("subject", found.subject);
  text("status", StatusText(found));
  if (found.claim) {
    text("place", found.claim->place);
    text("claimId", found.claim->claim_id);
    text("claimedItem", v1::ClaimItem::Value_Name(found.claim->item));
    number("claimedPoints", found.claim->points);
    text("code", found.claim->code);
    if (!found.claim->code.empty())
      out << R"(,"codeConfirmed":)" << (found.claim->confirmed ? "true" : "false");
  }
  text("rightItem", ItemText(found.right_item));
  number("rightPoints", found.right_points);
  number("pointsAtStake", found.points_at_stake);
  number("yenAtStake", YenOf(found.points_at_stake));
  text("inFile", line.in_file);
  out << R"(,"explanation":{"ja":)" << JsonText(SentenceOf(found.difference).ja) << R"(,"en":)"
      << JsonText(SentenceOf(found.difference).en) << R"(},"reasons":[)";
  for (std::size_t i = 0; i < found.reasons.size(); ++i) {
    out << (i == 0 ? "" : ",") << R"({"subject":)" << JsonText(found.reasons[i].subject)
        << R"(,"finding":)" << FindingJson(found.reasons[i].finding) << '}';
  }
  out << "]}\n";
}

void WriteTableLine(const ReportLine& line, bool japanese, std::ostream& out) {
  const Discrepancy& found = line.discrepancy;
  const Sentence& sentence = SentenceOf(found.difference);
  out << '\n' << receipts::NameOf(found.difference);
  if (found.claim) out << "  " << found.claim->place;
  out << "  " << PatientOf(found.subject) << ' ' << GroupOf(found.subject) << "\n  "
      << (japanese ? sentence.ja : sentence.en) << '\n';
  if (found.claim) {
    out << "  claimed " << v1::ClaimItem::Value_Name(found.claim->item);
    if (found.claim->points) out << ", " << *found.claim->points << " points";
    if (!found.claim->code.empty())
      out << ", code " << found.claim->code << (found.claim->confirmed ? "" : " (not confirmed)");
    out << '\n';
  }
  if (!StatusText(found).empty()) {
    out << "  judged " << StatusText(found);
    if (found.right_item) out << ' ' << ItemText(found.right_item);
    if (found.right_points) out << ", " << *found.right_points << " points";
    out << '\n';
  }
  if (found.points_at_stake)
    out << "  at stake " << *found.points_at_stake << " points, " << *YenOf(found.points_at_stake)
        << " yen\n";
  for (const auto& reason : found.reasons) {
    const auto& finding = reason.finding;
    out << "  " << finding.rule_id() << ' ' << v1::Status::Value_Name(finding.outcome()) << " ["
        << v1::Authority::Value_Name(finding.authority()) << ", " << ClauseOf(finding) << "] "
        << (japanese ? finding.message().ja() : finding.message().en()) << "  (" << reason.subject
        << ")\n";
  }
  if (!line.in_file.empty()) out << "  corrected file: " << line.in_file << '\n';
}

}  // namespace

void WriteReport(const ReconcileReport& report, const std::string& format,
                 const std::string& language, std::ostream& out) {
  const bool japanese = language == "ja";
  std::int64_t points = 0;
  for (const auto& line : report.lines) points += line.discrepancy.points_at_stake.value_or(0);
  if (format == "table") {
    out << report.claimant << ' ' << report.month << "  " << report.compared << " claims compared, "
        << report.agreeing << " agree, " << report.lines.size() << " differences, " << points
        << " points (" << points * kYenPerPoint << " yen) at stake\n";
  } else if (format == "csv") {
    out << "difference,place,claim_id,patient_key,section_group,status,claimed_item,claimed_points,"
           "right_item,right_points,points_at_stake,yen_at_stake,code,code_confirmed,in_file,"
           "reasons,explanation\n";
  }
  for (const auto& line : report.lines) {
    if (format == "csv") {
      WriteCsvLine(line, japanese, out);
    } else if (format == "ndjson") {
      WriteJsonLine(line, out);
    } else {
      WriteTableLine(line, japanese, out);
    }
  }
}

}  // namespace kakutei::cli
