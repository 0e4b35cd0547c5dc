#pragma once

#include <string>
#include <string_view>

namespace kakutei::cli {

// A JSON string literal, quotes included.
std::string JsonText(std::string_view text);

// Collects the members of a JSON object in the order in which they are added.
class JsonObject {
 public:
  void Add(std::string_view name, std::string_view json) {
    text_ += text_.empty() ? "{" : ",";
    text_ += JsonText(name);
    text_ += ":";
    text_ += json;
  }
  void AddText(std::string_view name, std::string_view text) { Add(name, JsonText(text)); }
  std::string Take() { return text_.empty() ? "{}" : text_ + "}"; }

 private:
  std::string text_;
};

// The items as `print` gives them, in brackets.
template <typename List, typename Print>
std::string JsonList(const List& list, const Print& print) {
  std::string text = "[";
  for (const auto& item : list) {
    if (text.size() > 1) text += ",";
    text += print(item);
  }
  return text + "]";
}

}  // namespace kakutei::cli
