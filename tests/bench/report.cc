#include "bench/report.h"

#include <iomanip>
#include <string>
#include <string_view>

#include "base/check.h"

namespace kakutei::bench {
namespace {

constexpr int kNameWidth = 34;

std::string WithCommas(std::int64_t value) {
  const std::string digits = std::to_string(value);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text.push_back(',');
    text.push_back(digits[i]);
  }
  return text;
}

std::int64_t Megabytes(std::int64_t bytes) { return bytes / 1'000'000; }

class Printer {
 public:
  explicit Printer(std::ostream& out) : out_(out) {
    out_ << std::left << std::fixed << std::setprecision(4);
  }

  std::ostream& Name(std::string_view name) { return out_ << std::setw(kNameWidth) << name; }

  void Rate(std::string_view name, std::int64_t count, std::string_view unit,
            const std::optional<Cost>& cost) {
    KAKUTEI_CHECK(cost.has_value());
    const auto per = [made = static_cast<double>(count)](double seconds) {
      return WithCommas(static_cast<std::int64_t>(made / seconds));
    };
    Name(name) << per(cost->cpu_seconds) << ' ' << unit << "/s per core ("
               << per(cost->wall_seconds) << "/s of wall time; " << cost->cpu_seconds
               << " s of CPU, " << cost->wall_seconds << " s)\n";
  }

  // What `part` takes of the time of `whole`; so also the speed of `whole` as a share of `part`'s.
  void Ratio(std::string_view name, const std::optional<Cost>& part,
             const std::optional<Cost>& whole) {
    Name(name) << part->cpu_seconds / whole->cpu_seconds << " (by wall time "
               << part->wall_seconds / whole->wall_seconds << ")\n";
  }

 private:
  std::ostream& out_;
};

constexpr std::string_view kMeaning =
    "\nRatios compare work on the same facts, in the same run, on the same machine. They hold "
    "from\n"
    "machine to machine, as rates do not; a change of the code shows in them. By CPU time they "
    "hold\n"
    "while other programs run, too; by wall time they include waiting for the disk.\n"
    "  engine / ceiling            its speed as a share of parsing and storing alone, which 1 "
    "would be\n"
    "  synced engine / ceiling     the same while each append waits for the disk, as when serving\n"
    "  judging / no judging        1 would be: judging and publishing cost nothing beside folding\n"
    "  rules' share of the engine  how much of the engine's time the rules by themselves would "
    "take\n";

}  // namespace

void Print(const Figures& figures, std::ostream& out) {
  Printer printer(out);
  printer.Name("network") << WithCommas(figures.readings) << " readings, "
                          << WithCommas(figures.facts) << " facts of "
                          << figures.bytes / figures.facts << " bytes on average, seed "
                          << figures.seed << ", best of " << figures.rounds << "\n\n";
  printer.Rate("rules alone", figures.judged.readings, "readings", figures.rules);
  printer.Rate("engine, offline", figures.facts, "facts", figures.offline);
  printer.Rate("engine, offline, no judging", figures.facts, "facts", figures.unjudged);
  printer.Rate("engine, synced appends", figures.facts, "facts", figures.live);
  printer.Rate("ceiling", figures.facts, "facts", figures.ceiling);
  printer.Rate("ceiling, synced", figures.facts, "facts", figures.synced_ceiling);
  printer.Name("judgements") << WithCommas(figures.judged.readings) << " readings and "
                             << WithCommas(figures.judged.units) << " units by the rules alone ("
                             << WithCommas(figures.judged.findings) << " findings), "
                             << WithCommas(figures.offline_work.judged) << " offline ("
                             << WithCommas(figures.offline_work.published) << " published), "
                             << WithCommas(figures.live_work.judged) << " with synced appends ("
                             << WithCommas(figures.live_work.published) << " published)\n";
  printer.Name("peak memory") << Megabytes(figures.peak_after) << " MB in engine, offline ("
                              << Megabytes(figures.resident_before)
                              << " MB of it before: the facts themselves and the program)\n\n";
  printer.Ratio("ratio engine / ceiling", figures.ceiling, figures.offline);
  printer.Ratio("ratio synced engine / ceiling", figures.synced_ceiling, figures.live);
  printer.Ratio("ratio judging / no judging", figures.unjudged, figures.offline);
  printer.Ratio("ratio rules' share of the engine", figures.rules, figures.offline);
  out << kMeaning;
}

}  // namespace kakutei::bench
