#include "rules/filings.h"
#include "rules/reading_case.h"

namespace kakutei::rules {
namespace {

constexpr Message kMessages[] = {
    {"not_filed", "送信側 {facility} は {date} の時点で遠隔画像診断（送信側）の届出がありません。",
     "The sending facility {facility} had no teleradiology filing (sending side) on {date}.",
     Stating(Party::kClaimant, v1::Event::kStandardFiled,
             "{date} に有効な、{facility} の遠隔画像診断（送信側）の届出",
             "the teleradiology filing (sending side) of {facility}, in force on {date}")},
};

void Judge(const ReadingCase& reading, Findings& findings) {
  if (reading.own_case() || !reading.diagnosis()) return;
  const std::string& sender = reading.order()->claimant_facility_id();
  const base::Date date = reading.diagnosis()->date();
  if (!FilingsOf(reading.registry(), sender, v1::Standard::TELERADIOLOGY_SENDING, date).empty())
    return;
  findings.Report(v1::Status::INELIGIBLE, "not_filed",
                  {reading.order_fact(), reading.diagnosis()->fact},
                  {{"facility", sender}, {"date", base::FormatDate(date)}});
}

}  // namespace

extern const ReadingRule kSendingFiling;
const ReadingRule kSendingFiling = {
    {"L-2",
     v1::Authority::LAW,
     kMessages,
     {.facts = kReadForDiagnosis | FieldNumbers{v1::Event::kStandardFiled}}},
    Judge};

}  // namespace kakutei::rules
