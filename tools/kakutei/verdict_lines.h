#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "kakutei/json_object.h"
#include "kakutei/v1/billing_eligibility.pb.h"

namespace kakutei::cli {

using Verdicts = google::protobuf::RepeatedPtrField<v1::Verdict>;

enum class Format { kTable, kNdjson, kCsv };

// Writes verdicts as people and machines read them: a header, then a line each. The lines of NDJSON
// are what other systems integrate against: names and words are the contract's.
class VerdictWriter {
 public:
  VerdictWriter(Format format, std::ostream& out) : format_(format), out_(out) {}
  void Begin();
  void Write(const v1::PublishedVerdict& published);

 private:
  const Format format_;
  std::ostream& out_;
};

// One verdict as a JSON object, without line end.
std::string VerdictJson(const v1::PublishedVerdict& published);
// One finding as a JSON object.
std::string FindingJson(const v1::Finding& finding);
// Readings with their status and findings as a JSON array.
std::string ReadingsJson(const Verdicts& readings);
// A CSV field, quoted where it has to be.
std::string CsvField(std::string_view text);
// rule:OUTCOME of every finding, joined by a blank.
std::string FindingList(const v1::Verdict& verdict);
// The same of a unit, and of the readings on which it rests, each after its subject.
std::string ReasonList(const v1::Verdict& unit, const Verdicts& readings);

}  // namespace kakutei::cli
