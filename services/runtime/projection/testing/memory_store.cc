#include "runtime/projection/testing/memory_store.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace kakutei::runtime {

// Holds one version still. Looking needs no lock afterwards, so that a visitor may read the store
// again.
class MemoryStore::Pin {
 public:
  explicit Pin(const MemoryStore& store) : store_(store) {
    const std::lock_guard lock(store_.mutex_);
    version_ = store_.version_;
    ++version_->pins;
  }
  Pin(const Pin&) = delete;
  Pin& operator=(const Pin&) = delete;
  ~Pin() {
    const std::lock_guard lock(store_.mutex_);
    --version_->pins;
    version_.reset();
  }

  const Contents& contents() const { return version_->contents; }

 private:
  const MemoryStore& store_;
  std::shared_ptr<Version> version_;
};

namespace {

void ScanContents(const MemoryStore::Contents& contents, std::string_view prefix,
                  std::string_view from, const ScanVisitor& visitor) {
  for (auto it = contents.lower_bound(std::max(prefix, from)); it != contents.end(); ++it) {
    if (!std::string_view(it->first).starts_with(prefix) || !visitor(it->first, it->second)) {
      return;
    }
  }
}

}  // namespace

class MemoryStore::PinnedReader final : public StateReader {
 public:
  explicit PinnedReader(const MemoryStore& store) : store_(store), pin_(store) {}

  base::Result<std::optional<std::string>> Get(std::string_view key) const override {
    if (auto readable = store_.CheckRead(); !readable) {
      return base::Fail(std::move(readable.error()));
    }
    const auto it = pin_.contents().find(key);
    return it == pin_.contents().end() ? std::nullopt : std::optional(it->second);
  }

  base::Status Scan(std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const override {
    if (auto readable = store_.CheckRead(); !readable) {
      return readable;
    }
    ScanContents(pin_.contents(), prefix, from, visitor);
    return {};
  }

 private:
  const MemoryStore& store_;
  const Pin pin_;
};

class MemoryOverlay final : public Overlay {
 public:
  explicit MemoryOverlay(MemoryStore& store) : store_(store) {}

  base::Result<std::optional<std::string>> Get(std::string_view key) const override {
    if (const auto it = values_.find(key); it != values_.end()) {
      return it->second;
    }
    return store_.Get(key);
  }

  // Merges the two sorted sequences; on equal keys the overlay's own entry hides the store's.
  base::Status Scan(std::string_view prefix, std::string_view from,
                    const ScanVisitor& visitor) const override {
    const std::string_view first = std::max(prefix, from);
    auto own = values_.lower_bound(first);
    bool stopped = false;
    ++scans_;
    const auto visit_own = [&] {
      if (own->second.has_value()) {
        stopped = !visitor(own->first, *own->second);
      }
      ++own;
    };
    auto scanned = store_.Scan(prefix, from, [&](std::string_view key, std::string_view value) {
      while (!stopped && own != values_.end() && own->first < key) {
        visit_own();
      }
      if (stopped) {
        return false;
      }
      if (own != values_.end() && own->first == key) {
        visit_own();
      } else {
        stopped = !visitor(key, value);
      }
      return !stopped;
    });
    while (scanned && !stopped && own != values_.end() &&
           std::string_view(own->first).starts_with(prefix)) {
      visit_own();
    }
    --scans_;
    return scanned;
  }

  void Put(std::string_view key, std::string_view value) override { Set(key, std::string(value)); }
  void Delete(std::string_view key) override { Set(key, std::nullopt); }
  std::int64_t changes() const override { return changes_; }

 private:
  friend class MemoryStore;

  void Set(std::string_view key, std::optional<std::string> value) {
    KAKUTEI_CHECK(scans_ == 0);
    values_.insert_or_assign(std::string(key), std::move(value));
    ++changes_;
  }

