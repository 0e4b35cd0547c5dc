#include <iomanip>
#include <ostream>

#include "kakutei/json_object.h"
#include "kakutei/shadow.h"
#include "kakutei/verdict_lines.h"

namespace kakutei::cli {
namespace {

// One point is 10 yen.
constexpr std::int64_t kYenPerPoint = 10;

std::string CellLine(std::string_view kind, std::string_view what,
                     const ShadowReport::StatusCell& cell, std::int64_t count) {
  const auto& [name, facility, month, before, after] = cell;
  JsonObject line;
  line.AddText("kind", kind);
  line.AddText(what, name);
  line.AddText("facility", facility);
  line.AddText("month", month);
  line.AddText("before", before);
  line.AddText("after", after);
  line.Add("count", std::to_string(count));
  return line.Take();
}

std::string RuleChangeJson(const RuleChange& rule) {
  JsonObject object;
  object.AddText("subject", rule.subject);
  object.AddText("ruleId", rule.rule);
  object.AddText("before", rule.before);
  object.AddText("after", rule.after);
  object.AddText("ja", rule.finding.message().ja());
  object.AddText("en", rule.finding.message().en());
  return object.Take();
}

std::string ChangeLine(std::string_view kind, const SubjectChange& change) {
  JsonObject line;
  line.AddText("kind", kind);
  line.AddText("subject", change.subject);
  line.AddText("before", change.before);
  line.AddText("after", change.after);
  if (!change.disposition_before.empty()) {
    line.AddText("dispositionBefore", change.disposition_before);
    line.AddText("dispositionAfter", change.disposition_after);
    line.AddText("itemBefore", change.item_before);
    line.AddText("itemAfter", change.item_after);
  }
  line.Add("why", JsonList(change.why, RuleChangeJson));
  return line.Take();
}

// "A -> B", or "A" where nothing changes.
std::string Arrow(const std::string& before, const std::string& after) {
  return before == after ? before : before + " -> " + after;
}

std::string ShortWhy(const SubjectChange& change) {
  std::string why;
  for (const RuleChange& rule : change.why) {
    why += (why.empty() ? "" : "; ") + rule.rule + " " + Arrow(rule.before, rule.after);
    if (rule.subject != change.subject) why += " in " + rule.subject;
  }
  return why;
}

std::string Outcome(const SubjectChange& change) {
  if (change.disposition_before.empty()) return Arrow(change.before, change.after);
  std::string text = Arrow(change.disposition_before, change.disposition_after);
  if (change.item_before != change.item_after)
    text += "  " + Arrow(change.item_before, change.item_after);
  return text;
}

void PrintCells(const std::map<ShadowReport::StatusCell, std::int64_t>& cells,
                const std::string& head, std::ostream& out) {
  out << '\n' << head << '\n';
  bool any = false;
  for (const auto& [cell, count] : cells) {
    const auto& [name, facility, month, before, after] = cell;
    if (before == after) continue;
    any = true;
    out << "  " << std::left << std::setw(16) << name << std::setw(20) << facility << std::setw(9)
        << month << std::setw(32) << before + " -> " + after << std::right << std::setw(7) << count
        << '\n';
  }
  if (!any) out << "  nothing\n";
}

void PrintPoints(const ShadowReport& report, std::ostream& out) {
  out << "\nPoints that the statements let claim\n";
  std::int64_t before = 0, after = 0;
  const auto row = [&](const std::string& name, std::int64_t was, std::int64_t is) {
    out << "  " << std::left << std::setw(29) << name << std::right << std::setw(10) << was
        << std::setw(10) << is << std::setw(10) << is - was << std::setw(12)
        << (is - was) * kYenPerPoint << " yen\n";
  };
  for (const auto& [place, points] : report.points) {
    before += points.first;
    after += points.second;
    if (points.first != points.second)
      row(place.first + " " + place.second, points.first, points.second);
  }
  row("all", before, after);
}

}  // namespace

std::vector<std::string> ReportLines(const ShadowReport& report, std::string head) {
  std::vector<std::string> lines = {std::move(head)};
  for (const auto& [cell, count] : report.statuses)
    lines.push_back(CellLine("status", "of", cell, count));
  for (const auto& [cell, count] : report.rules)
    lines.push_back(CellLine("rule", "ruleId", cell, count));
  for (const auto& [place, points] : report.points) {
    JsonObject line;
    line.AddText("kind", "points");
    line.AddText("facility", place.first);
    line.AddText("month", place.second);
    line.Add("before", std::to_string(points.first));
    line.Add("after", std::to_string(points.second));
    line.Add("difference", std::to_string(points.second - points.first));
    line.Add("yen", std::to_string((points.second - points.first) * kYenPerPoint));
    lines.push_back(line.Take());
  }
  for (const auto& change : report.changes) lines.push_back(ChangeLine("change", change));
  for (const std::size_t sample : report.samples)
    lines.push_back(ChangeLine("sample", report.changes[sample]));
  return lines;
}

void PrintReport(const ShadowReport& report, std::size_t most, std::ostream& out) {
  PrintCells(report.statuses, "Statuses that change", out);
  PrintCells(report.rules, "Rules that find something else (- nothing)", out);
  PrintPoints(report, out);
  out << "\nUnits that change, and why\n";
  std::size_t listed = 0, units = 0;
  for (const auto& change : report.changes) {
    if (change.disposition_before.empty()) continue;
    if (++units > most) continue;
    ++listed;
    out << "  " << change.subject << "  " << Outcome(change) << "  " << ShortWhy(change) << '\n';
  }
  if (units == 0) out << "  none\n";
  if (units > listed) out << "  and " << units - listed << " more (--most, or --format ndjson)\n";
  out << "\nSamples\n";
  for (const std::size_t sample : report.samples) {
    const SubjectChange& change = report.changes[sample];
    out << "  " << change.subject << "  " << Outcome(change) << '\n';
    for (const RuleChange& rule : change.why) {
      const auto& citation = rule.finding.citation();
      out << "      " << rule.rule << ' ' << Arrow(rule.before, rule.after);
      if (rule.subject != change.subject) out << "  in " << rule.subject;
      out << "\n        " << rule.finding.message().en() << "\n        "
          << rule.finding.message().ja() << "\n        " << citation.document() << ' '
          << citation.clause() << " (" << citation.version() << ")\n";
    }
  }
}

}  // namespace kakutei::cli
