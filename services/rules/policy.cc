#include "rules/policy.h"

#include <algorithm>

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include "base/check.h"
#include "base/digest.h"

namespace kakutei::rules {
namespace {

// Keeps the first complaint of the textproto parser.
class FirstComplaint : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (text_.empty()) {
      text_ = "line " + std::to_string(line + 1) + ", column " + std::to_string(column + 1) + ": " +
              message;
    }
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

auto BadPack(const std::string& name, const std::string& why) {
  return base::Fail(base::ErrorCode::kInvalidArgument, "BAD_POLICY_PACK",
                    "policy pack " + name + ": " + why);
}

// The first parameter that both set, or "".
std::string SetTwice(const v1::Parameters& a, const v1::Parameters& b) {
  std::vector<const google::protobuf::FieldDescriptor*> in_a, in_b;
  a.GetReflection()->ListFields(a, &in_a);
  b.GetReflection()->ListFields(b, &in_b);
  for (const auto* field : in_b) {
    if (std::find(in_a.begin(), in_a.end(), field) != in_a.end()) return field->name();
  }
  return "";
}

// Every parameter is needed, those inside messages too: the first that nobody set, or "".
std::string Unset(const google::protobuf::Message& parameters) {
  const auto* descriptor = parameters.GetDescriptor();
  const auto* reflection = parameters.GetReflection();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    if (field->is_repeated()) continue;  // a list may well be empty
    if (!reflection->HasField(parameters, field)) return field->name();
    if (field->message_type() == nullptr) continue;
    const std::string inside = Unset(reflection->GetMessage(parameters, field));
    if (!inside.empty()) return field->name() + "." + inside;
  }
  return "";
}

}  // namespace

base::Result<Policy> Policy::FromPacks(const std::vector<PackText>& packs) {
  Policy policy;
  std::vector<std::string> digests;
  for (const PackText& text : packs) {
    v1::PolicyPack pack;
    FirstComplaint complaint;
    google::protobuf::TextFormat::Parser parser;
    parser.RecordErrorsTo(&complaint);
    if (!parser.ParseFromString(text.text, &pack)) return BadPack(text.name, complaint.text());
    if (const auto taken = policy.Take(text.name, pack); !taken) return base::Fail(taken.error());
    digests.push_back(base::Sha256(text.text));
  }
  if (const std::string unset = Unset(policy.parameters_); !unset.empty()) {
    return BadPack("set", "no pack sets parameter " + unset);
  }
  std::sort(policy.schedules_.begin(), policy.schedules_.end(),
            [](const auto& a, const auto& b) { return a.in_force_from() < b.in_force_from(); });
  std::sort(digests.begin(), digests.end());
  std::string all;
  for (const auto& digest : digests) all += digest;
  policy.digest_ = base::DigestText(base::Sha256(all));
  return policy;
}

base::Status Policy::Take(const std::string& name, const v1::PolicyPack& pack) {
  if (const std::string twice = SetTwice(parameters_, pack.parameters()); !twice.empty()) {
    return BadPack(name, "parameter " + twice + " is set by another pack too");
  }
  parameters_.MergeFrom(pack.parameters());
  std::string last;
  for (const auto& schedule : pack.fee_schedules()) {
    const std::string& from = schedule.in_force_from();
    if (!base::ParseDate(from)) return BadPack(name, "in_force_from \"" + from + "\" is no date");
    if (from <= last) return BadPack(name, "fee schedule from " + from + " stands out of order");
    if (std::any_of(schedules_.begin(), schedules_.end(),
                    [&](const auto& other) { return other.in_force_from() == from; })) {
      return BadPack(name, "another pack has a fee schedule from " + from + " too");
    }
    last = from;
    schedules_.push_back(schedule);
  }
  if (!pack.has_advisory_ceiling()) return {};
  if (advisory_ceiling_) return BadPack(name, "advisory_ceiling is set by another pack too");
  v1::Status::Value ceiling;
  if (!v1::Status::Value_Parse(pack.advisory_ceiling(), &ceiling) ||
      ceiling == v1::Status::STATUS_UNSPECIFIED || ceiling == v1::Status::WITHDRAWN) {
    return BadPack(name, "advisory_ceiling \"" + pack.advisory_ceiling() + "\" is no outcome");
  }
  advisory_ceiling_ = ceiling;
  return {};
}

Policy Policy::Shipped() {
  auto policy = FromPacks(ShippedPacks());
  KAKUTEI_CHECK(policy.has_value());
  return *std::move(policy);
}

const v1::FeeSchedule* Policy::ScheduleOn(base::Date date) const {
  const std::string day = base::FormatDate(date);
  const v1::FeeSchedule* found = nullptr;
  for (const auto& schedule : schedules_) {
    if (schedule.in_force_from() <= day) found = &schedule;
  }
  return found;
}

bool Policy::Covers(base::Date date) const { return ScheduleOn(date) != nullptr; }

std::optional<int> Policy::PointsOf(v1::Standard::Value standard, base::Date date) const {
  const auto* schedule = ScheduleOn(date);
  if (schedule == nullptr && !schedules_.empty()) schedule = &schedules_.front();
  if (schedule == nullptr) return std::nullopt;
  for (const auto& add_on : schedule->add_on()) {
    if (add_on.standard() == standard) return add_on.points();
  }
  return std::nullopt;
}

std::string_view Policy::EditionOn(base::Date date) const {
  const auto* schedule = ScheduleOn(date);
  return schedule == nullptr ? std::string_view() : std::string_view(schedule->edition());
}

}  // namespace kakutei::rules
