#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "kakutei/v1/assessment.pb.h"
#include "kakutei/v1/state.pb.h"

namespace kakutei::rules::testing {

// The facts of one reading, E203 by CT, insured, acquired on Wednesday 2026-06-03 at 09:50 JST.
// Each fact is ris# and its id: o1 the order, a1 the report (version 1, 11:00), d1 its delivery
// (11:30), t1 its attachment (12:00).
class ReadingBuilder {
 public:
  // R-1 of F-SEND, read by D-FT at F-RECV: complete, eligible.
  static ReadingBuilder Received();
  // R-1 of F-OWN, read by D-OWN there: complete, eligible.
  static ReadingBuilder Own();
  // R-1 of F-OWN, written by `author`, confirmed by D-OWN at 11:20 in review W-1 (fact ris#W-1-1)
  // with the assessment.
  static ReadingBuilder OwnDraftedBy(const std::string& author,
                                     v1::Assessment::Value = v1::Assessment::SUBSTANTIVE);

  // Adds a fact, or takes up the one that is there.
  v1::ReportAuthored& Author(const std::string& id, int version, const std::string& physician,
                             std::string_view at);
  v1::ReportDelivered& Deliver(const std::string& id, int version, std::string_view at);
  ReadingBuilder& Attach(const std::string& id, int version);
  v1::Event& Add(const std::string& id, std::string_view at);

  // Reviews, as their assessments tell of them; a signature's fact is ris#REVIEW-VERSION, a
  // correction's ris#REVIEW-cVERSION.
  v1::AssessedSignature& Sign(const std::string& review, int version, const std::string& physician,
                              std::string_view at,
                              v1::Assessment::Value = v1::Assessment::SUBSTANTIVE);
  v1::AssessedCorrection& Correct(const std::string& review, int from, int to, std::string_view at);
  v1::ConfirmationAssessed& Review(const std::string& review) { return reviews_[review]; }

  v1::ReadingOrdered& Order() { return *events_.at("o1").mutable_reading_ordered(); }
  v1::ReportAuthored& Report(const std::string& id = "a1") {
    return *events_.at(id).mutable_report_authored();
  }
  v1::ReportDelivered& Delivery(const std::string& id = "d1") {
    return *events_.at(id).mutable_report_delivered();
  }
  v1::Event& Event(const std::string& id) { return events_.at(id); }
  void At(const std::string& id, std::string_view at);
  void Remove(const std::string& id) { events_.erase(id); }
  // Takes out the facts of a kind, those of reviews from what was assessed; false: there are none.
  bool Remove(v1::Event::FactCase kind);
  // Another content claims the fact's identity too.
  void Doubt(const std::string& id) { doubtful_.insert(id); }

  v1::Dossier Build() const;

 private:
  static ReadingBuilder Complete(const std::string& claimant, const std::string& facility,
                                 const std::string& physician);

  std::string claimant_;
  std::string facility_;
  std::map<std::string, v1::Event> events_;
  std::map<std::string, v1::ConfirmationAssessed> reviews_;
  std::set<std::string> doubtful_;
};

}  // namespace kakutei::rules::testing
