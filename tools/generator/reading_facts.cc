#include "generator/reading_facts.h"

namespace kakutei::generator {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using v1::Event;

constexpr std::uint64_t kFactsStream = 5;

class ReadingTeller {
 public:
  ReadingTeller(const NetworkSettings& settings, const Roster& roster,
                const PlannedReading& reading, Arrivals& arrivals)
      : settings_(settings),
        roster_(roster),
        reading_(reading),
        arrivals_(arrivals),
        random_(Mix(Mix(settings.seed, kFactsStream), static_cast<std::uint64_t>(reading.number))),
        id_(reading.id()),
        claimant_(roster.facility(reading.claimant).id),
        reader_(roster.facility(reading.reader).id),
        report_source_(roster.ReportSource(reading.reader, reading.partnership)) {}

  void TellAll() {
    TellOrder();
    for (int i = 0; i < reading_.step_count; ++i)
      TellStep(reading_.steps[static_cast<std::size_t>(i)], i);
    if (reading_.review.confirmer >= 0) TellReview();
    for (int i = 0; i < reading_.delivery_count; ++i) {
      TellDelivery(reading_.deliveries[static_cast<std::size_t>(i)], i);
    }
    if (reading_.relayed) TellRelay();
    if (reading_.cancelled) TellCancellation();
    for (int i = 0; i < reading_.mark_count; ++i)
      Acknowledge(reading_.marks[static_cast<std::size_t>(i)]);
  }

 private:
  Event New(const std::string& source, const std::string& what, base::Instant at) const {
    return Envelope(source, id_ + "." + what, at);
  }
  template <typename Fact>
  void Name(Fact& fact) const {
    fact.set_reading_id(id_);
    fact.set_claimant_facility_id(claimant_);
  }
  bool TellsWronglyFirst() { return random_.Chance(settings_.correction_rate); }
  // The wrong value first; then the right one with the next revision, hours or days later.
  void TellCorrected(Event wrong, Event right) {
    wrong.set_event_id(wrong.event_id() + ".w");
    arrivals_.Tell(std::move(wrong));
    right.set_source_revision(2);
    const base::Instant at{seconds(right.occurred_at().seconds())};
    arrivals_.TellAt(std::move(right), at + minutes(random_.Between(30, 4000)));
  }

  void TellOrder() {
    if (reading_.order == OrderForm::kAbsent) return;
    Event event =
        New("his/" + claimant_, "order", reading_.acquired_at + seconds(random_.Between(5, 120)));
    auto& order = *event.mutable_reading_ordered();
    Name(order);
    order.set_reading_facility_id(reader_);
    order.set_patient_key(PatientKey(settings_.seed, reading_.patient));
    if (reading_.order != OrderForm::kNoSection) order.set_section(reading_.section());
    order.set_modality(reading_.modality);
    order.mutable_acquired_at()->set_seconds(
        std::chrono::floor<seconds>(reading_.acquired_at).time_since_epoch().count());
    if (reading_.order != OrderForm::kNoInsured)
      order.set_insured(reading_.order != OrderForm::kNotInsured);
    if (reading_.kind == Kind::kSourcesDiffer) TellOtherModality(event);
    if (TellsWronglyFirst()) {
      Event wrong = event;
      if (random_.Chance(0.5)) {
        wrong.mutable_reading_ordered()->set_section("E202");
      } else {
        // Entered for somebody else: the unit that this makes is empty in the end.
        wrong.mutable_reading_ordered()->set_patient_key(
            PatientKey(~settings_.seed, reading_.patient));
      }
      return TellCorrected(std::move(wrong), std::move(event));
    }
    if (random_.Chance(0.05) && report_source_ != event.source()) {
      Event same = event;
      same.set_source(report_source_);
      arrivals_.Tell(std::move(same));
    }
    arrivals_.Tell(std::move(event));
  }

  // Earlier than the order, which is what counts.
  void TellOtherModality(Event event) {
    event.set_source("pacs/" + claimant_);
    auto& occurred_at = *event.mutable_occurred_at();
    occurred_at.set_seconds(occurred_at.seconds() - 1);
    event.mutable_reading_ordered()->set_modality(reading_.modality == Modality::CT ? Modality::MR
                                                                                    : Modality::CT);
    arrivals_.Tell(std::move(event));
  }

