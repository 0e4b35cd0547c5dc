#include <algorithm>
#include <iomanip>

#include "kakutei/json_object.h"
#include "kakutei/policy_views.h"

#include "base/digest.h"
#include "facts/slots.h"
#include "rules/messages.h"

namespace kakutei::cli {
namespace {

using rules::Pack;
using rules::PolicyOnDate;

std::vector<const Pack*> PacksOf(const rules::Policy& policy, const PolicyOnDate& on) {
  std::vector<const Pack*> packs;
  for (const Pack& pack : policy.packs()) {
    if (std::find(on.packs().begin(), on.packs().end(), pack.digest()) != on.packs().end())
      packs.push_back(&pack);
  }
  return packs;
}

std::string IntervalOf(const v1::PolicyPack& pack) {
  return pack.valid_from() + " .. " + (pack.has_valid_to() ? pack.valid_to() : "");
}

std::vector<std::pair<std::string, std::string>> PointsOf(const PolicyOnDate& on) {
  std::vector<std::pair<std::string, std::string>> points;
  for (int value = v1::ClaimItem::Value_MIN; value <= v1::ClaimItem::Value_MAX; ++value) {
    const auto item = static_cast<v1::ClaimItem::Value>(value);
    if (const auto of = on.PointsOf(item))
      points.emplace_back(v1::ClaimItem::Value_Name(item), std::to_string(*of));
  }
  return points;
}

const google::protobuf::Descriptor& Parameters() { return *v1::Parameters::descriptor(); }

// The kinds of facts that a rule declares, without those that every rule reads.
std::vector<std::string> FactsReadBy(const rules::RuleHeader& rule) {
  std::vector<std::string> kinds;
  const auto* facts = v1::Event::descriptor()->FindOneofByName("fact");
  for (int i = 0; i < facts->field_count(); ++i) {
    const int number = facts->field(i)->number();
    if (rule.reads.facts.Has(number) && !rules::kReadByAll.Has(number))
      kinds.emplace_back(facts::FactName(static_cast<v1::Event::FactCase>(number)));
  }
  return kinds;
}

std::vector<std::string> ParametersReadBy(const rules::RuleHeader& rule) {
  std::vector<std::string> names;
  for (int i = 0; i < Parameters().field_count(); ++i) {
    if (rule.reads.parameters.Has(Parameters().field(i)->number()))
      names.push_back(Parameters().field(i)->name());
  }
  return names;
}

void ShowLines(const std::vector<const Pack*>& packs, const PolicyOnDate& on, std::ostream& out) {
  JsonObject head;
  head.AddText("kind", "policy");
  head.AddText("digest", on.digest());
  head.Add("covered", on.covered() ? "true" : "false");
  head.AddText("edition", on.edition());
  head.AddText("advisoryCeiling", v1::Status::Value_Name(on.advisory_ceiling()));
  out << head.Take() << '\n';
  for (const Pack* pack : packs) {
    JsonObject line;
    line.AddText("kind", "pack");
    line.AddText("packId", pack->content().pack_id());
    line.AddText("series", pack->content().series());
    line.AddText("authority", v1::Authority::Value_Name(pack->content().authority()));
    line.AddText("validFrom", pack->content().valid_from());
    if (pack->content().has_valid_to()) line.AddText("validTo", pack->content().valid_to());
    line.AddText("digest", base::DigestText(pack->digest()));
    out << line.Take() << '\n';
    for (const auto& document : pack->content().documents()) {
      JsonObject named;
      named.AddText("kind", "document");
      named.AddText("packId", pack->content().pack_id());
      named.AddText("document", document.has_cited_as() ? document.cited_as() : document.name());
      named.AddText("version", document.version());
      named.AddText("title", document.title());
      named.AddText("published", document.published());
      named.Add("textAtHand", document.text_at_hand() ? "true" : "false");
      out << named.Take() << '\n';
    }
  }
  for (const rules::RuleHeader* rule : rules::AllRules()) {
    const v1::Citation& citation = *on.CitationOf(rule->id);
    JsonObject cited, line;
    cited.AddText("document", citation.document());
    cited.AddText("clause", citation.clause());
    cited.AddText("version", citation.version());
    cited.AddText("published", citation.published());
    line.AddText("kind", "rule");
    line.AddText("ruleId", rule->id);
    line.AddText("authority", v1::Authority::Value_Name(rule->authority));
    line.Add("on", on.IsOn(rule->id) ? "true" : "false");
    line.Add("citation", cited.Take());
    line.Add("facts", JsonList(FactsReadBy(*rule), JsonText));
    line.Add("parameters", JsonList(ParametersReadBy(*rule), JsonText));
    out << line.Take() << '\n';
  }
  for (int i = 0; i < Parameters().field_count(); ++i) {
    JsonObject line;
    line.AddText("kind", "parameter");
    line.AddText("name", Parameters().field(i)->name());
    line.AddText("value", ParameterText(on.parameters(), *Parameters().field(i)));
    out << line.Take() << '\n';
  }
  for (const auto& [item, points] : PointsOf(on)) {
    JsonObject line;
    line.AddText("kind", "points");
    line.AddText("item", item);
    line.Add("points", points);
    out << line.Take() << '\n';
  }
}

void ShowTable(const std::vector<const Pack*>& packs, const PolicyOnDate& on, std::ostream& out) {
  out << "Policy " << on.digest() << (on.covered() ? "" : "  (no pack covers the date)") << "\n\n";
  for (const Pack* pack : packs) {
    out << std::left << std::setw(28) << pack->content().pack_id() << std::setw(10)
        << v1::Authority::Value_Name(pack->content().authority()) << std::setw(26)
        << IntervalOf(pack->content()) << base::DigestText(pack->digest()) << '\n';
  }
  out << '\n';
  for (const rules::RuleHeader* rule : rules::AllRules()) {
    const v1::Citation& citation = *on.CitationOf(rule->id);
    out << std::left << std::setw(12) << rule->id << std::setw(10)
        << v1::Authority::Value_Name(rule->authority) << std::setw(5)
        << (on.IsOn(rule->id) ? "on" : "OFF") << citation.document() << ' ' << citation.clause()
        << " (" << citation.version()
        << (citation.published().empty() ? "" : ", " + citation.published()) << ")\n"
        << std::setw(27) << ""
        << "reads:";
    if (rule->reads.facts.all()) {
      out << " every kind of fact";
    } else {
      for (const auto& kind : FactsReadBy(*rule)) out << ' ' << kind;
    }
    for (const auto& parameter : ParametersReadBy(*rule)) out << ' ' << parameter;
    out << '\n';
  }
  out << '\n';
  for (int i = 0; i < Parameters().field_count(); ++i) {
    out << std::left << std::setw(28) << Parameters().field(i)->name()
        << ParameterText(on.parameters(), *Parameters().field(i)) << '\n';
  }
  out << "\nEvery rule reads readingOrdered, readingCancelled, claimMonthClosed and clockTicked, "
         "too; rules of\nunits and months read what was judged of their readings.\n"
      << "\nEdition " << on.edition() << ':';
  for (const auto& [item, points] : PointsOf(on)) out << "  " << item << ' ' << points;
  out << '\n';
  for (const Pack* pack : packs) {
    for (const auto& document : pack->content().documents()) {
      if (document.text_at_hand()) continue;
      out << "Text not at hand: "
          << (document.has_cited_as() ? document.cited_as() : document.name()) << "  "
          << document.title() << '\n';
    }
  }
}

}  // namespace

void ShowPolicy(const rules::Policy& policy, std::optional<base::Date> date, bool ndjson,
                std::ostream& out) {
  const PolicyOnDate& on = policy.On(date);
  const auto packs = PacksOf(policy, on);
  ndjson ? ShowLines(packs, on, out) : ShowTable(packs, on, out);
}

}  // namespace kakutei::cli
