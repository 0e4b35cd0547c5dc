#include "facts/patient_information.h"

#include <gtest/gtest.h>

namespace kakutei::facts {
namespace {

TEST(PatientInformation, IsAnyScriptOtherThanAscii) {
  for (const char* text :
       {"山田太郎", "ヤマダ", "ﾔﾏﾀﾞ", "やまだ", "F-渋谷", "１２３", "Müller", "\xff"}) {
    EXPECT_EQ(PatientInformationIn(text), "text in a script other than ASCII") << text;
  }
}

TEST(PatientInformation, IsATelephoneNumber) {
  for (const char* text :
       {"090-1234-5678", "080.1234.5678", "070_1234_5678", "(050)1234-5678", "TEL-090-1234-5678",
        "R.060-1234-5678.x", "020 1234 5678", "+81-90-1234-5678", "+8190-1234-5678",
        "vendor/090-1234-5678", "03-1234-5678", "045-123-4567", "0467-12-3456", "0120-123-456",
        "04992-1-2345", "R090-1234-5678", "090-1234-5678x"}) {
    EXPECT_EQ(PatientInformationIn(text), "a telephone number") << text;
  }
}

TEST(PatientInformation, IsADateOfBirth) {
  for (const char* text :
       {"1952-03-01", "1999-12-31", "1952.03.01", "1952_03_01", "1952/03/01", "vendor/1952-03-01",
        "2015-04-05", "2015/04/05", "2026-06-03", "Yamada-19500102", "1950.01.02.Yamada",
        "R-1952-03-01", "ris/Yamada_1950_01_02", "19500102-R-0001"}) {
    EXPECT_EQ(PatientInformationIn(text), "a date of birth") << text;
  }
}

TEST(PatientInformation, IsANumberOfEightDigitsOrMore) {
  for (const char* text :
       {"12345678", "19520301", "123456789012", "09012345678", "reading/F-SEND/12345678"}) {
    EXPECT_EQ(PatientInformationIn(text),
              "an insured number or another number of eight to twelve digits")
        << text;
  }
}

TEST(PatientInformation, IsAPatientsNumber) {
  for (const char* text : {"P-12345678", "p12345678", "PT.123456789", "PATIENT-12345", "Pat_00012",
                           "mrn00012", "KARTE-123456", "kanja 12345", "PID-12345"}) {
    EXPECT_EQ(PatientInformationIn(text), "a patient's number") << text;
  }
}

TEST(PatientInformation, IsNoOrdinaryId) {
  for (const char* text : {"",
                           "R-20260603-0001",
                           "K-000123",
                           "E-1",
                           "D-123456",
                           "1234567",
                           "vendor/acme",
                           "2026-06",
                           "1952-13-01",
                           "R-1952-13-01",
                           "R-2015-04-05",
                           "R-20150405",
                           "R20260603-001",
                           "batch/2026-06-03",
                           "P-1",
                           "P-000123",
                           "P-1234567",
                           "P-20260603",
                           "PAT-0001",
                           "X-12345678",
                           "P-12345678-1",
                           "19500102-1234-5678-89ab-0123456789ab",
                           "R.19500102-1234-5678-89ab-0123456789ab",
                           "1.2.392.1950.11.12.3",
                           "study-1.2.392.1950.11.12.3",
                           "study-1950.11.12.3",
                           "study-1.2.1950.11.12",
                           "R-119500102",
                           "R-195001021",
                           "a19500102b",
                           "pk_00112233445566778899001122334455",
                           "sha256:00112233445566778899",
                           "ATS2-3.4",
                           "09:00",
                           "abcde090-1234-5678-89ab-0123456789ab",
                           "R-1090-1234-5678",
                           "090-1234-56789",
                           "010-0001",
                           "00-0000-00000",
                           "R-01-0002-0003",
                           "1.2.840.10008.5",
                           "0.1.2",
                           "F-SEND_2026.06.03-001",
                           "unit/F-1/pk_00112233445566778899aabbccddeeff/2026-06/XR"}) {
    EXPECT_FALSE(LooksLikePatientInformation(text)) << text;
  }
}

TEST(AShownValue, IsTheTextCutTo64Bytes) {
  EXPECT_EQ(ShownValue("R-1"), "R-1");
  EXPECT_EQ(ShownValue(std::string(65, 'x')), std::string(64, 'x'));
  EXPECT_EQ(ShownValue("a\nb\x7f"), "a?b?");
}

TEST(AShownValue, HidesPatientInformationAndFreeText) {
  for (const char* text : {"山田太郎", "090-1234-5678", "1952-03-01", "Taro Yamada", "born 1952"}) {
    const std::string shown = ShownValue(text);
    EXPECT_EQ(shown.substr(0, 7), "sha256:") << text;
    EXPECT_EQ(shown.size(), 19u) << text;
  }
  EXPECT_EQ(ShownValue("2026-06-03 01:00:00"), "2026-06-03 01:00:00");
}

}  // namespace
}  // namespace kakutei::facts