  template <typename Fact>
  void SetPlace(Fact& fact, bool off_site) {
    fact.set_place(off_site ? v1::Place::OFF_SITE : v1::Place::ON_SITE);
    // Off site and unstated counts as remote.
    if (!off_site || random_.Chance(0.7)) fact.set_remote_system(off_site);
    fact.set_electronic_signature(!reading_.unsigned_steps);
  }

  void TellStep(const PlannedStep& step, int index) {
    Event event = New(report_source_, "report-" + std::to_string(index + 1), step.at);
    auto& report = *event.mutable_report_authored();
    Name(report);
    report.set_report_version(step.version);
    report.set_step(step.step);
    report.set_author_physician_id(roster_.physician(step.physician).id);
    if (step.acting_facility >= 0) {
      report.set_acting_facility_id(roster_.facility(step.acting_facility).id);
    } else {
      report.set_acting_company_id(roster_.vendors().front());
    }
    SetPlace(report, step.off_site);
    if (TellsWronglyFirst()) {
      Event wrong = event;
      auto& mistaken = *wrong.mutable_report_authored();
      if (random_.Chance(0.5)) {
        mistaken.set_place(step.off_site ? v1::Place::ON_SITE : v1::Place::OFF_SITE);
      } else {
        mistaken.set_author_physician_id(
            roster_.physician(random_.Pick(roster_.facility(reading_.reader).part_time)).id);
      }
      return TellCorrected(std::move(wrong), std::move(event));
    }
    arrivals_.Tell(std::move(event));
  }

  template <typename Fact>
  void NameReview(Fact& fact) const {
    Name(fact);
    fact.set_review_id("W-" + id_);
    fact.set_reading_facility_id(reader_);
  }

  void TellReview() {
    const PlannedReview& review = reading_.review;
    const std::string& confirmer = roster_.physician(review.confirmer).id;
    Event opened = New(report_source_, "review", review.opened_at);
    NameReview(*opened.mutable_review_opened());
    opened.mutable_review_opened()->set_report_version(review.opened_version);
    opened.mutable_review_opened()->set_confirmer_physician_id(confirmer);
    arrivals_.Tell(std::move(opened));
    TellEvidence();
    Event event = New(report_source_, "signed", review.signed_at);
    auto& signature = *event.mutable_confirmation_signed();
    NameReview(signature);
    signature.set_report_version(review.signed_version);
    signature.set_confirmer_physician_id(confirmer);
    signature.set_acting_facility_id(reader_);
    SetPlace(signature, false);
    signature.set_mode(review.mode);
    if (TellsWronglyFirst()) {
      Event wrong = event;
      wrong.mutable_confirmation_signed()->set_mode(
          review.mode == SigningMode::BULK ? SigningMode::INDIVIDUAL : SigningMode::BULK);
      return TellCorrected(std::move(wrong), std::move(event));
    }
    arrivals_.Tell(std::move(event));
  }

  // After the images, with so many seconds to spare; a minute or more before the signature.
  base::Instant Afterwards(int spare) const {
    return reading_.review.opened_at + seconds(reading_.review.active_seconds + spare);
  }

  void TellEvidence() {
    const PlannedReview& review = reading_.review;
    if (review.viewed) {
      // Running totals; the last until the signature count.
      if (review.series_viewed > 1 && random_.Chance(0.5)) {
        TellViewed("viewed-1", Afterwards(-review.active_seconds / 2), review.series_viewed / 2,
                   review.active_seconds / 2);
      }
      TellViewed("viewed-2", Afterwards(5), review.series_viewed, review.active_seconds);
    }
    if (review.viewed_on)
      TellViewed("viewed-3", review.signed_at + minutes(2), review.series_total, 300);
    if (review.compared) TellCompared(review.opened_version, Afterwards(15));
    if (review.sent_back) {
      Event event = New(report_source_, "sent-back", Afterwards(25));
      NameReview(*event.mutable_report_sent_back());
      event.mutable_report_sent_back()->set_report_version(review.opened_version);
      event.mutable_report_sent_back()->set_reason(v1::ReportSentBack::Reason::FINDING_MISSED);
      arrivals_.Tell(std::move(event));
      if (review.compared) TellCompared(review.signed_version, review.signed_at - seconds(10));
    }
    if (review.corrected) {
      Event event = New(report_source_, "corrected", Afterwards(40));
      auto& corrected = *event.mutable_report_corrected();
      NameReview(corrected);
      corrected.set_from_version(review.opened_version);
      corrected.set_to_version(review.signed_version);
      corrected.set_changed_characters(random_.Between(4, 300));
      arrivals_.Tell(std::move(event));
    }
  }

