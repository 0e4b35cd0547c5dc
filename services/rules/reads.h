#pragma once

#include <cstdint>
#include <initializer_list>

#include "kakutei/v1/event.pb.h"
#include "kakutei/v1/policy.pb.h"

namespace kakutei::rules {

// Field numbers of one message, below 128. A value, made when the program is compiled.
class FieldNumbers {
 public:
  constexpr FieldNumbers() = default;
  constexpr FieldNumbers(std::initializer_list<int> numbers) {
    for (const int number : numbers) halves_[number / 64] |= std::uint64_t{1} << (number % 64);
  }
  static constexpr FieldNumbers All() {
    FieldNumbers all;
    for (auto& half : all.halves_) half = ~std::uint64_t{0};
    return all;
  }
  constexpr FieldNumbers operator|(const FieldNumbers& others) const {
    FieldNumbers both = *this;
    for (int i = 0; i < 2; ++i) both.halves_[i] |= others.halves_[i];
    return both;
  }
  constexpr bool all() const { return (halves_[0] & halves_[1]) == ~std::uint64_t{0}; }
  constexpr bool Has(int number) const {
    return (halves_[number / 64] >> (number % 64) & std::uint64_t{1}) != 0;
  }

 private:
  std::uint64_t halves_[2] = {};
};

// Kinds of facts that every rule reads: whether there is anything to judge, and whether what is
// missing may still come.
inline constexpr FieldNumbers kReadByAll = {v1::Event::kReadingOrdered,
                                            v1::Event::kReadingCancelled,
                                            v1::Event::kClaimMonthClosed, v1::Event::kClockTicked};
// Who diagnosed, when, and who took which step on the way to the delivered version; so, too, in
// which month a reading is, and whether that is closed.
inline constexpr FieldNumbers kReadForDiagnosis = {
    v1::Event::kReportAuthored, v1::Event::kConfirmationSigned, v1::Event::kReviewOpened,
    v1::Event::kReportCorrected, v1::Event::kReportDelivered};

// What a rule reads. What it does not declare cannot change what it finds: testing/declared_reads.h
// judges every case of the tests again with other parameters, and without each kind of fact.
struct Reads {
  // Kinds of facts, of v1::Event, besides kReadByAll. Rules of units and months read what was
  // judged of the readings below, too.
  FieldNumbers facts = {};
  // Of v1::Parameters.
  FieldNumbers parameters = {};
};

}  // namespace kakutei::rules
