// The whole fold, engine included, over generated facts: the same set of facts, in any order, with
// any duplication and split into batches anywhere, shows the same verdicts. RapidCheck prints its
// seed; a failure also prints how to run that very case again.

#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "facts/testing/any_fact.h"
#include "simulation/stepwise_mesh.h"

namespace kakutei::simulation {
namespace {

using facts::testing::AnyArrival;
using facts::testing::AnyFacts;
using v1::Event;

std::map<std::string, std::string> VerdictsOf(const StepwiseMesh& mesh) {
  std::map<std::string, std::string> verdicts;
  mesh.VisitVerdicts([&](const v1::PublishedVerdict& published) {
    verdicts[published.verdict().subject()] = published.verdict().SerializeAsString();
    return true;
  });
  return verdicts;
}

std::map<std::string, std::string> JudgedAtOnce(const std::vector<Event>& facts) {
  StepwiseMesh mesh;
  for (const Event& fact : facts) mesh.Append(fact);
  mesh.Rest();
  return VerdictsOf(mesh);
}

RC_GTEST_PROP(WholeFold, ShowsTheSameVerdictsInAnyOrder, ()) {
  const auto facts = *AnyFacts();
  RC_ASSERT(JudgedAtOnce(*AnyArrival(facts)) == JudgedAtOnce(facts));
}

RC_GTEST_PROP(WholeFold, ShowsTheSameVerdictsInAnyBatches, ()) {
  const auto facts = *AnyFacts();
  StepwiseMesh mesh;
  for (const Event& fact : *AnyArrival(facts)) {
    mesh.Append(fact);
    const int then = *rc::gen::inRange(0, 8);
    if (then == 0) mesh.Rest();
    if (then < 3) mesh.Step(*rc::gen::inRange<std::size_t>(0, 6));
  }
  mesh.Rest();
  RC_ASSERT(VerdictsOf(mesh) == JudgedAtOnce(facts));
  RC_ASSERT(mesh.LedgerFaults() == std::vector<std::string>());
}

RC_GTEST_PROP(WholeFold, ShowsTheSameVerdictsWhateverProcessesEnd, ()) {
  const auto facts = *AnyFacts();
  StepwiseMesh mesh;
  for (const Event& fact : *AnyArrival(facts)) {
    mesh.Append(fact);
    switch (*rc::gen::inRange(0, 12)) {
      case 0:
        mesh.Rest();
        break;
      case 1:
        mesh.Restart();
        break;
      case 2:
        mesh.RollBack();
        break;
      case 3:
        mesh.Rebuild();
        break;
      default:
        mesh.Step(*rc::gen::inRange<std::size_t>(0, 6));
    }
  }
  mesh.Rest();
  RC_ASSERT(VerdictsOf(mesh) == JudgedAtOnce(facts));
  RC_ASSERT(mesh.LedgerFaults() == std::vector<std::string>());
}

// All of it over again changes nothing and publishes nothing.
RC_GTEST_PROP(WholeFold, IsIdempotent, ()) {
  const auto facts = *AnyFacts();
  StepwiseMesh mesh;
  for (const Event& fact : facts) mesh.Append(fact);
  mesh.Rest();
  const std::int64_t published = mesh.PublishedRecords();
  for (const Event& fact : *AnyArrival(facts)) mesh.Append(fact);
  mesh.Rest();
  RC_ASSERT(mesh.PublishedRecords() == published);
}

}  // namespace
}  // namespace kakutei::simulation
