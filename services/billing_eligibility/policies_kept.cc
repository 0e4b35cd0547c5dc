#include "billing_eligibility/policies_kept.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <google/protobuf/text_format.h>

#include "base/digest.h"
#include "rules/policy_state.h"
#include "runtime/engine/task_state.h"

namespace kakutei::billing_eligibility {
namespace {

const rules::Policy& OfThisRelease() {
  static const rules::Policy kShipped = rules::Policy::Shipped();
  return kShipped;
}

}  // namespace

base::Result<rules::PolicyBook> PoliciesIn(const runtime::StateReader& reader,
                                           const rules::Policy& start) {
  rules::PolicyBook book(start);
  if (auto loaded = rules::LoadActivations(runtime::engine::ReadOnlyState(reader), book); !loaded)
    return base::Fail(std::move(loaded).error());
  return book;
}

base::Result<rules::PolicyBook> PoliciesIn(const runtime::StateReader& reader) {
  return PoliciesIn(reader, OfThisRelease());
}

base::Result<std::vector<v1::PolicyPack>> PacksNamed(
    const runtime::StateReader& reader,
    const google::protobuf::RepeatedPtrField<std::string>& digests) {
  const auto book = PoliciesIn(reader);
  if (!book) return base::Fail(book.error());
  std::map<std::string, v1::PolicyPack> by_id;
  const auto take = [&](const std::string& text) {
    if (std::find(digests.begin(), digests.end(), base::Sha256(text)) == digests.end()) return;
    v1::PolicyPack pack;
    google::protobuf::TextFormat::ParseFromString(text, &pack);
    std::string id = pack.pack_id();
    by_id.insert_or_assign(std::move(id), std::move(pack));
  };
  for (const rules::PackText& pack : rules::Policy::ShippedPacks()) take(pack.text);
  for (const auto& entry : book->entries()) take(entry.event.policy_activated().pack());
  std::vector<v1::PolicyPack> packs;
  for (auto& [id, pack] : by_id) packs.push_back(std::move(pack));
  return packs;
}

}  // namespace kakutei::billing_eligibility
