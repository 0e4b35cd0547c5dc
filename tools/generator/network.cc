#include "generator/network.h"

#include <algorithm>
#include <array>
#include <set>

#include <google/protobuf/util/json_util.h>

#include "base/check.h"
#include "generator/arrivals.h"
#include "generator/claim_units.h"
#include "generator/kinds.h"
#include "generator/month_flaws.h"
#include "generator/reading_desk.h"
#include "generator/reading_facts.h"
#include "generator/registry_facts.h"
#include "generator/roster.h"
#include "generator/year_calendar.h"

namespace kakutei::generator {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using v1::Status;

constexpr int kReadingsInBurst = 12;
constexpr int kMostReadingsOfPatient = 4;
constexpr double kVendorDeliveryRate = 0.01;
constexpr double kRelayRate = 0.02;

// Plans the whole month, then tells it.
class Network {
 public:
  Network(const NetworkSettings& settings, const std::function<void(const v1::Event&)>& sink)
      : settings_(settings),
        roster_(settings),
        calendar_(settings.month),
        desk_(settings, roster_, calendar_),
        units_(settings, roster_),
        months_(settings, roster_),
        arrivals_(settings, sink),
        begun_units_(roster_.facilities().size()),
        part_time_units_(roster_.facilities().size()),
        timely_(roster_.facilities().size()),
        untimely_(roster_.facilities().size()) {}

  std::vector<IntendedFinding> Generate() {
    readings_.reserve(static_cast<std::size_t>(settings_.readings));
    PlanBursts();
    while (static_cast<int>(readings_.size()) < settings_.readings) PlanPatient();
    units_.Conclude(findings_);
    months_.Conclude(findings_);
    TellEverything();
    return findings_.Take();
  }

 private:
  struct Patient {
    int number = 0;
    int claimant = 0;
    int partnership = -1;
    Modality::Value modality = Modality::CT;
    std::array<std::optional<Draft>, 4> drafts;  // by section group
  };

  Random& random() { return desk_.random(); }

  // The planning of a patient's readings.
  int AnyClaimant();
  Modality::Value AnyModality();
  Patient NewPatient();
  PlannedReading NewOrder(const Patient& patient);
  Draft DraftOf(Patient& patient, const PlannedReading& reading);
  const KindShape* AnyKind(const PlannedReading& reading);
  bool CountsForTimeliness(const PlannedReading& reading) const;
  bool MaySpoil(const PlannedReading& reading) const;
  void CountTimeliness(const PlannedReading& reading, bool spoilt);
  void PlanReading(Patient& patient);
  void PlanPatient();
  void PlanBursts();
  bool PlanBurst();
  // What lies outside the reading itself.
  void AddLapses(PlannedReading& reading);
  void AddRelays(PlannedReading& reading);
  void Settle(PlannedReading& reading);
  void TellEverything();

