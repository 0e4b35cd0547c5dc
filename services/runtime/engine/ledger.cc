#include "runtime/engine/ledger.h"

#include <utility>

#include "base/digest.h"

namespace kakutei::runtime::engine {

bool Accepts(const v1::LedgerHead* head, const v1::LedgerRecord& record) {
  const bool follows = head == nullptr ? record.revision() == 1 && record.prev_digest().empty()
                                       : record.revision() == head->revision() + 1 &&
                                             record.prev_digest() == head->digest();
  // Hashing comes last: most records that do not fit do not follow either.
  return follows && record.digest() == base::Sha256(record.content());
}

v1::LedgerRecord NextRecord(const v1::LedgerHead* head, std::string subject, std::string content,
                            std::string content_digest, const std::vector<std::string>& causes) {
  v1::LedgerRecord record;
  record.set_subject(std::move(subject));
  record.set_revision(head == nullptr ? 1 : head->revision() + 1);
  if (head != nullptr) {
    record.set_prev_digest(head->digest());
  }
  record.set_digest(std::move(content_digest));
  record.set_content(std::move(content));
  record.mutable_causes()->Add(causes.begin(), causes.end());
  return record;
}

v1::LedgerHead HeadAfter(const v1::LedgerRecord& record) {
  v1::LedgerHead head;
  head.set_revision(record.revision());
  head.set_digest(record.digest());
  return head;
}

}  // namespace kakutei::runtime::engine
