#include "kakutei/receipt_input.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace kakutei::cli {
namespace {

base::Result<std::string> ReadAll(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size > receipts::ReceiptFile::kMostBytes) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "TOO_LARGE",
                      path + " is larger than 1 GiB");
  }
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (error || !in) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NOT_READABLE", "cannot read " + path);
  }
  return bytes;
}

base::Result<receipts::PatientKeys> ReadKey(const std::string& path, int chart_digits) {
  if (path.empty()) {
    return base::Fail(base::ErrorCode::kInvalidArgument, "NO_KEY",
                      "name the facility's key with --key-file FILE: without it no patient of the "
                      "receipts can be known to the network");
  }
  const auto text = ReadAll(path);
  if (!text) return base::Fail(text.error());
  std::error_code ignored;
  constexpr auto kOthers = std::filesystem::perms::group_read | std::filesystem::perms::others_read;
  if ((std::filesystem::status(path, ignored).permissions() & kOthers) !=
      std::filesystem::perms::none) {
    std::fprintf(stderr, "kakutei: %s can be read by other users of this machine\n", path.c_str());
  }
  auto keys = receipts::PatientKeys::FromText(
      *text, chart_digits < 0 ? std::nullopt : std::optional<int>(chart_digits));
  if (!keys) {
    base::Error error = std::move(keys).error();
    error.message = path + ": " + error.message;
    return base::Fail(std::move(error));
  }
  return keys;
}

// A file that is named twice would have every add-on claimed twice.
base::Status CheckNamedOnce(const std::vector<std::string>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      std::error_code ignored;
      if (!std::filesystem::equivalent(files[i], files[j], ignored)) continue;
      return base::Fail(base::ErrorCode::kInvalidArgument, "NAMED_TWICE",
                        files[i] + " is the same file as " + files[j]);
    }
  }
  return {};
}

base::Result<LoadedReceipts> LoadOne(const std::string& path, const std::string& facility,
                                     const receipts::CodeTable& codes,
                                     const receipts::PatientKeys& keys) {
  auto bytes = ReadAll(path);
  if (!bytes) return base::Fail(std::move(bytes).error());
  const auto within = [&](base::Error error) {
    error.message = path + ": " + error.message;
    return base::Fail(std::move(error));
  };
  auto file = receipts::ReceiptFile::Parse(*std::move(bytes));
  if (!file) return within(std::move(file).error());
  auto set = receipts::ReadReceipts(*file);
  if (!set) return within(std::move(set).error());
  LoadedReceipts loaded{path, *std::move(file), *std::move(set), {}};
  loaded.claims = receipts::FindClaims(loaded.file, loaded.set, codes, keys, facility);
  return loaded;
}

}  // namespace

void ReceiptOptions::AddTo(CLI::App& command) {
  command.add_option("--key-file", key_file,
                     "The facility's key for patient keys: 64 or more hexadecimal digits");
  command.add_option("--chart-digits", chart_digits,
                     "Chart numbers of digits are filled with zeros to so many (default: taken as "
                     "they stand; 0: without leading zeros)");
  command.add_option("--codes", codes_file,
                     "Another table of codes than the built-in one (textproto, as in "
                     "deploy/receipt-codes)");
}

std::vector<std::string> ReceiptOptions::Inputs() const {
  std::vector<std::string> inputs = files;
  for (const auto& file : {key_file, codes_file}) {
    if (!file.empty()) inputs.push_back(file);
  }
  return inputs;
}

base::Result<receipts::CodeTable> ReceiptOptions::Codes() const {
  if (codes_file.empty()) return receipts::CodeTable::Shipped();
  const auto text = ReadAll(codes_file);
  if (!text) return base::Fail(text.error());
  return receipts::CodeTable::Parse(*text);
}

base::Result<std::vector<LoadedReceipts>> ReceiptOptions::Load(const std::string& facility,
                                                               const receipts::CodeTable& codes,
                                                               bool& all_good) const {
  const auto keys = ReadKey(key_file, chart_digits);
  if (!keys) return base::Fail(keys.error());
  if (auto once = CheckNamedOnce(files); !once) return base::Fail(std::move(once).error());
  std::vector<LoadedReceipts> all;
  for (const auto& path : files) {
    auto loaded = LoadOne(path, facility, codes, *keys);
    if (!loaded) return base::Fail(std::move(loaded).error());
    for (const auto& unusable : loaded->claims.unusable) {
      std::fprintf(stderr, "%s:%lld: %s\n", path.c_str(), static_cast<long long>(unusable.line),
                   unusable.why.c_str());
      all_good = false;
    }
    all.push_back(*std::move(loaded));
  }
  return all;
}

}  // namespace kakutei::cli
