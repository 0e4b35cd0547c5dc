#include "kakutei/verdict_lines.h"

#include <iomanip>

#include "base/digest.h"

namespace kakutei::cli {
namespace {

const std::string& StatusName(v1::Status::Value status) { return v1::Status::Value_Name(status); }

std::string ShareJson(const v1::Share& share) {
  JsonObject object;
  object.Add("numerator", std::to_string(share.numerator()));
  object.Add("denominator", std::to_string(share.denominator()));
  return object.Take();
}

void AddUnitFields(const v1::Verdict& verdict, JsonObject& object) {
  if (verdict.has_action()) object.AddText("action", v1::Action::Value_Name(verdict.action()));
  if (verdict.has_add_on()) object.AddText("addOn", v1::ClaimItem::Value_Name(verdict.add_on()));
  if (verdict.has_points()) object.Add("points", std::to_string(verdict.points()));
  if (verdict.has_anchor()) object.AddText("anchor", verdict.anchor());
  if (!verdict.not_claimable_again().empty()) {
    object.Add("notClaimableAgain", JsonList(verdict.not_claimable_again(), JsonText));
  }
  if (!verdict.live_claims().empty())
    object.Add("liveClaims", JsonList(verdict.live_claims(), JsonText));
  if (!verdict.gates().empty()) object.Add("gates", JsonList(verdict.gates(), JsonText));
  if (verdict.has_withdraw_claim()) object.AddText("withdrawClaim", verdict.withdraw_claim());
}

std::string Cell(const v1::Verdict& verdict) {
  std::string cell;
  if (verdict.has_action()) cell += v1::Action::Value_Name(verdict.action());
  if (verdict.has_add_on()) cell += " " + v1::ClaimItem::Value_Name(verdict.add_on());
  if (verdict.has_points()) cell += " " + std::to_string(verdict.points());
  if (verdict.has_part_time_share()) {
    cell += std::string(verdict.closed() ? "closed" : "open") + ", part-time " +
            std::to_string(verdict.part_time_share().numerator()) + "/" +
            std::to_string(verdict.part_time_share().denominator());
  }
  if (verdict.has_relays()) {
    cell += std::string(verdict.closed() ? "closed" : "open") + ", " +
            (verdict.has_partnership_id() ? verdict.partnership_id() : "no partnership") +
            ", relays " + std::to_string(verdict.relays());
  }
  return cell;
}

void WriteCsv(const v1::PublishedVerdict& published, std::ostream& out) {
  const auto& verdict = published.verdict();
  const auto optional = [](bool has, const std::string& text) {
    return has ? text : std::string();
  };
  out << CsvField(verdict.subject()) << ',' << StatusName(verdict.status()) << ','
      << optional(verdict.has_legal_status(), StatusName(verdict.legal_status())) << ','
      << optional(verdict.has_action(), v1::Action::Value_Name(verdict.action())) << ','
      << optional(verdict.has_add_on(), v1::ClaimItem::Value_Name(verdict.add_on())) << ','
      << optional(verdict.has_points(), std::to_string(verdict.points())) << ','
      << CsvField(verdict.anchor()) << ','
      << optional(verdict.has_closed(), verdict.closed() ? "true" : "false") << ','
      << optional(verdict.has_part_time_share(),
                  std::to_string(verdict.part_time_share().numerator()))
      << ','
      << optional(verdict.has_part_time_share(),
                  std::to_string(verdict.part_time_share().denominator()))
      << ',' << CsvField(FindingList(verdict)) << ',' << published.revision() << ','
      << published.digest() << '\n';
}

}  // namespace

std::string CsvField(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + "\"";
}

std::string FindingList(const v1::Verdict& verdict) {
  std::string list;
  for (const auto& finding : verdict.findings()) {
    if (!list.empty()) list += " ";
    list += finding.rule_id() + ":" + StatusName(finding.outcome());
  }
  return list;
}

std::string ReasonList(const v1::Verdict& unit, const Verdicts& readings) {
  std::string reasons = FindingList(unit);
  for (const auto& reading : readings) {
    if (reading.findings().empty()) continue;
    if (!reasons.empty()) reasons += " ";
    reasons += reading.subject() + " " + FindingList(reading);
  }
  return reasons;
}

std::string FindingJson(const v1::Finding& finding) {
  JsonObject citation, message, object;
  citation.AddText("document", finding.citation().document());
  citation.AddText("clause", finding.citation().clause());
  citation.AddText("version", finding.citation().version());
  if (!finding.citation().published().empty())
    citation.AddText("published", finding.citation().published());
  message.AddText("ja", finding.message().ja());
  message.AddText("en", finding.message().en());
  object.AddText("ruleId", finding.rule_id());
  object.AddText("authority", v1::Authority::Value_Name(finding.authority()));
  object.AddText("outcome", StatusName(finding.outcome()));
  object.Add("citation", citation.Take());
  object.Add("facts", JsonList(finding.facts(), JsonText));
  object.AddText("messageCode", finding.message_code());
  object.Add("message", message.Take());
  return object.Take();
}

std::string ReadingsJson(const Verdicts& readings) {
  return JsonList(readings, [](const v1::Verdict& reading) {
    JsonObject object;
    object.AddText("subject", reading.subject());
    object.AddText("status", StatusName(reading.status()));
    object.Add("findings", JsonList(reading.findings(), FindingJson));
    return object.Take();
  });
}

std::string VerdictJson(const v1::PublishedVerdict& published) {
  const auto& verdict = published.verdict();
  JsonObject object;
  object.AddText("subject", verdict.subject());
  object.AddText("status", StatusName(verdict.status()));
  if (verdict.has_legal_status()) object.AddText("legalStatus", StatusName(verdict.legal_status()));
  if (verdict.has_month()) object.AddText("month", verdict.month());
  AddUnitFields(verdict, object);
  if (verdict.has_closed()) object.Add("closed", verdict.closed() ? "true" : "false");
  if (verdict.has_partnership_id()) object.AddText("partnershipId", verdict.partnership_id());
  if (verdict.has_relays()) object.Add("relays", std::to_string(verdict.relays()));
  object.Add("revision", std::to_string(published.revision()));
  object.Add("findings", JsonList(verdict.findings(), FindingJson));
  if (verdict.has_part_time_share())
    object.Add("partTimeShare", ShareJson(verdict.part_time_share()));
  if (verdict.has_trainee_share()) object.Add("traineeShare", ShareJson(verdict.trainee_share()));
  object.AddText("policy", verdict.policy());
  object.Add("packs", JsonList(verdict.packs(), [](std::string_view digest) {
               return JsonText(base::DigestText(digest));
             }));
  object.AddText("digest", published.digest());
  object.AddText("prevDigest", published.prev_digest());
  return object.Take();
}

void VerdictWriter::Begin() {
  if (format_ == Format::kTable) {
    out_ << std::left << std::setw(64) << "SUBJECT" << std::setw(14) << "STATUS" << std::setw(32)
         << "CLAIM / MONTH"
         << "FINDINGS\n";
  } else if (format_ == Format::kCsv) {
    out_ << "subject,status,legal_status,action,add_on,points,anchor,closed,part_time_numerator,"
            "part_time_denominator,findings,revision,digest\n";
  }
}

void VerdictWriter::Write(const v1::PublishedVerdict& published) {
  const auto& verdict = published.verdict();
  switch (format_) {
    case Format::kTable:
      out_ << std::left << std::setw(64) << verdict.subject() << " " << std::setw(13)
           << StatusName(verdict.status()) << " " << std::setw(31) << Cell(verdict) << " "
           << FindingList(verdict) << '\n';
      break;
    case Format::kNdjson:
      out_ << VerdictJson(published) << '\n';
      break;
    case Format::kCsv:
      WriteCsv(published, out_);
      break;
  }
}

}  // namespace kakutei::cli
