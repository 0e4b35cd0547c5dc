"""Judging holds caches of a fixed size and an index of the subjects, not the facts.

At 20,000 readings the stores' caches are still filling, so that memory grows there about as the
input does, whatever the cause. From 60,000 on they are full: what grows still is what is held for
each reading.
"""

import os
import subprocess
import sys

from kakutei_run import KAKUTEI, KakuteiTest, main

SMALL, BIG = 60_000, 120_000
MOST_BYTES = 500 << 20
MOST_GROWTH = 1.5

# A process's own figure holds the greatest of all its children, so each run has a parent of its own.
MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], check=False).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
sys.exit(code)
"""


class Memory(KakuteiTest):
    def peak_bytes(self, readings: int) -> int:
        self.run_kakutei("generate", "--seed", "5", "--readings", str(readings), "--out", "facts")
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, KAKUTEI, "judge", "facts", "--format", "csv", "--out",
             "verdicts.csv"], cwd=self.folder, capture_output=True, text=True, timeout=600,
            check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.path("verdicts.csv"), "rb") as out:
            self.assertGreater(sum(1 for _ in out), readings)
        os.remove(self.path("facts"))
        return int(done.stdout)

    def test_does_not_grow_in_proportion_to_the_input(self):
        small, big = self.peak_bytes(SMALL), self.peak_bytes(BIG)
        print(f"{SMALL} readings {small >> 20} MiB, {BIG} readings {big >> 20} MiB", flush=True)
        self.assertLess(small, MOST_BYTES)
        self.assertLess(big, MOST_BYTES)
        self.assertLess(big, MOST_GROWTH * small)


if __name__ == "__main__":
    main()
