#include "runtime/engine/task_state.h"

#include <algorithm>
#include <charconv>

#include "base/check.h"

namespace kakutei::runtime::engine {
namespace {

using base::ErrorCode;

constexpr char kDomainPrefix = 's';
constexpr std::string_view kClaimKey = "mtask";
constexpr std::string_view kPositionPrefix = "mp";
constexpr std::string_view kInputHeadPrefix = "i";
constexpr std::string_view kSetAsidePrefix = "q";
// The layout that README.md describes; raised with every change to it.
constexpr std::string_view kLayout = "1 ";

// Big-endian, so that keys sort as numbers do.
template <typename Number>
void AppendNumber(std::string& key, Number number) {
  for (int shift = 8 * (static_cast<int>(sizeof(Number)) - 1); shift >= 0; shift -= 8) {
    key += static_cast<char>(static_cast<unsigned char>(number >> shift));
  }
}

// No topic has a zero byte in its name.
void AppendPartition(std::string& key, const TopicPartition& partition) {
  key += partition.topic;
  key += '\0';
  AppendNumber(key, static_cast<std::uint32_t>(partition.partition));
}

std::string Concat(std::string_view prefix, std::string_view rest) {
  std::string key;
  key.reserve(prefix.size() + rest.size());
  key += prefix;
  key += rest;
  return key;
}

std::string PositionKey(PositionKind kind, const TopicPartition& partition) {
  std::string key(kPositionPrefix);
  key += static_cast<char>(kind);
  AppendPartition(key, partition);
  return key;
}

std::string DomainKey(std::string_view key) { return Concat({&kDomainPrefix, 1}, key); }

base::Status ScanDomain(const StateReader& reader, std::string_view prefix, std::string_view from,
                        const ScanVisitor& visitor) {
  return FromStore(reader.Scan(
      DomainKey(prefix), from.empty() ? std::string() : DomainKey(from),
      [&](std::string_view key, std::string_view value) { return visitor(key.substr(1), value); }));
}

}  // namespace

std::string HeadKey(std::string_view subject) { return Concat(kHeadPrefix, subject); }

std::string RecordsPrefix(std::string_view subject) {
  std::string key = Concat(kRecordPrefix, subject);
  key += '\0';
  return key;
}

std::string RecordKey(std::string_view subject, std::uint64_t revision) {
  std::string key = RecordsPrefix(subject);
  AppendNumber(key, ~revision);
  return key;
}

std::string PendingKey(std::string_view subject) { return Concat(kPendingPrefix, subject); }

std::string InputHeadKey(const TopicPartition& partition, std::string_view subject) {
  std::string key(kInputHeadPrefix);
  AppendPartition(key, partition);
  key += subject;
  return key;
}

std::string SetAsideKey(const TopicPartition& partition, std::int64_t position) {
  std::string key(kSetAsidePrefix);
  AppendPartition(key, partition);
  AppendNumber(key, static_cast<std::uint64_t>(position));
  return key;
}

base::Result<std::int64_t> ReadPosition(const StateReader& reader, PositionKind kind,
                                        const TopicPartition& partition) {
  const auto text = FromStore(reader.Get(PositionKey(kind, partition)));
  if (!text) {
    return base::Fail(text.error());
  }
  if (!*text) {
    return 0;
  }
  std::int64_t position = -1;
  const char* end = (*text)->data() + (*text)->size();
  const auto parsed = std::from_chars((*text)->data(), end, position);
  if (parsed.ec != std::errc() || parsed.ptr != end || position < 0) {
    return base::Fail(ErrorCode::kDataLoss, "STORED_POSITION",
                      "the stored position of " + partition.topic + "-" +
                          std::to_string(partition.partition) + " is no number");
  }
  return position;
}

void WritePosition(Overlay& overlay, PositionKind kind, const TopicPartition& partition,
                   std::int64_t position) {
  overlay.Put(PositionKey(kind, partition), std::to_string(position));
}

base::Result<bool> ClaimStore(Overlay& overlay, std::string_view task) {
  const auto claim = FromStore(overlay.Get(kClaimKey));
  if (!claim) {
    return base::Fail(claim.error());
  }
  const std::string own = Concat(kLayout, task);
  if (!*claim) {
    overlay.Put(kClaimKey, own);
    return true;
  }
  if (!(*claim)->starts_with(kLayout)) {
    return base::Fail(
        ErrorCode::kFailedPrecondition, "STORE_LAYOUT",
        "the store of " + std::string(task) +
            " is laid out for another version of the engine; empty it, it is made again");
  }
  if (**claim != own) {
    return base::Fail(
        ErrorCode::kFailedPrecondition, "STORE_OF_ANOTHER_TASK",
        "the store of " + std::string(task) + " belongs to " + (*claim)->substr(kLayout.size()));
  }
  return false;
}

base::Error AsStoreError(base::Error error) {
  error.code = ErrorCode::kDataLoss;
  return error;
}

base::Result<std::optional<std::string>> DomainState::Get(std::string_view key) const {
  return FromStore(overlay_.Get(DomainKey(key)));
}

base::Status DomainState::Scan(std::string_view prefix, std::string_view from,
                               const ScanVisitor& visitor) const {
  return ScanDomain(overlay_, prefix, from, visitor);
}

void DomainState::Put(std::string_view key, std::string_view value) {
  overlay_.Put(DomainKey(key), value);
}

void DomainState::Delete(std::string_view key) { overlay_.Delete(DomainKey(key)); }

base::Result<std::optional<std::string>> ReadOnlyState::Get(std::string_view key) const {
  return reader_.Get(DomainKey(key));
}

base::Status ReadOnlyState::Scan(std::string_view prefix, std::string_view from,
                                 const ScanVisitor& visitor) const {
  return ScanDomain(reader_, prefix, from, visitor);
}

void ReadOnlyState::Put(std::string_view, std::string_view) { KAKUTEI_CHECK(false); }

void ReadOnlyState::Delete(std::string_view) { KAKUTEI_CHECK(false); }

}  // namespace kakutei::runtime::engine
