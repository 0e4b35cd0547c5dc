#pragma once

#include <string_view>

#include "kakutei/v1/billing_eligibility.pb.h"

#include "base/result.h"
#include "runtime/projection/projection_store.h"

// What became of a claimant's claims, answered from one task's store; pass a
// ProjectionStore::Snapshot(). Pure reads.
namespace kakutei::billing_eligibility {

// Claims of a claimant's month (empty: of all), by month, patient and group, from the first one
// after `after` on (empty: from the beginning), at most `most`. next_token of the answer is the
// `after` that leads on; empty: no more follow.
base::Result<v1::ListClaimsResponse> ListClaims(const runtime::StateReader& reader,
                                                std::string_view claimant, std::string_view month,
                                                std::string_view after, int most);

// Withdrawals that the latest verdicts propose, in the same order and with the same paging. A
// decision closes an entry only for the verdict that it names: the same digest, and no newer
// revision.
base::Result<v1::ListWithdrawalsResponse> ListWithdrawals(const runtime::StateReader& reader,
                                                          std::string_view claimant,
                                                          std::string_view month,
                                                          v1::Withdrawal::State state,
                                                          std::string_view after, int most);

// Adds the latest verdicts of the readings on which a unit's verdict rests: its anchor, or without
// one all of them by reading id, at most 20. Returns how many more there are.
base::Result<int> AddReadings(const runtime::StateReader& reader, const v1::Verdict& unit,
                              google::protobuf::RepeatedPtrField<v1::Verdict>& readings);

// A page ends where its lines take this much, whatever its size: callers take messages of 4 MiB.
inline constexpr std::size_t kPageBytes = std::size_t{2} << 20;

}  // namespace kakutei::billing_eligibility
