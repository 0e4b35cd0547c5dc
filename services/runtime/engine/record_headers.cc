#include "runtime/engine/record_headers.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/digest.h"

namespace kakutei::runtime::engine {
namespace {

constexpr std::string_view kOriginTopic = "kakutei_origin_topic";
constexpr std::string_view kOriginPartition = "kakutei_origin_partition";
constexpr std::string_view kOriginPosition = "kakutei_origin_position";
constexpr std::string_view kReason = "kakutei_reason";
constexpr std::string_view kValueOmitted = "kakutei_value_omitted";

const std::string* Find(const Headers& headers, std::string_view name) {
  const auto found = std::ranges::find(headers, name, &Headers::value_type::first);
  return found == headers.end() ? nullptr : &found->second;
}

template <typename Number>
bool Parse(const std::string* text, Number& number) {
  if (text == nullptr) {
    return false;
  }
  const char* end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, number);
  return parsed.ec == std::errc() && parsed.ptr == end && number >= 0;
}

}  // namespace

Headers LedgerRecordHeaders(std::string_view source, std::string_view value) {
  return {{"ce_specversion", "1.0"},
          {"ce_id", base::Hex(base::Sha256(value))},
          {"ce_type", "kakutei.v1.LedgerRecord"},
          {"ce_source", std::string(source)},
          {"content-type", "application/protobuf"}};
}

Headers SetAsideHeaders(std::string_view source, const TopicPartition& from, std::int64_t position,
                        std::string_view reason, bool omitted) {
  const std::string partition_text = std::to_string(from.partition);
  const std::string position_text = std::to_string(position);
  Headers headers = {{"ce_specversion", "1.0"},
                     {"ce_id", from.topic + "/" + partition_text + "/" + position_text},
                     {"ce_type", "kakutei.quarantined"},
                     {"ce_source", std::string(source)},
                     {"content-type", "application/octet-stream"},
                     {std::string(kOriginTopic), from.topic},
                     {std::string(kOriginPartition), partition_text},
                     {std::string(kOriginPosition), position_text},
                     {std::string(kReason), std::string(reason)}};
  if (omitted) {
    headers.emplace_back(kValueOmitted, "true");
  }
  return headers;
}

std::optional<Origin> OriginOf(const Headers& headers) {
  const std::string* topic = Find(headers, kOriginTopic);
  Origin origin;
  if (topic == nullptr || !Parse(Find(headers, kOriginPartition), origin.from.partition) ||
      !Parse(Find(headers, kOriginPosition), origin.position)) {
    return std::nullopt;
  }
  origin.from.topic = *topic;
  return origin;
}

}  // namespace kakutei::runtime::engine
