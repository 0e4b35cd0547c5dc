#include "generator/planned_reading.h"

#include <algorithm>

#include "base/check.h"

namespace kakutei::generator {

v1::SectionGroup::Value PlannedReading::group() const {
  if (order == OrderForm::kAbsent || order == OrderForm::kNoSection ||
      order == OrderForm::kNotCovered) {
    return v1::SectionGroup::SECTION_GROUP_UNSPECIFIED;
  }
  switch (modality) {
    case Modality::XR:
      return v1::SectionGroup::XR;
    case Modality::NM:
      return v1::SectionGroup::NM;
    default:
      return v1::SectionGroup::CT_MR;
  }
}

const char* PlannedReading::section() const {
  // E202 is the examination, not its diagnosis, which the add-on belongs to.
  if (order == OrderForm::kNotCovered) return "E202";
  switch (modality) {
    case Modality::XR:
      return contrast_radiography ? "E004" : "E001";
    case Modality::NM:
      return "E102";
    default:
      return "E203";
  }
}

std::string PlannedReading::id() const {
  const std::string text = std::to_string(number);
  return "R-" + std::string(text.size() < 6 ? 6 - text.size() : 0, '0') + text;
}

v1::Status::Value PlannedReading::status() const {
  v1::Status::Value worst = v1::Status::ELIGIBLE;
  for (int i = 0; i < mark_count; ++i)
    worst = std::max(worst, marks[static_cast<std::size_t>(i)].outcome);
  return worst;
}

bool PlannedReading::IsMarked(RuleName rule) const {
  return std::any_of(marks.begin(), marks.begin() + mark_count,
                     [&](const PlannedMark& mark) { return mark.rule == rule; });
}

void PlannedReading::Mark(RuleName rule, v1::Status::Value outcome, Kind because) {
  if (kind == Kind::kNone) kind = because;
  for (int i = 0; i < mark_count; ++i) {
    PlannedMark& mark = marks[static_cast<std::size_t>(i)];
    if (mark.rule != rule) continue;
    if (mark.outcome < outcome) mark = {rule, because, outcome};
    return;
  }
  KAKUTEI_CHECK(mark_count < static_cast<int>(marks.size()));
  marks[static_cast<std::size_t>(mark_count++)] = {rule, because, outcome};
}

}  // namespace kakutei::generator