  MemoryStore& store_;
  std::map<std::string, std::optional<std::string>, std::less<>> values_;  // nullopt: deleted
  std::int64_t changes_ = 0;
  mutable int scans_ = 0;
};

MemoryStore::MemoryStore() : version_(std::make_shared<Version>()) {}

MemoryStore::MemoryStore(const DiskImage& image) : MemoryStore() { Restore(image); }

base::Result<std::optional<std::string>> MemoryStore::Get(std::string_view key) const {
  if (auto readable = CheckRead(); !readable) {
    return base::Fail(std::move(readable.error()));
  }
  const std::lock_guard lock(mutex_);
  const auto it = version_->contents.find(key);
  return it == version_->contents.end() ? std::nullopt : std::optional(it->second);
}

base::Status MemoryStore::Scan(std::string_view prefix, std::string_view from,
                               const ScanVisitor& visitor) const {
  return PinnedReader(*this).Scan(prefix, from, visitor);
}

std::unique_ptr<StateReader> MemoryStore::Snapshot() const {
  return std::make_unique<PinnedReader>(*this);
}

std::unique_ptr<Overlay> MemoryStore::NewOverlay() {
  return std::make_unique<MemoryOverlay>(*this);
}

base::Status MemoryStore::Commit(Overlay& overlay, Durability) {
  auto* own = dynamic_cast<MemoryOverlay*>(&overlay);
  KAKUTEI_CHECK(own != nullptr && &own->store_ == this);
  const std::lock_guard lock(mutex_);
  if (latched_) {
    return base::Fail(*latched_);
  }
  const std::optional<base::Error> failure = std::exchange(next_commit_, std::nullopt);
  if (failure && !write_before_failing_) {
    return Latch(*failure);
  }
  Contents& contents = Writable();
  for (auto& [key, value] : own->values_) {
    if (value) {
      contents.insert_or_assign(key, std::move(*value));
    } else {
      contents.erase(key);
    }
  }
  if (failure) {
    return Latch(*failure);
  }
  own->values_.clear();
  own->changes_ = 0;
  ++commits_;
  return {};
}

void MemoryStore::VisitStatistics(
    const std::function<void(std::string_view name, std::int64_t value)>& visitor) const {
  std::int64_t keys = 0;
  std::int64_t bytes = 0;
  std::int64_t commits = 0;
  {
    const std::lock_guard lock(mutex_);
    keys = static_cast<std::int64_t>(version_->contents.size());
    for (const auto& [key, value] : version_->contents) {
      bytes += static_cast<std::int64_t>(key.size() + value.size());
    }
    commits = commits_;
  }
  visitor("keys", keys);
  visitor("bytes", bytes);
  visitor("commits", commits);
}

MemoryStore::DiskImage MemoryStore::Image() const {
  const std::lock_guard lock(mutex_);
  // Never unpinned: an image is somebody else's for good.
  ++version_->pins;
  return {version_, &version_->contents};
}

void MemoryStore::Restore(const DiskImage& image) {
  const std::lock_guard lock(mutex_);
  version_ = std::make_shared<Version>(Version{*image, 0});
  latched_.reset();
}

void MemoryStore::FailNextCommit(base::Error error) {
  const std::lock_guard lock(mutex_);
  next_commit_ = std::move(error);
  write_before_failing_ = false;
}

void MemoryStore::FailNextCommitAfterWriting(base::Error error) {
  const std::lock_guard lock(mutex_);
  next_commit_ = std::move(error);
  write_before_failing_ = true;
}

void MemoryStore::FailNextRead(base::Error error) {
  const std::lock_guard lock(mutex_);
  next_read_ = std::move(error);
}

base::Status MemoryStore::CheckRead() const {
  const std::lock_guard lock(mutex_);
  if (latched_) {
    return base::Fail(*latched_);
  }
  if (next_read_) {
    return Latch(*std::exchange(next_read_, std::nullopt));
  }
  return {};
}

base::Status MemoryStore::Latch(base::Error error) const {
  if (error.code == base::ErrorCode::kDataLoss) {
    latched_ = error;
  }
  return base::Fail(std::move(error));
}

MemoryStore::Contents& MemoryStore::Writable() {
  if (version_->pins > 0) {
    version_ = std::make_shared<Version>(Version{version_->contents, 0});
  }
  return version_->contents;
}

}  // namespace kakutei::runtime
