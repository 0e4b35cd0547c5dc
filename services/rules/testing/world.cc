#include "rules/testing/world.h"

#include <algorithm>
#include <functional>
#include <optional>

#include <google/protobuf/text_format.h>

#include "base/check.h"
#include "facts/slots.h"
#include "rules/messages.h"
#include "rules/testing/branches_seen.h"
#include "rules/testing/declared_reads.h"
#include "rules/testing/listed_members.h"

namespace kakutei::rules::testing {
namespace {

const v1::Finding* Find(const v1::Verdict& verdict, std::string_view rule) {
  for (const auto& finding : verdict.findings()) {
    if (finding.rule_id() == rule) return &finding;
  }
  return nullptr;
}

std::vector<v1::PolicyPack> ParsedPacks() {
  std::vector<v1::PolicyPack> packs;
  for (const PackText& text : Policy::ShippedPacks()) {
    KAKUTEI_CHECK(google::protobuf::TextFormat::ParseFromString(text.text, &packs.emplace_back()));
  }
  return packs;
}

Policy PolicyOf(const std::vector<v1::PolicyPack>& packs) {
  std::vector<PackText> texts;
  for (const auto& pack : packs) {
    std::string text;
    KAKUTEI_CHECK(google::protobuf::TextFormat::PrintToString(pack, &text));
    texts.push_back({pack.pack_id(), text});
  }
  auto policy = Policy::FromPacks(texts);
  KAKUTEI_CHECK(policy.has_value());
  return *std::move(policy);
}

// What was found in a review's signatures, as findings.
v1::Verdict FoundIn(const v1::ConfirmationAssessed& assessed) {
  v1::Verdict found;
  for (const auto& signature : assessed.signatures()) {
    for (const auto& finding : signature.findings()) {
      auto& of = *found.add_findings();
      of.set_rule_id(finding.rule_id());
      of.set_message_code(v1::Assessment::Value_Name(finding.outcome()) + finding.message_code());
      *of.mutable_facts() = finding.facts();
    }
  }
  return found;
}

}  // namespace

JudgedReading World::Judge(const ReadingBuilder& reading) const {
  JudgedReading judged = JudgeOnce(reading, policy);
  NoteBranches(judged.verdict);
  ExpectOnlyWhatIsDeclaredCounts(
      judged.verdict, {[&](const Policy& other) { return JudgeOnce(reading, other).verdict; },
                       [&](FactKind kind) -> std::optional<v1::Verdict> {
                         World less = *this;
                         ReadingBuilder fewer = reading;
                         const bool of_registry = less.registry.Remove(kind),
                                    of_reading = fewer.Remove(kind);
                         if (!of_registry && !of_reading) return std::nullopt;
                         return less.JudgeOnce(fewer, policy).verdict;
                       }});
  return judged;
}

JudgedReading World::JudgeOnce(const ReadingBuilder& reading, const Policy& applied) const {
  Registry folded;
  registry.FoldInto(folded);
  for (const auto& id : doubtful_in_registry) {
    const auto fact = registry.events().find(id);
    if (fact != registry.events().end())
      folded.MarkDoubtful(facts::SlotOf(fact->second), "registry", id);
  }
  const v1::Dossier dossier = reading.Build();
  const ReadingCase subject(dossier, folded, applied, [&](base::Month month) {
    return closed_months.contains(base::FormatMonth(month));
  });
  return JudgeReading(subject, "reading/F/R-1");
}

JudgedReading World::JudgeClosed(const ReadingBuilder& reading) const {
  World closed = *this;
  closed.closed_months = {"2026-06"};
  return closed.Judge(reading);
}

JudgedUnit World::Judge(const UnitBuilder& unit) const {
  const auto judge = [](const UnitFacts& facts, const RegistryBuilder& known,
                        const Policy& applied) {
    Registry folded;
    known.FoldInto(folded);
    return JudgeUnit(UnitCase(facts, folded, applied));
  };
  JudgedUnit judged = judge(unit.facts(), registry, policy);
  NoteBranches(judged.verdict);
  ExpectOnlyWhatIsDeclaredCounts(
      judged.verdict,
      {[&](const Policy& other) { return judge(unit.facts(), registry, other).verdict; },
       [&](FactKind kind) -> std::optional<v1::Verdict> {
         UnitFacts unclaimed = unit.facts();
         RegistryBuilder fewer = registry;
         const bool claims = kind == v1::Event::kClaimSubmitted && !unclaimed.live_claims.empty();
         if (claims) unclaimed.live_claims.clear();
         if (!fewer.Remove(kind) && !claims) return std::nullopt;
         return judge(unclaimed, fewer, policy).verdict;
       }});
  return judged;
}

v1::Verdict World::JudgeMonth(const v1::FacilityMonthSums& sums, bool closed) const {
  Registry folded;
  registry.FoldInto(folded);
  const ListedFacilityMembers members("F-OWN", "2026-06", {}, {"ris#R-1", "ris#R-2"});
  v1::Verdict verdict =
      JudgeFacilityMonth({.subject = "facility-month/F-OWN/2026-06",
                          .claimant_facility_id = "F-OWN",
                          .month = *base::ParseMonth("2026-06"),
                          .closed = closed,
                          .sums = sums,
                          .members = members,
                          .registry = folded,
                          .policies = policy,
                          .policy = policy.On(base::LastDay(*base::ParseMonth("2026-06")))})
          .verdict;
  NoteBranches(verdict);
  return verdict;
}

JudgedFacilityMonth World::Judge(const MonthBuilder& month) const {
  const std::string& claimant = month.claimant();
  const ListedFacilityMembers members(claimant, "2026-06", month.readings());
  const auto judge = [&](const RegistryBuilder& known, const Policy& applied) {
    Registry folded;
    known.FoldInto(folded);
    return JudgeFacilityMonth({.subject = "facility-month/" + claimant + "/2026-06",
                               .claimant_facility_id = claimant,
                               .month = *base::ParseMonth("2026-06"),
                               .closed = closed_months.contains("2026-06"),
                               .today = base::ParseDate(today),
                               .sums = members.SumsOfReadings(),
                               .members = members,
                               .registry = folded,
                               .policies = applied,
                               .policy = applied.On(base::LastDay(*base::ParseMonth("2026-06")))});
  };
  JudgedFacilityMonth judged = judge(registry, policy);
  NoteBranches(judged.verdict);
  ExpectOnlyWhatIsDeclaredCounts(
      judged.verdict,
      {[&](const Policy& other) { return judge(registry, other).verdict; },
       WithoutFacts([&](const RegistryBuilder& fewer) { return judge(fewer, policy).verdict; })});
  return judged;
}

v1::Verdict World::JudgePair(const MonthBuilder& month) const {
  const ListedPartnershipMembers members("F-SEND", "F-RECV", "2026-06", month.readings());
  const auto judge = [&](const RegistryBuilder& known, const Policy& applied) {
    Registry folded;
    known.FoldInto(folded);
    const PartnershipMonthCase subject({.subject = "partnership-month/F-SEND/F-RECV/2026-06",
                                        .sending_facility_id = "F-SEND",
                                        .receiving_facility_id = "F-RECV",
                                        .month = *base::ParseMonth("2026-06"),
                                        .closed = closed_months.contains("2026-06"),
                                        .sums = members.Sums()},
                                       members, folded, applied);
    return JudgePartnershipMonth(subject);
  };
  v1::Verdict verdict = judge(registry, policy);
  NoteBranches(verdict);
  ExpectOnlyWhatIsDeclaredCounts(
      verdict, {[&](const Policy& other) { return judge(registry, other); },
                WithoutFacts([&](const RegistryBuilder& fewer) { return judge(fewer, policy); })});
  return verdict;
}

std::function<std::optional<v1::Verdict>(FactKind)> World::WithoutFacts(
    std::function<v1::Verdict(const RegistryBuilder& fewer)> judge) const {
  return [this, judge = std::move(judge)](FactKind kind) -> std::optional<v1::Verdict> {
    RegistryBuilder fewer = registry;
    if (!fewer.Remove(kind)) return std::nullopt;
    return judge(fewer);
  };
}

v1::ConfirmationAssessed World::Assess(const ReviewBuilder& review,
                                       v1::ReadingOrdered::Modality::Value modality) const {
  v1::ConfirmationAssessed assessed = AssessOnce(review, policy, modality);
  ExpectOnlyWhatIsDeclaredCounts(
      FoundIn(assessed),
      {[&](const Policy& other) { return FoundIn(AssessOnce(review, other, modality)); },
       [&](FactKind kind) -> std::optional<v1::Verdict> {
         ReviewBuilder fewer = review;
         if (!fewer.Remove(kind)) return std::nullopt;
         return FoundIn(AssessOnce(fewer, policy, modality));
       }});
  return assessed;
}

v1::ConfirmationAssessed World::AssessOnce(const ReviewBuilder& review, const Policy& applied,
                                           v1::ReadingOrdered::Modality::Value modality) const {
  Registry folded;
  registry.FoldInto(folded);
  auto in_order = signings;
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  const ReviewSurroundings surroundings{
      folded, applied, modality,
      [&](std::string_view, base::Instant from, base::Instant to,
          const ReviewSurroundings::VisitSigning& visit) {
        for (const auto& signing : in_order) {
          if (signing.at >= from && signing.at <= to && !visit(signing)) return;
        }
      }};
  return AssessReview(review.Build(), surroundings);
}

std::string FindingOf(const v1::Verdict& verdict, std::string_view rule) {
  const v1::Finding* finding = Find(verdict, rule);
  if (finding == nullptr) return "";
  const v1::LocalizedText text = Render(*finding), remedy = RenderRemedy(*finding);
  for (const std::string& sentence : {text.ja(), text.en(), remedy.ja(), remedy.en()}) {
    if (sentence.empty() || sentence.find('{') != std::string::npos) return "UNFILLED " + sentence;
  }
  std::string line = v1::Status::Value_Name(finding->outcome()) + " " +
                     finding->message_code().substr(rule.size() + 1);
  for (const auto& fact : finding->facts()) line += " " + fact;
  return line;
}

std::string CitationOf(const v1::Verdict& verdict, std::string_view rule) {
  const v1::Finding* finding = Find(verdict, rule);
  if (finding == nullptr) return "";
  const auto& citation = finding->citation();
  return citation.document() + " " + citation.clause() + " " + citation.version();
}

std::string ArgumentOf(const v1::Verdict& verdict, std::string_view rule, std::string_view name) {
  const v1::Finding* finding = Find(verdict, rule);
  if (finding == nullptr) return "";
  for (const auto& argument : finding->arguments()) {
    if (argument.name() == name) return argument.value();
  }
  return "";
}

std::vector<std::string> RulesOf(const v1::Verdict& verdict) {
  std::vector<std::string> rules;
  for (const auto& finding : verdict.findings()) rules.push_back(finding.rule_id());
  return rules;
}

Policy PolicyWith(const v1::Parameters& changes) {
  auto packs = ParsedPacks();
  std::vector<const google::protobuf::FieldDescriptor*> changed;
  changes.GetReflection()->ListFields(changes, &changed);
  for (const auto* field : changed) {
    for (auto& pack : packs) {
      auto& parameters = *pack.mutable_parameters();
      if (!parameters.GetReflection()->HasField(parameters, field)) continue;
      v1::Parameters one = changes;
      for (const auto* other : changed) {
        if (other != field) one.GetReflection()->ClearField(&one, other);
      }
      parameters.MergeFrom(one);
    }
  }
  return PolicyOf(packs);
}

Policy PolicyWithCeiling(std::string_view outcome) {
  auto packs = ParsedPacks();
  for (auto& pack : packs) {
    if (pack.has_advisory_ceiling()) pack.set_advisory_ceiling(std::string(outcome));
  }
  return PolicyOf(packs);
}

}  // namespace kakutei::rules::testing
