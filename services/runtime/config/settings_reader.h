#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kakutei::runtime::config {

using Environment = std::map<std::string, std::string>;

// Why a program ends before it has begun: what to print where, and the exit code.
struct Exit {
  int code = 0;
  std::string out;
  std::string err;
};

// Reads a program's settings into the variables that were declared. --tick-every is TICK_EVERY with
// the prefix KAKUTEI_ in the environment and tick-every in the file that --config names (TOML or
// INI); a flag outranks the environment, and that the file. A setting that nobody declared is an
// error wherever it stands, and so is a value out of bounds: a program does not start on a guess.
//
// What Kubernetes puts into the environment for services named kakutei-... is no setting and is
// passed over. Not thread-safe.
class SettingsReader {
 public:
  // Exit codes of Read: 0 for --help and --version, 2 for bad settings.
  SettingsReader(std::string program, std::string description, std::string examples);
  SettingsReader(const SettingsReader&) = delete;
  SettingsReader& operator=(const SettingsReader&) = delete;
  ~SettingsReader();

  // Names are in lower case with dashes; the target holds the default and outlives the reader.
  void Text(const std::string& name, std::string& target, const std::string& help);
  void Words(const std::string& name, std::vector<std::string>& target, const std::string& help);
  void OneOf(const std::string& name, std::string& target, const std::vector<std::string>& words,
             const std::string& help);
  // host:port; where `may_be_off`, also the word off, which is kept as an empty text.
  void Address(const std::string& name, std::string& target, bool may_be_off,
               const std::string& help);
  void Number(const std::string& name, int& target, int least, int most, const std::string& help);
  void Duration(const std::string& name, std::chrono::milliseconds& target,
                std::chrono::milliseconds least, std::chrono::milliseconds most,
                const std::string& help);
  void Bytes(const std::string& name, std::int64_t& target, std::int64_t least, std::int64_t most,
             const std::string& help);

  // nullopt: everything is read. `arguments` without the program's name.
  std::optional<Exit> Read(const std::vector<std::string>& arguments,
                           const Environment& environment);

 private:
  class Parser;
  const std::unique_ptr<Parser> parser_;
};

}  // namespace kakutei::runtime::config
