#include "rules/policy_pack.h"

#include <algorithm>
#include <array>
#include <set>

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include "base/check.h"
#include "base/civil_time.h"
#include "base/digest.h"
#include "base/ids.h"
#include "rules/messages.h"

namespace kakutei::rules {
namespace {

using Complaints = std::vector<PackComplaint>;
using google::protobuf::TextFormat;

// Without them a reading of which nothing is known would read as eligible: L-1 and L-5 say that
// order and diagnosis are missing, P.14 that no pack covers the date.
constexpr std::array<std::string_view, 3> kAlwaysOn = {"ATS2-P.14", "L-1", "L-5"};

// No parameter is meant to be greater, and dates so many days away can still be told.
constexpr int kGreatestNumber = 100'000;

// Keeps the first complaint of the textproto parser.
class FirstComplaint : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (!reason_.empty()) return;
    line_ = std::max(line, 0) + 1;
    reason_ = "column " + std::to_string(column + 1) + ": " + message;
  }
  int line() const { return line_; }
  const std::string& reason() const { return reason_; }

 private:
  int line_ = 1;
  std::string reason_;
};

const RuleHeader* FindRule(std::string_view id) {
  for (const RuleHeader* rule : AllRules()) {
    if (rule->id == id) return rule;
  }
  return nullptr;
}

// What is said against one pack, with the lines of its parts.
class Inspection {
 public:
  Inspection(const Pack& pack, Complaints& complaints)
      : pack_(pack), content_(pack.content()), complaints_(complaints) {}

  void Inspect() {
    InspectHead();
    InspectDocuments();
    for (int i = 0; i < content_.rules_size(); ++i)
      InspectRule(content_.rules(i), pack_.LineOf("rules", i));
    if (content_.has_fee_schedule()) InspectSchedule();
    InspectParameters();
  }

 private:
  void Say(int line, std::string reason) {
    complaints_.push_back(pack_.Complaint(line, std::move(reason)));
  }
  void SayUnless(bool good, std::string_view field, std::string reason) {
    if (!good) Say(pack_.LineOf(field), std::move(reason));
  }

  void InspectHead() {
    SayUnless(base::IsId(content_.pack_id()), "pack_id",
              "pack_id \"" + content_.pack_id() + "\" is no id: 1-64 of A-Z a-z 0-9 . _ -");
    SayUnless(base::IsId(content_.series()), "series",
              "series \"" + content_.series() + "\" is no id: 1-64 of A-Z a-z 0-9 . _ -");
    SayUnless(content_.authority() != v1::Authority::AUTHORITY_UNSPECIFIED, "authority",
              "authority is not stated");
    SayUnless(!content_.title_ja().empty(), "title_ja", "title_ja is not stated");
    SayUnless(!content_.title_en().empty(), "title_en", "title_en is not stated");
    SayUnless(base::ParseDate(content_.valid_from()).has_value(), "valid_from",
              "valid_from \"" + content_.valid_from() + "\" is no date");
    if (content_.has_valid_to()) {
      SayUnless(base::ParseDate(content_.valid_to()).has_value(), "valid_to",
                "valid_to \"" + content_.valid_to() + "\" is no date");
      SayUnless(content_.valid_from() <= content_.valid_to(), "valid_to",
                "valid_to " + content_.valid_to() + " lies before valid_from");
    }
    if (!content_.has_advisory_ceiling()) return;
    auto ceiling = v1::Status::STATUS_UNSPECIFIED;
    SayUnless(v1::Status::Value_Parse(content_.advisory_ceiling(), &ceiling) &&
                  ceiling != v1::Status::STATUS_UNSPECIFIED && ceiling != v1::Status::WITHDRAWN,
              "advisory_ceiling",
              "advisory_ceiling \"" + content_.advisory_ceiling() + "\" is no outcome");
    SayUnless(content_.authority() == v1::Authority::ADVISORY, "advisory_ceiling",
              "advisory_ceiling belongs into a pack of authority ADVISORY");
    if (ceiling == v1::Status::ELIGIBLE) {
      complaints_.push_back(
          pack_.Complaint(pack_.LineOf("advisory_ceiling"),
                          "advisory_ceiling ELIGIBLE: no ADVISORY finding counts any more", true));
    }
  }

  void InspectDocuments() {
    for (int i = 0; i < content_.documents_size(); ++i) {
      const auto& document = content_.documents(i);
      const int line = pack_.LineOf("documents", i);
      if (document.name().empty() || document.title().empty())
        Say(line, "a document needs a name and a title");
      if (!documents_.insert(document.name()).second)
        Say(line, "document " + document.name() + " is named twice");
      if (!document.has_text_at_hand())
        Say(line, "document " + document.name() + " does not say text_at_hand");
    }
  }

