#include "rules/reading_case.h"

#include <algorithm>
#include <tuple>

#include "facts/dossier.h"
#include "facts/slots.h"

namespace kakutei::rules {
namespace {

using v1::Event;

bool IsQualifying(const v1::ReportDelivered& delivery) {
  return delivery.to_treating_physician() &&
         (delivery.form() == v1::ReportDelivered::Form::WRITTEN ||
          delivery.form() == v1::ReportDelivered::Form::ELECTRONIC);
}

// "First" and "last" among steps, whose fact is source#event_id.
auto Order(base::Instant at, const std::string& fact) {
  const auto hash = fact.find('#');
  return std::make_tuple(at, fact.substr(hash + 1), fact.substr(0, hash));
}

template <typename Fact>
Step StepOf(const Fact& fact, std::string_view physician, int version, base::Instant at,
            std::string ref) {
  return Step{.physician_id = physician,
              .acting_facility_id = fact.acting_facility_id(),
              .acting_company_id = fact.acting_company_id(),
              .place = fact.place(),
              .remote = fact.has_remote_system() ? fact.remote_system()
                                                 : fact.place() == v1::Place::OFF_SITE,
              .electronic_signature = fact.electronic_signature(),
              .version = version,
              .at = at,
              .fact = std::move(ref)};
}

}  // namespace

ReadingCase::ReadingCase(const v1::Dossier& dossier, const Registry& registry, const Policy& policy,
                         const std::function<bool(base::Month)>& is_closed)
    : dossier_(dossier), registry_(registry), policy_(&policy.On(std::nullopt)) {
  for (const v1::SlotFact* fact : facts::Values(dossier)) TakeFact(*fact);
  for (const auto& review : dossier.assessments()) TakeAssessment(review);
  std::sort(steps_.begin(), steps_.end(),
            [](const Step& a, const Step& b) { return Order(a.at, a.fact) < Order(b.at, b.fact); });
  const auto earlier = [](const v1::SlotFact* a, const v1::SlotFact* b) {
    return facts::StepOrder(a->event()) < facts::StepOrder(b->event());
  };
  std::sort(deliveries_.begin(), deliveries_.end(), earlier);
  std::sort(qualifying_.begin(), qualifying_.end(), earlier);
  FindAuthors();
  FindDeliveredVersion();
  FindDiagnosis();
  std::optional<base::Date> date;
  if (diagnosis_) {
    date = diagnosis_->date();
  } else if (order_ != nullptr) {
    date = base::JstDate(acquired_at_);
  }
  if (date) {
    month_ = base::MonthOf(*date);
    policy_ = &policy.On(date);
  }
  closed_ = month_ && is_closed(*month_);
  if (order_ == nullptr) return;
  if (diagnosis_)
    diagnosing_standing_ = StandingAtReadingFacility(diagnosis_->physician_id, diagnosis_->date());
  if (received_case()) return;
  for (const Authorship* author : AuthorsUpToDelivered()) {
    if (author->physician_id.empty() ||
        !StandingAtReadingFacility(author->physician_id, base::JstDate(author->at))
             .full_time_dedicated) {
      authors_not_full_time_.push_back(author);
    }
  }
}

void ReadingCase::TakeFact(const v1::SlotFact& fact) {
  const Event& event = fact.event();
  switch (event.fact_case()) {
    case Event::kReadingOrdered:
      order_ = &event.reading_ordered();
      order_fact_ = facts::FactRef(event);
      acquired_at_ = facts::ToInstant(order_->acquired_at());
      break;
    case Event::kReportAuthored: {
      const auto& report = event.report_authored();
      newest_version_ = std::max(newest_version_, report.report_version());
      steps_.push_back(StepOf(report, report.author_physician_id(), report.report_version(),
                              facts::OccurredAt(event), facts::FactRef(event)));
      break;
    }
    case Event::kReportDelivered:
      deliveries_.push_back(&fact);
      if (IsQualifying(event.report_delivered())) qualifying_.push_back(&fact);
      break;
    case Event::kReportAttached:
      attached_.push_back(event.report_attached().report_version());
      break;
    case Event::kMessageRelayed:
      relays_.push_back(&fact);
      break;
    case Event::kReadingCancelled:
      cancelled_ = true;
      break;
    default:
      break;
  }
}

void ReadingCase::TakeAssessment(const v1::ConfirmationAssessed& review) {
  for (const auto& signature : review.signatures()) {
    newest_version_ = std::max(newest_version_, signature.signature().report_version());
    steps_.push_back(StepOf(signature.signature(), signature.signature().confirmer_physician_id(),
                            signature.signature().report_version(),
                            facts::ToInstant(signature.signed_at()), signature.fact()));
    steps_.back().signature = &signature;
  }
  for (const auto& correction : review.corrections()) {
    newest_version_ = std::max(newest_version_, correction.corrected().to_version());
  }
}

void ReadingCase::FindAuthors() {
  for (const Step& step : steps_) {
    if (step.signature == nullptr) {
      authors_[step.version] = {step.physician_id, step.at, step.fact, &step};
    } else {
      authors_.try_emplace(step.version);  // written by somebody, whoever that was
    }
  }
  // A version that nobody authored but a correction made belongs to the corrector; of several, to
  // the last.
  for (const auto& review : dossier_.assessments()) {
    for (const auto& correction : review.corrections()) {
      const auto at = facts::ToInstant(correction.corrected_at());
      Authorship& author = authors_[correction.corrected().to_version()];
      if (author.step != nullptr) continue;
      if (!author.fact.empty() && Order(at, correction.fact()) < Order(author.at, author.fact))
        continue;
      author = {review.confirmer_physician_id(), at, correction.fact(), nullptr};
    }
  }
}

void ReadingCase::FindDeliveredVersion() {
  delivered_version_ = qualifying_.empty()
                           ? newest_version_
                           : qualifying_.front()->event().report_delivered().report_version();
  if (delivered_version_ > 0) authors_.try_emplace(delivered_version_);
}

void ReadingCase::FindDiagnosis() {
  const v1::SlotFact* delivery = first_qualifying_delivery();
  for (const Step& step : steps_) {
    if (step.signature == nullptr || step.version != delivered_version_) continue;
    if (delivery != nullptr && step.at > facts::OccurredAt(delivery->event())) continue;
    diagnosis_ = Diagnosis{step.physician_id, step.at, step.fact, &step, step.signature};
  }
  if (diagnosis_) return;
  const auto author = authors_.find(delivered_version_);
  if (author == authors_.end() || author->second.physician_id.empty()) return;
  diagnosis_ = Diagnosis{author->second.physician_id, author->second.at, author->second.fact,
                         author->second.step, nullptr};
}

std::vector<const Authorship*> ReadingCase::AuthorsUpToDelivered() const {
  std::vector<const Authorship*> authors;
  for (const auto& [version, author] : authors_) {
    if (version <= delivered_version_) authors.push_back(&author);
  }
  return authors;
}

bool ReadingCase::IsAttached(int version) const {
  return std::find(attached_.begin(), attached_.end(), version) != attached_.end();
}

Standing ReadingCase::StandingAtReadingFacility(std::string_view physician_id,
                                                base::Date date) const {
  return StandingAt(registry_, physician_id, order_->reading_facility_id(), date);
}

bool ReadingCase::own_case_exception() const {
  return order_ != nullptr && own_case() && has_author_not_full_time() && diagnosis_ &&
         diagnosing_standing_.full_time_dedicated;
}

const v1::AssessedSignature* ReadingCase::exception_signature() const {
  return own_case_exception() ? diagnosis_->signature : nullptr;
}

}  // namespace kakutei::rules
