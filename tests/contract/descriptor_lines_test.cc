#include "contract/descriptor_lines.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "runtime/projection/testing/temp_directory.h"

namespace kakutei::contract {
namespace {

using testing::Contains;
using testing::ElementsAre;

TEST(DescriptorLines, NameEverythingThatOthersRelyOn) {
  google::protobuf::FileDescriptorProto proto;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(R"(
    name: "t.proto" package: "t" syntax: "proto3"
    message_type {
      name: "Draft"
      field { name: "kept_at" number: 20 type: TYPE_INT64 label: LABEL_OPTIONAL oneof_index: 0 }
      field { name: "state" number: 3 type_name: ".t.Draft.Value" label: LABEL_REPEATED }
      field { name: "notes" number: 12 type: TYPE_STRING label: LABEL_REPEATED }
      field { name: "id" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL
              oneof_index: 1 proto3_optional: true }
      oneof_decl { name: "outcome" }
      oneof_decl { name: "_id" }
      enum_type {
        name: "Value"
        value { name: "OPEN" number: 0 }
        reserved_range { start: 4 end: 5 }
        reserved_name: "SHUT"
      }
      reserved_range { start: 5 end: 8 }
      reserved_range { start: 9 end: 10 }
      reserved_name: "old"
    }
    service {
      name: "Desk"
      method { name: "Watch" input_type: ".t.Draft" output_type: ".t.Draft" server_streaming: true }
    })",
                                                            &proto));
  google::protobuf::DescriptorPool pool;
  const auto* file = pool.BuildFile(proto);
  ASSERT_NE(file, nullptr);
  EXPECT_THAT(
      DescriptorLines(*file),
      ElementsAre("enum t.Draft.Value", "enum t.Draft.Value value 0 OPEN",
                  "enum t.Draft.Value reserved 4..5", "enum t.Draft.Value reserved-name SHUT",
                  "message t.Draft", "message t.Draft field 1 id optional string json id",
                  "message t.Draft field 3 state repeated-packed t.Draft.Value json state",
                  "message t.Draft field 12 notes repeated string json notes",
                  "message t.Draft field 20 kept_at singular int64 json keptAt oneof outcome",
                  "message t.Draft reserved 5..7", "message t.Draft reserved 9",
                  "message t.Draft reserved-name old", "service t.Desk",
                  "service t.Desk rpc Watch t.Draft returns stream t.Draft"));
}

TEST(LinkedContract, HoldsMessagesAndServicesOfEveryFile) {
  const auto now = LinkedContract(KAKUTEI_SOURCE_DIR "/proto");
  ASSERT_TRUE(now.has_value()) << now.error().message;
  EXPECT_THAT(*now, Contains("message kakutei.v1.Event field 3 source_revision optional uint64 "
                             "json sourceRevision"));
  EXPECT_THAT(*now, Contains("service kakutei.v1.FacilityRegistry rpc StreamFacts stream "
                             "kakutei.v1.AppendFactsRequest returns stream "
                             "kakutei.v1.StreamFactsResponse"));
}

TEST(LinkedContract, RefusesAProtoThatIsNotLinked) {
  const runtime::TempDirectory folder;
  std::filesystem::create_directories(folder.path() / "kakutei/v1");
  std::ofstream(folder.path() / "kakutei/v1/stray.proto") << "syntax = \"proto3\";";
  const auto lines = LinkedContract(folder.path().string());
  ASSERT_FALSE(lines.has_value());
  EXPECT_EQ(lines.error().reason, "PROTO_NOT_LINKED");
}

}  // namespace
}  // namespace kakutei::contract
