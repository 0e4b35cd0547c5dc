#include "facts/conflicts.h"
#include "facts/slots.h"
#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"sources_differ", "同じ事柄について、記録 {one} と {other} の内容が食い違っています。",
     "The records {one} and {other} state the same matter differently.",
     Correcting(
         Party::kReportingSystem,
         {v1::Event::kReadingOrdered, v1::Event::kReportAuthored, v1::Event::kConfirmationSigned},
         "{one} と {other} のいずれか", "either {one} or {other}")},
};

void Report(FactRefs facts, Findings& findings) {
  const Arguments arguments = {{"one", facts.front()}, {"other", facts.back()}};
  findings.Report(v1::Status::NEEDS_REVIEW, "sources_differ", std::move(facts), arguments);
}

// Confirmation review keeps a review at each reading facility that it is said to be of. What two
// sources state of one signature or correction at two facilities meets only here.
template <typename Entries, typename VersionOf>
void JudgeFacilities(const Entries& here, const Entries& there, const VersionOf& version_of,
                     Findings& findings) {
  const auto source = [](const std::string& fact) { return fact.substr(0, fact.find('#')); };
  for (const auto& one : here) {
    for (const auto& other : there) {
      if (version_of(one) == version_of(other) && source(one.fact()) != source(other.fact()))
        Report({one.fact(), other.fact()}, findings);
    }
  }
}

void Judge(const ReadingCase& reading, Findings& findings) {
  for (const auto& values : facts::Conflicts(reading.dossier())) {
    FactRefs facts;
    for (const v1::SlotFact* fact : values) facts.push_back(facts::FactRef(fact->event()));
    Report(std::move(facts), findings);
  }
  const auto& reviews = reading.dossier().assessments();
  for (auto review = reviews.begin(); review != reviews.end(); ++review) {
    const auto& conflicting = review->conflicting_facts();
    if (!conflicting.empty()) Report({conflicting.begin(), conflicting.end()}, findings);
    for (auto other = reviews.begin(); other != review; ++other) {
      if (other->review_id() != review->review_id()) continue;
      JudgeFacilities(
          other->signatures(), review->signatures(),
          [](const auto& entry) { return entry.signature().report_version(); }, findings);
      JudgeFacilities(
          other->corrections(), review->corrections(),
          [](const auto& entry) { return entry.corrected().to_version(); }, findings);
    }
  }
}

}  // namespace

extern const ReadingRule kConflict;
const ReadingRule kConflict = {
    {"CONFLICT", v1::Authority::OPERATOR, kMessages, {.facts = FieldNumbers::All()}}, Judge};

}  // namespace kakutei::rules
