#include "rules/messages.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "rules/testing/branches_seen.h"
#include "rules/testing/world.h"

namespace kakutei::rules {
namespace {

using testing::BranchesSeen;

v1::Finding FindingWith(const std::string& rule, const std::string& code) {
  v1::Finding finding;
  finding.set_rule_id(rule);
  finding.set_message_code(code);
  return finding;
}

void AddArgument(v1::Finding& finding, const std::string& name, const std::string& value) {
  auto& argument = *finding.add_arguments();
  argument.set_name(name);
  argument.set_value(value);
}

TEST(Messages, HaveBothLanguagesForEveryBranch) {
  for (const RuleHeader* rule : AllRules()) {
    EXPECT_FALSE(rule->messages.empty()) << rule->id;
    for (const Message& message : rule->messages) {
      EXPECT_FALSE(message.ja.empty()) << rule->id << "." << message.branch;
      EXPECT_FALSE(message.en.empty()) << rule->id << "." << message.branch;
      EXPECT_NE(message.ja, message.en) << rule->id << "." << message.branch;
    }
  }
}

TEST(Messages, DeclareForEveryBranchWhatWouldChangeItsFinding) {
  for (const RuleHeader* rule : AllRules()) {
    for (const Message& message : rule->messages) {
      const Remedy& remedy = message.remedy;
      const std::string code = std::string(rule->id) + "." + std::string(message.branch);
      ASSERT_NE(remedy.way, Remedy::Way::kUndeclared) << code;
      const bool needs_fact =
          remedy.way != Remedy::Way::kVerdict && remedy.way != Remedy::Way::kPolicy;
      EXPECT_EQ(remedy.facts[0] != v1::Event::FACT_NOT_SET, needs_fact) << code;
      EXPECT_FALSE(remedy.ja.empty()) << code;
      EXPECT_FALSE(remedy.en.empty()) << code;
      EXPECT_NE(remedy.ja, remedy.en) << code;
    }
  }
}

TEST(Messages, NameTheParametersOfTheRulesThatReadThem) {
  const auto reads = [](std::string_view id, int parameter) {
    for (const RuleHeader* rule : AllRules()) {
      if (rule->id == id) return rule->reads.parameters.Has(parameter);
    }
    return false;
  };
  EXPECT_TRUE(reads("L-10", v1::Parameters::kOffsiteMinDaysFieldNumber));
  EXPECT_FALSE(reads("L-10", v1::Parameters::kRatioLimitPercentFieldNumber));
  EXPECT_TRUE(reads("ATS2-N2.2", v1::Parameters::kRatioLimitPercentFieldNumber));
  EXPECT_FALSE(reads("L-9", v1::Parameters::kOffsiteMinDaysFieldNumber));
}

TEST(Messages, NameEachBranchOfARuleOnce) {
  for (const RuleHeader* rule : AllRules()) {
    std::set<std::string_view> branches;
    for (const Message& message : rule->messages) {
      EXPECT_TRUE(branches.insert(message.branch).second) << rule->id << "." << message.branch;
    }
  }
}

TEST(Render, FillsTheArgumentsInBothLanguages) {
  v1::Finding finding = FindingWith("L-1", "L-1.section_not_covered");
  AddArgument(finding, "section", "E200");
  const auto text = Render(finding);
  EXPECT_EQ(text.ja(),
            "区分 E200 は画像診断管理加算の対象（E001、E004、E102、E203）ではありません。");
  EXPECT_EQ(text.en(), "Section E200 is not one that the add-on covers (E001, E004, E102, E203).");
}

TEST(Render, TellsBranchesOfOneNameApartByTheirRule) {
  // ATS2-3.2 has a branch of this name, too.
  EXPECT_EQ(Render(FindingWith("ATS2-M.3", "ATS2-M.3.not_full_time")).en(),
            "One of the steps on the receiving side was done by {physician}, not full-time at "
            "{facility} on {date}.");
}

TEST(Render, LeavesAValueThatLooksLikeAPlaceholderAlone) {
  v1::Finding finding = FindingWith("L-1", "L-1.section_not_covered");
  AddArgument(finding, "section", "{section}");
  EXPECT_EQ(Render(finding).en(),
            "Section {section} is not one that the add-on covers (E001, E004, E102, E203).");
}

TEST(Render, GivesTheCodeItselfWhereItIsUnknown) {
  EXPECT_EQ(Render(FindingWith("L-1", "L-1.of_another_release")).en(), "L-1.of_another_release");
  EXPECT_EQ(Render(FindingWith("L-99", "L-99.any")).ja(), "L-99.any");
}

TEST(RenderRemedy, SpeaksForTheBranchOfTheFinding) {
  EXPECT_EQ(RenderRemedy(FindingWith("L-1", "L-1.no_order")).en(),
            "This finding is lifted once the reporting system records the order of the reading "
            "(readingOrdered).");
  EXPECT_EQ(RenderRemedy(FindingWith("L-1", "L-1.of_another_release")).en(), "");
}

TEST(Render, FillsAllFindingsOfAVerdict) {
  v1::Verdict verdict;
  *verdict.add_findings() = FindingWith("L-1", "L-1.not_insured");
  *verdict.add_findings() = FindingWith("L-1", "L-1.no_order");
  RenderAll(verdict);
  for (const auto& finding : verdict.findings()) {
    EXPECT_EQ(finding.message().en(), Render(finding).en());
    EXPECT_FALSE(finding.message().ja().empty());
  }
}

// After all tests: every sentence of every rule was spoken by some verdict. Asked only of a whole
// run, and reported as a line per branch, `rule authority branch 0|1`.
class EverySentenceIsReached : public ::testing::Environment {
 public:
  void TearDown() override {
    if (::testing::GTEST_FLAG(filter) != "*") return;
    std::string branches;
    for (const RuleHeader* rule : AllRules()) {
      for (const Message& message : rule->messages) {
        const std::string code = std::string(rule->id) + "." + std::string(message.branch);
        const bool spoken = BranchesSeen().contains(code);
        EXPECT_TRUE(spoken) << code << " is spoken in no test";
        branches += std::string(rule->id) + " " + v1::Authority::Value_Name(rule->authority) + " " +
                    std::string(message.branch) + (spoken ? " 1\n" : " 0\n");
      }
    }
    ::testing::Test::RecordProperty("branches", branches);
  }
};

// The framework owns it.
const auto* const kEverySentenceIsReached =
    ::testing::AddGlobalTestEnvironment(new EverySentenceIsReached);

}  // namespace
}  // namespace kakutei::rules
