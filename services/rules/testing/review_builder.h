#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kakutei/v1/state.pb.h"

namespace kakutei::rules::testing {

// The facts of review W-1 of R-1 at F-OWN; each is ris# and its id.
class ReviewBuilder {
 public:
  // Substantive: D-OWN opened it (w1), viewed 4 of 4 series for 95 seconds (v1, 11:15), compared
  // version 1 (p1, 11:16) and signed it (s1, 11:20).
  static ReviewBuilder Complete();

  v1::ReviewOpened& Open(const std::string& id, const std::string& physician, std::string_view at);
  v1::ImagesViewed& View(const std::string& id, std::string_view at, int viewed, int seconds);
  v1::ReportCompared& Compare(const std::string& id, int version, std::string_view at);
  v1::ReportCorrected& Correct(const std::string& id, int from, int to, std::string_view at);
  v1::ConfirmationSigned& Sign(const std::string& id, int version, std::string_view at);
  v1::Event& Add(const std::string& id, std::string_view at);

  v1::ConfirmationSigned& Signature() { return *Find("s1").mutable_confirmation_signed(); }
  v1::ImagesViewed& Viewed() { return *Find("v1").mutable_images_viewed(); }
  v1::Event& Find(const std::string& id);
  void Remove(const std::string& id);
  // Takes out the facts of a kind; false: there are none.
  bool Remove(v1::Event::FactCase kind);

  v1::Dossier Build() const;

 private:
  std::vector<v1::Event> events_;
};

}  // namespace kakutei::rules::testing
