#pragma once

#include <map>
#include <string>
#include <vector>

#include "kakutei/v1/state.pb.h"

#include "rules/registry.h"

namespace kakutei::rules::testing {

using EmploymentStatus = v1::EmploymentRecorded::Status;

// Facts of the registry, each under its own id: the fact of employment E-1 is registry#E-1. Open
// intervals begin on 2020-04-01 unless stated. Every method that adds returns the fact to be
// changed further.
class RegistryBuilder {
 public:
  // Nothing is known.
  RegistryBuilder() = default;
  // What a complete reading needs. F-SEND (S-SEND) sends to F-RECV (S-RECV, S-ADD: ADD_ON_2), where
  // D-FT is full-time and dedicated (E-FT). F-OWN (S-OWN: ADD_ON_2) reads its own, with D-OWN
  // full-time and dedicated (E-OWN). Both physicians are registered (D-FT, D-OWN) and filed
  // (R-FT, R-OWN), and all three facilities attest the security guideline (T-SEND, T-RECV, T-OWN).
  // For their months: the facilities attest that they commission nothing (A-SEND, A-RECV, A-OWN)
  // and performed management in June 2026 (M-SEND, M-RECV, M-OWN). Partnership P-1 joins F-SEND and
  // F-RECV through vendor V-1, whose parties acknowledge the risk (K-SEND, K-RECV, K-V) and who
  // gave advice (V-ADVICE).
  static RegistryBuilder Complete();

  // Takes out the facts of a kind; false: there are none.
  bool Remove(v1::Event::FactCase kind);
  v1::EmploymentRecorded& Employ(const std::string& id, const std::string& physician,
                                 const std::string& facility, EmploymentStatus::Value status);
  v1::StandardFiled& File(const std::string& id, const std::string& facility,
                          v1::Standard::Value standard);
  // Adequate in every respect, Monday to Friday 09:00-17:00.
  v1::OffsiteArrangementRecorded& Arrange(const std::string& id, const std::string& physician,
                                          const std::string& facility);
  v1::ActualCooperationRecorded& Cooperate(const std::string& id, const std::string& physician,
                                           const std::string& sender);
  // With 10 years, and no training stated; its id is the physician's.
  v1::PhysicianRegistered& Register(const std::string& physician);
  v1::RadiologistFiled& FileRadiologist(const std::string& id, const std::string& physician,
                                        const std::string& facility);
  // Fulfilled.
  v1::AttestationRecorded& Attest(const std::string& id, const std::string& facility,
                                  v1::AttestationRecorded::Kind::Value kind);
  // A national calendar without holidays and hours.
  v1::CalendarPublished& Calendar(const std::string& id, int year);

  // An image-quality feedback on 2026-06-20.
  v1::ManagementActivityRecorded& Manage(const std::string& id, const std::string& facility,
                                         v1::ManagementActivityRecorded::Side::Value side);
  // Initiated by the facilities, with a prior relation, for a fixed fee to V-1. The partnership's
  // id is the fact's.
  v1::PartnershipRecorded& Partner(const std::string& id, const std::string& sender,
                                   const std::string& receiver);
  v1::RiskSharingAcknowledged& AcknowledgeRisk(const std::string& id,
                                               const std::string& partnership,
                                               v1::RiskSharingAcknowledged::Party::Value party);
  v1::AdviceRecorded& Advise(const std::string& id, const std::string& partnership,
                             const std::string& vendor);
  // For June 2026, due on 2026-07-31. The plan's id is the fact's.
  v1::CorrectionPlanRecorded& Plan(const std::string& id, const std::string& facility,
                                   const std::string& rule,
                                   v1::CorrectionPlanRecorded::State::Value state);

  v1::EmploymentRecorded& Employment(const std::string& id);
  v1::StandardFiled& Filing(const std::string& id);
  v1::Event& Event(const std::string& id) { return events_.at(id); }
  void Remove(const std::string& id) { events_.erase(id); }

  // Adds any fact.
  v1::Event& Add(const std::string& id);
  const std::map<std::string, v1::Event>& events() const { return events_; }
  // Folds all facts into an empty registry.
  void FoldInto(Registry& registry) const;

 private:
  std::map<std::string, v1::Event> events_;
};

}  // namespace kakutei::rules::testing
