#include "rules/review/assessment.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "facts/conflicts.h"
#include "facts/dossier.h"
#include "facts/slots.h"
#include "facts/sorted_names.h"
#include "rules/standing.h"

namespace kakutei::rules {
namespace {

using v1::Assessment;
using v1::Event;

constexpr Message kRubberStamp[] = {
    {"automatic", "確定が自動処理で行われました。形式的な確定と判断されます。",
     "The confirmation was made automatically: a formality.",
     Correcting(Party::kReportingSystem, {v1::Event::kConfirmationSigned}, "確定の方法（mode）",
                "how the confirmation was made (mode)")},
    {"bulk", "複数の報告書がまとめて確定されました。形式的な確定と判断されます。",
     "Several reports were confirmed with one act: a formality.",
     Correcting(Party::kReportingSystem, {v1::Event::kConfirmationSigned}, "確定の方法（mode）",
                "how the confirmation was made (mode)")},
    {"no_series_viewed", "確定した医師は画像を一つも開いていません。",
     "The confirmer viewed no series at all.",
     Correcting(Party::kReportingSystem, {v1::Event::kImagesViewed}, "確定までに閲覧された画像",
                "the images viewed before the confirmation")},
};
constexpr Message kComparison[] = {
    {"too_few_series", "確定までに閲覧されたシリーズの割合が基準に達していません。",
     "Too small a share of the series was viewed before the confirmation.",
     Correcting(Party::kReportingSystem, {v1::Event::kImagesViewed},
                "確定までに閲覧されたシリーズの数",
                "the number of series viewed before the confirmation")},
    {"too_short", "確定までの画像閲覧時間が基準に達していません。",
     "The images were viewed for too short a time before the confirmation.",
     Correcting(Party::kReportingSystem, {v1::Event::kImagesViewed}, "確定までの画像の閲覧時間",
                "the time for which the images were viewed before the confirmation")},
    {"no_images_viewed", "確定した医師が画像を閲覧した記録がまだありません。",
     "There is no record yet that the confirmer viewed the images.",
     Stating(Party::kReportingSystem, v1::Event::kImagesViewed, "確定までに行われた画像の閲覧",
             "the viewing of the images before the confirmation")},
    {"not_compared", "画像と報告書を照合した記録がまだありません。",
     "There is no record yet that images and report were compared.",
     Stating(Party::kReportingSystem, v1::Event::kReportCompared,
             "確定までに行われた画像と報告書の照合",
             "the comparison of images and report before the confirmation")},
    {"modality_unknown", "検査の種別がまだ分かりません。", "The modality is not known yet.",
     Stating(Party::kReportingSystem, v1::Event::kReadingOrdered,
             "検査の種別（modality）を含む依頼", "the order of the reading, with its modality")},
};
constexpr Message kBurst[] = {
    {"burst", "確定した医師は短時間に多数の報告書を確定しています。",
     "The confirmer signed an unlikely number of readings within a short time.",
     Correcting(Party::kReportingSystem, {v1::Event::kConfirmationSigned}, "確定の日時",
                "the times of the confirmations")},
};
// Which of a review's signatures decide for the reading.
constexpr FieldNumbers kDeciding = kReadForDiagnosis | FieldNumbers{v1::Event::kEmploymentRecorded};
constexpr RuleHeader kRubberStampRule = {
    "ATS2-N1.1",
    v1::Authority::ADVISORY,
    kRubberStamp,
    {.facts = kDeciding | FieldNumbers{v1::Event::kImagesViewed}}};
constexpr RuleHeader kComparisonRule = {
    "ATS2-N1.2",
    v1::Authority::ADVISORY,
    kComparison,
    {.facts = kDeciding | FieldNumbers{v1::Event::kImagesViewed, v1::Event::kReportCompared,
                                       v1::Event::kReportCorrected},
     .parameters = {v1::Parameters::kMinSeriesPercentFieldNumber,
                    v1::Parameters::kMinActiveSecondsFieldNumber}}};
constexpr RuleHeader kBurstRule = {"ATS2-N1.3",
                                   v1::Authority::ADVISORY,
                                   kBurst,
                                   {.facts = kDeciding,
                                    .parameters = {v1::Parameters::kBurstCountFieldNumber,
                                                   v1::Parameters::kBurstSecondsFieldNumber}}};

// The evidence of one review, slot values only.
struct Evidence {
  std::vector<const Event*> viewed;  // in order of time
  std::vector<const Event*> compared;
  std::vector<const Event*> corrected;
  const Event* last_signed = nullptr;
};

void TakeCorrection(const Event& event, v1::ConfirmationAssessed& assessed) {
  auto& correction = *assessed.add_corrections();
  *correction.mutable_corrected() = event.report_corrected();
  *correction.mutable_corrected_at() = event.occurred_at();
  correction.set_fact(facts::FactRef(event));
}

void TakeSignature(const v1::SlotFact& fact, v1::ConfirmationAssessed& assessed) {
  auto& signature = *assessed.add_signatures();
  *signature.mutable_signature() = fact.event().confirmation_signed();
  *signature.mutable_signed_at() = fact.event().occurred_at();
  signature.set_fact(facts::FactRef(fact.event()));
  signature.set_doubtful(fact.doubtful());
}

// Slots stand in the order of text, in which version 10 comes before 2.
void SortByVersion(v1::ConfirmationAssessed& assessed) {
  std::sort(assessed.mutable_signatures()->begin(), assessed.mutable_signatures()->end(),
            [](const auto& a, const auto& b) {
              return a.signature().report_version() < b.signature().report_version();
            });
  std::sort(assessed.mutable_corrections()->begin(), assessed.mutable_corrections()->end(),
            [](const auto& a, const auto& b) {
              return a.corrected().to_version() < b.corrected().to_version();
            });
}

void TakeConflicts(const v1::Dossier& review, v1::ConfirmationAssessed& assessed) {
  for (const auto& values : facts::Conflicts(review)) {
    for (const v1::SlotFact* fact : values)
      assessed.add_conflicting_facts(facts::FactRef(fact->event()));
  }
}

// Sorts what is named, and adds the identities that are no slot's value.
void SortFacts(const v1::Dossier& review, v1::ConfirmationAssessed& assessed) {
  for (auto* names : {assessed.mutable_facts(), assessed.mutable_doubtful_facts(),
                      assessed.mutable_conflicting_facts()}) {
    std::sort(names->begin(), names->end());
    names->erase(std::unique(names->begin(), names->end()), names->end());
  }
  for (const auto& identity : review.identities()) {
    if (!facts::HoldsName(identity, assessed.facts())) assessed.add_other_facts(identity);
  }
}

Evidence Collect(const v1::Dossier& review, v1::ConfirmationAssessed& assessed) {
  Evidence evidence;
  const auto earlier = [](const Event* a, const Event* b) {
    return facts::StepOrder(*a) < facts::StepOrder(*b);
  };
  for (const v1::SlotFact* fact : facts::Values(review)) {
    const Event& event = fact->event();
    switch (event.fact_case()) {
      case Event::kReviewOpened:
        assessed.set_confirmer_physician_id(event.review_opened().confirmer_physician_id());
        break;
      case Event::kImagesViewed:
        evidence.viewed.push_back(&event);
        break;
      case Event::kReportCompared:
        evidence.compared.push_back(&event);
        break;
      case Event::kReportCorrected:
        evidence.corrected.push_back(&event);
        TakeCorrection(event, assessed);
        break;
      case Event::kConfirmationSigned:
        if (evidence.last_signed == nullptr || earlier(evidence.last_signed, &event))
          evidence.last_signed = &event;
        TakeSignature(*fact, assessed);
        break;
      default:
        break;
    }
    assessed.add_facts(facts::FactRef(event));
    if (fact->doubtful()) assessed.add_doubtful_facts(facts::FactRef(event));
  }
  TakeConflicts(review, assessed);
  SortFacts(review, assessed);
  std::sort(evidence.viewed.begin(), evidence.viewed.end(), earlier);
  SortByVersion(assessed);
  return evidence;
}

// One rule's branch fired for a signature, whose date's policy is given. False: the rule is off.
bool Fire(const PolicyOnDate& policy, const RuleHeader& rule, std::string_view branch,
          Assessment::Value outcome, FactRefs facts, v1::AssessedSignature& signature) {
  if (!policy.IsOn(rule.id)) return false;
  auto& finding = *signature.add_findings();
  finding.set_rule_id(std::string(rule.id));
  finding.set_outcome(outcome);
  finding.set_message_code(std::string(branch));
  for (auto& fact : facts) finding.add_facts(std::move(fact));
  signature.set_assessment(WorseAssessment(signature.assessment(), outcome));
  return true;
}

int MinActiveSeconds(const v1::Parameters& parameters,
                     v1::ReadingOrdered::Modality::Value modality) {
  switch (modality) {
    case v1::ReadingOrdered::Modality::CT:
      return parameters.min_active_seconds().ct();
    case v1::ReadingOrdered::Modality::MR:
      return parameters.min_active_seconds().mr();
    case v1::ReadingOrdered::Modality::NM:
      return parameters.min_active_seconds().nm();
    default:
      return parameters.min_active_seconds().xr();
  }
}

// The totals known at the signature: those of the last ImagesViewed until then. nullptr without
// any.
const Event* LastViewed(const Evidence& evidence, base::Instant signed_at) {
  const Event* last = nullptr;
  for (const Event* event : evidence.viewed) {
    if (facts::OccurredAt(*event) <= signed_at) last = event;
  }
  return last;
}

void JudgeFormality(const PolicyOnDate& policy, const Event* viewed,
                    v1::AssessedSignature& signature) {
  using Mode = v1::ConfirmationSigned::Mode;
  const auto fire = [&](std::string_view branch, FactRefs facts) {
    if (Fire(policy, kRubberStampRule, branch, Assessment::FORMAL_ONLY, std::move(facts),
             signature)) {
      signature.set_formal(true);
    }
  };
  if (signature.signature().mode() == Mode::AUTOMATIC) fire("automatic", {signature.fact()});
  if (signature.signature().mode() == Mode::BULK) fire("bulk", {signature.fact()});
  if (viewed != nullptr && viewed->images_viewed().series_viewed() == 0) {
    fire("no_series_viewed", {signature.fact(), facts::FactRef(*viewed)});
  }
}

void JudgeComparison(const PolicyOnDate& policy, const Evidence& evidence, const Event* viewed,
                     v1::ReadingOrdered::Modality::Value modality,
                     v1::AssessedSignature& signature) {
  const auto fire = [&](std::string_view branch, Assessment::Value outcome, FactRefs facts) {
    Fire(policy, kComparisonRule, branch, outcome, std::move(facts), signature);
  };
  const auto& parameters = policy.parameters();
  const base::Instant signed_at = facts::ToInstant(signature.signed_at());
  if (viewed == nullptr) {
    fire("no_images_viewed", Assessment::EVIDENCE_PENDING, {signature.fact()});
  } else {
    const auto& totals = viewed->images_viewed();
    const FactRefs refs = {signature.fact(), facts::FactRef(*viewed)};
    if (std::int64_t{totals.series_viewed()} * 100 <
        std::int64_t{totals.series_total()} * parameters.min_series_percent()) {
      fire("too_few_series", Assessment::INSUFFICIENT_EVIDENCE, refs);
    }
    if (modality == v1::ReadingOrdered::Modality::MODALITY_UNSPECIFIED) {
      fire("modality_unknown", Assessment::EVIDENCE_PENDING, refs);
    } else if (totals.active_seconds() < MinActiveSeconds(parameters, modality)) {
      fire("too_short", Assessment::INSUFFICIENT_EVIDENCE, refs);
    }
  }
  std::set<int> versions = {signature.signature().report_version()};
  for (const Event* corrected : evidence.corrected) {
    if (corrected->report_corrected().to_version() == signature.signature().report_version() &&
        facts::OccurredAt(*corrected) <= signed_at) {
      versions.insert(corrected->report_corrected().from_version());
    }
  }
  const bool compared =
      std::any_of(evidence.compared.begin(), evidence.compared.end(), [&](const Event* event) {
        return versions.contains(event->report_compared().report_version()) &&
               facts::OccurredAt(*event) <= signed_at;
      });
  if (!compared) fire("not_compared", Assessment::EVIDENCE_PENDING, {signature.fact()});
}

// A window [t, t + burst_seconds] that contains the signature and in which the confirmer signed
// burst_count or more readings of this facility. Windows that begin at a signing are enough; one
// slides over those that begin at or before the signature and reach it. It stops at the first
// burst, so a dense one costs no more than a small one.
void JudgeBurst(const PolicyOnDate& policy, const ReviewSurroundings& surroundings,
                v1::AssessedSignature& signature) {
  const auto& parameters = policy.parameters();
  const std::chrono::seconds window(parameters.burst_seconds());
  const base::Instant signed_at = facts::ToInstant(signature.signed_at());
  std::deque<ReviewSurroundings::Signing> inside;
  std::map<std::string, int> readings;
  bool burst = false;
  surroundings.visit_signings(
      signature.signature().confirmer_physician_id(), signed_at - window, signed_at + window,
      [&](const ReviewSurroundings::Signing& signing) {
        for (; !inside.empty() && inside.front().at + window < signing.at; inside.pop_front()) {
          const auto left = readings.find(inside.front().reading);
          if (--left->second == 0) readings.erase(left);
        }
        inside.push_back(signing);
        ++readings[signing.reading];
        burst = inside.front().at <= signed_at &&
                static_cast<int>(readings.size()) >= parameters.burst_count();
        return !burst;
      });
  if (!burst) return;
  Fire(policy, kBurstRule, "burst", Assessment::INSUFFICIENT_EVIDENCE, {signature.fact()},
       signature);
}

int Rank(Assessment::Value assessment) {
  switch (assessment) {
    case Assessment::NOT_QUALIFIED:
      return 5;
    case Assessment::FORMAL_ONLY:
      return 4;
    case Assessment::EVIDENCE_PENDING:
      return 3;
    case Assessment::INSUFFICIENT_EVIDENCE:
      return 2;
    case Assessment::SUBSTANTIVE:
      return 1;
    default:
      return 0;
  }
}

}  // namespace

const RuleHeader& RubberStampRule() { return kRubberStampRule; }
const RuleHeader& ComparisonRule() { return kComparisonRule; }
const RuleHeader& BurstRule() { return kBurstRule; }

v1::Assessment::Value WorseAssessment(v1::Assessment::Value a, v1::Assessment::Value b) {
  return Rank(a) < Rank(b) ? b : a;
}

v1::ConfirmationAssessed AssessReview(const v1::Dossier& review,
                                      const ReviewSurroundings& surroundings) {
  v1::ConfirmationAssessed assessed;
  if (review.facts().empty()) return assessed;
  assessed.set_policy(surroundings.policy.On(std::nullopt).digest());
  const Evidence evidence = Collect(review, assessed);
  for (auto& signature : *assessed.mutable_signatures()) {
    const base::Instant signed_at = facts::ToInstant(signature.signed_at());
    const Event* viewed = LastViewed(evidence, signed_at);
    const PolicyOnDate& policy = surroundings.policy.On(base::JstDate(signed_at));
    signature.set_assessment(Assessment::SUBSTANTIVE);
    JudgeFormality(policy, viewed, signature);
    JudgeComparison(policy, evidence, viewed, surroundings.modality, signature);
    JudgeBurst(policy, surroundings, signature);
    const auto& signed_fact = signature.signature();
    if (!StandingAt(surroundings.registry, signed_fact.confirmer_physician_id(),
                    signed_fact.reading_facility_id(), base::JstDate(signed_at))
             .full_time_dedicated) {
      signature.set_assessment(WorseAssessment(signature.assessment(), Assessment::NOT_QUALIFIED));
    }
    if (signed_fact.report_version() ==
        evidence.last_signed->confirmation_signed().report_version()) {
      assessed.set_assessment(signature.assessment());
      assessed.set_policy(policy.digest());
    }
  }
  return assessed;
}

}  // namespace kakutei::rules
