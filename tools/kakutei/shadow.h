#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "kakutei/v1/billing_eligibility.pb.h"

#include "base/result.h"
#include "runtime/projection/projection_store.h"

// What another policy would have made of a history: two judgements of the same facts compared.
namespace kakutei::cli {

// Everything that was judged of a history, and the final disposition of each unit.
struct JudgedHistory {
  std::map<std::string, v1::Verdict> verdicts;
  std::map<std::string, v1::StatementLine> statement;  // by unit, which is left out of the line
};
base::Result<JudgedHistory> Collect(const runtime::StateReader& judged);

// A rule that finds something else of a subject; "-" stands for nothing found.
struct RuleChange {
  std::string subject;
  std::string rule;
  std::string before;
  std::string after;
  v1::Finding finding;  // the new one, or the old one where there is none any more
};

// A subject that is judged otherwise. Of a unit also its disposition in the month's statement: it
// may change by its months alone.
struct SubjectChange {
  std::string subject;
  std::string before;
  std::string after;
  std::string disposition_before;  // units only
  std::string disposition_after;
  std::string item_before;  // "ADD_ON_2 175"
  std::string item_after;
  // What changed in it, in the readings that it rests on and in the months that decide about it.
  std::vector<RuleChange> why;
};

struct ShadowReport {
  // kind, facility, month, before, after -> subjects. The kind "disposition" counts units by
  // theirs.
  using StatusCell = std::tuple<std::string, std::string, std::string, std::string, std::string>;
  std::map<StatusCell, std::int64_t> statuses;
  // rule, facility, month, before, after -> subjects
  std::map<StatusCell, std::int64_t> rules;
  // facility, month -> points of units whose disposition is ELIGIBLE or CAUTION, before and after
  std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::int64_t>> points;
  std::vector<SubjectChange> changes;  // by subject
  // Of `changes`: at most kMostSamples, of every kind and rule some.
  std::vector<std::size_t> samples;

  static constexpr std::size_t kMostSamples = 20;
};

// Pure.
ShadowReport Compare(const JudgedHistory& before, const JudgedHistory& after);

// The report as lines of NDJSON, without their ends. `head` is the first.
std::vector<std::string> ReportLines(const ShadowReport& report, std::string head);
// For people: what changes. At most `most` units are listed.
void PrintReport(const ShadowReport& report, std::size_t most, std::ostream& out);

}  // namespace kakutei::cli
