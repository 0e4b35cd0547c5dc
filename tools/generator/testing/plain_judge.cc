#include "generator/testing/plain_judge.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "facts/dossier.h"
#include "facts/identity.h"
#include "facts/routing.h"
#include "facts/slots.h"
#include "rules/facility_month_case.h"
#include "rules/partnership_month_case.h"
#include "rules/policy.h"
#include "rules/reading_case.h"
#include "rules/registry.h"
#include "rules/review/assessment.h"
#include "rules/testing/listed_members.h"
#include "rules/unit_case.h"

namespace kakutei::generator {
namespace {

using v1::Event;

// (claimant, reading), (claimant, reading, review), (claimant, claim), (claimant, patient, month,
// group).
using ReadingKey = std::pair<std::string, std::string>;
using ReviewKey = std::tuple<std::string, std::string, std::string>;
using UnitKey = std::tuple<std::string, std::string, std::string, v1::SectionGroup::Value>;

template <typename Fact>
ReviewKey ReviewOf(const Fact& fact) {
  return {fact.claimant_facility_id(), fact.reading_id(), fact.review_id()};
}

class PlainJudge {
 public:
  void Fold(const Event& event);
  std::vector<v1::Verdict> Judge();

 private:
  void FoldReview(const ReviewKey& key, const Event& event) { facts::Fold(event, reviews_[key]); }
  template <typename Fact>
  void FoldReading(const Fact& fact, const Event& event) {
    const ReadingKey key{fact.claimant_facility_id(), fact.reading_id()};
    facts::Fold(event, readings_[key]);
    auto& [contents, readings] = identities_[{event.source(), event.event_id()}];
    contents.insert(facts::ContentDigest(event));
    readings.insert(key);
  }
  template <typename Fact>
  void FoldClaim(const Fact& fact, const Event& event) {
    facts::Fold(event, claims_[{fact.claimant_facility_id(), fact.claim_id()}]);
  }
  void MarkDoubt();
  void AssessReviews();
  void JudgeReadings();
  void CollectClaims();
  void JudgeUnits();
  void JudgeMonths();
  void JudgePairs();
  void VisitSignings(const std::string& facility, std::string_view confirmer, base::Instant from,
                     base::Instant to, const rules::ReviewSurroundings::VisitSigning& visit) const;
  bool Closed(const std::string& claimant, const std::string& month) const {
    return closed_.contains({claimant, month});
  }

