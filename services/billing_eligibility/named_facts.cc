#include "billing_eligibility/named_facts.h"

#include <utility>
#include <vector>

#include "kakutei/v1/state.pb.h"

#include "billing_eligibility/state_keys.h"
#include "facts/kept.h"
#include "facts/slots.h"
#include "rules/registry_state.h"
#include "runtime/engine/task_state.h"

namespace kakutei::billing_eligibility {
namespace {

using facts::Key;
using facts::Part;

// Where readings stand under a claimant's month, and as which part of the key.
constexpr std::pair<std::string_view, int> kReadingsOfMonths[] = {
    {kMonthReadingKey, 3}, {kRelayKey, 4}, {kSigningKey, 5}, {kAcquiredKey, 6}};

class Finder {
 public:
  Finder(const runtime::StateReader& reader, const std::set<std::string>& names)
      : state_(reader), names_(names) {}

  bool complete() const { return found_.size() == names_.size(); }
  std::map<std::string, v1::Event> Take() && { return std::move(found_); }

  base::Status InRegistry() {
    for (const auto& name : names_) {
      const auto scanned = state_.Scan(
          Key(rules::kRegistryKey, name) + "/", "", [&](std::string_view, std::string_view value) {
            v1::SlotFact fact;
            if (fact.ParseFromArray(value.data(), static_cast<int>(value.size())))
              found_.emplace(name, fact.event());
            return false;
          });
      if (!scanned) return scanned;
    }
    return {};
  }

  base::Status InDossier(const std::string& key) {
    const auto dossier = facts::Load<v1::Dossier>(state_, key);
    if (!dossier) return base::Fail(dossier.error());
    for (const auto& fact : dossier->facts()) Offer(facts::FactRef(fact.event()), fact.event());
    for (const auto& review : dossier->assessments()) {
      for (const auto& signature : review.signatures()) {
        v1::Event event = Named(signature.fact());
        *event.mutable_occurred_at() = signature.signed_at();
        *event.mutable_confirmation_signed() = signature.signature();
        Offer(signature.fact(), event);
      }
      for (const auto& correction : review.corrections()) {
        v1::Event event = Named(correction.fact());
        *event.mutable_occurred_at() = correction.corrected_at();
        *event.mutable_report_corrected() = correction.corrected();
        Offer(correction.fact(), event);
      }
    }
    return {};
  }

  // The dossiers that `part` of the keys under `prefix` names, such as the readings of a unit.
  base::Status InMembers(const std::string& prefix, int part, std::string_view dossiers,
                         std::string_view claimant) {
    if (complete()) return {};
    std::set<std::string> members;
    const auto scanned = state_.Scan(prefix + "/", "", [&](std::string_view key, std::string_view) {
      members.emplace(Part(key, part));
      return true;
    });
    if (!scanned) return scanned;
    for (const auto& member : members) {
      if (complete()) return {};
      if (auto looked = InDossier(Key(dossiers, claimant, member)); !looked) return looked;
    }
    return {};
  }

 private:
  static v1::Event Named(const std::string& name) {
    const auto hash = name.rfind('#');
    v1::Event event;
    event.set_source(name.substr(0, hash));
    event.set_event_id(name.substr(hash + 1));
    return event;
  }
  void Offer(const std::string& name, const v1::Event& event) {
    if (names_.contains(name)) found_.emplace(name, event);
  }

  const runtime::engine::ReadOnlyState state_;
  const std::set<std::string>& names_;
  std::map<std::string, v1::Event> found_;
};

base::Status LookUnder(std::string_view subject, Finder& finder) {
  const std::string_view kind = Part(subject, 0), claimant = Part(subject, 1);
  if (kind == "reading") return finder.InDossier(Key(kReadingKey, claimant, Part(subject, 2)));
  base::Status looked;
  std::string_view month = Part(subject, kind == "facility-month" ? 2 : 3);
  if (kind == "unit") {
    const UnitId unit = UnitId::OfSubject(subject);
    looked = finder.InMembers(unit.KeyUnder(kUnitReadingKey), 5, kReadingKey, claimant);
    if (looked) looked = finder.InMembers(unit.KeyUnder(kUnitClaimKey), 5, kClaimKey, claimant);
  } else {
    // A month names facts of readings of other months, too: what was acquired, signed or relayed in
    // it.
    for (const auto& [under, part] : kReadingsOfMonths) {
      looked = finder.InMembers(Key(under, claimant, month), part, kReadingKey, claimant);
      if (!looked) return looked;
    }
    looked = finder.InMembers(Key(kUnitClaimKey, claimant, month), 5, kClaimKey, claimant);
  }
  return looked ? finder.InDossier(Key(kMonthKey, claimant, month)) : looked;
}

}  // namespace

base::Result<std::map<std::string, v1::Event>> FindFacts(const runtime::StateReader& reader,
                                                         std::string_view subject,
                                                         const std::set<std::string>& names) {
  Finder finder(reader, names);
  if (auto looked = finder.InRegistry(); !looked) return base::Fail(looked.error());
  if (auto looked = LookUnder(subject, finder); !looked) return base::Fail(looked.error());
  return std::move(finder).Take();
}

}  // namespace kakutei::billing_eligibility
