#pragma once

#include <string>

#include "kakutei/v1/event.pb.h"

namespace kakutei::facts {

// Whose reading a reading fact is about, as views into the event.
struct ReadingIds {
  const std::string& claimant;
  const std::string& reading;
};

template <typename Fact>
ReadingIds ReadingIdsOf(const Fact& fact) {
  return {fact.claimant_facility_id(), fact.reading_id()};
}

// Requires one of the reading facts.
inline ReadingIds ReadingOf(const v1::Event& event) {
  switch (event.fact_case()) {
    case v1::Event::kReadingOrdered:
      return ReadingIdsOf(event.reading_ordered());
    case v1::Event::kReportAuthored:
      return ReadingIdsOf(event.report_authored());
    case v1::Event::kReportDelivered:
      return ReadingIdsOf(event.report_delivered());
    case v1::Event::kReportAttached:
      return ReadingIdsOf(event.report_attached());
    case v1::Event::kMessageRelayed:
      return ReadingIdsOf(event.message_relayed());
    default:
      return ReadingIdsOf(event.reading_cancelled());
  }
}

}  // namespace kakutei::facts