  const rules::Policy policy_ = rules::Policy::Shipped();
  rules::Registry registry_;
  std::map<ReadingKey, v1::Dossier> readings_;
  std::map<ReviewKey, v1::Dossier> reviews_;
  // (source, event id) of readings' facts -> contents, and whose they are.
  std::map<std::pair<std::string, std::string>,
           std::pair<std::set<std::string>, std::set<ReadingKey>>>
      identities_;
  std::map<std::pair<std::string, std::string>, v1::Dossier> claims_;
  std::set<std::pair<std::string, std::string>> closed_;
  // (reading facility, confirmer) -> what he signed there, by time.
  std::map<std::pair<std::string, std::string>, std::multimap<base::Instant, std::string>>
      signings_;
  std::map<UnitKey, rules::UnitFacts> units_;
  // Sums over units.
  std::map<std::pair<std::string, std::string>, v1::FacilityMonthSums> months_;
  // By claimant, as judged.
  std::map<std::string, std::vector<v1::ReadingSummary>> summaries_;
  std::optional<base::Date> today_;
  std::vector<v1::Verdict> verdicts_;
};

void PlainJudge::Fold(const Event& event) {
  switch (event.fact_case()) {
    case Event::kReadingOrdered:
      return FoldReading(event.reading_ordered(), event);
    case Event::kReportAuthored:
      return FoldReading(event.report_authored(), event);
    case Event::kReportDelivered:
      return FoldReading(event.report_delivered(), event);
    case Event::kReportAttached:
      return FoldReading(event.report_attached(), event);
    case Event::kMessageRelayed:
      return FoldReading(event.message_relayed(), event);
    case Event::kReadingCancelled:
      return FoldReading(event.reading_cancelled(), event);
    case Event::kReviewOpened:
      return FoldReview(ReviewOf(event.review_opened()), event);
    case Event::kImagesViewed:
      return FoldReview(ReviewOf(event.images_viewed()), event);
    case Event::kReportCompared:
      return FoldReview(ReviewOf(event.report_compared()), event);
    case Event::kReportSentBack:
      return FoldReview(ReviewOf(event.report_sent_back()), event);
    case Event::kReportCorrected:
      return FoldReview(ReviewOf(event.report_corrected()), event);
    case Event::kConfirmationSigned:
      return FoldReview(ReviewOf(event.confirmation_signed()), event);
    case Event::kClaimSubmitted:
      return FoldClaim(event.claim_submitted(), event);
    case Event::kClaimReturned:
      return FoldClaim(event.claim_returned(), event);
    case Event::kClaimWithdrawn:
      return FoldClaim(event.claim_withdrawn(), event);
    case Event::kClaimMonthClosed:
      closed_.emplace(event.claim_month_closed().claimant_facility_id(),
                      event.claim_month_closed().month());
      return;
    case Event::kClockTicked: {
      const base::Date date = base::JstDate(facts::OccurredAt(event));
      if (!today_ || *today_ < date) today_ = date;
      return;
    }
    default:
      v1::SlotFact fact;
      *fact.mutable_event() = event;
      registry_.Fold(fact);
  }
}

void PlainJudge::VisitSignings(const std::string& facility, std::string_view confirmer,
                               base::Instant from, base::Instant to,
                               const rules::ReviewSurroundings::VisitSigning& visit) const {
  const auto found = signings_.find({facility, std::string(confirmer)});
  if (found == signings_.end()) return;
  for (auto at = found->second.lower_bound(from); at != found->second.end() && at->first <= to;
       ++at) {
    if (!visit({at->second, at->first})) return;
  }
}

void PlainJudge::MarkDoubt() {
  for (const auto& [identity, known] : identities_) {
    if (known.first.size() < 2) continue;
    for (const auto& reading : known.second)
      facts::MarkDoubtful(identity.first, identity.second, readings_[reading]);
  }
}

void PlainJudge::AssessReviews() {
  for (const auto& [key, review] : reviews_) {
    for (const auto* fact : facts::Values(review)) {
      if (!fact->event().has_confirmation_signed()) continue;
      const auto& signature = fact->event().confirmation_signed();
      signings_[{signature.reading_facility_id(), signature.confirmer_physician_id()}].emplace(
          facts::OccurredAt(fact->event()), std::get<0>(key) + "/" + std::get<1>(key));
    }
  }
  for (const auto& [key, review] : reviews_) {
    v1::Dossier& reading = readings_[{std::get<0>(key), std::get<1>(key)}];
    auto modality = v1::ReadingOrdered::Modality::MODALITY_UNSPECIFIED;
    for (const auto* fact : facts::Values(reading)) {
      if (fact->event().has_reading_ordered())
        modality = fact->event().reading_ordered().modality();
    }
    std::string facility;
    for (const auto* fact : facts::Values(review)) {
      if (fact->event().has_confirmation_signed())
        facility = fact->event().confirmation_signed().reading_facility_id();
    }
    const rules::ReviewSurroundings surroundings{
        registry_, policy_, modality,
        [&](std::string_view confirmer, base::Instant from, base::Instant to, const auto& visit) {
          VisitSignings(facility, confirmer, from, to, visit);
        }};
    *reading.add_assessments() = rules::AssessReview(review, surroundings);
  }
}

void PlainJudge::JudgeReadings() {
  for (const auto& [key, dossier] : readings_) {
    const auto& claimant = key.first;
    const rules::ReadingCase reading(dossier, registry_, policy_, [&](base::Month month) {
      return Closed(claimant, base::FormatMonth(month));
    });
    auto judged = rules::JudgeReading(reading, "reading/" + claimant + "/" + key.second);
    verdicts_.push_back(judged.verdict);
    auto& summary = judged.summary;
    summary.set_claimant_facility_id(claimant);
    summary.set_reading_id(key.second);
    summaries_[claimant].push_back(summary);
    if (summary.month().empty()) continue;
    months_[{claimant, summary.month()}];
    if (summary.patient_key().empty() ||
        summary.section_group() == v1::SectionGroup::SECTION_GROUP_UNSPECIFIED)
      continue;
    units_[{claimant, summary.patient_key(), summary.month(), summary.section_group()}]
        .readings.push_back(summary);
  }
}

void PlainJudge::CollectClaims() {
  for (const auto& [key, dossier] : claims_) {
    const Event* submitted = nullptr;
    bool ended = false;
    for (const auto* fact : facts::Values(dossier)) {
      if (fact->event().has_claim_submitted()) {
        submitted = &fact->event();
      } else {
        ended = true;
      }
    }
    if (submitted == nullptr || ended) continue;
    const auto& claim = submitted->claim_submitted();
    units_[{key.first, claim.patient_key(), claim.month(), claim.section_group()}]
        .live_claims.push_back({key.second, claim.add_on(), facts::OccurredAt(*submitted),
                                facts::FactRef(*submitted)});
    auto& sums = months_[{key.first, claim.month()}];
    sums.set_live_claims(sums.live_claims() + 1);
  }
}

void PlainJudge::JudgeUnits() {
  std::set<std::pair<std::string, std::string>> partial_months;
  // Twice: first to learn which months hold a partial unit.
  for (const bool knowing : {false, true}) {
    for (auto& [key, facts] : units_) {
      const auto& [claimant, patient, month, group] = key;
      facts.subject = "unit/" + claimant + "/" + patient + "/" + month + "/" +
                      v1::SectionGroup::Value_Name(group);
      facts.claimant_facility_id = claimant;
      facts.month = *base::ParseMonth(month);
      facts.group = group;
      facts.closed = Closed(claimant, month);
      facts.month_holds_partial = partial_months.contains({claimant, month});
      const auto judged = rules::JudgeUnit(rules::UnitCase(facts, registry_, policy_));
      if (!knowing) {
        if (judged.contribution.inherently_partial()) partial_months.emplace(claimant, month);
        continue;
      }
      if (!judged.verdict.emptied()) verdicts_.push_back(judged.verdict);
      auto& sums = months_[{claimant, month}];
      const auto& contribution = judged.contribution;
      sums.set_denominator(sums.denominator() + (contribution.counted() ? 1 : 0));
      sums.set_part_time(sums.part_time() + (contribution.part_time() ? 1 : 0));
      sums.set_trainee(sums.trainee() + (contribution.trainee() ? 1 : 0));
    }
  }
}

void PlainJudge::JudgeMonths() {
  for (const auto& [key, units] : months_) {
    const auto& [claimant, month] = key;
    const rules::testing::ListedFacilityMembers members(claimant, month, summaries_[claimant]);
    v1::FacilityMonthSums sums = members.SumsOfReadings();
    sums.MergeFrom(units);
    auto judged =
        rules::JudgeFacilityMonth({.subject = "facility-month/" + claimant + "/" + month,
                                   .claimant_facility_id = claimant,
                                   .month = *base::ParseMonth(month),
                                   .closed = Closed(claimant, month),
                                   .today = today_,
                                   .sums = std::move(sums),
                                   .members = members,
                                   .registry = registry_,
                                   .policies = policy_,
                                   .policy = policy_.On(base::LastDay(*base::ParseMonth(month)))});
    if (!judged.verdict.emptied()) verdicts_.push_back(std::move(judged.verdict));
  }
}

void PlainJudge::JudgePairs() {
  std::set<std::tuple<std::string, std::string, std::string>> pairs;
  for (const auto& [claimant, summaries] : summaries_) {
    for (const auto& summary : summaries) {
      const std::string& facility = summary.reading_facility_id();
      if (!facility.empty() && facility != claimant && !summary.month().empty())
        pairs.emplace(claimant, facility, summary.month());
    }
  }
  for (const auto& [sender, receiver, month] : pairs) {
    const rules::testing::ListedPartnershipMembers members(sender, receiver, month,
                                                           summaries_[sender]);
    verdicts_.push_back(rules::JudgePartnershipMonth(rules::PartnershipMonthCase(
        {.subject = "partnership-month/" + sender + "/" + receiver + "/" + month,
         .sending_facility_id = sender,
         .receiving_facility_id = receiver,
         .month = *base::ParseMonth(month),
         .closed = Closed(sender, month),
         .sums = members.Sums()},
        members, registry_, policy_)));
  }
}

std::vector<v1::Verdict> PlainJudge::Judge() {
  MarkDoubt();
  AssessReviews();
  JudgeReadings();
  CollectClaims();
  JudgeUnits();
  JudgeMonths();
  JudgePairs();
  return std::move(verdicts_);
}

}  // namespace

std::vector<v1::Verdict> JudgePlainly(const std::vector<v1::Event>& events) {
  PlainJudge judge;
  for (const auto& event : events) judge.Fold(event);
  return judge.Judge();
}

std::set<FindingKey> FindingKeys(const std::vector<v1::Verdict>& verdicts) {
  std::set<FindingKey> keys;
  for (const auto& verdict : verdicts) {
    for (const auto& finding : verdict.findings()) {
      keys.emplace(verdict.subject(), finding.rule_id(), v1::Status::Value_Name(finding.outcome()));
    }
  }
  return keys;
}

}  // namespace kakutei::generator
