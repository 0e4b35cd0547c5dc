#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

// Reading and writing protobuf messages under keys of a state. Written against any type with Get,
// Put and Scan, so that this folder stays free of the runtime.
namespace kakutei::facts {

// The stored message; an empty one where nothing is stored. kDataLoss when the bytes are none.
template <typename Message, typename State>
base::Result<Message> Load(const State& state, std::string_view key) {
  auto bytes = state.Get(key);
  if (!bytes) return base::Fail(std::move(bytes).error());
  Message message;
  if (*bytes && !message.ParseFromString(**bytes)) {
    return base::Fail(base::ErrorCode::kDataLoss, "STATE_DAMAGED",
                      "stored " + Message::descriptor()->full_name() + " cannot be read");
  }
  return message;
}

// Stores the message, or deletes the key for an empty one.
template <typename Message, typename State>
void Keep(const Message& message, std::string_view key, State& state) {
  const std::string bytes = message.SerializeAsString();
  if (bytes.empty()) {
    state.Delete(key);
  } else {
    state.Put(key, bytes);
  }
}

// Parts joined by '/'. Ids hold no slash, so keys of different parts never meet.
template <typename... Parts>
std::string Key(std::string_view first, const Parts&... rest) {
  std::string key(first);
  ((key.push_back('/'), key.append(std::string_view(rest))), ...);
  return key;
}

// The part of a key between its slashes, from 0; empty where there are fewer.
inline std::string_view Part(std::string_view key, int index) {
  while (index-- > 0) {
    const auto slash = key.find('/');
    if (slash == std::string_view::npos) return {};
    key.remove_prefix(slash + 1);
  }
  return key.substr(0, key.find('/'));
}

}  // namespace kakutei::facts
