#include "rules/policy_maker.h"

#include <algorithm>
#include <set>
#include <utility>

#include <google/protobuf/text_format.h>

#include "base/check.h"
#include "base/digest.h"
#include "rules/messages.h"

namespace kakutei::rules {
namespace {

using google::protobuf::FieldDescriptor;

// Names what concerns no pack in particular.
constexpr std::string_view kSet = "policy set";

bool SetsParameter(const v1::Parameters& parameters, const FieldDescriptor* field) {
  return parameters.GetReflection()->HasField(parameters, field);
}

// The parts of a parameter that is a message have to be set too: the first that is not, or "".
std::string UnsetPart(const v1::Parameters& parameters, const FieldDescriptor* field) {
  if (!SetsParameter(parameters, field)) return field->name();
  if (field->message_type() == nullptr) return "";
  const auto& inside = parameters.GetReflection()->GetMessage(parameters, field);
  for (int i = 0; i < field->message_type()->field_count(); ++i) {
    const auto* part = field->message_type()->field(i);
    if (part->is_repeated()) continue;  // a list may well be empty
    if (!inside.GetReflection()->HasField(inside, part)) return field->name() + "." + part->name();
  }
  return "";
}

// Which series of the shipped packs sets a parameter: whom to blame where nobody does.
std::string SeriesThatSets(const FieldDescriptor* field) {
  for (const PackText& text : Policy::ShippedPacks()) {
    v1::PolicyPack pack;
    if (google::protobuf::TextFormat::ParseFromString(text.text, &pack) &&
        SetsParameter(pack.parameters(), field)) {
      return pack.series();
    }
  }
  return "";
}

// The pack of a series (by valid_from) on a day, or, where none covers it, the one next to it.
std::pair<const Pack*, bool> PackOn(const std::vector<const Pack*>& series,
                                    const std::string& day) {
  const Pack* on = series.front();
  for (const Pack* pack : series) {
    if (pack->content().valid_from() <= day) on = pack;
  }
  const auto& content = on->content();
  const bool covers =
      content.valid_from() <= day && (!content.has_valid_to() || day < content.valid_to());
  return {on, covers};
}

}  // namespace

PolicyMaker::PolicyMaker(const std::vector<PackText>& texts) {
  for (const PackText& text : texts) {
    auto pack = Pack::Read(text, complaints_);
    if (pack) policy_.packs_.push_back(*std::move(pack));
  }
  if (FirstRefusal() != nullptr) return;
  std::sort(policy_.packs_.begin(), policy_.packs_.end(), [](const Pack& a, const Pack& b) {
    return std::tie(a.content().pack_id(), a.name()) < std::tie(b.content().pack_id(), b.name());
  });
  std::vector<std::string> digests;
  for (const Pack& pack : policy_.packs_) digests.push_back(pack.digest());
  std::sort(digests.begin(), digests.end());
  std::string all;
  for (const auto& digest : digests) all += digest;
  policy_.digest_ = base::DigestText(base::Sha256(all));
  const Series series = FindSeries();
  if (FirstRefusal() == nullptr) MakePeriods(series);
}

const PackComplaint* PolicyMaker::FirstRefusal() const {
  const auto found =
      std::find_if(complaints_.begin(), complaints_.end(),
                   [](const PackComplaint& complaint) { return !complaint.warning; });
  return found == complaints_.end() ? nullptr : &*found;
}

Policy PolicyMaker::Take() && {
  KAKUTEI_CHECK(FirstRefusal() == nullptr);
  return std::move(policy_);
}

// What is wrong on many dates is said once.
void PolicyMaker::Refuse(PackComplaint complaint) {
  const bool said = std::any_of(complaints_.begin(), complaints_.end(), [&](const auto& other) {
    return other.pack == complaint.pack && other.line == complaint.line &&
           other.reason == complaint.reason;
  });
  if (!said) complaints_.push_back(std::move(complaint));
}

PolicyMaker::Series PolicyMaker::FindSeries() {
  Series all;
  const Pack* before = nullptr;
  for (const Pack& pack : policy_.packs_) {
    if (before != nullptr && before->content().pack_id() == pack.content().pack_id()) {
      Refuse(pack.Complaint(pack.LineOf("pack_id"), "pack_id " + pack.content().pack_id() +
                                                        " is also that of " + before->name()));
    }
    before = &pack;
    if (!pack.empty_interval()) all[pack.content().series()].push_back(&pack);
  }
  for (auto& [name, series] : all) {
    std::stable_sort(series.begin(), series.end(), [](const Pack* a, const Pack* b) {
      return a->content().valid_from() < b->content().valid_from();
    });
    CheckSequence(series);
  }
  if (all.empty()) Refuse({std::string(kSet), 1, "no pack holds on any date"});
  return all;
}

void PolicyMaker::CheckSequence(const std::vector<const Pack*>& series) {
  for (std::size_t i = 1; i < series.size(); ++i) {
    const Pack& earlier = *series[i - 1];
    const Pack& later = *series[i];
    const std::string& begins = later.content().valid_from();
    const int line = later.LineOf("valid_from");
    if (!earlier.content().has_valid_to() || begins < earlier.content().valid_to()) {
      Refuse(later.Complaint(
          line, "valid_from " + begins + " overlaps " + earlier.content().pack_id() +
                    ", which holds " +
                    (earlier.content().has_valid_to() ? "until " + earlier.content().valid_to()
                                                      : std::string("without end"))));
    } else if (earlier.content().valid_to() < begins) {
      Refuse(later.Complaint(line, "valid_from " + begins + " leaves a gap after " +
                                       earlier.content().pack_id() + ", which holds until " +
                                       earlier.content().valid_to()));
    }
  }
}

void PolicyMaker::MakePeriods(const Series& series) {
  std::set<std::string> boundaries;
  for (const auto& [name, packs] : series) {
    for (const Pack* pack : packs) {
      boundaries.insert(pack->content().valid_from());
      if (pack->content().has_valid_to()) boundaries.insert(pack->content().valid_to());
    }
  }
  MakePeriod(series, std::nullopt);
  for (const auto& boundary : boundaries) MakePeriod(series, base::ParseDate(boundary));
}

void PolicyMaker::MakePeriod(const Series& series, std::optional<base::Date> from) {
  const std::string day = from ? base::FormatDate(*from) : std::string();
  std::vector<const Pack*> packs;
  PolicyOnDate policy;
  policy.covered_ = true;
  for (const auto& [name, editions] : series) {
    const auto [pack, covers] = PackOn(editions, day);
    packs.push_back(pack);
    policy.covered_ = policy.covered_ && covers;
  }
  std::sort(packs.begin(), packs.end(), [](const Pack* a, const Pack* b) {
    return a->content().pack_id() < b->content().pack_id();
  });
  std::string all;
  for (const Pack* pack : packs) {
    policy.packs_.push_back(pack->digest());
    all += pack->digest();
    TakePack(*pack, policy);
  }
  policy.digest_ = base::DigestText(base::Sha256(all));
  CheckComplete(packs, policy, day);
  policy_.periods_.push_back({from, std::move(policy)});
}

void PolicyMaker::TakePack(const Pack& pack, PolicyOnDate& policy) {
  const auto& content = pack.content();
  std::vector<const FieldDescriptor*> parameters;
  content.parameters().GetReflection()->ListFields(content.parameters(), &parameters);
  for (const auto* field : parameters) {
    if (SetsParameter(policy.parameters_, field)) {
      Refuse(pack.Complaint(pack.LineOf("parameters"),
                            "parameter " + field->name() + " is set by another pack too"));
    }
  }
  policy.parameters_.MergeFrom(content.parameters());
  TakeRules(pack, policy);
  if (content.has_fee_schedule()) {
    if (!policy.schedule_.edition().empty()) {
      Refuse(pack.Complaint(pack.LineOf("fee_schedule"),
                            "another pack has a fee schedule for the same dates too"));
    }
    policy.schedule_ = content.fee_schedule();
  }
  v1::Status::Value ceiling;
  if (v1::Status::Value_Parse(content.advisory_ceiling(), &ceiling))
    policy.advisory_ceiling_ = std::min(policy.advisory_ceiling_, ceiling);
}

void PolicyMaker::TakeRules(const Pack& pack, PolicyOnDate& policy) {
  const auto& content = pack.content();
  for (int i = 0; i < content.rules_size(); ++i) {
    const auto& rule = content.rules(i);
    PolicyOnDate::StatedRule stated;
    stated.on = rule.on();
    for (const auto& document : content.documents()) {
      if (document.name() != rule.document()) continue;
      stated.citation.set_document(document.has_cited_as() ? document.cited_as() : document.name());
      stated.citation.set_version(document.has_version() ? document.version()
                                                         : base::DigestText(pack.digest()));
      stated.citation.set_published(document.published());
    }
    stated.citation.set_clause(rule.clause());
    if (!policy.rules_.emplace(rule.id(), std::move(stated)).second) {
      Refuse(pack.Complaint(pack.LineOf("rules", i),
                            "rule " + rule.id() + " is stated by another pack too"));
    }
  }
}

void PolicyMaker::CheckComplete(const std::vector<const Pack*>& packs, const PolicyOnDate& policy,
                                const std::string& day) {
  const auto refuse = [&](const auto& is_to_blame, std::string_view field,
                          const std::string& reason) {
    const auto pack = std::find_if(packs.begin(), packs.end(),
                                   [&](const Pack* one) { return is_to_blame(one->content()); });
    if (pack == packs.end()) {
      return Refuse({std::string(kSet), 1,
                     reason + (day.empty() ? std::string() : " for dates from " + day)});
    }
    Refuse((*pack)->Complaint((*pack)->LineOf(field), reason));
  };
  const auto* parameters = v1::Parameters::descriptor();
  for (int i = 0; i < parameters->field_count(); ++i) {
    const auto* field = parameters->field(i);
    const std::string unset = UnsetPart(policy.parameters_, field);
    if (unset.empty()) continue;
    refuse([&](const auto& pack) { return pack.series() == SeriesThatSets(field); }, "parameters",
           "no pack sets parameter " + unset);
  }
  for (const RuleHeader* rule : AllRules()) {
    if (policy.rules_.contains(rule->id)) continue;
    refuse([&](const auto& pack) { return pack.authority() == rule->authority; }, "pack_id",
           "no pack states rule " + std::string(rule->id));
  }
  if (policy.schedule_.edition().empty()) {
    refuse([](const auto& pack) { return pack.authority() == v1::Authority::LAW; }, "pack_id",
           "no pack has a fee schedule");
  }
}

}  // namespace kakutei::rules
