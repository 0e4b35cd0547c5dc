#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "runtime/projection/projection_store.h"

namespace kakutei::runtime {

// What opening does about a write-ahead log that is damaged before its end. An unfinished last
// write, which a crash leaves behind, is cut off in either case: it was never acknowledged as safe
// against power loss.
enum class WalDamage {
  // kDataLoss. For stores that are the only copy: going on would drop commits that were
  // acknowledged.
  kRefuse,
  // Opens with the commits before the damage. For projections, where an earlier state of themselves
  // is harmless.
  kRollBack,
};

enum class Compression { kNone, kLz4 };

// The defaults suit one task on a machine that runs a dozen of them.
struct RocksDbSettings {
  std::string directory;  // made if it is not there
  WalDamage wal_damage = WalDamage::kRefuse;
  Compression compression = Compression::kLz4;
  std::int64_t block_cache_bytes = 64 << 20;  // indexes and filters included
  std::int64_t memtable_bytes = 32 << 20;     // of each of at most three
  std::int64_t max_total_wal_bytes =
      96 << 20;  // beyond it memtables are written out, which bounds recovery
  int max_background_jobs = 2;
  int max_open_files = 512;
  // Neither opened nor committed to while the volume has less room than this: RocksDB itself may
  // end the process on a full disk.
  std::int64_t min_free_bytes = 64 << 20;
  // Reads what is there and changes no file, also beside a process that goes on writing: what that
  // had written by the opening is seen. A commit is a mistake (kDataLoss).
  bool read_only = false;
};

// Opens the store in settings.directory, with the contract of ProjectionStore. Scans and reads
// verify checksums.
//
// Errors of opening:
//   kInvalidArgument INVALID_SETTING; kFailedPrecondition STORE_DIRECTORY (cannot be made or
//   entered), STORE_NOT_WRITABLE (a read-only volume, or no right to) or STORE_IN_USE (somebody
//   else has it open); kResourceExhausted DISK_FULL; kDataLoss STORE_DAMAGED. A
//   directory with data but without its CURRENT file is damaged, not new.
// Errors afterwards:
//   kDataLoss STORE_DAMAGED, for good, after any RocksDB status other than OK and not found, one of
//   a background job included; kResourceExhausted DISK_ALMOST_FULL from a commit, which wrote
//   nothing and may be tried again later.
//
// Commits with Durability::kProcessCrash may lose their newest part at a power loss, but never one
// from the middle.
//
// Statistics: block_cache_bytes, block_cache_pinned_bytes, memtable_bytes, table_reader_bytes,
// sst_bytes, keys_estimate, pending_compaction_bytes, running_compactions, running_flushes,
// write_stopped (0, 1), delayed_write_bytes_per_second, background_errors, free_disk_bytes,
// commits, damaged (0, 1).
base::Result<std::unique_ptr<ProjectionStore>> OpenRocksDbStore(const RocksDbSettings& settings);

}  // namespace kakutei::runtime
