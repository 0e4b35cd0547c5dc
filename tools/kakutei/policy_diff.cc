#include <google/protobuf/text_format.h>

#include "kakutei/policy_views.h"

namespace kakutei::cli {
namespace {

using google::protobuf::FieldDescriptor;

std::string DocumentText(const v1::PolicyDocument& document) {
  std::string text = document.has_cited_as() ? document.cited_as() : document.name();
  text += " " + document.version() + " " + document.title();
  if (document.has_published()) text += ", " + document.published();
  return text + (document.text_at_hand() ? "" : " (text not at hand)");
}

std::map<std::string, const v1::PolicyDocument*> DocumentsOf(const v1::PolicyPack& pack) {
  std::map<std::string, const v1::PolicyDocument*> documents;
  for (const auto& document : pack.documents()) documents[document.name()] = &document;
  return documents;
}

}  // namespace

std::string ParameterText(const v1::Parameters& parameters, const FieldDescriptor& field) {
  std::string text;
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  printer.PrintFieldValueToString(parameters, &field, -1, &text);
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

std::map<std::string, std::string> SayingsOf(const v1::PolicyPack& pack) {
  std::map<std::string, std::string> sayings = {
      {"pack_id", pack.pack_id()},
      {"series", pack.series()},
      {"authority", v1::Authority::Value_Name(pack.authority())},
      {"title_ja", pack.title_ja()},
      {"title_en", pack.title_en()},
      {"valid_from", pack.valid_from()},
      {"valid_to", pack.has_valid_to() ? pack.valid_to() : "open"},
  };
  if (pack.has_advisory_ceiling()) sayings["advisory_ceiling"] = pack.advisory_ceiling();
  const auto documents = DocumentsOf(pack);
  for (const auto& [name, document] : documents)
    sayings["document " + name] = DocumentText(*document);
  for (const auto& rule : pack.rules()) {
    const auto found = documents.find(rule.document());
    const std::string& cited = found != documents.end() && found->second->has_cited_as()
                                   ? found->second->cited_as()
                                   : rule.document();
    sayings["rule " + rule.id()] =
        std::string(rule.on() ? "on" : "off") + ", " + cited + " " + rule.clause();
  }
  std::vector<const FieldDescriptor*> parameters;
  pack.parameters().GetReflection()->ListFields(pack.parameters(), &parameters);
  for (const auto* field : parameters)
    sayings["parameter " + field->name()] = ParameterText(pack.parameters(), *field);
  if (!pack.has_fee_schedule()) return sayings;
  sayings["edition"] = pack.fee_schedule().edition();
  for (const auto& add_on : pack.fee_schedule().add_on()) {
    sayings["points " + v1::Standard::Value_Name(add_on.standard())] =
        std::to_string(add_on.points());
  }
  if (pack.fee_schedule().has_partial_points())
    sayings["points ADD_ON_2_PARTIAL"] = std::to_string(pack.fee_schedule().partial_points());
  return sayings;
}

std::vector<PackDifference> Differences(const v1::PolicyPack& before, const v1::PolicyPack& after) {
  const auto was = SayingsOf(before), is = SayingsOf(after);
  auto all = was;
  all.insert(is.begin(), is.end());
  const auto in = [](const std::map<std::string, std::string>& sayings, const std::string& what) {
    const auto found = sayings.find(what);
    return found == sayings.end() ? std::string() : found->second;
  };
  std::vector<PackDifference> differences;
  for (const auto& [what, ignored] : all) {
    PackDifference difference{what, in(was, what), in(is, what)};
    if (difference.before != difference.after) differences.push_back(std::move(difference));
  }
  return differences;
}

}  // namespace kakutei::cli
