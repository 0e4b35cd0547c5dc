#include "facts/json_scanner.h"

namespace kakutei::facts {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void AppendUtf8(unsigned code, std::string& text) {
  const auto tail = [&](int shift) {
    text.push_back(static_cast<char>(0x80 | ((code >> shift) & 0x3f)));
  };
  if (code < 0x80) {
    text.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    text.push_back(static_cast<char>(0xc0 | (code >> 6)));
    tail(0);
  } else if (code < 0x10000) {
    text.push_back(static_cast<char>(0xe0 | (code >> 12)));
    tail(6);
    tail(0);
  } else {
    text.push_back(static_cast<char>(0xf0 | (code >> 18)));
    tail(12);
    tail(6);
    tail(0);
  }
}

constexpr unsigned kReplacement = 0xfffd;

}  // namespace

void JsonScanner::SkipSpace() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
    ++at_;
  }
}

char JsonScanner::Peek() {
  if (failed()) return '\0';
  SkipSpace();
  return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonScanner::Take(char c) {
  if (failed()) return false;
  SkipSpace();
  if (at_ >= text_.size() || text_[at_] != c) return false;
  ++at_;
  return true;
}

bool JsonScanner::Expect(char c) {
  if (Take(c)) return true;
  const char expected[] = {c, '\0'};
  return Fail(expected);
}

bool JsonScanner::ExpectEnd() {
  if (failed()) return false;
  SkipSpace();
  return at_ == text_.size() || Fail("nothing after the object");
}

bool JsonScanner::Fail(std::string_view expected) {
  if (failed()) return false;
  problem_ = at_ < text_.size() ? "Not JSON: at byte " + std::to_string(at_ + 1)
                                : "Not JSON: the line ends at byte " + std::to_string(text_.size());
  problem_.append(", expected ").append(expected).append(".");
  return false;
}

std::string JsonScanner::Offender() const {
  if (at_ >= text_.size() || text_[at_] <= ' ' || text_[at_] > '~') return "";
  return std::string(1, text_[at_]);
}

bool JsonScanner::String(std::string_view& value) {
  if (!Take('"')) return Fail("a string in double quotes");
  const std::size_t begin = at_;
  bool escaped = false;
  while (at_ < text_.size() && text_[at_] != '"') {
    if (static_cast<unsigned char>(text_[at_]) < 0x20)
      return Fail("no control character in a string");
    if (text_[at_] == '\\') {
      if (!escaped) unescaped_.assign(text_, begin, at_ - begin);
      escaped = true;
      if (!Escape()) return false;
    } else {
      if (escaped) unescaped_.push_back(text_[at_]);
      ++at_;
    }
  }
  if (at_ >= text_.size()) return Fail("the end of a string");
  value = escaped ? std::string_view(unescaped_) : text_.substr(begin, at_ - begin);
  ++at_;
  return true;
}

bool JsonScanner::Escape() {
  constexpr std::string_view kFrom = "\"\\/bfnrt";
  constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
  ++at_;
  const char c = at_ < text_.size() ? text_[at_] : '\0';
  const std::size_t known = c == '\0' ? std::string_view::npos : kFrom.find(c);
  if (known != std::string_view::npos) {
    unescaped_.push_back(kTo[known]);
    ++at_;
    return true;
  }
  if (c != 'u') return Fail("one of \" \\ / b f n r t u after a backslash");
  unsigned unit = 0;
  if (!CodeUnit(unit)) return false;
  if (unit >= 0xd800 && unit < 0xdc00 && text_.substr(at_, 2) == "\\u") {
    const std::size_t low_at = at_++;
    unsigned low = 0;
    if (!CodeUnit(low)) return false;
    if (low >= 0xdc00 && low < 0xe000) {
      AppendUtf8(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), unescaped_);
      return true;
    }
    at_ = low_at;
  }
  AppendUtf8(unit >= 0xd800 && unit < 0xe000 ? kReplacement : unit, unescaped_);
  return true;
}

// At the u of an escape.
bool JsonScanner::CodeUnit(unsigned& unit) {
  ++at_;
  for (int i = 0; i < 4; ++i, ++at_) {
    const int digit = at_ < text_.size() ? HexValue(text_[at_]) : -1;
    if (digit < 0) return Fail("four hexadecimal digits");
    unit = unit * 16 + static_cast<unsigned>(digit);
  }
  return true;
}

bool JsonScanner::Digits() {
  if (at_ >= text_.size() || !IsDigit(text_[at_])) return Fail("a digit");
  while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
  return true;
}

bool JsonScanner::Number(std::string_view& text) {
  if (failed()) return false;
  SkipSpace();
  const std::size_t begin = at_;
  const auto take = [this](std::string_view any_of) {
    const bool taken = at_ < text_.size() && any_of.find(text_[at_]) != std::string_view::npos;
    if (taken) ++at_;
    return taken;
  };
  take("-");
  if (!take("0") && !Digits()) return false;
  if (take(".") && !Digits()) return false;
  if (take("eE")) {
    take("+-");
    if (!Digits()) return false;
  }
  text = text_.substr(begin, at_ - begin);
  return true;
}

bool JsonScanner::Literal(std::string_view word) {
  if (failed()) return false;
  SkipSpace();
  if (text_.substr(at_, word.size()) != word) return Fail("a value");
  at_ += word.size();
  return true;
}

bool JsonScanner::Any(std::string& shown) { return AnyAt(shown, 0); }

bool JsonScanner::AnyAt(std::string& shown, int depth) {
  const char c = Peek();
  if (c == '{' || c == '[') {
    shown = c == '{' ? "{...}" : "[...]";
    return Container(c == '{' ? '}' : ']', depth);
  }
  std::string_view text;
  if (c == '"') {
    if (!String(text)) return false;
  } else if (c == 't' || c == 'f' || c == 'n') {
    text = c == 't' ? "true" : c == 'f' ? "false" : "null";
    if (!Literal(text)) return false;
  } else if (c == '-' || IsDigit(c)) {
    if (!Number(text)) return false;
  } else {
    return Fail("a value");
  }
  shown.assign(text);
  return true;
}

bool JsonScanner::Container(char close, int depth) {
  if (depth >= kMaxDepth) return Fail("no more than 32 levels of objects and arrays");
  ++at_;
  if (Take(close)) return true;
  std::string ignored;
  std::string_view key;
  do {
    if (close == '}' && (!String(key) || !Expect(':'))) return false;
    if (!AnyAt(ignored, depth + 1)) return false;
  } while (Take(','));
  return Expect(close);
}

}  // namespace kakutei::facts
