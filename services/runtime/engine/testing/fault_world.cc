#include "runtime/engine/testing/fault_world.h"

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/digest.h"
#include "base/partitioning.h"
#include "runtime/engine/ledger.h"
#include "runtime/engine/record_headers.h"
#include "runtime/engine/testing/ledger_checker.h"

namespace kakutei::runtime::engine {
namespace {

constexpr int kOutputs = 3;
const std::vector<std::string>& Groups() {
  static const std::vector<std::string> groups = {"a", "b", "c"};
  return groups;
}

std::optional<int> HomeOfSubject(std::string_view subject) {
  const ToyDomain domain(Groups());
  if (!domain.Owns(subject)) {
    return std::nullopt;
  }
  return base::PartitionOf(domain.OutputKey(subject), kOutputs);
}

}  // namespace

// A task with everything that dies with it.
struct FaultWorld::Process {
  Process(const TaskSpec& spec, EventLog& shared_log, LogWeather& weather, MemoryStore& disk,
          const base::Clock& clock)
      : log(shared_log, weather, kill),
        store(disk, kill),
        domain(Groups()),
        task(spec, log, store, domain, probe, clock) {}

  KillSwitch kill;
  ChaosLog log;
  ChaosStore store;
  ToyDomain domain;
  NullProbe probe;
  Task task;
};

FaultWorld::FaultWorld(std::uint64_t seed)
    : random_(seed),
      log_({{"facts", 2}, {"rates", 1}, {"sums", kOutputs}, {"quarantine", 1}}),
      disk_(std::make_unique<MemoryStore>()) {
  DrawSpec();
  DrawFacts();
  Restart();
}

FaultWorld::~FaultWorld() = default;

std::int64_t FaultWorld::Pick(std::int64_t from, std::int64_t to) {
  return std::uniform_int_distribution<std::int64_t>(from, to)(random_);
}

void FaultWorld::DrawSpec() {
  spec_.name = "toy-0";
  spec_.inputs = {{{"facts", 0}, false}, {{"facts", 1}, false}, {{"rates", 0}, false}};
  spec_.output_topic = "sums";
  spec_.output_partition_count = kOutputs;
  std::set<int> homes;
  for (const std::string& group : Groups()) {
    homes.insert(base::PartitionOf(group, kOutputs));
  }
  spec_.output_partitions.assign(homes.begin(), homes.end());
  spec_.quarantine_topic = "quarantine";
  spec_.source = "kakutei/toy";
  spec_.limits.batch_records = static_cast<int>(Pick(1, 8));
  spec_.limits.batch_bytes = Pick(10, 200);
  spec_.limits.judge_batch_subjects = static_cast<int>(Pick(1, 8));
  spec_.limits.judge_when_lag_at_most = Pick(0, 10);
  spec_.limits.max_silent_steps = static_cast<int>(Pick(0, 3));
}

// Few accounts and items, so that corrections and duplicates meet; every order of arrival.
void FaultWorld::DrawFacts() {
  const std::int64_t count = Pick(10, 60);
  for (std::int64_t i = 0; i < count; ++i) {
    ToyFact fact;
    fact.kind = Chance(15) ? ToyFact::Kind::kRate : ToyFact::Kind::kAmount;
    // Group d is another task's.
    fact.account = std::string(1, static_cast<char>('a' + Pick(0, 3)));
    if (fact.kind == ToyFact::Kind::kAmount) {
      fact.account += static_cast<char>('0' + Pick(0, 2));
      fact.item = std::string(1, static_cast<char>('p' + Pick(0, 2)));
    }
    fact.revision = Pick(1, 4);
    fact.number = Pick(-3, 9);
    facts_.push_back(fact);
    const std::string topic = fact.kind == ToyFact::Kind::kRate ? "rates" : "facts";
    for (int copies = Chance(20) ? 2 : 1; copies > 0; --copies) {
      const int partition = topic == "facts" ? static_cast<int>(Pick(0, 1)) : 0;
      coming_.push_back({{topic, partition}, Encode(fact)});
    }
  }
  for (std::int64_t i = Pick(0, 3); i > 0; --i) {
    coming_.push_back({{"facts", static_cast<int>(Pick(0, 1))}, "bad|" + std::to_string(i)});
  }
  std::shuffle(coming_.begin(), coming_.end(), random_);
}

void FaultWorld::Arrive(int count) {
  for (; count > 0 && !coming_.empty(); --count) {
    const auto [to, value] = coming_.back();
    coming_.pop_back();
    const NewRecord record{to, "key", value};
    const auto positions = log_.Append({&record, 1});
    KAKUTEI_CHECK(positions.has_value());
    if (value.starts_with("bad")) {
      bad_.push_back(to);
      bad_positions_.push_back(positions->front());
    }
  }
}

void FaultWorld::Restart() {
  owner_.reset();
  owner_ = std::make_unique<Process>(spec_, log_, weather_, *disk_, clock_);
}

void FaultWorld::Rage(int rounds) {
  for (int round = 0; round < rounds; ++round) {
    if (Chance(60)) {
      Arrive(static_cast<int>(Pick(1, 6)));
    }
    if (Chance(30)) {
      OneFault();
    }
    if (Chance(30)) {
      WriteLate();
    }
    if (Chance(20)) {
      weather_.hidden_from.clear();
    }
    if (Chance(10)) {
      images_.push_back(disk_->Image());
    }
    StepOwner();
    StepZombie();
  }
  faults_["append without answer"] += weather_.failed_appends;
  faults_["read failed"] += weather_.failed_reads;
  faults_["overtaken"] += weather_.overtaken_appends;
}

void FaultWorld::StepOwner() {
  const auto outcome = owner_->task.Step();
  if (owner_->kill.dead()) {
    ++faults_["crash"];
    Restart();
  }
}

void FaultWorld::StepZombie() {
  if (!zombie_) {
    return;
  }
  const auto outcome = zombie_->task.Step();
  if (outcome && outcome->published > 0) {
    ++faults_["zombie published"];
  }
  if (Chance(10)) {
    zombie_.reset();
  }
}

void FaultWorld::OneFault() {
  switch (Pick(0, 9)) {
    case 0:
    case 1:
      owner_->kill.Arm(Pick(1, 14), Chance(50) ? KillSwitch::Moment::kBeforeCall
                                               : KillSwitch::Moment::kAfterCall);
      break;
    case 2:
      weather_.next_append = static_cast<AppendFate>(Pick(1, 3));
      break;
    case 3:
      weather_.reads_to_fail = static_cast<int>(Pick(1, 3));
      break;
    case 4:
      LoseStore(nullptr, "store lost");
      break;
    case 5:
      if (!images_.empty()) {
        LoseStore(images_[static_cast<std::size_t>(Pick(0, std::ssize(images_) - 1))],
                  "store put back");
      }
      break;
    case 6:
      zombie_.reset();
      zombie_disk_ = images_.empty()
                         ? std::make_unique<MemoryStore>()
                         : std::make_unique<MemoryStore>(
                               images_[static_cast<std::size_t>(Pick(0, std::ssize(images_) - 1))]);
      zombie_ = std::make_unique<Process>(spec_, log_, weather_, *zombie_disk_, clock_);
      break;
    case 7:
      WriteJunk();
      break;
    case 8:
      weather_.overtake_next_append = true;
      break;
    default:
      Hide();
  }
}

void FaultWorld::LoseStore(const MemoryStore::DiskImage& image, const char* name) {
  owner_.reset();
  disk_ = image ? std::make_unique<MemoryStore>(image) : std::make_unique<MemoryStore>();
  Restart();
  ++faults_[name];
}

void FaultWorld::Hide() {
  for (const int partition : spec_.output_partitions) {
    const TopicPartition output{"sums", partition};
    weather_.hidden_from.try_emplace(output, *log_.End(output));
  }
  ++faults_["records shown late"];
}

// What a stranger with the right to write could put into the ledger; some of it is accepted.
void FaultWorld::WriteJunk() {
  const std::map<std::string, std::string> expected = Expected();
  if (expected.empty()) {
    return;
  }
  const std::string subject = std::next(expected.begin(), Pick(0, std::ssize(expected) - 1))->first;
  const AcceptedLedger ledger = ReadLedger(log_, "sums", HomeOfSubject);
  const auto chain = ledger.chains.find(subject);
  std::optional<v1::LedgerHead> head;
  if (chain != ledger.chains.end()) {
    head = HeadAfter(chain->second.back().record);
  }
  const std::string content = "junk " + std::to_string(Pick(0, 9));
  v1::LedgerRecord record =
      NextRecord(head ? &*head : nullptr, subject, content, base::Sha256(content), {});
  int partition = *HomeOfSubject(subject);
  switch (Pick(0, 6)) {
    case 0:
      record.set_revision(record.revision() + static_cast<std::uint64_t>(Pick(1, 3)));
      break;
    case 1:
      record.set_prev_digest(base::Sha256("another"));
      break;
    case 2:
      record.set_digest(base::Sha256("another"));
      break;
    case 3:
      record.set_subject("sum/d0");  // not this task's
      break;
    case 4:
      partition = (partition + 1) % kOutputs;
      break;
    case 5:
      record.set_revision(1);
      break;
    default:  // accepted
      break;
  }
  const std::string value = Chance(10) ? "no record at all" : record.SerializeAsString();
  const NewRecord junk{{"sums", partition}, "junk", value, {{"ce_source", "stranger"}}};
  KAKUTEI_CHECK(log_.Append({&junk, 1}).has_value());
  ++faults_["junk in the ledger"];
}

void FaultWorld::WriteLate() {
  if (weather_.late.empty()) {
    return;
  }
  const auto late = weather_.late.begin() + Pick(0, std::ssize(weather_.late) - 1);
  if (Chance(70)) {
    KAKUTEI_CHECK(log_.Append(*late).has_value());
    ++faults_["late records"];
  }
  weather_.late.erase(late);
}

std::int64_t FaultWorld::RunCalmly(std::optional<std::int64_t> kill_at, KillSwitch::Moment moment) {
  Arrive(static_cast<int>(coming_.size()));
  if (kill_at) {
    owner_->kill.Arm(*kill_at, moment);
  }
  RunToRest(*owner_);
  if (owner_->kill.dead()) {
    ++faults_["crash"];
  }
  return owner_->kill.calls();
}

bool FaultWorld::RunToRest(Process& process) {
  for (int step = 0; step < 5000; ++step) {
    const auto outcome = process.task.Step();
    if (!outcome) {
      return false;
    }
    if (!outcome->Progressed()) {
      return true;
    }
  }
  return false;
}

std::vector<std::string> FaultWorld::Settle() {
  zombie_.reset();
  while (!weather_.late.empty()) {
    WriteLate();
  }
  weather_ = {};
  Arrive(static_cast<int>(coming_.size()));
  // Half of the time the process that has seen it all goes on.
  if (owner_->kill.dead() || Chance(50)) {
    Restart();
  } else {
    owner_->kill.Arm(-1, KillSwitch::Moment::kBeforeCall);
  }
  if (!RunToRest(*owner_)) {
    return {"the task does not come to rest"};
  }
  const AcceptedLedger ledger = ReadLedger(log_, "sums", HomeOfSubject);
  std::vector<std::string> wrong = CheckLedger(ledger, Expected(), spec_.source);
  for (std::string& sentence : CheckView(ledger, *disk_)) {
    wrong.push_back(std::move(sentence));
  }
  CheckQuarantine(wrong);
  const Freshness& freshness = owner_->task.freshness();
  if (!freshness.Ready() || !freshness.Reflects(Ends({"facts", "rates"}))) {
    wrong.push_back("the task rests and does not reflect its inputs");
  }
  CheckRebuild(wrong);
  return wrong;
}

std::map<std::string, std::string> FaultWorld::Expected() const {
  return ToyContents(facts_, Groups());
}

Positions FaultWorld::Ends(const std::vector<std::string>& topics) const {
  Positions ends;
  for (const std::string& topic : topics) {
    for (int partition = 0; partition < *log_.Partitions(topic); ++partition) {
      ends[{topic, partition}] = *log_.End({topic, partition});
    }
  }
  return ends;
}

void FaultWorld::CheckRebuild(std::vector<std::string>& wrong) {
  const Positions before = Ends({"sums", "quarantine"});
  MemoryStore fresh;
  Process process(spec_, log_, weather_, fresh, clock_);
  if (!RunToRest(process)) {
    wrong.push_back("a rebuild does not come to rest");
  }
  if (Ends({"sums", "quarantine"}) != before) {
    wrong.push_back("a rebuild writes into the log");
  }
}

void FaultWorld::CheckQuarantine(std::vector<std::string>& wrong) const {
  const auto read = log_.Read({"quarantine", 0}, 0, 1000000, 1 << 30);
  KAKUTEI_CHECK(read.has_value());
  std::set<std::pair<TopicPartition, std::int64_t>> standing;
  for (const LogRecord& record : read->records) {
    const auto origin = OriginOf(record.headers);
    KAKUTEI_CHECK(origin.has_value());
    standing.emplace(origin->from, origin->position);
  }
  std::set<std::pair<TopicPartition, std::int64_t>> bad;
  for (std::size_t i = 0; i < bad_.size(); ++i) {
    bad.emplace(bad_[i], bad_positions_[i]);
  }
  if (standing != bad) {
    wrong.push_back("other records are set aside than those that are bad");
  }
}

}  // namespace kakutei::runtime::engine
