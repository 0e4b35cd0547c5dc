#include "runtime/config/settings_reader.h"

#include <functional>
#include <sstream>
#include <utility>

#include <CLI/CLI.hpp>

#include "runtime/config/values.h"

namespace kakutei::runtime::config {
namespace {

constexpr std::string_view kPrefix = "KAKUTEI_";
constexpr int kBadSettings = 2;

std::string EnvironmentName(const std::string& name) {
  std::string upper(kPrefix);
  for (const char c : name) {
    upper.push_back(c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
  }
  return upper;
}

// KAKUTEI_..._SERVICE_HOST, ..._SERVICE_PORT[_NAME], ..._PORT and ..._PORT_50051_TCP[_ADDR]: links
// to services of the same namespace.
bool IsServiceLink(const std::string& name) {
  return name.ends_with("_SERVICE_HOST") || name.find("_SERVICE_PORT") != std::string::npos ||
         name.ends_with("_PORT") || name.find("_PORT_") != std::string::npos;
}

bool Stands(const std::vector<std::string>& arguments, const std::string& name) {
  const std::string flag = "--" + name;
  for (const std::string& argument : arguments) {
    if (argument == flag || argument.starts_with(flag + "=")) {
      return true;
    }
  }
  return false;
}

}  // namespace

class SettingsReader::Parser {
 public:
  // Takes a value in text; false: it is none.
  using Take = std::function<bool(const std::string& text)>;

  Parser(std::string program, std::string description, std::string examples)
      : app_(std::move(description), std::move(program)) {
    app_.set_config("--config", "", "File with settings, TOML or INI: one NAME = VALUE per line");
    names_["config"] = EnvironmentName("config");
    app_.allow_config_extras(CLI::config_extras_mode::error);
    app_.set_version_flag("--version", std::string(app_.get_name() + " " KAKUTEI_VERSION));
    app_.footer(
        "Every setting is also read from the environment (--tick-every: KAKUTEI_TICK_EVERY) and\n"
        "from the file of --config (tick-every = ...). Flags outrank the environment, and that "
        "the file.\n\n" +
        std::move(examples) +
        "\n\nExit codes: 0 stopped as asked, 1 could not start or stop cleanly, 2 bad settings.");
  }

  void Add(const std::string& name, const std::string& help, const std::string& form,
           const std::string& default_text, Take take) {
    names_[name] = EnvironmentName(name);
    app_.add_option_function<std::string>(
            "--" + name,
            [name, form, take = std::move(take)](const std::string& text) {
              if (!take(text)) {
                throw CLI::ValidationError("--" + name, "'" + text + "' is not " + form);
              }
            },
            help)
        ->default_str(default_text)
        ->type_name("");
  }

  std::optional<Exit> Read(const std::vector<std::string>& arguments,
                           const Environment& environment) {
    std::vector<std::string> all = arguments;
    for (const auto& [variable, value] : environment) {
      if (!variable.starts_with(kPrefix) || IsServiceLink(variable)) {
        continue;
      }
      const auto name = NameOf(variable);
      if (!name) {
        return Exit{kBadSettings, "",
                    variable + " is no setting of " + app_.get_name() + "; see --help\n"};
      }
      if (!Stands(arguments, *name)) {
        all.push_back("--" + *name + "=" + value);
      }
    }
    // CLI11 takes them from the back.
    try {
      app_.parse(std::vector<std::string>(all.rbegin(), all.rend()));
    } catch (const CLI::ParseError& error) {
      std::ostringstream out;
      std::ostringstream err;
      const int code = app_.exit(error, out, err);
      return Exit{code == 0 ? 0 : kBadSettings, out.str(), err.str()};
    }
    return std::nullopt;
  }

 private:
  std::optional<std::string> NameOf(const std::string& variable) const {
    for (const auto& [name, own] : names_) {
      if (own == variable) {
        return name;
      }
    }
    return std::nullopt;
  }

  CLI::App app_;
  std::map<std::string, std::string> names_;  // of settings, to those of variables
};

SettingsReader::SettingsReader(std::string program, std::string description, std::string examples)
    : parser_(std::make_unique<Parser>(std::move(program), std::move(description),
                                       std::move(examples))) {}

SettingsReader::~SettingsReader() = default;

void SettingsReader::Text(const std::string& name, std::string& target, const std::string& help) {
  parser_->Add(name, help, "a text that is not empty", target, [&target](const std::string& text) {
    target = text;
    return !text.empty();
  });
}

void SettingsReader::Words(const std::string& name, std::vector<std::string>& target,
                           const std::string& help) {
  parser_->Add(name, help + " (separated by commas)", "a list of words", "",
               [&target](const std::string& text) {
                 target.clear();
                 std::istringstream words(text);
                 for (std::string word; std::getline(words, word, ',');) {
                   if (word.empty()) return false;
                   target.push_back(word);
                 }
                 return true;
               });
}

void SettingsReader::OneOf(const std::string& name, std::string& target,
                           const std::vector<std::string>& words, const std::string& help) {
  std::string form = "one of";
  for (const std::string& word : words) {
    form += " " + word;
  }
  parser_->Add(name, help + ": " + form, form, target, [&target, words](const std::string& text) {
    target = text;
    return std::ranges::find(words, text) != words.end();
  });
}

void SettingsReader::Address(const std::string& name, std::string& target, bool may_be_off,
                             const std::string& help) {
  const std::string form = may_be_off ? "HOST:PORT or off" : "HOST:PORT";
  parser_->Add(name, help, form, target.empty() ? "off" : target,
               [&target, may_be_off](const std::string& text) {
                 const bool off = may_be_off && text == "off";
                 target = off ? "" : text;
                 return off || IsAddress(text);
               });
}

void SettingsReader::Number(const std::string& name, int& target, int least, int most,
                            const std::string& help) {
  const std::string form =
      "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  parser_->Add(
      name, help, form, std::to_string(target), [&target, least, most](const std::string& text) {
        return CLI::detail::lexical_cast(text, target) && target >= least && target <= most;
      });
}

void SettingsReader::Duration(const std::string& name, std::chrono::milliseconds& target,
                              std::chrono::milliseconds least, std::chrono::milliseconds most,
                              const std::string& help) {
  const std::string form = "a duration from " + FormatDuration(least) + " to " +
                           FormatDuration(most) + ", such as 500ms, 5s, 10m or 1h";
  parser_->Add(name, help, form, FormatDuration(target),
               [&target, least, most](const std::string& text) {
                 const auto value = ParseDuration(text);
                 if (value) target = *value;
                 return value && *value >= least && *value <= most;
               });
}

void SettingsReader::Bytes(const std::string& name, std::int64_t& target, std::int64_t least,
                           std::int64_t most, const std::string& help) {
  const std::string form =
      "a size from " + FormatBytes(least) + " to " + FormatBytes(most) + ", such as 64MiB";
  parser_->Add(name, help, form, FormatBytes(target),
               [&target, least, most](const std::string& text) {
                 const auto value = ParseBytes(text);
                 if (value) target = *value;
                 return value && *value >= least && *value <= most;
               });
}

std::optional<Exit> SettingsReader::Read(const std::vector<std::string>& arguments,
                                         const Environment& environment) {
  return parser_->Read(arguments, environment);
}

}  // namespace kakutei::runtime::config
