#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>

#include "kakutei/commands.h"
#include "kakutei/corrected_receipts.h"
#include "kakutei/fact_files.h"
#include "kakutei/list_options.h"
#include "kakutei/receipt_input.h"
#include "kakutei/reconcile_report.h"
#include "kakutei/terminal.h"

#include "base/civil_time.h"
#include "base/ids.h"
#include "receipts/reconciliation.h"

namespace kakutei::cli {
namespace {

struct ReconcileOptions {
  std::string facility;
  std::string month;
  bool claims_from_facts = false;
  std::string language = "ja";
  std::string out_uke;
  CorrectionWishes wishes;
  bool fail_on_differences = false;
  ReceiptOptions receipts;
  ListOptions list;
};

auto Usage(std::string message) {
  return base::Fail(base::ErrorCode::kInvalidArgument, "USAGE", std::move(message));
}

base::Status CheckUsage(const ReconcileOptions& options) {
  std::vector<std::string> inputs = options.receipts.Inputs();
  inputs.insert(inputs.end(), options.list.source.files.begin(), options.list.source.files.end());
  for (const auto& out : {options.list.out, options.out_uke}) {
    if (auto safe = CheckOutput(out, inputs); !safe) return safe;
  }
  if (!base::IsId(options.facility) || !base::ParseMonth(options.month))
    return Usage("name a facility's id and a month such as 2026-06");
  if (options.receipts.files.empty() != options.claims_from_facts)
    return Usage("name receipt files, or --claims-from-facts, and not both");
  if (options.out_uke.empty()) return {};
  if (options.receipts.files.size() != 1) return Usage("--out-uke corrects one receipt file");
  std::error_code ignored;
  if (options.out_uke == "-" || options.out_uke == options.list.out ||
      std::filesystem::equivalent(options.out_uke, options.list.out, ignored))
    return Usage("--out-uke names a file of its own: it holds what the receipt file holds");
  return {};
}

base::Result<receipts::JudgedMonth> LoadMonth(const ReconcileOptions& options,
                                              VerdictSource& source) {
  receipts::JudgedMonth month{options.facility, options.month, {}, {}, {}};
  std::string after;
  do {
    auto page = source.Statement(options.facility, options.month, after);
    // Nothing is known of the month: every claim lacks its reading.
    if (!page && page.error().code == base::ErrorCode::kNotFound) return month;
    if (!page) return base::Fail(std::move(page).error());
    if (month.gates.empty()) {
      month.gates.push_back(page->facility_month());
      month.gates.insert(month.gates.end(), page->partnership_months().begin(),
                         page->partnership_months().end());
      for (const auto& stated : page->points()) month.points[stated.item()] = stated.points();
    }
    for (auto& line : *page->mutable_lines()) month.lines.push_back(std::move(line));
    after = page->next_token();
  } while (!after.empty());
  return month;
}

base::Result<std::vector<receipts::Claim>> RecordedClaims(const ReconcileOptions& options,
                                                          VerdictSource& source) {
  std::vector<receipts::Claim> claims;
  std::string after;
  do {
    const auto page = source.Claims(options.facility, options.month, after);
    if (!page) return base::Fail(page.error());
    for (const auto& known : page->claims()) {
      if (known.state() != v1::KnownClaim::LIVE) continue;
      receipts::Claim claim;
      claim.place = "fact";
      claim.claim_id = known.claim().claim_id();
      claim.patient_key = known.claim().patient_key();
      claim.group = known.claim().section_group();
      claim.item = known.claim().add_on();
      claims.push_back(std::move(claim));
    }
    after = page->next_token();
  } while (!after.empty());
  return claims;
}

std::vector<receipts::Claim> ClaimsOf(const std::vector<LoadedReceipts>& files,
                                      const std::string& month) {
  std::vector<receipts::Claim> claims;
  long long others = 0;
  for (const auto& loaded : files) {
    for (std::size_t i = 0; i < loaded.claims.lines.size(); ++i) {
      const auto& line = loaded.claims.lines[i];
      if (line.month != month) {
        ++others;
        continue;
      }
      claims.push_back({loaded.path + ":" + std::to_string(line.line), line.claim_id,
                        line.patient_key, line.group, line.item, line.points, line.code,
                        line.confirmed, i});
    }
  }
  if (others > 0)
    std::fprintf(stderr, "kakutei: %lld add-ons of other months are not compared\n", others);
  return claims;
}

// Another key, or chart numbers in another form, look as if every claim lacked its reading.
void WarnOfAnotherKey(const std::vector<receipts::Claim>& claims,
                      const receipts::JudgedMonth& month) {
  std::set<std::string> known;
  for (const auto& line : month.lines) {
    const auto& subject = line.unit().subject();
    known.insert(subject.substr(0, subject.rfind('/', subject.rfind('/') - 1)));
  }
  const bool none = std::none_of(claims.begin(), claims.end(), [&](const auto& claim) {
    return known.contains("unit/" + month.claimant + "/" + claim.patient_key);
  });
  if (none && !claims.empty() && !known.empty()) {
    std::fprintf(
        stderr,
        "kakutei: none of the receipts' patients is known in this month: is it another key, "
        "or are chart numbers filled differently (--chart-digits)?\n");
  }
}

receipts::Recognises RecognisedBy(const ReconcileOptions& options,
                                  const receipts::CodeTable& codes) {
  const base::Month month = *base::ParseMonth(options.month);
  const bool seen = options.claims_from_facts;
  return [&codes, month, seen](v1::ClaimItem::Value item, v1::SectionGroup::Value group) {
    return seen || codes.Recognises(item, group, month);
  };
}

base::Result<ReconcileReport> Compare(const ReconcileOptions& options, VerdictSource& source,
                                      bool& all_good) {
  const auto codes = options.receipts.Codes();
  if (!codes) return base::Fail(codes.error());
  std::vector<LoadedReceipts> files;
  if (!options.claims_from_facts) {
    auto loaded = options.receipts.Load(options.facility, *codes, all_good);
    if (!loaded) return base::Fail(std::move(loaded).error());
    files = *std::move(loaded);
  }
  const auto month = LoadMonth(options, source);
  if (!month) return base::Fail(month.error());
  auto claims = options.claims_from_facts
                    ? RecordedClaims(options, source)
                    : base::Result<std::vector<receipts::Claim>>(ClaimsOf(files, options.month));
  if (!claims) return base::Fail(std::move(claims).error());
  if (!options.claims_from_facts) WarnOfAnotherKey(*claims, *month);
  auto result = receipts::Reconcile(*claims, *month, RecognisedBy(options, *codes));
  ReconcileReport report{options.facility,
                         options.month,
                         static_cast<std::int64_t>(claims->size()),
                         result.agreeing,
                         {}};
  for (auto& found : result.discrepancies) report.lines.push_back({std::move(found), ""});
  if (!options.out_uke.empty()) {
    if (auto written =
            WriteCorrected(options.out_uke, options.wishes, files.front(), *codes, report);
        !written)
      return base::Fail(std::move(written).error());
  }
  return report;
}

int RunReconcile(const ReconcileOptions& options) {
  if (auto usage = CheckUsage(options); !usage) return Explain(usage.error());
  // Before anything is judged: without a key there is nothing to compare.
  if (!options.claims_from_facts && options.receipts.key_file.empty()) {
    bool unused = true;
    return Explain(
        options.receipts.Load(options.facility, receipts::CodeTable::Shipped(), unused).error());
  }
  bool receipts_good = true, differs = false;
  const int written =
      options.list.Write([&](VerdictSource& source, std::ostream& out) -> base::Status {
        const auto report = Compare(options, source, receipts_good);
        if (!report) return base::Fail(report.error());
        differs = !report->lines.empty();
        WriteReport(*report, options.list.format, options.language, out);
        return {};
      });
  if (written != kOk) return written;
  if (!receipts_good) return kBadInput;
  return options.fail_on_differences && differs ? kFindings : kOk;
}

constexpr char kFooter[] =
    R"(Run it at the hospital: the file names patients, and only patient keys are shown.
Examples:
  kakutei reconcile F-SEND 2026-06 RECEIPTC.UKE --key-file patient.key --from june.ndjson
  kakutei reconcile F-SEND 2026-06 RECEIPTC.UKE --key-file patient.key --server 127.0.0.1:8400 \
    --format csv --encoding cp932 --out differences.csv
  kakutei reconcile F-SEND 2026-06 RECEIPTC.UKE --key-file patient.key --data-dir judged \
    --out-uke corrected.UKE --accept-unconfirmed-codes
  kakutei reconcile F-SEND 2026-06 --claims-from-facts --server 127.0.0.1:8400
A corrected file differs in the lines taken out or replaced and in the totals of HO and GO, and only where all totals
are explained by the lines; every line left is listed with why.
Exit codes: 0 ok, 1 differences with --fail-on-differences, 2 usage or bad input, 3 the work itself failed.)";

}  // namespace

