#include "runtime/eventlog/local/record_codec.h"

#include <zlib.h>

#include <utility>

namespace kakutei::runtime::local_log {
namespace {

constexpr std::size_t kChecksumBytes = 4;
constexpr char kRecordVersion = 1;

template <typename Number>
void AppendNumber(std::string& bytes, Number number) {
  for (int shift = static_cast<int>(sizeof(Number)) * 8 - 8; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>((number >> shift) & 0xff));
  }
}

template <typename Number>
std::optional<Number> ParseNumber(std::string_view bytes) {
  if (bytes.size() != sizeof(Number)) {
    return std::nullopt;
  }
  Number number = 0;
  for (const char byte : bytes) {
    number = static_cast<Number>(number << 8 | static_cast<unsigned char>(byte));
  }
  return number;
}

void AppendBytes(std::string& to, std::string_view bytes) {
  AppendNumber(to, static_cast<std::uint32_t>(bytes.size()));
  to += bytes;
}

// Takes fields off the front of bytes that may be damaged.
class Parser {
 public:
  explicit Parser(std::string_view bytes) : rest_(bytes) {}

  std::optional<std::uint32_t> Number() {
    if (rest_.size() < sizeof(std::uint32_t)) {
      return std::nullopt;
    }
    const auto number = ParseNumber32(rest_.substr(0, sizeof(std::uint32_t)));
    rest_.remove_prefix(sizeof(std::uint32_t));
    return number;
  }

  bool Bytes(std::string& to) {
    const auto size = Number();
    if (!size || *size > rest_.size()) {
      return false;
    }
    to.assign(rest_.substr(0, *size));
    rest_.remove_prefix(*size);
    return true;
  }

  bool AtEnd() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

// Over all after the checksum, then over the key: the same record under another key does not pass.
std::uint32_t Checksum(std::string_view encoded, std::string_view store_key) {
  const auto add = [](uLong crc, std::string_view bytes) {
    return crc32_z(crc, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  };
  return static_cast<std::uint32_t>(
      add(add(crc32_z(0, nullptr, 0), encoded.substr(kChecksumBytes)), store_key));
}

std::string PartitionKey(char kind, const TopicPartition& partition) {
  std::string key(1, kind);
  key += partition.topic;
  key.push_back('\0');
  AppendNumber(key, static_cast<std::uint32_t>(partition.partition));
  return key;
}

}  // namespace

std::string Number32(std::uint32_t number) {
  std::string bytes;
  AppendNumber(bytes, number);
  return bytes;
}

std::string Number64(std::uint64_t number) {
  std::string bytes;
  AppendNumber(bytes, number);
  return bytes;
}

std::optional<std::uint32_t> ParseNumber32(std::string_view bytes) {
  return ParseNumber<std::uint32_t>(bytes);
}

std::optional<std::uint64_t> ParseNumber64(std::string_view bytes) {
  return ParseNumber<std::uint64_t>(bytes);
}

std::string TopicKey(std::string_view topic) { return std::string(kTopicPrefix).append(topic); }
std::string EndKey(const TopicPartition& partition) { return PartitionKey('e', partition); }
std::string RecordPrefix(const TopicPartition& partition) { return PartitionKey('r', partition); }

std::string EncodeRecord(const NewRecord& record) {
  std::string encoded(kChecksumBytes, '\0');
  encoded.push_back(kRecordVersion);
  AppendBytes(encoded, record.key);
  AppendBytes(encoded, record.value);
  AppendNumber(encoded, static_cast<std::uint32_t>(record.headers.size()));
  for (const auto& [name, value] : record.headers) {
    AppendBytes(encoded, name);
    AppendBytes(encoded, value);
  }
  return encoded;
}

void SealRecord(std::string& encoded, std::string_view store_key) {
  encoded.replace(0, kChecksumBytes, Number32(Checksum(encoded, store_key)));
}

std::optional<LogRecord> DecodeRecord(std::string_view store_key, std::string_view encoded) {
  if (encoded.size() <= kChecksumBytes ||
      ParseNumber32(encoded.substr(0, kChecksumBytes)) != Checksum(encoded, store_key) ||
      encoded[kChecksumBytes] != kRecordVersion) {
    return std::nullopt;
  }
  Parser parser(encoded.substr(kChecksumBytes + 1));
  LogRecord record;
  if (!parser.Bytes(record.key) || !parser.Bytes(record.value)) {
    return std::nullopt;
  }
  const auto headers = parser.Number();
  if (!headers) {
    return std::nullopt;
  }
  for (std::uint32_t i = 0; i < *headers; ++i) {
    std::pair<std::string, std::string> header;
    if (!parser.Bytes(header.first) || !parser.Bytes(header.second)) {
      return std::nullopt;
    }
    record.headers.push_back(std::move(header));
  }
  return parser.AtEnd() ? std::optional(std::move(record)) : std::nullopt;
}

}  // namespace kakutei::runtime::local_log
