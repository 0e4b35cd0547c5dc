#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "kakutei/v1/assessment.pb.h"
#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/state.pb.h"
#include "kakutei/v1/verdict.pb.h"

#include "base/digest.h"
#include "contract/golden_samples.h"
#include "runtime/projection/testing/temp_directory.h"

namespace kakutei::contract {
namespace {

using google::protobuf::FileDescriptor;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kGolden[] = KAKUTEI_SOURCE_DIR "/tests/contract/golden";

class GoldenBytes : public testing::Test {
 protected:
  void SetUp() override {
    auto read = ReadGoldenSamples(kGolden);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    samples_ = *std::move(read);
  }

  std::vector<const Message*> Messages() const {
    std::vector<const Message*> messages;
    for (const auto& sample : samples_) messages.push_back(sample.from_bytes.get());
    return messages;
  }

  std::vector<GoldenSample> samples_;
};

// Every message of the files whose messages are stored, and the two that are stored from elsewhere.
std::vector<std::string> StoredTypes() {
  std::vector<std::string> types = {"kakutei.v1.AwaitingConfirmation", "kakutei.v1.PolicyPack"};
  for (const FileDescriptor* file :
       {v1::Event::descriptor()->file(), v1::Dossier::descriptor()->file(),
        v1::Verdict::descriptor()->file(), v1::ConfirmationAssessed::descriptor()->file()}) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      types.push_back(file->message_type(i)->full_name());
    }
  }
  return types;
}

TEST_F(GoldenBytes, MeanWhatTheJsonBesideThemSays) {
  for (const auto& sample : samples_) {
    MessageDifferencer differencer;
    std::string differences;
    differencer.ReportDifferencesToString(&differences);
    EXPECT_TRUE(differencer.Compare(*sample.from_json, *sample.from_bytes))
        << sample.name << ", the JSON against the bytes:\n"
        << differences;
  }
}

TEST_F(GoldenBytes, AreWrittenAgainAsTheyStand) {
  for (const auto& sample : samples_) {
    EXPECT_EQ(ToHexText(sample.from_bytes->SerializeAsString()), ToHexText(sample.bytes))
        << sample.name;
  }
}

TEST_F(GoldenBytes, SetEveryFieldThatIsStored) {
  EXPECT_THAT(FieldsNeverSet(StoredTypes(), Messages()), IsEmpty())
      << "add a sample to tests/contract/golden, as the README says";
}

TEST_F(GoldenBytes, HoldEachStoredMessageByItself) {
  std::set<std::string> roots;
  for (const auto& sample : samples_) roots.insert(sample.from_bytes->GetTypeName());
  for (const std::string name :
       {"AwaitingConfirmation", "ConfirmationAssessed", "Dossier", "Event", "FacilityMonthSums",
        "IdentityContents", "LedgerHead", "LedgerRecord", "MemberCount", "PartnershipMonthSums",
        "PolicyPack", "ReadingSummary", "SlotFact", "UnitContribution", "Verdict"}) {
    EXPECT_THAT(roots, Contains("kakutei.v1." + name));
  }
}

TEST_F(GoldenBytes, OfLedgerRecordsCarryContentsThatAreGoldenToo) {
  std::set<std::string> carried;
  for (const auto& sample : samples_) {
    const auto* record = dynamic_cast<const v1::LedgerRecord*>(sample.from_bytes.get());
    if (record == nullptr) continue;
    EXPECT_EQ(base::Hex(base::Sha256(record->content())), base::Hex(record->digest()))
        << sample.name;
    for (const auto& other : samples_) {
      if (other.bytes == record->content()) carried.insert(other.from_bytes->GetTypeName());
    }
  }
  EXPECT_THAT(carried, ElementsAre("kakutei.v1.ConfirmationAssessed", "kakutei.v1.Verdict"));
}

TEST_F(GoldenBytes, LackNothingUnnoticed) {
  auto messages = Messages();
  std::erase_if(messages, [](const Message* message) {
    return message->GetTypeName() == "kakutei.v1.FacilityMonthSums";
  });
  EXPECT_THAT(FieldsNeverSet(StoredTypes(), messages), ElementsAre("kakutei.v1.FacilityMonthSums"));
  std::erase_if(messages, [](const Message* message) {
    const auto* event = dynamic_cast<const v1::Event*>(message);
    return event != nullptr && event->has_claim_month_closed();
  });
  EXPECT_THAT(FieldsNeverSet({"kakutei.v1.Event"}, messages),
              ElementsAre("kakutei.v1.ClaimMonthClosed", "kakutei.v1.Event.claim_month_closed"));
}

TEST(FieldsNeverSet, TellsATypeThatDoesNotExist) {
  EXPECT_THAT(FieldsNeverSet({"kakutei.v1.Nothing"}, {}), ElementsAre("kakutei.v1.Nothing"));
}

void Write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

TEST(GoldenSamples, ReadsWhatItWrote) {
  const runtime::TempDirectory folder;
  Write(folder.path() / "Share.half.json", R"({"numerator":"1","denominator":"2"})");
  EXPECT_THAT(WriteMissingBytes(folder.path().string()).value(), ElementsAre("Share.half"));
  // Nothing is ever written twice.
  Write(folder.path() / "Share.half.json", R"({"numerator":"1","denominator":"3"})");
  EXPECT_THAT(WriteMissingBytes(folder.path().string()).value(), IsEmpty());
  const auto samples = ReadGoldenSamples(folder.path().string());
  ASSERT_TRUE(samples.has_value());
  ASSERT_EQ(samples->size(), 1u);
  EXPECT_EQ((*samples)[0].bytes, "\x08\x01\x10\x02");
  EXPECT_FALSE(MessageDifferencer::Equals(*(*samples)[0].from_json, *(*samples)[0].from_bytes));
}

TEST(GoldenSamples, RefusesWhatItCannotRead) {
  const auto error_of = [](std::string_view name, std::string_view json, std::string_view hex) {
    const runtime::TempDirectory folder;
    const auto base = (folder.path() / name).string();
    if (!json.empty()) Write(base + ".json", json);
    if (!hex.empty()) Write(base + ".hex", hex);
    const auto read = ReadGoldenSamples(folder.path().string());
    return read ? "" : read.error().reason + " " + read.error().message;
  };
  using testing::StartsWith;
  EXPECT_EQ(error_of("Share.a", "{}", "08 01\n"), "");
  EXPECT_THAT(error_of("Share.a", "", "0801"), StartsWith("GOLDEN_FILE Share.a.hex: its JSON"));
  EXPECT_THAT(error_of("Share.a", "{}", ""), StartsWith("GOLDEN_FILE Share.a.json: its bytes"));
  EXPECT_THAT(error_of("Share.a", "{}", "0x"), StartsWith("GOLDEN_FILE Share.a.hex: no digit"));
  EXPECT_THAT(error_of("Share.a", "{}", "080"), StartsWith("GOLDEN_FILE Share.a.hex: an odd"));
  EXPECT_THAT(error_of("Share.a", "{}", "08"), StartsWith("GOLDEN_FILE Share.a.hex: cannot be"));
  EXPECT_THAT(error_of("Share.a", R"({"part":1})", "0801"), StartsWith("GOLDEN_FILE Share.a.json"));
  EXPECT_THAT(error_of("Nothing.a", "{}", "0801"), StartsWith("GOLDEN_FILE Nothing.a"));
}

}  // namespace
}  // namespace kakutei::contract
