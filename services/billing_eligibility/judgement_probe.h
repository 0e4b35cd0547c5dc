#pragma once

#include "kakutei/v1/verdict.pb.h"

namespace kakutei::billing_eligibility {

// Hears of every judgement, of those too that change nothing. Thread-safe.
class JudgementProbe {
 public:
  virtual ~JudgementProbe() = default;
  virtual void Judged(const v1::Verdict& verdict) = 0;
};

// Tells nobody.
class NoJudgementProbe final : public JudgementProbe {
 public:
  void Judged(const v1::Verdict&) override {}
};

}  // namespace kakutei::billing_eligibility
