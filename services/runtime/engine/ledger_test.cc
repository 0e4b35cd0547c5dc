#include "runtime/engine/ledger.h"

#include <gtest/gtest.h>

#include "base/digest.h"

namespace kakutei::runtime::engine {
namespace {

v1::LedgerRecord First() { return NextRecord(nullptr, "s", "a", base::Sha256("a"), {"x#1"}); }

v1::LedgerRecord Second() {
  const v1::LedgerHead head = HeadAfter(First());
  return NextRecord(&head, "s", "b", base::Sha256("b"), {});
}

TEST(Ledger, AcceptsTheFirstRevisionWithoutAHead) {
  EXPECT_TRUE(Accepts(nullptr, First()));
  EXPECT_EQ(First().revision(), 1U);
  EXPECT_EQ(First().prev_digest(), "");
  EXPECT_EQ(First().causes(0), "x#1");
}

TEST(Ledger, AcceptsTheNextRevisionOnTheHeadsDigest) {
  const v1::LedgerHead head = HeadAfter(First());
  EXPECT_TRUE(Accepts(&head, Second()));
  EXPECT_EQ(Second().revision(), 2U);
  EXPECT_EQ(Second().prev_digest(), base::Sha256("a"));
}

TEST(Ledger, RefusesAFirstRevisionThatNamesAPredecessor) {
  v1::LedgerRecord record = First();
  record.set_prev_digest(base::Sha256("z"));
  EXPECT_FALSE(Accepts(nullptr, record));
}

TEST(Ledger, RefusesARevisionWithoutItsPredecessor) { EXPECT_FALSE(Accepts(nullptr, Second())); }

TEST(Ledger, RefusesTheSameRevisionAgain) {
  const v1::LedgerHead head = HeadAfter(First());
  EXPECT_FALSE(Accepts(&head, First()));
}

TEST(Ledger, RefusesASkippedRevision) {
  const v1::LedgerHead head = HeadAfter(First());
  v1::LedgerRecord record = Second();
  record.set_revision(3);
  EXPECT_FALSE(Accepts(&head, record));
}

TEST(Ledger, RefusesAnotherPredecessor) {
  const v1::LedgerHead head = HeadAfter(First());
  v1::LedgerRecord record = Second();
  record.set_prev_digest(base::Sha256("z"));
  EXPECT_FALSE(Accepts(&head, record));
}

TEST(Ledger, RefusesADigestThatIsNotItsContents) {
  v1::LedgerRecord record = First();
  record.set_content("b");
  EXPECT_FALSE(Accepts(nullptr, record));
}

}  // namespace
}  // namespace kakutei::runtime::engine
