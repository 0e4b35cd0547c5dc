#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/message.h>

#include "base/result.h"

// Stored messages as bytes that were written once, each beside what they mean as JSON.
namespace kakutei::contract {

// TYPE.NAME.json and TYPE.NAME.hex of one folder; TYPE is a message of kakutei.v1.
struct GoldenSample {
  std::string name;  // TYPE.NAME
  std::string bytes;
  std::unique_ptr<google::protobuf::Message> from_bytes;
  std::unique_ptr<google::protobuf::Message> from_json;
};

// All samples of a folder by name, read with the contract of today. kInvalidArgument GOLDEN_FILE
// names the first file that cannot be read, that lacks its other half, or whose JSON names what the
// contract does not know.
base::Result<std::vector<GoldenSample>> ReadGoldenSamples(const std::string& folder);

// Writes the bytes of each sample that has only JSON so far, and names them. What is written once
// is never written again.
base::Result<std::vector<std::string>> WriteMissingBytes(const std::string& folder);

// Hexadecimal digits, 64 a line, and back; white space counts nothing. kInvalidArgument NOT_HEX.
std::string ToHexText(std::string_view bytes);
base::Result<std::string> FromHexText(std::string_view text);

// What of the message types (full names) and of the messages in their fields no message sets:
// "kakutei.v1.Event.fact_name", or the type alone where none is there. Sorted.
std::vector<std::string> FieldsNeverSet(
    const std::vector<std::string>& types,
    const std::vector<const google::protobuf::Message*>& messages);

}  // namespace kakutei::contract
