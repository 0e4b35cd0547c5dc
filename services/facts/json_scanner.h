#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kakutei::facts {

// Reads one JSON text (RFC 8259) from front to back, without building a tree. Once something is no
// JSON, failed() holds, every call returns false, and problem() says what and where. Does not own
// the text; not thread-safe.
class JsonScanner {
 public:
  explicit JsonScanner(std::string_view text) : text_(text) {}

  // The next byte that is no white space, without taking it; '\0' at the end.
  char Peek();
  // Takes the next byte if it is c; Expect fails otherwise.
  bool Take(char c);
  bool Expect(char c);
  // Nothing but white space follows.
  bool ExpectEnd();
  // An unescaped string; valid until the next string is read. Lone surrogates become U+FFFD.
  bool String(std::string_view& value);
  // A number's text.
  bool Number(std::string_view& text);
  // true, false or null.
  bool Literal(std::string_view word);
  // Any value, kMaxDepth levels deep at most. `shown`: a string's content, a number's or literal's
  // text, {...} or [...].
  bool Any(std::string& shown);

  bool failed() const { return !problem_.empty(); }
  // A sentence with the byte, counted from 1.
  const std::string& problem() const { return problem_; }
  // The byte at fault where it is printable ASCII, else empty.
  std::string Offender() const;
  bool Fail(std::string_view expected);

  static constexpr int kMaxDepth = 32;

 private:
  void SkipSpace();
  bool Escape();
  bool CodeUnit(unsigned& unit);
  bool Digits();
  bool Container(char close, int depth);
  bool AnyAt(std::string& shown, int depth);

  std::string_view text_;
  std::size_t at_ = 0;
  std::string unescaped_;
  std::string problem_;
};

}  // namespace kakutei::facts
