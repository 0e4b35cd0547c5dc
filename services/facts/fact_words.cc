#include "facts/fact_words.h"

namespace kakutei::facts {
namespace {

using v1::Event;

struct Words {
  Event::FactCase fact;
  FactWords words;
};

constexpr Words kWords[] = {
    {Event::kFacilityRegistered, {"施設の登録", "the registration of a facility"}},
    {Event::kVendorRegistered, {"事業者の登録", "the registration of a vendor"}},
    {Event::kPhysicianRegistered, {"医師の登録", "the registration of a physician"}},
    {Event::kEmploymentRecorded, {"医師の雇用の記録", "the record of an employment"}},
    {Event::kStandardFiled, {"施設基準の届出", "the filing of a facility standard"}},
    {Event::kRadiologistFiled, {"画像診断を専ら担当する医師の届出", "the filing of a radiologist"}},
    {Event::kOffsiteArrangementRecorded,
     {"院外読影の取決めの記録", "the record of an off-site arrangement"}},
    {Event::kPartnershipRecorded, {"施設間の連携の記録", "the record of a partnership"}},
    {Event::kActualCooperationRecorded,
     {"実態的な協力関係の記録", "the record of an actual cooperation"}},
    {Event::kResponsibilityAssigned, {"責任分担の取決め", "the assignment of responsibilities"}},
    {Event::kAttestationRecorded, {"確認書の記録", "the record of an attestation"}},
    {Event::kRiskSharingAcknowledged, {"リスク分担の了解", "the acknowledgement of a shared risk"}},
    {Event::kAdviceRecorded, {"助言の記録", "the record of advice given"}},
    {Event::kManagementActivityRecorded, {"管理業務の記録", "the record of a management activity"}},
    {Event::kCorrectionPlanRecorded, {"是正計画の記録", "the record of a correction plan"}},
    {Event::kFindingAcknowledged, {"指摘の了解", "the acknowledgement of a finding"}},
    {Event::kSolicitationRecorded, {"勧誘の記録", "the record of a solicitation"}},
    {Event::kCalendarPublished, {"暦の公表", "the publication of a calendar"}},
    {Event::kReadingOrdered, {"読影の依頼", "the order of a reading"}},
    {Event::kReportAuthored, {"報告書の作成", "the writing of a report"}},
    {Event::kReportDelivered, {"報告書の交付", "the delivery of a report"}},
    {Event::kReportAttached, {"報告書の診療録への添付", "the attachment of a report to the chart"}},
    {Event::kMessageRelayed, {"事業者による伝達", "a vendor's relaying of a message"}},
    {Event::kReadingCancelled, {"読影の取消", "the cancellation of a reading"}},
    {Event::kReviewOpened, {"確定作業の開始", "the opening of a review"}},
    {Event::kImagesViewed, {"画像の閲覧", "the viewing of the images"}},
    {Event::kReportCompared, {"画像と報告書の照合", "the comparison of images and report"}},
    {Event::kReportSentBack, {"報告書の差戻し", "the sending back of a report"}},
    {Event::kReportCorrected, {"報告書の訂正", "the correction of a report"}},
    {Event::kConfirmationSigned, {"報告書の確定", "the confirmation of a report"}},
    {Event::kClaimSubmitted, {"請求の提出", "the submission of a claim"}},
    {Event::kClaimReturned, {"請求の返戻", "the return of a claim"}},
    {Event::kClaimWithdrawn, {"請求の取下げ", "the withdrawal of a claim"}},
    {Event::kWithdrawalDecided, {"取下げの提案への判断", "the decision on a proposed withdrawal"}},
    {Event::kClaimMonthClosed, {"請求月の締め", "the closing of a claim month"}},
    {Event::kPolicyActivated, {"方針の適用", "the activation of a policy pack"}},
    {Event::kClockTicked, {"時刻の経過", "the passing of time"}},
};

}  // namespace

FactWords WordsFor(Event::FactCase fact) {
  for (const Words& words : kWords) {
    if (words.fact == fact) return words.words;
  }
  return {};
}

}  // namespace kakutei::facts
