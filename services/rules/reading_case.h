#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/assessment.pb.h"
#include "kakutei/v1/state.pb.h"

#include "rules/policy.h"
#include "rules/registry.h"
#include "rules/rule.h"
#include "rules/standing.h"

namespace kakutei::rules {

// One step of a reading: somebody authored or signed a report version.
struct Step {
  std::string_view physician_id;
  std::string_view acting_facility_id;  // empty where a company's reader acted
  std::string_view acting_company_id;
  v1::Place::Value place;
  bool remote;  // OFF_SITE without a statement counts as remote
  bool electronic_signature;
  int version;
  base::Instant at;
  std::string fact;
  // The signature that this step is; nullptr for an authorship.
  const v1::AssessedSignature* signature = nullptr;

  base::Date date() const { return base::JstDate(at); }
  bool off_site() const { return place == v1::Place::OFF_SITE; }
};

// Who wrote a version: the author of its last ReportAuthored or, without one, the physician of the
// review that corrected it.
struct Authorship {
  std::string_view physician_id;  // empty: not known, as of a version only signed or delivered
  base::Instant at;
  std::string fact;
  const Step* step = nullptr;  // nullptr for a correction
};

// The step that is the diagnosis.
struct Diagnosis {
  std::string_view physician_id;
  base::Instant at;
  std::string fact;
  const Step* step = nullptr;  // nullptr where a correction is the authorship
  const v1::AssessedSignature* signature = nullptr;

  base::Date date() const { return base::JstDate(at); }
};

// Everything that rules ask of one reading, derived once from its facts. Definitions: the decided
// rules, "Words". Holds references into the dossier, registry and policy that it was made from;
// lives as long as one judgement.
class ReadingCase {
 public:
  // `is_closed` tells whether the claimant closed a month.
  ReadingCase(const v1::Dossier& dossier, const Registry& registry, const Policy& policy,
              const std::function<bool(base::Month)>& is_closed);
  ReadingCase(const ReadingCase&) = delete;
  ReadingCase& operator=(const ReadingCase&) = delete;

  const v1::Dossier& dossier() const { return dossier_; }
  const Registry& registry() const { return registry_; }
  // What holds on the diagnosis date; while undiagnosed on that of the acquisition.
  const PolicyOnDate& policy() const { return *policy_; }

  bool cancelled() const { return cancelled_; }
  // nullptr without ReadingOrdered.
  const v1::ReadingOrdered* order() const { return order_; }
  const std::string& order_fact() const { return order_fact_; }
  base::Instant acquired_at() const { return acquired_at_; }
  bool own_case() const { return order_->claimant_facility_id() == order_->reading_facility_id(); }
  bool received_case() const { return !own_case(); }

  // By (occurred_at, event_id, source).
  const std::vector<Step>& steps() const { return steps_; }
  // By version.
  const std::map<int, Authorship>& authors() const { return authors_; }
  // Authors of versions up to the delivered one.
  std::vector<const Authorship*> AuthorsUpToDelivered() const;

  const std::vector<const v1::SlotFact*>& deliveries() const { return deliveries_; }
  const std::vector<const v1::SlotFact*>& qualifying_deliveries() const { return qualifying_; }
  // nullptr while there is none.
  const v1::SlotFact* first_qualifying_delivery() const {
    return qualifying_.empty() ? nullptr : qualifying_.front();
  }
  bool IsAttached(int version) const;
  const std::vector<const v1::SlotFact*>& relays() const { return relays_; }
  // 0 while no version is named.
  int delivered_version() const { return delivered_version_; }

  const std::optional<Diagnosis>& diagnosis() const { return diagnosis_; }
  // Of the diagnosis, else of the acquisition; nullopt without either.
  std::optional<base::Month> month() const { return month_; }
  bool closed() const { return closed_; }

  // How a physician stands at the reading facility.
  Standing StandingAtReadingFacility(std::string_view physician_id, base::Date date) const;
  // Of the diagnosing physician on the diagnosis date. Requires a diagnosis.
  const Standing& diagnosing_standing() const { return diagnosing_standing_; }

  // An own case with an author, up to the delivered version, who is not full-time and dedicated
  // there.
  bool has_author_not_full_time() const { return !authors_not_full_time_.empty(); }
  const std::vector<const Authorship*>& authors_not_full_time() const {
    return authors_not_full_time_;
  }
  // The exception of the own case is in question: such an author, and a full-time dedicated
  // diagnosing physician.
  bool own_case_exception() const;
  // The exception is judged by this assessed signature; nullptr where it does not apply or nothing
  // is signed.
  const v1::AssessedSignature* exception_signature() const;

 private:
  void TakeFact(const v1::SlotFact& fact);
  void TakeAssessment(const v1::ConfirmationAssessed& review);
  void FindAuthors();
  void FindDeliveredVersion();
  void FindDiagnosis();

  const v1::Dossier& dossier_;
  const Registry& registry_;
  const PolicyOnDate* policy_;
  const v1::ReadingOrdered* order_ = nullptr;
  std::string order_fact_;
  base::Instant acquired_at_{};
  bool cancelled_ = false;
  bool closed_ = false;
  std::vector<Step> steps_;
  std::map<int, Authorship> authors_;
  std::vector<const v1::SlotFact*> deliveries_;
  std::vector<const v1::SlotFact*> qualifying_;
  std::vector<const v1::SlotFact*> relays_;
  std::vector<int> attached_;
  int newest_version_ = 0;
  int delivered_version_ = 0;
  std::optional<Diagnosis> diagnosis_;
  std::optional<base::Month> month_;
  Standing diagnosing_standing_;
  std::vector<const Authorship*> authors_not_full_time_;
};

using ReadingRule = Rule<ReadingCase>;

// Every rule of a reading, in the order of ids. Collected from the folder reading/ when the build
// is configured.
std::span<const ReadingRule* const> ReadingRules();

// Judges a reading: its verdict without policy digest, and what it contributes to its unit and
// months. A reading of which no fact is known has neither.
struct JudgedReading {
  v1::Verdict verdict;
  v1::ReadingSummary summary;
};
JudgedReading JudgeReading(const ReadingCase& reading, std::string_view subject);

}  // namespace kakutei::rules
