#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "kakutei/v1/verdict.pb.h"

namespace kakutei::cli {

// The summary of a judgement: how many subjects stand where, what was found most, and where the
// part-time share is over.
class Board {
 public:
  void Count(const v1::Verdict& verdict);
  void Print(std::ostream& out) const;

 private:
  struct Found {
    v1::Authority::Value authority;
    std::string clause;
    std::map<v1::Status::Value, std::int64_t> outcomes;
    std::int64_t total = 0;
    std::string example;
  };
  struct OverShare {
    std::string subject;
    std::int64_t numerator;
    std::int64_t denominator;
    v1::Status::Value outcome;
  };

  void PrintStatuses(std::ostream& out) const;
  void PrintFindings(std::ostream& out) const;
  void PrintShares(std::ostream& out) const;

  std::map<std::string, std::map<v1::Status::Value, std::int64_t>> statuses_;  // by kind of subject
  std::map<std::string, Found> findings_;                                      // by rule
  std::vector<OverShare> over_share_;
};

}  // namespace kakutei::cli
