#include "facility_registry/facility_registry_queries.h"

#include <optional>
#include <utility>
#include <vector>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/state.pb.h"

#include "facility_registry/facility_registry_fold.h"
#include "facts/dossier.h"
#include "facts/kept.h"
#include "facts/slots.h"
#include "rules/registry.h"

namespace kakutei::facility_registry {
namespace {

using runtime::engine::State;
using v1::Event;
using Events = google::protobuf::RepeatedPtrField<Event>;

// Collects the facts of one owner, as they are or were known. The first error stays; what follows
// does nothing.
class OwnerFacts {
 public:
  OwnerFacts(const State& state, std::string_view role, const std::string& id,
             const std::string& as_of, std::optional<base::Instant> known_at)
      : state_(state),
        prefix_(facts::Key(known_at ? kPastOwnerKey : kOwnerKey, role, id)),
        as_of_(as_of),
        known_at_(known_at) {}

  // Whether any fact of any service date is about the owner.
  bool Known() {
    bool known = false;
    Take(state_.Scan(prefix_ + "/", "", [&](std::string_view key, std::string_view) {
      known = !known_at_ || WasAbout(key);
      return !known;
    }));
    return known;
  }

  // The value of the slot, whoever it is about.
  std::optional<Event> Value(const std::string& slot) {
    if (known_at_) return ValueKnownThen(slot);
    auto dossier = facts::Load<v1::Dossier>(state_, facts::Key(kSlotKey, slot));
    if (!dossier) {
      Take(base::Fail(std::move(dossier).error()));
      return std::nullopt;
    }
    const auto values = facts::Values(*dossier);
    return values.empty() ? std::nullopt : std::optional(values.front()->event());
  }

  // The facts of one kind that `holds` for, given the fact, and that are in force.
  template <typename Fact, typename Holds>
  void Collect(Event::FactCase kind, const Fact& (Event::*fact)() const, const Holds& holds,
               Events& events) {
    const std::string prefix = prefix_ + "/" + std::string(facts::FactName(kind)) + "/";
    std::vector<std::string> slots;
    Take(state_.Scan(prefix, "", [&](std::string_view key, std::string_view) {
      slots.emplace_back(key.substr(prefix.size()));
      return CountOne();
    }));
    for (const std::string& slot : slots) {
      auto event = status_ ? Value(slot) : std::nullopt;
      // Another source's value may be about somebody else.
      if (event && holds(((*event).*fact)()) && rules::InForce(((*event).*fact)(), as_of_)) {
        *events.Add() = *std::move(event);
      }
    }
  }

  const base::Status& status() const { return status_; }
  int undated() const { return undated_; }

 private:
  // Whether the value known then of the slot that the key names was about the owner.
  bool WasAbout(std::string_view key) {
    const std::string_view fact_and_slot = key.substr(prefix_.size() + 1);
    const std::string slot(fact_and_slot.substr(fact_and_slot.find('/') + 1));
    const auto value = Value(slot);
    return value && OwnerKeys(*value, slot, kPastOwnerKey).contains(std::string(key));
  }

  // The greatest of the contents recorded by then: each source's value is the maximum of its own,
  // and the slot's the maximum of those.
  std::optional<Event> ValueKnownThen(const std::string& slot) {
    std::optional<Event> value;
    Take(state_.Scan(facts::Key(kHistoryKey, slot) + "#", "",
                     [&](std::string_view, std::string_view bytes) {
                       Event event;
                       if (!event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
                         Take(base::Fail(base::ErrorCode::kDataLoss, "STATE_DAMAGED",
                                         "a content of " + slot + " cannot be read"));
                         return false;
                       }
                       if (!event.has_recorded_at()) {
                         ++undated_;
                       } else if (facts::ToInstant(event.recorded_at()) <= *known_at_ &&
                                  (!value || facts::Supersedes(event, *value))) {
                         value = std::move(event);
                       }
                       return CountOne();
                     }));
    return value;
  }

  bool CountOne() {
    if (++facts_ <= kMaxFactsPerAnswer) return true;
    Take(base::Fail(base::ErrorCode::kResourceExhausted, "ANSWER_TOO_LARGE",
                    "more facts than one answer may have"));
    return false;
  }

  void Take(base::Status status) {
    if (status_) {
      status_ = std::move(status);
    }
  }

  const State& state_;
  const std::string prefix_;
  const std::string& as_of_;
  const std::optional<base::Instant> known_at_;
  int facts_ = 0;
  int undated_ = 0;
  base::Status status_;
};

// The answer, unless reading failed or nothing was there.
template <typename Response>
base::Result<Response> Answer(OwnerFacts& owner, Response response, const char* reason,
                              const std::string& id) {
  response.set_undated(owner.undated());
  const bool known = owner.Known();
  if (!owner.status()) {
    return base::Fail(owner.status().error());
  }
  if (!known) {
    return base::Fail(base::ErrorCode::kNotFound, reason, "no fact is about " + id);
  }
  return response;
}

}  // namespace

base::Result<v1::GetFacilityResponse> GetFacility(const State& state, const std::string& id,
                                                  const std::string& as_of,
                                                  std::optional<base::Instant> known_at) {
  OwnerFacts owner(state, kFacilityRole, id, as_of, known_at);
  v1::GetFacilityResponse response;
  const auto here = [&id](const auto& fact) { return fact.facility_id() == id; };
  const auto partner = [&id](const v1::PartnershipRecorded& fact) {
    return fact.sending_facility_id() == id || fact.receiving_facility_id() == id;
  };
  if (auto facility = owner.Value("facilityRegistered/" + id)) {
    *response.mutable_facility() = *std::move(facility);
  }
  owner.Collect(Event::kEmploymentRecorded, &Event::employment_recorded, here,
                *response.mutable_employments());
  owner.Collect(Event::kStandardFiled, &Event::standard_filed, here, *response.mutable_filings());
  owner.Collect(Event::kRadiologistFiled, &Event::radiologist_filed, here,
                *response.mutable_radiologists());
  owner.Collect(Event::kOffsiteArrangementRecorded, &Event::offsite_arrangement_recorded, here,
                *response.mutable_offsite_arrangements());
  owner.Collect(Event::kPartnershipRecorded, &Event::partnership_recorded, partner,
                *response.mutable_partnerships());
  owner.Collect(Event::kAttestationRecorded, &Event::attestation_recorded, here,
                *response.mutable_attestations());
  return Answer(owner, std::move(response), "NO_SUCH_FACILITY", id);
}

base::Result<v1::GetPhysicianResponse> GetPhysician(const State& state, const std::string& id,
                                                    const std::string& as_of,
                                                    std::optional<base::Instant> known_at) {
  OwnerFacts owner(state, kPhysicianRole, id, as_of, known_at);
  v1::GetPhysicianResponse response;
  const auto theirs = [&id](const auto& fact) { return fact.physician_id() == id; };
  if (auto physician = owner.Value("physicianRegistered/" + id)) {
    *response.mutable_physician() = *std::move(physician);
  }
  owner.Collect(Event::kEmploymentRecorded, &Event::employment_recorded, theirs,
                *response.mutable_employments());
  owner.Collect(Event::kOffsiteArrangementRecorded, &Event::offsite_arrangement_recorded, theirs,
                *response.mutable_offsite_arrangements());
  owner.Collect(Event::kActualCooperationRecorded, &Event::actual_cooperation_recorded, theirs,
                *response.mutable_actual_cooperations());
  return Answer(owner, std::move(response), "NO_SUCH_PHYSICIAN", id);
}

}  // namespace kakutei::facility_registry
