#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "kakutei/v1/claim_facts.pb.h"
#include "kakutei/v1/confirmation_facts.pb.h"
#include "kakutei/v1/reading_facts.pb.h"

#include "generator/findings.h"

// One reading as it is meant to happen, in little space: from it both its facts and its intended
// findings follow. Numbers are positions in the roster.
namespace kakutei::generator {

using Modality = v1::ReadingOrdered::Modality;
using AuthoredStep = v1::ReportAuthored::Step;
using DeliveryForm = v1::ReportDelivered::Form;
using SigningMode = v1::ConfirmationSigned::Mode;

struct PlannedStep {
  base::Instant at;
  int physician = 0;
  int acting_facility = -1;  // -1: a vendor's reader
  AuthoredStep::Value step = AuthoredStep::PRIMARY_READ;
  std::int8_t version = 1;
  bool off_site = false;
};

// A review with one signature at most.
struct PlannedReview {
  int confirmer = -1;  // -1: there is no review
  base::Instant opened_at, signed_at;
  SigningMode::Value mode = SigningMode::INDIVIDUAL;
  std::int8_t opened_version = 1, signed_version = 1;
  bool corrected = false;  // the confirmer made the signed version out of the opened one
  bool sent_back = false;  // the author did
  bool viewed = true, compared = true;
  bool viewed_on = false;  // and looked at the rest of the series only after signing
  std::int16_t series_total = 0, series_viewed = 0, active_seconds = 0;
};

struct PlannedDelivery {
  base::Instant at;
  DeliveryForm::Value form = DeliveryForm::ELECTRONIC;
  std::int8_t version = 1;
  bool to_treating_physician = true;
  bool by_vendor = false;
  bool attached = true;
};

struct PlannedMark {
  RuleName rule;
  Kind kind;
  v1::Status::Value outcome;
};

// What an order leaves out or states; the rest of the reading goes on.
enum class OrderForm : std::uint8_t {
  kFull,
  kNoSection,
  kNoInsured,
  kAbsent,
  kNotCovered,
  kNotInsured
};

struct PlannedReading {
  int number = 0;
  int patient = 0;
  int claimant = 0;
  int reader = 0;
  int partnership = -1;  // of a received case
  Modality::Value modality = Modality::CT;
  bool contrast_radiography = false;  // E004
  OrderForm order = OrderForm::kFull;
  bool cancelled = false;
  bool relayed = false;
  bool unsigned_steps = false;  // without electronic signatures
  Kind kind = Kind::kNone;
  base::Instant acquired_at;

  std::array<PlannedStep, 3> steps;
  std::int8_t step_count = 0;
  PlannedReview review;
  std::array<PlannedDelivery, 2> deliveries;
  std::int8_t delivery_count = 0;

  // What is meant to follow.
  base::Instant diagnosed_at;  // min(): never
  bool part_time_author = false;
  std::array<PlannedMark, 10> marks;
  std::int8_t mark_count = 0;

  bool own() const { return claimant == reader; }
  bool diagnosed() const { return diagnosed_at != base::Instant::min(); }
  v1::SectionGroup::Value group() const;
  const char* section() const;
  std::string id() const;
  base::Month month() const { return base::JstMonth(diagnosed() ? diagnosed_at : acquired_at); }
  // The worst of the marks, or ELIGIBLE.
  v1::Status::Value status() const;
  bool IsMarked(RuleName rule) const;
  // Marks of one rule combine by the worse.
  void Mark(RuleName rule, v1::Status::Value outcome, Kind because);
};

}  // namespace kakutei::generator
