"""A generated network is judged to exactly the findings that its maker intended."""

import collections

from kakutei_run import KakuteiTest, found, intended, main, sample

NETWORKS = (
    # seed, readings, facilities, further settings
    (1, 60, 6, ()),
    (2, 500, 12, ()),
    (3, 1000, 12, ("--violation-rate", "0.02")),
    (4, 1000, 20, ("--late-rate", "0.3", "--duplicate-rate", "0.3", "--correction-rate", "0.2")),
    (5, 1000, 8, ("--open-month",)),
    (6, 1000, 12, ("--month", "2026-12", "--cancelled-rate", "0.1")),
    (7, 2000, 40, ("--violation-rate", "0", "--vendors", "7")),
    (8, 2000, 12, ("--shuffle-window", "100000", "--violation-rate", "0.02")),
    (9, 5000, 30, ("--violation-rate", "0.01")),
)


class Generated(KakuteiTest):
    def expect_exactly(self, path: str, intention: str) -> int:
        """Judges a file; the number of findings, which are the intended ones and no others."""
        judged = found(self.judge(path).stdout)
        wanted = intended(intention)
        counts = collections.Counter(judged)
        self.assertEqual(sorted(wanted - counts.keys()), [], "missing")
        self.assertEqual(sorted(counts.keys() - wanted), [], "extra")
        self.assertEqual([finding for finding, times in counts.items() if times > 1], [])
        return len(judged)

    def generate(self, seed: int, readings: int, facilities: int, settings: tuple) -> None:
        self.run_kakutei("generate", "--seed", str(seed), "--readings", str(readings),
                         "--facilities", str(facilities), *settings, "--out", "facts.ndjson",
                         "--intended", "intended.csv")

    def test_networks(self):
        for network in NETWORKS:
            with self.subTest(network=network):
                self.generate(*network)
                self.expect_exactly("facts.ndjson", self.path("intended.csv"))

    def test_violations_are_among_them(self):
        self.generate(3, 1000, 12, ("--violation-rate", "0.02"))
        count = self.expect_exactly("facts.ndjson", self.path("intended.csv"))
        self.assertGreater(count, 1000)
        self.assertGreater(len({rule for _, rule, _ in intended(self.path("intended.csv"))}), 15)

    def test_sample(self):
        count = self.expect_exactly(sample("network-2026-06.ndjson.gz"),
                                    sample("intended-findings.csv"))
        self.assertGreater(count, 1000)

    def test_same_settings_make_the_same_bytes(self):
        settings = ("generate", "--seed", "11", "--readings", "200")
        first = self.run_kakutei(*settings).stdout
        self.assertEqual(self.run_kakutei(*settings).stdout, first)
        other = self.run_kakutei("generate", "--seed", "12", "--readings", "200").stdout
        self.assertNotEqual(other, first)


if __name__ == "__main__":
    main()
