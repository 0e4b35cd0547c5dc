#pragma once

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "facts/testing/examples.h"
#include "facts/validation.h"

namespace kakutei::facts::testing {

using v1::Event;

inline constexpr char kIdRule[] = "An id is 1-64 of A-Z a-z 0-9 . _ -.";
inline constexpr char kIdRequired[] = "Required: an id is 1-64 of A-Z a-z 0-9 . _ -.";
inline constexpr char kStated[] = "Required: a field of this fact that must be stated.";
inline constexpr char kDateRule[] = "A date is an existing day as YYYY-MM-DD.";
inline constexpr char kInstantRule[] =
    "An instant is an RFC 3339 time from 1990-01-01 to 2199-12-31, UTC.";
inline constexpr char kTimeRule[] = "A time of day is HH:MM, 00:00 to 24:00.";

inline std::string Text(const Event& event) {
  std::string text;
  for (const auto& violation : Violations(event)) {
    text.append(violation.field)
        .append("=")
        .append(violation.value)
        .append(": ")
        .append(violation.rule)
        .append("\n");
  }
  return text;
}

// An example with one change, and the only violation that it causes; none where the field is empty.
struct Case {
  const char* example;
  std::function<void(Event&)> change;
  const char* field;
  const char* value;
  std::string rule;
};

inline void ExpectViolation(const Case& expected) {
  Event event = Example(expected.example);
  expected.change(event);
  const auto violations = Violations(event);
  SCOPED_TRACE(expected.example + std::string(" ") + expected.field + "\n" + Text(event));
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, expected.field);
  EXPECT_EQ(violations[0].value, expected.value);
  EXPECT_EQ(violations[0].rule, expected.rule);
}

inline void ExpectAccepted(const char* example, const std::function<void(Event&)>& change) {
  Event event = Example(example);
  change(event);
  EXPECT_EQ(Text(event), "") << example;
}

}  // namespace kakutei::facts::testing
