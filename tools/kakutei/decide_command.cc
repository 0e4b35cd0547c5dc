#include <cstdio>
#include <memory>
#include <optional>

#include "kakutei/commands.h"
#include "kakutei/fact_sender.h"
#include "kakutei/terminal.h"
#include "kakutei/verdict_source.h"

#include "base/civil_time.h"
#include "base/digest.h"
#include "base/ids.h"
#include "generator/network.h"
#include "runtime/host/system_clock.h"

namespace kakutei::cli {
namespace {

struct DecideOptions {
  std::string facility;
  std::string claim;
  bool keep = false;
  bool withdraw = false;
  std::string by;
  std::string at;
  SourceOptions source;
};

base::Result<v1::Withdrawal> FindEntry(const DecideOptions& options, VerdictSource& source) {
  std::string after;
  do {
    const auto page =
        source.Withdrawals(options.facility, "", v1::Withdrawal::STATE_UNSPECIFIED, after);
    if (!page) return base::Fail(page.error());
    for (const auto& entry : page->withdrawals()) {
      if (entry.claim().claim().claim_id() == options.claim) return entry;
    }
    after = page->next_token();
  } while (!after.empty());
  return base::Fail(
      base::ErrorCode::kNotFound, "NO_SUCH_WITHDRAWAL",
      "no withdrawal of claim " + options.claim + " of " + options.facility + " is proposed");
}

v1::Event DecisionOn(const v1::Withdrawal& entry, const DecideOptions& options, base::Instant at) {
  v1::Event event;
  auto& decided = *event.mutable_withdrawal_decided();
  decided.set_claim_id(options.claim);
  decided.set_claimant_facility_id(options.facility);
  decided.set_decision(options.keep ? v1::WithdrawalDecided::KEEP
                                    : v1::WithdrawalDecided::WITHDRAW);
  decided.set_decided_by(options.by);
  decided.set_subject(entry.unit().verdict().subject());
  decided.set_revision(entry.unit().revision());
  decided.set_verdict_digest(entry.unit().digest());
  event.set_source("billing/" + options.facility);
  const auto since = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  event.mutable_occurred_at()->set_seconds(seconds.count());
  event.mutable_occurred_at()->set_nanos(
      static_cast<int>(std::chrono::nanoseconds(since - seconds).count()));
  // The same decision at the same time is the same fact.
  event.set_event_id("decide-" + base::Hex(base::Sha256(event.SerializeAsString())).substr(0, 32));
  return event;
}

int RunDecide(const DecideOptions& options) {
  const auto at = options.at.empty() ? runtime::host::SystemClock().Now()
                                     : base::ParseInstant(options.at).value_or(base::Instant());
  if (!base::IsId(options.facility) || !base::IsId(options.claim) || !base::IsId(options.by) ||
      options.keep == options.withdraw || at == base::Instant()) {
    return Explain({base::ErrorCode::kInvalidArgument,
                    "USAGE",
                    "name facility, claim and --by as ids, one of --keep and --withdraw, and --at "
                    "as an instant such as 2026-08-09T10:00:00+09:00",
                    {}});
  }
  // It would outlive every later decision. What is only printed may be of any time.
  if (!options.source.server.empty() && at > runtime::host::SystemClock().Now()) {
    return Explain({base::ErrorCode::kInvalidArgument,
                    "USAGE",
                    "--at " + options.at + " lies in the future: nobody has decided yet",
                    {}});
  }
  bool all_good = true;
  const auto source = options.source.Open(all_good);
  if (!source) return Explain(source.error());
  const auto entry = FindEntry(options, **source);
  if (!entry) return Explain(entry.error());
  if (entry->has_decision()) {
    const auto& before = entry->decision();
    std::fprintf(stderr, "kakutei: %s decided %s on revision %llu before; the later one counts\n",
                 before.decided_by().c_str(),
                 v1::WithdrawalDecided::Decision_Name(before.decision()).c_str(),
                 static_cast<unsigned long long>(before.revision()));
  }
  const v1::Event event = DecisionOn(*entry, options, at);
  if (options.source.server.empty()) {
    std::printf("%s\n", generator::EventLine(event).c_str());
    return all_good ? kOk : kBadInput;
  }
  FactSender sender(options.source.server);
  if (auto sent = sender.Send(event, {"decision", 1}); !sent) return Explain(sent.error());
  if (auto finished = sender.Finish(); !finished) return Explain(finished.error());
  if (sender.refused() > 0) return kBadInput;
  std::printf("decided on revision %llu of %s\n",
              static_cast<unsigned long long>(entry->unit().revision()),
              entry->unit().verdict().subject().c_str());
  return kOk;
}

}  // namespace

void AddDecide(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<DecideOptions>();
  auto* command =
      app.add_subcommand("decide", "Records a person's decision on a proposed withdrawal");
  command->footer(R"(Examples:
  kakutei decide F-SEND K-1 --keep --by U-7 --server 127.0.0.1:8400
  kakutei decide F-SEND K-1 --withdraw --by U-7 --from june.ndjson >> june-decisions.ndjson
With --server the fact is sent, otherwise it is printed. It changes no verdict; that the claim was withdrawn is a
fact of its own (claimWithdrawn).
Exit codes: 0 ok, 2 usage, bad input or nothing to decide, 3 the work itself failed.)");
  command->add_option("FACILITY", options->facility, "The claimant's id")->required();
  command->add_option("CLAIM", options->claim, "The claim's id")->required();
  command->add_flag("--keep", options->keep, "The claim stays");
  command->add_flag("--withdraw", options->withdraw, "The claim is to be withdrawn");
  command->add_option("--by", options->by, "Id of the person who decides, no name")->required();
  command->add_option("--at", options->at, "When it was decided (default: now)");
  options->source.AddTo(*command);
  command->callback([options, &exit_code] { exit_code = RunDecide(*options); });
}

}  // namespace kakutei::cli
