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

// Collects the facts of one owner. The first error stays; what follows does nothing.
class OwnerFacts {
 public:
  OwnerFacts(const State& state, std::string_view role, const std::string& id,
             const std::string& as_of)
      : state_(state), prefix_(facts::Key(kOwnerKey, role, id)), as_of_(as_of) {}

  // Whether any fact of any time is about the owner.
  bool Known() {
    bool known = false;
    Take(state_.Scan(prefix_ + "/", "", [&known](std::string_view, std::string_view) {
      known = true;
      return false;
    }));
    return known;
  }

  // The value of the slot, whoever it is about.
  std::optional<Event> Value(const std::string& slot) {
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
      return ++facts_ <= kMaxFactsPerAnswer;
    }));
    if (facts_ > kMaxFactsPerAnswer) {
      Take(base::Fail(base::ErrorCode::kResourceExhausted, "ANSWER_TOO_LARGE",
                      "more facts than one answer may have"));
    }
    for (const std::string& slot : slots) {
      auto event = status_ ? Value(slot) : std::nullopt;
      // Another source's value may be about somebody else.
      if (event && holds(((*event).*fact)()) && rules::InForce(((*event).*fact)(), as_of_)) {
        *events.Add() = *std::move(event);
      }
    }
  }

  const base::Status& status() const { return status_; }

 private:
  void Take(base::Status status) {
    if (status_) {
      status_ = std::move(status);
    }
  }

  const State& state_;
  const std::string prefix_;
  const std::string& as_of_;
  int facts_ = 0;
  base::Status status_;
};

// The answer, unless reading failed or nothing was there.
template <typename Response>
base::Result<Response> Answer(OwnerFacts& owner, Response response, const char* reason,
                              const std::string& id) {
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
                                                  const std::string& as_of) {
  OwnerFacts owner(state, kFacilityRole, id, as_of);
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
                                                    const std::string& as_of) {
  OwnerFacts owner(state, kPhysicianRole, id, as_of);
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
