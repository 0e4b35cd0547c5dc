#include "facility_registry/facility_registry_fold.h"

#include <set>
#include <utility>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/state.pb.h"

#include "base/digest.h"
#include "facts/dossier.h"
#include "facts/identity.h"
#include "facts/kept.h"
#include "facts/owners.h"
#include "facts/slots.h"

namespace kakutei::facility_registry {
namespace {

using google::protobuf::FieldDescriptor;
using runtime::engine::FoldOutcome;
using runtime::engine::State;

// Whom a field of a fact names.
std::string_view RoleOf(const std::string& field) {
  if (field.ends_with("facility_id") || field.ends_with("facility_ids")) {
    return kFacilityRole;
  }
  return field == "physician_id" || field == "performed_by" ? kPhysicianRole : "";
}

// Of every source's value: which of them counts is for the reader to see.
std::set<std::string> OwnersNow(const v1::Dossier& dossier) {
  std::set<std::string> keys;
  for (const v1::SlotFact& fact : dossier.facts()) {
    keys.merge(OwnerKeys(fact.event(), fact.slot(), kOwnerKey));
  }
  return keys;
}

// Keeps the content in the history of its slot. Of a content that comes again the earliest time of
// recording counts, and any time before none, so that the order does not matter.
base::Status Remember(const v1::Event& event, const std::string& slot, State& state) {
  const std::string key =
      facts::Key(kHistoryKey, slot) + "#" + base::Hex(facts::ContentDigest(event));
  auto known = facts::Load<v1::Event>(state, key);
  if (!known) {
    return base::Fail(std::move(known).error());
  }
  const bool is_new = known->fact_case() == v1::Event::FACT_NOT_SET;
  const bool is_earlier = event.has_recorded_at() &&
                          (!known->has_recorded_at() || facts::ToInstant(event.recorded_at()) <
                                                            facts::ToInstant(known->recorded_at()));
  if (!is_new && !is_earlier) {
    return {};
  }
  facts::Keep(event, key, state);
  for (const std::string& owner : OwnerKeys(event, slot, kPastOwnerKey)) {
    state.Put(owner, "");
  }
  return {};
}

base::Status MarkDoubtful(const v1::Event& event, const std::vector<std::string>& homes,
                          State& state) {
  for (const std::string& home : homes) {
    auto dossier = facts::Load<v1::Dossier>(state, home);
    if (!dossier) {
      return base::Fail(std::move(dossier).error());
    }
    if (facts::MarkDoubtful(event.source(), event.event_id(), *dossier)) {
      facts::Keep(*dossier, home, state);
    }
  }
  return {};
}

}  // namespace

std::set<std::string> OwnerKeys(const v1::Event& event, const std::string& slot,
                                std::string_view under) {
  std::set<std::string> keys;
  const auto* fact_field = v1::Event::descriptor()->FindFieldByNumber(event.fact_case());
  const auto& body = event.GetReflection()->GetMessage(event, fact_field);
  const auto* reflection = body.GetReflection();
  const auto add = [&](std::string_view role, const std::string& id) {
    if (!id.empty()) {
      keys.insert(facts::Key(under, role, id, facts::FactName(event.fact_case()), slot));
    }
  };
  for (int i = 0; i < body.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = body.GetDescriptor()->field(i);
    const std::string_view role = RoleOf(field->name());
    if (role.empty() || field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
      continue;
    }
    if (!field->is_repeated()) {
      add(role, reflection->GetString(body, field));
      continue;
    }
    for (int j = 0; j < reflection->FieldSize(body, field); ++j) {
      add(role, reflection->GetRepeatedString(body, field, j));
    }
  }
  return keys;
}

base::Result<FoldOutcome> FacilityRegistryFold::Fold(const runtime::engine::Input& input,
                                                     State& state,
                                                     runtime::engine::DirtySubjects&) {
  v1::Event event;
  if (!event.ParseFromArray(input.value.data(), static_cast<int>(input.value.size())) ||
      event.fact_case() == v1::Event::FACT_NOT_SET) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_AN_EVENT",
                      "the record is no event that this release knows");
  }
  if (facts::OwnerOf(event.fact_case()) != facts::kFacilityRegistry) {
    return FoldOutcome::kNotOurs;
  }
  const std::string slot = facts::SlotOf(event);
  if (auto remembered = Remember(event, slot, state); !remembered) {
    return base::Fail(std::move(remembered).error());
  }
  const std::string home = facts::Key(kSlotKey, slot);
  auto seen = facts::RememberIdentity(event, home, state);
  if (!seen) {
    return base::Fail(std::move(seen).error());
  }
  if (seen->outcome == facts::IdentityOutcome::kDuplicate) {
    return FoldOutcome::kDuplicate;
  }
  auto dossier = facts::Load<v1::Dossier>(state, home);
  if (!dossier) {
    return base::Fail(std::move(dossier).error());
  }
  const std::set<std::string> before = OwnersNow(*dossier);
  if (facts::Fold(event, *dossier)) {
    facts::Keep(*dossier, home, state);
    const std::set<std::string> after = OwnersNow(*dossier);
    for (const std::string& key : before) {
      if (!after.contains(key)) state.Delete(key);
    }
    for (const std::string& key : after) {
      if (!before.contains(key)) state.Put(key, "");
    }
  }
  if (auto marked = MarkDoubtful(event, seen->homes, state); !marked) {
    return base::Fail(std::move(marked).error());
  }
  return seen->outcome == facts::IdentityOutcome::kConflict ? FoldOutcome::kIntegrity
                                                            : FoldOutcome::kAccepted;
}

}  // namespace kakutei::facility_registry