void AddReconcile(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ReconcileOptions>();
  auto* command = app.add_subcommand(
      "reconcile", "What is claimed against what may be claimed, and a corrected receipt file");
  command->footer(kFooter);
  command->add_option("FACILITY", options->facility, "The claimant's id")->required();
  command->add_option("MONTH", options->month, "Month of treatment, such as 2026-06")->required();
  command->add_option("FILE", options->receipts.files, "Receipt files (UKE) of the facility");
  command->add_flag("--claims-from-facts", options->claims_from_facts,
                    "Compare the claims that the mesh knows instead of a file's");
  options->receipts.AddTo(*command);
  command->add_option("--lang", options->language, "ja or en")
      ->check(CLI::IsMember({"ja", "en"}))
      ->capture_default_str();
  command->add_option("--out-uke", options->out_uke, "Writes a corrected copy of the receipt file");
  command->add_flag("--accept-unconfirmed-codes", options->wishes.accept_unconfirmed,
                    "Change lines of codes that were not compared with the official master, too");
  command->add_flag("--take-out-held", options->wishes.take_out_held,
                    "Take lines out, too, that are on hold or without reading");
  command->add_flag("--fail-on-differences", options->fail_on_differences,
                    "Exit with 1 where there is any difference");
  options->list.AddTo(*command);
  command->callback([options, &exit_code] { exit_code = RunReconcile(*options); });
}

}  // namespace kakutei::cli
