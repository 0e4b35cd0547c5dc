#include "rules/filings.h"

#include "facts/slots.h"

namespace kakutei::rules {

std::vector<std::string> FilingsOf(const Registry& registry, std::string_view facility_id,
                                   v1::Standard::Value standard, base::Date date) {
  const std::string day = base::FormatDate(date);
  std::vector<std::string> filings;
  for (const v1::SlotFact* fact : registry.Find(v1::Event::kStandardFiled, facility_id)) {
    const auto& filing = fact->event().standard_filed();
    if (filing.standard() == standard && InForce(filing, day))
      filings.push_back(facts::FactRef(fact->event()));
  }
  return filings;
}

bool IsFiledRadiologist(const Registry& registry, std::string_view physician_id,
                        std::string_view facility_id, base::Date date) {
  const std::string day = base::FormatDate(date);
  for (const v1::SlotFact* fact : registry.Find(v1::Event::kRadiologistFiled, physician_id)) {
    const auto& filed = fact->event().radiologist_filed();
    if (filed.physician_id() == physician_id && filed.facility_id() == facility_id &&
        InForce(filed, day))
      return true;
  }
  return false;
}

bool HasAttested(const Registry& registry, std::string_view facility_id,
                 v1::AttestationRecorded::Kind::Value kind, base::Date date) {
  const std::string day = base::FormatDate(date);
  for (const v1::SlotFact* fact : registry.Find(v1::Event::kAttestationRecorded, facility_id)) {
    const auto& attested = fact->event().attestation_recorded();
    if (attested.kind() == kind && attested.fulfilled() && InForce(attested, day)) return true;
  }
  return false;
}

std::optional<FiledAddOn> HighestAddOn(const Registry& registry, const PolicyOnDate& policy,
                                       std::string_view facility_id, v1::SectionGroup::Value group,
                                       base::Date date) {
  const int highest =
      group == v1::SectionGroup::XR ? v1::Standard::ADD_ON_1 : v1::Standard::ADD_ON_4;
  for (int level = highest; level >= v1::Standard::ADD_ON_1; --level) {
    const auto standard = static_cast<v1::Standard::Value>(level);
    const auto points = policy.PointsOf(standard);
    if (!points) continue;
    auto filings = FilingsOf(registry, facility_id, standard, date);
    if (!filings.empty()) return FiledAddOn{standard, *points, std::move(filings)};
  }
  return std::nullopt;
}

}  // namespace kakutei::rules
