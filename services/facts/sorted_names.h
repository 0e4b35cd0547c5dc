#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <google/protobuf/repeated_ptr_field.h>

namespace kakutei::facts {

using SortedNames = google::protobuf::RepeatedPtrField<std::string>;

inline bool HoldsName(std::string_view name, const SortedNames& sorted) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

// Puts a name into its place, once. Returns whether it was not there.
inline bool InsertName(std::string_view name, SortedNames& sorted) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), name);
  if (at != sorted.end() && *at == name) return false;
  const auto index = at - sorted.begin();
  *sorted.Add() = name;
  std::rotate(sorted.pointer_begin() + index, sorted.pointer_end() - 1, sorted.pointer_end());
  return true;
}

}  // namespace kakutei::facts
