#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

// The directory of a store, before and beside RocksDB.
namespace kakutei::runtime {

// Makes the directory, tries whether it can be written, and refuses one that has lost the file
// which names its contents: RocksDB would begin anew. kFailedPrecondition STORE_DIRECTORY or
// STORE_NOT_WRITABLE; kDataLoss STORE_DAMAGED. `read_only`: looks only, and makes nothing.
base::Status PrepareStoreDirectory(const std::string& directory, bool read_only);

// Free bytes of the directory's volume; 0 when it does not tell.
std::int64_t FreeBytes(const std::string& directory);

// kResourceExhausted DISK_ALMOST_FULL while there are fewer free bytes than that.
base::Status CheckRoom(const std::string& directory, std::int64_t min_free_bytes);

}  // namespace kakutei::runtime
