#include <iomanip>
#include <memory>

#include "kakutei/commands.h"
#include "kakutei/list_options.h"
#include "kakutei/terminal.h"
#include "kakutei/verdict_lines.h"

#include "base/civil_time.h"
#include "base/ids.h"

namespace kakutei::cli {
namespace {

struct WithdrawalsOptions {
  std::string facility;
  std::string month;
  std::string state = "open";
  ListOptions list;
};

v1::Withdrawal::State StateOf(const std::string& word) {
  if (word == "open") return v1::Withdrawal::OPEN;
  return word == "decided" ? v1::Withdrawal::DECIDED : v1::Withdrawal::STATE_UNSPECIFIED;
}

std::string Why(const v1::Withdrawal& entry) {
  return ReasonList(entry.unit().verdict(), entry.readings());
}

std::string DecisionOf(const v1::Withdrawal& entry) {
  if (!entry.has_decision()) return "";
  return v1::WithdrawalDecided::Decision_Name(entry.decision().decision()) + " by " +
         entry.decision().decided_by() + " on revision " +
         std::to_string(entry.decision().revision());
}

void WriteJson(const v1::Withdrawal& entry, std::ostream& out) {
  const auto& claim = entry.claim().claim();
  out << R"({"claimId":)" << JsonText(claim.claim_id()) << R"(,"subject":)"
      << JsonText(entry.unit().verdict().subject()) << R"(,"state":)"
      << JsonText(v1::Withdrawal::State_Name(entry.state())) << R"(,"addOn":)"
      << JsonText(v1::ClaimItem::Value_Name(claim.add_on()));
  if (entry.claim().has_points()) out << R"(,"points":)" << entry.claim().points();
  if (entry.has_yen()) out << R"(,"yen":)" << entry.yen();
  out << R"(,"sinceRevision":)" << entry.since_revision() << R"(,"sinceCauses":[)";
  for (int i = 0; i < entry.since_causes_size(); ++i)
    out << (i == 0 ? "" : ",") << JsonText(entry.since_causes(i));
  out << R"(],"unit":)" << VerdictJson(entry.unit()) << R"(,"readings":)"
      << ReadingsJson(entry.readings());
  if (entry.has_decision()) {
    out << R"(,"decision":)"
        << JsonText(v1::WithdrawalDecided::Decision_Name(entry.decision().decision()))
        << R"(,"decidedBy":)" << JsonText(entry.decision().decided_by()) << R"(,"decidedRevision":)"
        << entry.decision().revision();
  }
  out << "}\n";
}

void WriteHead(const WithdrawalsOptions& options, std::ostream& out) {
  if (options.list.format == "csv") {
    out << "claim_id,month,patient_key,section_group,add_on,points,yen,state,since_revision,"
           "decision,why\n";
  } else if (options.list.format == "table") {
    out << std::left << std::setw(46) << "CLAIM" << std::setw(9) << "MONTH" << std::setw(18)
        << "ITEM" << std::setw(8) << "POINTS" << std::setw(8) << "YEN" << std::setw(9) << "STATE"
        << std::setw(7) << "SINCE"
        << "UNIT, WHY AND DECISION\n";
  }
}

void WriteEntry(const WithdrawalsOptions& options, const v1::Withdrawal& entry, std::ostream& out) {
  if (options.list.format == "ndjson") return WriteJson(entry, out);
  const auto& claim = entry.claim().claim();
  const std::string item = v1::ClaimItem::Value_Name(claim.add_on());
  const std::string points =
      entry.claim().has_points() ? std::to_string(entry.claim().points()) : "";
  const std::string yen = entry.has_yen() ? std::to_string(entry.yen()) : "";
  const std::string& state = v1::Withdrawal::State_Name(entry.state());
  if (options.list.format == "csv") {
    out << claim.claim_id() << ',' << claim.month() << ',' << claim.patient_key() << ','
        << v1::SectionGroup::Value_Name(claim.section_group()) << ',' << item << ',' << points
        << ',' << yen << ',' << state << ',' << entry.since_revision() << ','
        << CsvField(DecisionOf(entry)) << ',' << CsvField(Why(entry)) << '\n';
    return;
  }
  out << std::left << std::setw(46) << claim.claim_id() << std::setw(9) << claim.month()
      << std::setw(18) << item << std::setw(8) << points << std::setw(8) << yen << std::setw(9)
      << state << std::setw(7) << entry.since_revision() << entry.unit().verdict().subject() << "  "
      << Why(entry);
  if (entry.has_decision()) out << "  " << DecisionOf(entry);
  out << '\n';
}

base::Status WriteList(const WithdrawalsOptions& options, VerdictSource& source,
                       std::ostream& out) {
  WriteHead(options, out);
  std::string after;
  do {
    const auto page =
        source.Withdrawals(options.facility, options.month, StateOf(options.state), after);
    if (!page) return base::Fail(page.error());
    for (const auto& entry : page->withdrawals()) WriteEntry(options, entry, out);
    after = page->next_token();
  } while (!after.empty());
  return {};
}

int RunWithdrawals(const WithdrawalsOptions& options) {
  if (!base::IsId(options.facility) ||
      (!options.month.empty() && !base::ParseMonth(options.month))) {
    return Explain({base::ErrorCode::kInvalidArgument,
                    "BAD_MONTH",
                    "name a facility's id, and a month such as 2026-06 or none",
                    {}});
  }
  return options.list.Write(
      [&](VerdictSource& source, std::ostream& out) { return WriteList(options, source, out); });
}

}  // namespace

void AddWithdrawals(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<WithdrawalsOptions>();
  auto* command = app.add_subcommand("withdrawals",
                                     "Claims whose withdrawal is proposed, and what was decided");
  command->footer(R"(Examples:
  kakutei withdrawals F-SEND --server 127.0.0.1:8400
  kakutei withdrawals F-SEND --month 2026-06 --state all --from june.ndjson --format csv --encoding cp932
A person decides: kakutei decide closes an entry until a newer adverse revision.
Exit codes: 0 ok, 2 usage or bad input, 3 the work itself failed.)");
  command->add_option("FACILITY", options->facility, "The claimant's id")->required();
  command->add_option("--month", options->month, "Month of the claims (default: all)");
  command->add_option("--state", options->state, "open, decided or all")
      ->check(CLI::IsMember({"open", "decided", "all"}))
      ->capture_default_str();
  options->list.AddTo(*command);
  command->callback([options, &exit_code] { exit_code = RunWithdrawals(*options); });
}

}  // namespace kakutei::cli
