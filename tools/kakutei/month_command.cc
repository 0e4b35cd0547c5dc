#include <iomanip>
#include <iostream>
#include <memory>

#include "kakutei/commands.h"
#include "kakutei/list_options.h"
#include "kakutei/terminal.h"
#include "kakutei/verdict_lines.h"

#include "base/civil_time.h"
#include "base/ids.h"

namespace kakutei::cli {
namespace {

struct MonthOptions {
  std::string facility;
  std::string month;
  ListOptions list;
};

using Page = v1::GetMonthStatementResponse;

// The month of the page that a subject names; nullptr for the unit itself.
const v1::Verdict* MonthNamed(const Page& page, const std::string& subject) {
  if (page.facility_month().subject() == subject) return &page.facility_month();
  for (const auto& month : page.partnership_months()) {
    if (month.subject() == subject) return &month;
  }
  return nullptr;
}

std::string Reasons(const v1::StatementLine& line, const Page& page) {
  std::string reasons = ReasonList(line.unit(), line.readings());
  for (const auto& subject : line.decided_by()) {
    const v1::Verdict* month = MonthNamed(page, subject);
    if (month == nullptr) continue;
    reasons += (reasons.empty() ? "" : " ") + subject;
    if (!month->findings().empty()) reasons += " " + FindingList(*month);
  }
  return reasons;
}

// A month that gates the statement's lines.
void WriteMonth(const v1::Verdict& month, std::ostream& out) {
  out << R"({"subject":)" << JsonText(month.subject()) << R"(,"status":)"
      << JsonText(v1::Status::Value_Name(month.status())) << R"(,"closed":)"
      << (month.closed() ? "true" : "false");
  if (month.has_partnership_id()) out << R"(,"partnershipId":)" << JsonText(month.partnership_id());
  if (month.has_relays()) out << R"(,"relays":)" << month.relays();
  out << R"(,"findings":)" << JsonList(month.findings(), FindingJson) << "}\n";
}

void WriteHead(const MonthOptions& options, const Page& page, std::ostream& out) {
  const v1::Verdict& month = page.facility_month();
  if (options.list.format == "csv") {
    out << "patient_key,section_group,status,disposition,action,add_on,points,anchor,reasons\n";
  } else if (options.list.format == "table") {
    out << month.subject() << "  " << (page.closed() ? "closed" : "open") << "  "
        << v1::Status::Value_Name(month.status()) << "  part-time "
        << month.part_time_share().numerator() << "/" << month.part_time_share().denominator()
        << "  trainees " << month.trainee_share().numerator() << "/"
        << month.trainee_share().denominator() << '\n';
    for (const auto& pair : page.partnership_months()) {
      out << pair.subject() << "  " << v1::Status::Value_Name(pair.status()) << "  "
          << (pair.has_partnership_id() ? pair.partnership_id() : "no partnership") << "  relays "
          << pair.relays() << "  " << FindingList(pair) << '\n';
    }
    out << '\n'
        << std::left << std::setw(38) << "PATIENT KEY" << std::setw(7) << "GROUP" << std::setw(14)
        << "DISPOSITION" << std::setw(10) << "ACTION" << std::setw(18) << "ITEM" << std::setw(8)
        << "POINTS" << std::setw(20) << "ANCHOR"
        << "REASONS\n";
  } else {
    WriteMonth(month, out);
    for (const auto& pair : page.partnership_months()) WriteMonth(pair, out);
  }
}

void WriteLine(const MonthOptions& options, const v1::StatementLine& line, const Page& page,
               std::ostream& out) {
  const v1::Verdict& unit = line.unit();
  const std::string patient = unit.subject().substr(unit.subject().find("/pk_") + 1);
  const std::string key = patient.substr(0, patient.find('/'));
  const std::string group = unit.subject().substr(unit.subject().rfind('/') + 1);
  const std::string item = unit.has_add_on() ? v1::ClaimItem::Value_Name(unit.add_on()) : "";
  const std::string points = unit.has_points() ? std::to_string(unit.points()) : "";
  const std::string& action = v1::Action::Value_Name(unit.action());
  const std::string& disposition = v1::Status::Value_Name(line.disposition());
  if (options.list.format == "csv") {
    out << key << ',' << group << ',' << v1::Status::Value_Name(unit.status()) << ',' << disposition
        << ',' << action << ',' << item << ',' << points << ',' << unit.anchor() << ','
        << CsvField(Reasons(line, page)) << '\n';
  } else if (options.list.format == "ndjson") {
    std::string decided;
    for (const auto& subject : line.decided_by())
      decided += (decided.empty() ? "" : ",") + JsonText(subject);
    out << R"({"disposition":)" << JsonText(disposition) << R"(,"decidedBy":[)" << decided
        << R"(],"subject":)" << JsonText(unit.subject()) << R"(,"status":)"
        << JsonText(v1::Status::Value_Name(unit.status())) << R"(,"action":)" << JsonText(action);
    if (!item.empty()) out << R"(,"addOn":)" << JsonText(item);
    if (!points.empty()) out << R"(,"points":)" << points;
    if (unit.has_anchor()) out << R"(,"anchor":)" << JsonText(unit.anchor());
    out << R"(,"findings":)" << JsonList(unit.findings(), FindingJson) << R"(,"readings":)"
        << ReadingsJson(line.readings()) << "}\n";
  } else {
    out << std::left << std::setw(38) << key << std::setw(7) << group << std::setw(14)
        << disposition << std::setw(10) << action << std::setw(18) << item << std::setw(8) << points
        << std::setw(20) << unit.anchor() << Reasons(line, page) << '\n';
  }
}

base::Status WriteStatement(const MonthOptions& options, VerdictSource& source, std::ostream& out) {
  std::string after;
  bool first = true;
  do {
    const auto page = source.Statement(options.facility, options.month, after);
    if (!page) return base::Fail(page.error());
    if (first) WriteHead(options, *page, out);
    first = false;
    for (const auto& line : page->lines()) WriteLine(options, line, *page, out);
    after = page->next_token();
  } while (!after.empty());
  return {};
}

int RunMonth(const MonthOptions& options) {
  if (!base::IsId(options.facility) || !base::ParseMonth(options.month)) {
    return Explain({base::ErrorCode::kInvalidArgument,
                    "BAD_MONTH",
                    "name a facility's id and a month such as 2026-06",
                    {}});
  }
  return options.list.Write([&](VerdictSource& source, std::ostream& out) {
    return WriteStatement(options, source, out);
  });
}

}  // namespace

void AddMonth(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<MonthOptions>();
  auto* command =
      app.add_subcommand("month", "A claimant's month: every unit with its disposition");
  command->footer(R"(Examples:
  kakutei month F-SEND 2026-06 --from june.ndjson
  kakutei month F-SEND 2026-06 --data-dir judged --format csv --encoding cp932 --out statement.csv
Exit codes: 0 ok, 2 usage, bad input or unknown month, 3 the work itself failed.)");
  command->add_option("FACILITY", options->facility, "The claimant's id")->required();
  command->add_option("MONTH", options->month, "JST month of the diagnoses, such as 2026-06")
      ->required();
  options->list.AddTo(*command);
  command->callback([options, &exit_code] { exit_code = RunMonth(*options); });
}

}  // namespace kakutei::cli