  void InspectRule(const v1::PolicyRule& stated, int line) {
    const std::string name = "rule " + stated.id();
    if (!rules_.insert(stated.id()).second) return Say(line, name + " is stated twice");
    const RuleHeader* rule = FindRule(stated.id());
    if (rule == nullptr)
      return Say(line, "no rule of this release is called \"" + stated.id() + "\"");
    if (rule->authority != content_.authority()) {
      Say(line, name + " is " + v1::Authority::Value_Name(rule->authority) + ", the pack is " +
                    v1::Authority::Value_Name(content_.authority()));
    }
    if (!documents_.contains(stated.document()))
      Say(line, name + " cites \"" + stated.document() + "\", which the pack does not name");
    if (stated.clause().empty()) Say(line, name + " cites no clause");
    if (!stated.has_on()) return Say(line, name + " does not say whether it is on");
    if (stated.on()) return;
    if (std::find(kAlwaysOn.begin(), kAlwaysOn.end(), stated.id()) != kAlwaysOn.end()) {
      Say(line, name + " cannot be switched off: without it missing facts would read as eligible");
    } else if (rule->authority == v1::Authority::LAW) {
      complaints_.push_back(pack_.Complaint(line, name + " of LAW is switched off", true));
    }
  }

  void InspectSchedule() {
    const int line = pack_.LineOf("fee_schedule");
    const auto& schedule = content_.fee_schedule();
    if (content_.authority() != v1::Authority::LAW)
      Say(line, "fee_schedule belongs into a pack of authority LAW");
    if (schedule.edition().empty()) Say(line, "fee_schedule names no edition");
    if (schedule.add_on().empty()) Say(line, "fee_schedule has no points");
    std::set<v1::Standard::Value> levels;
    for (const auto& add_on : schedule.add_on()) {
      const std::string& level = v1::Standard::Value_Name(add_on.standard());
      if (add_on.standard() < v1::Standard::ADD_ON_1 || add_on.standard() > v1::Standard::ADD_ON_4)
        Say(line, "fee_schedule: " + level + " is no level of the add-on");
      if (!levels.insert(add_on.standard()).second)
        Say(line, "fee_schedule: " + level + " has points twice");
      if (add_on.points() <= 0) Say(line, "fee_schedule: " + level + " has no points");
    }
    if (schedule.has_partial_points() && schedule.partial_points() <= 0)
      Say(line, "fee_schedule: partial_points must be more than 0");
  }

  // Numbers by the names of their fields, so that a new parameter is bounded too.
  void InspectNumbers(const std::string& within, const google::protobuf::Message& parameters) {
    const int line = pack_.LineOf("parameters");
    std::vector<const google::protobuf::FieldDescriptor*> stated;
    const auto& reflection = *parameters.GetReflection();
    reflection.ListFields(parameters, &stated);
    for (const auto* field : stated) {
      const std::string name = within + field->name();
      double value = 0;
      if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_INT32)
        value = reflection.GetInt32(parameters, field);
      if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_DOUBLE)
        value = reflection.GetDouble(parameters, field);
      if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE)
        InspectNumbers(name + ".", reflection.GetMessage(parameters, field));
      const int most = field->name().ends_with("_percent") ? 100 : kGreatestNumber;
      if (!(value >= 0)) Say(line, "parameter " + name + " is less than 0");
      if (value > most) Say(line, "parameter " + name + " is more than " + std::to_string(most));
    }
  }

  void InspectParameters() {
    const auto& parameters = content_.parameters();
    const int line = pack_.LineOf("parameters");
    InspectNumbers("", parameters);
    if (parameters.has_ratio_caution_percent() && parameters.has_ratio_limit_percent() &&
        parameters.ratio_caution_percent() > parameters.ratio_limit_percent())
      Say(line, "parameter ratio_caution_percent (" +
                    std::to_string(parameters.ratio_caution_percent()) +
                    ") is more than ratio_limit_percent (" +
                    std::to_string(parameters.ratio_limit_percent()) + ")");
  }

  const Pack& pack_;
  const v1::PolicyPack& content_;
  Complaints& complaints_;
  std::set<std::string, std::less<>> documents_;
  std::set<std::string> rules_;
};

}  // namespace

class Pack::Lines {
 public:
  TextFormat::ParseInfoTree tree;
};

std::string PackComplaint::Text() const {
  return pack + ":" + std::to_string(line) + ": " + reason;
}

std::optional<Pack> Pack::Read(const PackText& text, Complaints& complaints) {
  Pack pack;
  pack.text_ = text;
  pack.digest_ = base::Sha256(text.text);
  auto lines = std::make_shared<Lines>();
  FirstComplaint complaint;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&complaint);
  parser.WriteLocationsTo(&lines->tree);
  if (!parser.ParseFromString(text.text, &pack.content_)) {
    complaints.push_back({text.name, complaint.line(), complaint.reason()});
    return std::nullopt;
  }
  pack.lines_ = std::move(lines);
  Inspection(pack, complaints).Inspect();
  return pack;
}

int Pack::LineOf(std::string_view field, int index) const {
  const auto* descriptor = v1::PolicyPack::descriptor()->FindFieldByName(std::string(field));
  KAKUTEI_CHECK(descriptor != nullptr && descriptor->is_repeated() == (index >= 0));
  return std::max(lines_->tree.GetLocation(descriptor, index).line, 0) + 1;
}

PackComplaint Pack::Complaint(int line, std::string reason, bool warning) const {
  return {text_.name, line, std::move(reason), warning};
}

std::vector<std::string> LawRulesOff(const v1::PolicyPack& pack) {
  std::vector<std::string> off;
  if (pack.authority() != v1::Authority::LAW) return off;
  for (const auto& rule : pack.rules()) {
    if (!rule.on()) off.push_back(rule.id());
  }
  std::sort(off.begin(), off.end());
  return off;
}

}  // namespace kakutei::rules
