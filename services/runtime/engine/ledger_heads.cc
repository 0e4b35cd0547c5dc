#include "runtime/engine/ledger_heads.h"

#include "runtime/engine/ledger.h"
#include "runtime/engine/task_state.h"

namespace kakutei::runtime::engine {

base::Result<std::optional<v1::LedgerHead>> HeadAt(const StateReader& reader,
                                                   std::string_view head_key) {
  const auto bytes = FromStore(reader.Get(head_key));
  if (!bytes) {
    return base::Fail(bytes.error());
  }
  if (!*bytes) {
    return std::nullopt;
  }
  v1::LedgerHead head;
  if (!head.ParseFromString(**bytes)) {
    return base::Fail(base::ErrorCode::kDataLoss, "STORED_HEAD", "a stored ledger head is damaged");
  }
  return head;
}

base::Result<bool> Offer(Overlay& overlay, std::string_view head_key,
                         const v1::LedgerRecord& record) {
  const auto head = HeadAt(overlay, head_key);
  if (!head) {
    return base::Fail(head.error());
  }
  if (!Accepts(*head ? &**head : nullptr, record)) {
    return false;
  }
  overlay.Put(head_key, HeadAfter(record).SerializeAsString());
  return true;
}

std::optional<v1::LedgerRecord> ParseRecord(std::string_view bytes) {
  v1::LedgerRecord record;
  if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      record.subject().empty()) {
    return std::nullopt;
  }
  return record;
}

}  // namespace kakutei::runtime::engine
