#include "rules/unit_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"scope_not_stated",
     "同じ月に加算2（一部委託を行う場合）の単位があります。自施設の読影にも同項目を適用する範囲は通"
     "則7に明記されていません。",
     "The month holds a unit of add-on 2 partly commissioned. How far that item reaches the "
     "facility's own readings is not "
     "stated in 通則7.",
     Deciding("一部委託の項目が及ぶ範囲（partial_scope）",
              "how far the partly commissioned item reaches (partial_scope)")},
};

void Judge(const UnitCase& unit, Findings& findings) {
  if (!unit.in_question_of_partial_scope()) return;
  if (unit.policy().parameters().partial_scope() != v1::PartialScope::UNSET) return;
  findings.Report(v1::Status::NEEDS_REVIEW, "scope_not_stated", {unit.anchor()->diagnosis_fact()});
}

}  // namespace

extern const UnitRule kPartialScope;
const UnitRule kPartialScope = {{"L-4",
                                 v1::Authority::LAW,
                                 kMessages,
                                 {.parameters = {v1::Parameters::kPartialScopeFieldNumber}}},
                                Judge};

}  // namespace kakutei::rules
