#include "facts/testing/contract_examples.h"

#include <set>

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "kakutei/v1/event.pb.h"

#include "facts/ndjson.h"

namespace kakutei::contract {
namespace {

using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageDifferencer;

// JSON as values, so that order and spaces do not count.
google::protobuf::Struct ValuesOf(std::string_view json) {
  google::protobuf::Struct values;
  const auto read = JsonStringToMessage({json.data(), json.size()}, &values);
  EXPECT_TRUE(read.ok()) << json << ": " << read.ToString();
  return values;
}

std::string JsonOf(const v1::Event& event) {
  std::string json;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(event, &json).ok());
  return json;
}

TEST(ContractExamples, GoFromJsonToBytesAndBack) {
  for (const auto line : facts::testing::kContractExamples) {
    const auto event = facts::ParseEventLine(line);
    ASSERT_TRUE(event.has_value()) << line << ": " << event.error().message;
    v1::Event stored;
    ASSERT_TRUE(stored.ParseFromString(event->SerializeAsString()));
    const std::string json = JsonOf(stored);
    EXPECT_TRUE(MessageDifferencer::Equals(ValuesOf(line), ValuesOf(json)))
        << "the example " << line << "\ncomes back as " << json;
  }
}

TEST(ContractExamples, StateEveryFact) {
  std::set<int> stated;
  for (const auto line : facts::testing::kContractExamples) {
    const auto event = facts::ParseEventLine(line);
    ASSERT_TRUE(event.has_value()) << line;
    stated.insert(event->fact_case());
  }
  const auto* facts = v1::Event::descriptor()->FindOneofByName("fact");
  for (int i = 0; i < facts->field_count(); ++i) {
    EXPECT_TRUE(stated.contains(facts->field(i)->number())) << facts->field(i)->json_name();
  }
}

}  // namespace
}  // namespace kakutei::contract
