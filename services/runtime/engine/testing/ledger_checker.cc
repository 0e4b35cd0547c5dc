#include "runtime/engine/testing/ledger_checker.h"

#include <algorithm>
#include <limits>
#include <set>

#include "base/check.h"
#include "base/digest.h"
#include "runtime/engine/ledger_view.h"

namespace kakutei::runtime::engine {
namespace {

std::string SourceOf(const LogRecord& record) {
  const auto source = std::ranges::find(record.headers, "ce_source", &Headers::value_type::first);
  return source == record.headers.end() ? std::string() : source->second;
}

bool Continues(const std::vector<LedgerEntry>& chain, const v1::LedgerRecord& record) {
  const std::string before = chain.empty() ? std::string() : chain.back().record.digest();
  return record.revision() == chain.size() + 1 && record.prev_digest() == before &&
         record.digest() == base::Sha256(record.content());
}

void ReadPartition(const EventLog& log, const TopicPartition& partition, const HomeOf& home,
                   AcceptedLedger& ledger) {
  const auto read = log.Read(partition, 0, std::numeric_limits<int>::max(),
                             std::numeric_limits<std::int64_t>::max());
  KAKUTEI_CHECK(read.has_value());
  for (const LogRecord& record : read->records) {
    LedgerEntry entry{{}, SourceOf(record)};
    if (!entry.record.ParseFromString(record.value) || entry.record.subject().empty()) {
      ++ledger.ignored;
      continue;
    }
    const std::optional<int> belongs = home(entry.record.subject());
    if (!belongs) {
      continue;
    }
    std::vector<LedgerEntry>& chain = ledger.chains[entry.record.subject()];
    if (*belongs == partition.partition && Continues(chain, entry.record)) {
      chain.push_back(std::move(entry));
    } else {
      ++ledger.ignored;
    }
  }
}

void CheckChain(const std::string& subject, const std::vector<LedgerEntry>& chain,
                std::string_view source, std::vector<std::string>& wrong) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const v1::LedgerRecord& record = chain[i].record;
    const std::string where = subject + " revision " + std::to_string(record.revision());
    if (record.revision() != i + 1) {
      wrong.push_back(where + " stands in place " + std::to_string(i + 1));
    }
    if (record.prev_digest() != (i == 0 ? std::string() : chain[i - 1].record.digest())) {
      wrong.push_back(where + " does not name the digest before it");
    }
    if (record.digest() != base::Sha256(record.content())) {
      wrong.push_back(where + " has another content's digest");
    }
    if (i > 0 && chain[i].source == source && record.content() == chain[i - 1].record.content()) {
      wrong.push_back(where + " repeats the content before it");
    }
  }
}

}  // namespace

AcceptedLedger ReadLedger(const EventLog& log, const std::string& topic, const HomeOf& home) {
  AcceptedLedger ledger;
  const auto partitions = log.Partitions(topic);
  KAKUTEI_CHECK(partitions.has_value());
  for (int partition = 0; partition < *partitions; ++partition) {
    ReadPartition(log, {topic, partition}, home, ledger);
  }
  std::erase_if(ledger.chains, [](const auto& chain) { return chain.second.empty(); });
  return ledger;
}

std::vector<std::string> CheckLedger(const AcceptedLedger& ledger,
                                     const std::map<std::string, std::string>& expected,
                                     std::string_view source) {
  std::vector<std::string> wrong;
  for (const auto& [subject, content] : expected) {
    const auto chain = ledger.chains.find(subject);
    if (chain == ledger.chains.end()) {
      wrong.push_back(subject + " was never published");
    } else if (chain->second.back().record.content() != content) {
      wrong.push_back(subject + " ends as " + chain->second.back().record.content() + ", not " +
                      content);
    }
  }
  for (const auto& [subject, chain] : ledger.chains) {
    if (!expected.contains(subject)) {
      wrong.push_back(subject + " should not be published");
    }
    CheckChain(subject, chain, source, wrong);
  }
  return wrong;
}

std::vector<std::string> CheckView(const AcceptedLedger& ledger, const StateReader& reader) {
  std::vector<std::string> wrong;
  std::set<std::string> latest;
  const auto scanned = ScanLatest(reader, {}, {}, [&](const v1::LedgerRecord& record) {
    latest.insert(record.subject());
    return true;
  });
  KAKUTEI_CHECK(scanned.has_value());
  for (const std::string& subject : latest) {
    if (!ledger.chains.contains(subject)) {
      wrong.push_back(subject + " is only in the store");
    }
  }
  for (const auto& [subject, chain] : ledger.chains) {
    const auto history = HistoryOf(reader, subject, std::numeric_limits<int>::max());
    KAKUTEI_CHECK(history.has_value());
    const bool same =
        std::equal(history->rbegin(), history->rend(), chain.begin(), chain.end(),
                   [](const v1::LedgerRecord& stored, const LedgerEntry& published) {
                     return stored.SerializeAsString() == published.record.SerializeAsString();
                   });
    if (!same || !latest.contains(subject)) {
      wrong.push_back("the store has another history of " + subject);
    }
  }
  return wrong;
}

}  // namespace kakutei::runtime::engine