  void TellViewed(const char* what, base::Instant at, int series, int active_seconds) {
    Event event = New(report_source_, what, at);
    auto& viewed = *event.mutable_images_viewed();
    NameReview(viewed);
    viewed.set_series_total(reading_.review.series_total);
    viewed.set_series_viewed(series);
    viewed.set_active_seconds(active_seconds);
    arrivals_.Tell(std::move(event));
  }

  void TellCompared(int version, base::Instant at) {
    Event event = New(report_source_, "compared-" + std::to_string(version), at);
    NameReview(*event.mutable_report_compared());
    event.mutable_report_compared()->set_report_version(version);
    arrivals_.Tell(std::move(event));
  }

  void TellDelivery(const PlannedDelivery& delivery, int index) {
    const std::string number = std::to_string(index + 1);
    Event event = New(report_source_, "delivery-" + number, delivery.at);
    auto& delivered = *event.mutable_report_delivered();
    Name(delivered);
    delivered.set_report_version(delivery.version);
    delivered.set_to_treating_physician(delivery.to_treating_physician);
    delivered.set_form(delivery.form);
    delivered.set_route(delivery.by_vendor ? v1::ReportDelivered::Route::VENDOR_STAFF
                                           : v1::ReportDelivered::Route::FACILITY_TO_FACILITY);
    arrivals_.Tell(std::move(event));
    if (!delivery.attached) return;
    Event attached = New("his/" + claimant_, "attached-" + number,
                         delivery.at + minutes(random_.Between(5, 90)));
    Name(*attached.mutable_report_attached());
    attached.mutable_report_attached()->set_report_version(delivery.version);
    if (reading_.kind == Kind::kIdentityReused) {
      Event other = attached;
      other.mutable_occurred_at()->set_seconds(attached.occurred_at().seconds() + 60);
      arrivals_.Tell(std::move(other));
    }
    arrivals_.Tell(std::move(attached));
  }

  void TellRelay() {
    const Partnership& partnership = roster_.partnership(reading_.partnership);
    Event event = New(report_source_, "relay", reading_.diagnosed_at);
    Name(*event.mutable_message_relayed());
    event.mutable_message_relayed()->set_vendor_id(
        roster_.vendors()[static_cast<std::size_t>(*partnership.vendor)]);
    event.mutable_message_relayed()->set_content(v1::MessageRelayed::Content::READING_RESULT);
    arrivals_.Tell(std::move(event));
  }

  void TellCancellation() {
    Event event = New("his/" + claimant_, "cancelled",
                      reading_.acquired_at + minutes(random_.Between(10, 600)));
    Name(*event.mutable_reading_cancelled());
    arrivals_.Tell(std::move(event));
  }

  // Somebody answerable has seen what is wrong, in good time.
  void Acknowledge(const PlannedMark& mark) {
    if (mark.outcome != v1::Status::INELIGIBLE ||
        roster_.facility(reading_.claimant).flaw == Kind::kFindingsLeftOpen)
      return;
    const base::Instant since = reading_.diagnosed() ? reading_.diagnosed_at : reading_.acquired_at;
    const std::string rule(RuleId(mark.rule));
    Event event = New("registry", "seen-" + rule, since + hours(random_.Between(40, 220)));
    auto& seen = *event.mutable_finding_acknowledged();
    seen.set_subject("reading/" + claimant_ + "/" + id_);
    seen.set_rule_id(rule);
    seen.set_by(claimant_);
    arrivals_.Tell(std::move(event));
  }

  const NetworkSettings& settings_;
  const Roster& roster_;
  const PlannedReading& reading_;
  Arrivals& arrivals_;
  Random random_;
  const std::string id_, claimant_, reader_, report_source_;
};

}  // namespace

void TellReading(const NetworkSettings& settings, const Roster& roster,
                 const PlannedReading& reading, Arrivals& arrivals) {
  ReadingTeller(settings, roster, reading, arrivals).TellAll();
}

}  // namespace kakutei::generator
