#pragma once

#include <functional>
#include <map>
#include <string>

#include "kakutei/v1/event.pb.h"

#include "facility_registry/facility_registry_fold.h"

namespace kakutei::cli {

// The registry's own fold over facts from files, kept in memory to be asked. Not thread-safe.
class OfflineRegistry {
 public:
  // Takes a well-formed fact; other services' facts are passed over.
  base::Status Take(const v1::Event& event);
  const runtime::engine::State& state() const { return state_; }

 private:
  class Memory final : public runtime::engine::State {
   public:
    base::Result<std::optional<std::string>> Get(std::string_view key) const override;
    base::Status Scan(std::string_view prefix, std::string_view from,
                      const runtime::ScanVisitor& visitor) const override;
    void Put(std::string_view key, std::string_view value) override;
    void Delete(std::string_view key) override;

   private:
    std::map<std::string, std::string, std::less<>> entries_;
  };

  facility_registry::FacilityRegistryFold fold_;
  Memory state_;
};

}  // namespace kakutei::cli
