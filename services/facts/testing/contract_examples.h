#pragma once

#include <array>
#include <string_view>

// The contract's example lines: each fact once, all well-formed; no coherent month.
namespace kakutei::facts::testing {

// clang-format off
inline constexpr std::array<std::string_view, 39> kContractExamples = {
    R"({"eventId":"g1","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("facilityRegistered":{"facilityId":"F-SEND","kind":"HOSPITAL",)"
    R"("radiologyDepartment":true}})",
    R"({"eventId":"g2","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("vendorRegistered":{"vendorId":"V-1","kind":"SYSTEM_PROVIDER"}})",
    R"({"eventId":"g3","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("physicianRegistered":{"physicianId":"D-FT","yearsDedicated":12,)"
    R"("societyTrainingRegistered":true}})",
    R"({"eventId":"g4","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("employmentRecorded":{"employmentId":"E-1","physicianId":"D-FT","facilityId":"F-RECV",)"
    R"("status":"FULL_TIME","dedicatedToImaging":true,"weeklyHours":40,"onSiteDays":5,)"
    R"("onSiteHours":38,"validFrom":"2024-04-01"}})",
    R"({"eventId":"g5","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("standardFiled":{"filingId":"S-1","facilityId":"F-RECV","standard":"ADD_ON_2",)"
    R"("validFrom":"2024-06-01"}})",
    R"({"eventId":"g6","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("radiologistFiled":{"filingId":"S-1","facilityId":"F-RECV","physicianId":"D-FT",)"
    R"("validFrom":"2024-06-01"}})",
    R"({"eventId":"g7","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("offsiteArrangementRecorded":{"facilityId":"F-RECV","physicianId":"D-FT",)"
    R"("countedAsOnSiteMinimum":false,"onSiteDays":3,"onSiteHours":24,)"
    R"("scheduledHours":[{"weekday":1,"from":"09:00","to":"17:00"}],"administratorTracks":true,)"
    R"("equipmentAdequate":true,"securityMeasures":true,"validFrom":"2024-06-01"}})",
    R"({"eventId":"g8","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("partnershipRecorded":{"partnershipId":"P-1","sendingFacilityId":"F-SEND",)"
    R"("receivingFacilityId":"F-RECV","initiatedBy":"FACILITIES","priorRelation":"YES",)"
    R"("cooperationBasis":"REGIONAL_COOPERATION_AGREEMENT","vendorId":"V-1",)"
    R"("vendorFeeBasis":"FIXED_SYSTEM_FEE","validFrom":"2024-06-01"}})",
    R"({"eventId":"g9","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("actualCooperationRecorded":{"physicianId":"D-PT","sendingFacilityId":"F-SEND",)"
    R"("basis":"JOINT_CONFERENCE","validFrom":"2026-01-01"}})",
    R"({"eventId":"g10","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("responsibilityAssigned":{"agreementId":"A-1","sendingFacilityId":"F-SEND",)"
    R"("receivingFacilityIds":["F-RECV"],"validFrom":"2024-06-01"}})",
    R"({"eventId":"g11","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("attestationRecorded":{"facilityId":"F-RECV","kind":"SECURITY_GUIDELINE",)"
    R"("fulfilled":true,"validFrom":"2026-01-01"}})",
    R"({"eventId":"g12","source":"registry","occurredAt":"2026-06-30T00:00:00Z",)"
    R"("attestationRecorded":{"facilityId":"F-SEND","kind":"NO_COMMISSION","fulfilled":true,)"
    R"("validFrom":"2026-06-01","validTo":"2026-07-01"}})",
    R"({"eventId":"g13","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("riskSharingAcknowledged":{"partnershipId":"P-1","party":"SENDING",)"
    R"("validFrom":"2026-01-01"}})",
    R"({"eventId":"g14","source":"registry","occurredAt":"2026-05-01T00:00:00Z",)"
    R"("adviceRecorded":{"partnershipId":"P-1","vendorId":"V-1","topic":"CLAIM_LIABILITY"}})",
    R"({"eventId":"g15","source":"registry","occurredAt":"2026-06-20T00:00:00Z",)"
    R"("managementActivityRecorded":{"activityId":"M-1","facilityId":"F-SEND","side":"SENDING",)"
    R"("kind":"IMAGE_QUALITY_FEEDBACK","performedBy":"D-FT","performedOn":"2026-06-20"}})",
    R"({"eventId":"g16","source":"registry","occurredAt":"2026-07-01T00:00:00Z",)"
    R"("correctionPlanRecorded":{"planId":"C-1","facilityId":"F-SEND","month":"2026-06",)"
    R"("ruleId":"ATS2-4.2","dueOn":"2026-07-31","state":"OPEN"}})",
    R"({"eventId":"g17","source":"registry","occurredAt":"2026-07-01T00:00:00Z",)"
    R"("findingAcknowledged":{"subject":"reading/F-SEND/R-1","ruleId":"ATS2-3.4","by":"V-1"}})",
    R"({"eventId":"g20","source":"registry","occurredAt":"2026-05-10T00:00:00Z",)"
    R"("solicitationRecorded":{"solicitationId":"L-1","vendorId":"V-1","facilityId":"F-SEND",)"
    R"("kind":"ADD_ON_ADVERTISED","recordedOn":"2026-05-10"}})",
    R"({"eventId":"g18","source":"registry","occurredAt":"2026-01-01T00:00:00Z",)"
    R"("calendarPublished":{"calendarId":"national","year":2026,"holidays":["2026-07-20"],)"
    R"("nightFrom":"18:00","nightTo":"08:00"}})",
    R"({"eventId":"g19","source":"registry","occurredAt":"2026-01-01T00:00:00Z",)"
    R"("calendarPublished":{"calendarId":"facility","facilityId":"F-SEND","year":2026,)"
    R"("consultationWeekdays":[1,2,3,4,5,6],"opensOnHolidays":false,"closedOn":["2026-06-10"]}})",
    R"({"eventId":"r1","source":"vendor/acme","occurredAt":"2026-06-03T01:00:00Z",)"
    R"("readingOrdered":{"readingId":"R-1","claimantFacilityId":"F-SEND",)"
    R"("readingFacilityId":"F-RECV","patientKey":"pk_00112233445566778899aabbccddeeff",)"
    R"("section":"E203","modality":"CT","acquiredAt":"2026-06-03T00:50:00Z","insured":true}})",
    R"({"eventId":"r2","source":"vendor/acme","occurredAt":"2026-06-03T02:00:00Z",)"
    R"("reportAuthored":{"readingId":"R-1","claimantFacilityId":"F-SEND","reportVersion":1,)"
    R"("step":"PRIMARY_READ","authorPhysicianId":"D-FT","actingFacilityId":"F-RECV",)"
    R"("place":"ON_SITE","remoteSystem":true,"electronicSignature":true,)"
    R"("reportDigest":"sha256:..."}})",
    R"({"eventId":"r3","source":"vendor/acme","occurredAt":"2026-06-03T02:30:00Z",)"
    R"("reportDelivered":{"readingId":"R-1","claimantFacilityId":"F-SEND","reportVersion":1,)"
    R"("toTreatingPhysician":true,"form":"ELECTRONIC","route":"FACILITY_TO_FACILITY"}})",
    R"({"eventId":"r4","source":"his/F-SEND","occurredAt":"2026-06-03T03:00:00Z",)"
    R"("reportAttached":{"readingId":"R-1","claimantFacilityId":"F-SEND","reportVersion":1}})",
    R"({"eventId":"r5","source":"vendor/acme","occurredAt":"2026-06-03T02:31:00Z",)"
    R"("messageRelayed":{"readingId":"R-1","claimantFacilityId":"F-SEND","vendorId":"V-1",)"
    R"("content":"READING_RESULT"}})",
    R"({"eventId":"r6","source":"vendor/acme","occurredAt":"2026-06-04T00:00:00Z",)"
    R"("readingCancelled":{"readingId":"R-9","claimantFacilityId":"F-SEND"}})",
    R"({"eventId":"c1","source":"vendor/acme","occurredAt":"2026-06-03T02:05:00Z",)"
    R"("reviewOpened":{"reviewId":"W-1","readingId":"R-2","claimantFacilityId":"F-OWN",)"
    R"("readingFacilityId":"F-OWN","reportVersion":1,"confirmerPhysicianId":"D-FT"}})",
    R"({"eventId":"c2","source":"vendor/acme","occurredAt":"2026-06-03T02:07:00Z",)"
    R"("imagesViewed":{"reviewId":"W-1","readingId":"R-2","claimantFacilityId":"F-OWN",)"
    R"("readingFacilityId":"F-OWN","seriesTotal":4,"seriesViewed":4,"activeSeconds":95}})",
    R"({"eventId":"c3","source":"vendor/acme","occurredAt":"2026-06-03T02:08:00Z",)"
    R"("reportCompared":{"reviewId":"W-1","readingId":"R-2","claimantFacilityId":"F-OWN",)"
    R"("readingFacilityId":"F-OWN","reportVersion":1}})",
    R"({"eventId":"c4","source":"vendor/acme","occurredAt":"2026-06-03T02:09:00Z",)"
    R"("reportSentBack":{"reviewId":"W-1","readingId":"R-2","claimantFacilityId":"F-OWN",)"
    R"("readingFacilityId":"F-OWN","reportVersion":1,"reason":"FINDING_MISSED"}})",
    R"({"eventId":"c5","source":"vendor/acme","occurredAt":"2026-06-03T02:20:00Z",)"
    R"("reportCorrected":{"reviewId":"W-1","readingId":"R-2","claimantFacilityId":"F-OWN",)"
    R"("readingFacilityId":"F-OWN","fromVersion":1,"toVersion":2,"changedCharacters":48}})",
    R"({"eventId":"c6","source":"vendor/acme","occurredAt":"2026-06-03T02:21:00Z",)"
    R"("confirmationSigned":{"reviewId":"W-1","readingId":"R-2","claimantFacilityId":"F-OWN",)"
    R"("readingFacilityId":"F-OWN","reportVersion":2,"confirmerPhysicianId":"D-FT",)"
    R"("actingFacilityId":"F-OWN","place":"ON_SITE","remoteSystem":false,"mode":"INDIVIDUAL",)"
    R"("electronicSignature":true}})",
    R"({"eventId":"b1","source":"billing/F-SEND","occurredAt":"2026-07-06T00:00:00Z",)"
    R"("claimSubmitted":{"claimId":"K-1","claimantFacilityId":"F-SEND",)"
    R"("patientKey":"pk_00112233445566778899aabbccddeeff","month":"2026-06",)"
    R"("sectionGroup":"CT_MR","addOn":"ADD_ON_2"}})",
    R"({"eventId":"b2","source":"billing/F-SEND","occurredAt":"2026-08-06T00:00:00Z",)"
    R"("claimReturned":{"claimId":"K-1","claimantFacilityId":"F-SEND"}})",
    R"({"eventId":"b3","source":"billing/F-SEND","occurredAt":"2026-08-10T00:00:00Z",)"
    R"("claimWithdrawn":{"claimId":"K-1","claimantFacilityId":"F-SEND"}})",
    R"({"eventId":"b5","source":"billing/F-SEND","occurredAt":"2026-08-09T00:00:00Z",)"
    R"("withdrawalDecided":{"claimId":"K-1","claimantFacilityId":"F-SEND","decision":"WITHDRAW",)"
    R"("decidedBy":"U-7","subject":"unit/F-SEND/pk_00112233445566778899aabbccddeeff/2026-06/CT_MR",)"
    R"("revision":"3","verdictDigest":"sha256:)"
    R"(00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}})",
    R"({"eventId":"b4","source":"billing/F-SEND","occurredAt":"2026-07-05T00:00:00Z",)"
    R"("claimMonthClosed":{"claimantFacilityId":"F-SEND","month":"2026-06"}})",
    R"({"eventId":"p1","source":"network-office","occurredAt":"2026-07-01T00:00:00Z",)"
    R"("policyActivated":{"packId":"operator-thresholds",)"
    R"("pack":"pack_id: \"operator-thresholds\"",)"
    R"("packDigest":"sha256:7ca61b109d980b50307277fa49fabe432d704af88c64a28c697561b8477f10b6",)"
    R"("activatedBy":"U-1",)"
    R"("shadowDigest":"sha256:0000000000000000000000000000000000000000000000000000000000000001",)"
    R"("lawRulesOff":["L-8"]}})",
    R"({"eventId":"t1","source":"clock","occurredAt":"2026-07-20T00:00:00Z",)"
    R"("clockTicked":{"zone":"Asia/Tokyo"}})",
};
// clang-format on

}  // namespace kakutei::facts::testing
