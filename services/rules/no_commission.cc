#include "rules/no_commission.h"

#include "facts/slots.h"

namespace kakutei::rules {

void JudgeNoCommission(const Registry& registry, std::string_view facility_id, base::Month month,
                       Findings& findings) {
  const std::string first = base::FormatDate(base::FirstDay(month));
  const std::string after = base::FormatDate(base::AddDays(base::LastDay(month), 1));
  const Arguments arguments = {{"facility", std::string(facility_id)},
                               {"month", base::FormatMonth(month)}};
  FactRefs overlapping;
  bool attested = false;
  for (const v1::SlotFact* fact : registry.Find(v1::Event::kAttestationRecorded, facility_id)) {
    const auto& attestation = fact->event().attestation_recorded();
    const std::string& from = attestation.valid_from();
    // Beyond every date: dates compare as text.
    const std::string to = attestation.has_valid_to() ? attestation.valid_to() : "~";
    if (attestation.kind() != v1::AttestationRecorded::Kind::NO_COMMISSION || from >= after ||
        to <= first || to <= from) {
      continue;
    }
    overlapping.push_back(facts::FactRef(fact->event()));
    attested = attested || (attestation.fulfilled() && from <= first && after <= to);
    if (attestation.has_fulfilled() && !attestation.fulfilled())
      findings.Report(v1::Status::INELIGIBLE, "commissioned", {overlapping.back()}, arguments);
  }
  if (!attested) findings.Missing("not_attested", std::move(overlapping), arguments);
}

}  // namespace kakutei::rules