  const NetworkSettings& settings_;
  Roster roster_;
  Calendar calendar_;
  ReadingDesk desk_;
  ClaimUnits units_;
  MonthIntentions months_;
  IntendedFindings findings_;
  Arrivals arrivals_;
  std::vector<PlannedReading> readings_;
  int patients_ = 0;
  // By facility: units begun, and those with a part-time draft; own readings of L-20 that are on
  // time, and not.
  std::vector<int> begun_units_, part_time_units_, timely_, untimely_;
};

int Network::AnyClaimant() {
  int sum = 0;
  for (const auto& facility : roster_.facilities()) sum += facility.weight;
  int left = random().Below(sum);
  int index = 0;
  while (left >= roster_.facility(index).weight) left -= roster_.facility(index++).weight;
  return index;
}

Modality::Value Network::AnyModality() {
  const int hundredths = random().Below(100);
  if (hundredths < 28) return Modality::XR;
  if (hundredths < 68) return Modality::CT;
  return hundredths < 90 ? Modality::MR : Modality::NM;
}

Network::Patient Network::NewPatient() {
  Patient patient;
  patient.number = ++patients_;
  patient.claimant = AnyClaimant();
  const Facility& claimant = roster_.facility(patient.claimant);
  if (claimant.sends()) patient.partnership = random().Pick(claimant.partnerships);
  patient.modality = AnyModality();
  return patient;
}

// Which facility reads: senders send everything; mixed ones keep plain radiography, and of the rest
// what they can.
PlannedReading Network::NewOrder(const Patient& patient) {
  PlannedReading reading;
  reading.number = static_cast<int>(readings_.size()) + 1;
  reading.patient = patient.number;
  reading.claimant = reading.reader = patient.claimant;
  reading.diagnosed_at = base::Instant::min();
  reading.modality = random().Chance(0.7) ? patient.modality : AnyModality();
  const Facility& claimant = roster_.facility(patient.claimant);
  const bool cross_section = reading.modality != Modality::XR;
  const bool beyond_it = reading.modality == Modality::MR || reading.modality == Modality::NM;
  const bool sent = claimant.role == Role::kSender ||
                    (claimant.role == Role::kMixed &&
                     (claimant.level == 1 ? beyond_it : cross_section && random().Chance(0.35)));
  if (sent) {
    reading.partnership = patient.partnership;
    reading.reader = roster_.partnership(patient.partnership).receiver;
  }
  if (reading.modality == Modality::XR && !desk_.reader(reading).add_on_1)
    reading.modality = Modality::CT;
  reading.contrast_radiography = random().Chance(0.15);
  reading.acquired_at = random().Chance(0.005) ? desk_.EveOfMonth() : desk_.AnyTime();
  return reading;
}

// One way of drafting for all readings of a unit, so that the share of part-time drafts comes out
// as designed.
Draft Network::DraftOf(Patient& patient, const PlannedReading& reading) {
  if (!reading.own()) return Draft::kNone;
  auto& draft = patient.drafts[static_cast<std::size_t>(reading.group())];
  if (draft) return *draft;
  const auto claimant = static_cast<std::size_t>(reading.claimant);
  const double target = roster_.facility(reading.claimant).part_time_target;
  if (part_time_units_[claimant] < target * (begun_units_[claimant] + 1)) {
    draft = Draft::kPartTime;
    ++part_time_units_[claimant];
  } else {
    const double share = random().Share();
    draft = share < 0.25 ? Draft::kTrainee : share < 0.27 ? Draft::kFromElsewhere : Draft::kNone;
  }
  ++begun_units_[claimant];
  return *draft;
}

const KindShape* Network::AnyKind(const PlannedReading& reading) {
  const double share = random().Share();
  if (settings_.violation_rate <= 0) return nullptr;
  auto index = static_cast<std::size_t>(share / settings_.violation_rate);
  for (const auto kinds :
       {reading.own() ? KindsOfOwnCases() : KindsOfReceivedCases(), KindsOfAnyCase()}) {
    if (index < kinds.size()) return &kinds[index];
    index -= kinds.size();
  }
  return nullptr;
}

bool Network::CountsForTimeliness(const PlannedReading& reading) const {
  return reading.own() && reading.modality != Modality::XR &&
         base::JstMonth(reading.acquired_at) == settings_.month;
}

// L-20 asks for 80 % and warns below 85 %: one untimely reading to ten others stays clear of both.
bool Network::MaySpoil(const PlannedReading& reading) const {
  const auto claimant = static_cast<std::size_t>(reading.claimant);
  return !CountsForTimeliness(reading) || 10 * (untimely_[claimant] + 1) <= timely_[claimant];
}

void Network::CountTimeliness(const PlannedReading& reading, bool spoilt) {
  if (!CountsForTimeliness(reading) ||
      reading.group() == v1::SectionGroup::SECTION_GROUP_UNSPECIFIED)
    return;
  ++(spoilt ? untimely_ : timely_)[static_cast<std::size_t>(reading.claimant)];
}

void Network::PlanReading(Patient& patient) {
  const PlannedReading order = NewOrder(patient);
  PlannedReading reading = order;
  const Draft draft = DraftOf(patient, order);
  if (random().Chance(settings_.cancelled_rate)) {
    reading.cancelled = true;
    readings_.push_back(reading);
    return;
  }
  const KindShape* shape = AnyKind(order);
  bool planned = false;
  if (shape != nullptr && (!shape->spoils_timeliness || MaySpoil(order))) {
    planned = shape->plan(desk_, reading);
    if (!planned) reading = order;
  }
  if (!planned) PlanGoodReading(desk_, reading, draft);
  CountTimeliness(reading, planned && shape->spoils_timeliness);
  AddLapses(reading);
  if (!planned) AddRelays(reading);
  readings_.push_back(reading);
}

void Network::PlanPatient() {
  Patient patient = NewPatient();
  const int left = settings_.readings - static_cast<int>(readings_.size());
  const double share = random().Share();
  const int wanted = share < 0.5 ? 1 : share < 0.78 ? 2 : share < 0.92 ? 3 : kMostReadingsOfPatient;
  const std::size_t first = readings_.size();
  for (int i = 0; i < std::min(left, wanted); ++i) PlanReading(patient);
  for (std::size_t i = first; i < readings_.size(); ++i) Settle(readings_[i]);
  units_.Take(std::span(readings_).subspan(first));
}

// One physician signs a dozen readings within a minute: too fast for each of them.
bool Network::PlanBurst() {
  Patient patient;
  do {
    patient = NewPatient();
  } while (!roster_.facility(patient.claimant).reads());
  patient.partnership = -1;
  const Facility& facility = roster_.facility(patient.claimant);
  const base::Instant day = base::JstMidnight(base::JstDate(desk_.WorkingTime()));
  const base::Instant begin = day + minutes(random().Between(13 * 60, 17 * 60));
  const int confirmer = random().Pick(facility.on_site);
  if (!desk_.ReserveMinute(confirmer, begin)) return false;
  for (int i = 0; i < kReadingsInBurst; ++i) {
    if (i > 0) patient.number = ++patients_;
    PlannedReading reading;
    reading.number = static_cast<int>(readings_.size()) + 1;
    reading.patient = patient.number;
    reading.claimant = reading.reader = patient.claimant;
    reading.modality = i % 3 == 0 ? Modality::MR : Modality::CT;
    reading.acquired_at = day + minutes(random().Between(9 * 60, 11 * 60 - 1));
    WriteDraft(desk_, reading, Draft::kTrainee);
    desk_.ConfirmAt(reading, confirmer, begin + seconds(5 * i));
    desk_.Deliver(reading);
    reading.Mark(RuleName::kAts3_2, Status::NEEDS_REVIEW, Kind::kConfirmationBurst);
    reading.Mark(RuleName::kAtsN1_3, Status::NEEDS_REVIEW, Kind::kConfirmationBurst);
    AddLapses(reading);
    readings_.push_back(reading);
    Settle(readings_.back());
    units_.Take(std::span(readings_).last(1));
  }
  return true;
}

// About half of all readings are own cases.
void Network::PlanBursts() {
  if (settings_.violation_rate <= 0 || settings_.readings < 20 * kReadingsInBurst) return;
  const int bursts = std::max(
      1, static_cast<int>(settings_.readings * 0.5 * settings_.violation_rate / kReadingsInBurst));
  for (int planned = 0, tries = 0; planned < bursts && tries < 10 * bursts; ++tries) {
    if (PlanBurst()) ++planned;
  }
}

// A lapsed filing or attestation shows on its days, unless nothing but the order is judged.
void Network::AddLapses(PlannedReading& reading) {
  const bool judged = reading.order == OrderForm::kFull ||
                      reading.order == OrderForm::kNotInsured ||
                      reading.order == OrderForm::kNotCovered;
  if (!reading.diagnosed() || !judged) return;
  const base::Date date = base::JstDate(reading.diagnosed_at);
  for (const int index : {reading.reader, reading.claimant}) {
    const auto& security = roster_.facility(index).security_lapse;
    if (security && security->Holds(date))
      reading.Mark(RuleName::kL14, Status::CAUTION, Kind::kSecurityLapse);
  }
  if (reading.own()) return;
  const auto& sending = roster_.facility(reading.claimant).sending_lapse;
  if (sending && sending->Holds(date))
    reading.Mark(RuleName::kL2, Status::INELIGIBLE, Kind::kSendingLapse);
  const auto& receiving = desk_.reader(reading).receiving_lapse;
  if (receiving && receiving->Holds(date) && reading.order != OrderForm::kNotCovered) {
    reading.Mark(RuleName::kL3, Status::INELIGIBLE, Kind::kReceivingLapse);
  }
}

void Network::AddRelays(PlannedReading& reading) {
  if (!settings_.relays || reading.own() || !roster_.partnership(reading.partnership).vendor)
    return;
  if (random().Chance(kRelayRate)) {
    reading.relayed = true;
    reading.Mark(RuleName::kAts2_2, Status::CAUTION, Kind::kRelayed);
    months_.TakeRelay(reading.partnership, base::JstMonth(reading.diagnosed_at));
  } else if (random().Chance(kVendorDeliveryRate)) {
    for (int i = 0; i < reading.delivery_count; ++i) {
      PlannedDelivery& delivery = reading.deliveries[static_cast<std::size_t>(i)];
      delivery.by_vendor = true;
      months_.TakeRelay(reading.partnership, base::JstMonth(delivery.at));
    }
    reading.Mark(RuleName::kAts2_2, Status::NEEDS_REVIEW, Kind::kVendorDelivery);
  }
}

void Network::Settle(PlannedReading& reading) {
  if (reading.cancelled) return;
  months_.Take(reading);
  for (int i = 0; i < reading.mark_count; ++i) {
    const PlannedMark& mark = reading.marks[static_cast<std::size_t>(i)];
    findings_.Add("reading/" + roster_.facility(reading.claimant).id + "/" + reading.id(),
                  mark.rule, mark.outcome, mark.kind);
  }
}

void Network::TellEverything() {
  TellRegistry(settings_, roster_, calendar_, arrivals_);
  std::sort(readings_.begin(), readings_.end(),
            [](const PlannedReading& a, const PlannedReading& b) {
              return std::tie(a.acquired_at, a.number) < std::tie(b.acquired_at, b.number);
            });
  for (const auto& reading : readings_) {
    arrivals_.AdvanceTo(reading.acquired_at);
    TellReading(settings_, roster_, reading, arrivals_);
  }
  units_.Tell(arrivals_);
  arrivals_.Finish();
}

}  // namespace

std::vector<IntendedFinding> GenerateNetwork(const NetworkSettings& settings,
                                             const std::function<void(const v1::Event&)>& sink) {
  KAKUTEI_CHECK(CheckSettings(settings).has_value());
  return Network(settings, sink).Generate();
}

std::string EventLine(const v1::Event& event) {
  google::protobuf::util::JsonPrintOptions options;
  // That no series was viewed is a statement: it is written out, though the mapping would leave a
  // zero out.
  options.always_print_primitive_fields = event.has_images_viewed();
  std::string line;
  KAKUTEI_CHECK(google::protobuf::util::MessageToJsonString(event, &line, options).ok());
  return line;
}

}  // namespace kakutei::generator
