"""The sample's facts in any order, some twice, in any number of files: always the same bytes.

ORDER_SEEDS changes the number of orders (200); ORDER_SEED the first seed (1).
"""

import gzip
import json
import os
import random
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

from kakutei_run import KAKUTEI, TIMEOUT, main, sample, sample_lines

FIRST = int(os.environ.get("ORDER_SEED", "1"))
COUNT = int(os.environ.get("ORDER_SEEDS", "200"))
AT_ONCE = 2


def judge(files: list[str], stdin: bytes = b"") -> bytes:
    done = subprocess.run([KAKUTEI, "judge", *files, "--format", "ndjson"], input=stdin,
                          capture_output=True, timeout=TIMEOUT, check=False)
    if done.returncode != 0:
        raise AssertionError(f"exit code {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def delivered_again(line: bytes, order: random.Random) -> bytes:
    """The same content; a second delivery may have been recorded at another time."""
    if order.random() < 0.5:
        return line
    event = json.loads(line)
    event["recordedAt"] = f"2026-12-{order.randint(1, 28):02}T00:00:00Z"
    return json.dumps(event, ensure_ascii=order.random() < 0.5).encode()


def pieces(lines: list[bytes], order: random.Random) -> list[bytes]:
    """The lines cut into one to five files, of which some may be empty."""
    cuts = sorted(order.randrange(len(lines) + 1) for _ in range(order.randrange(5)))
    return [b"".join(line + b"\n" for line in lines[start:end])
            for start, end in zip([0, *cuts], [*cuts, len(lines)])]


def judge_in_order(seed: int, lines: list[bytes]) -> bytes:
    order = random.Random(seed)
    share = order.choice([0, 0.01, 0.3])
    lines = lines + [delivered_again(line, order) for line in lines if order.random() < share]
    order.shuffle(lines)
    files, stdin = [], b""
    with tempfile.TemporaryDirectory() as folder:
        for number, piece in enumerate(pieces(lines, order)):
            way = order.choice(["plain", "gzip", "stdin"])
            if way == "stdin" and "-" not in files:
                files.append("-")
                stdin = gzip.compress(piece, 1) if order.random() < 0.5 else piece
                continue
            files.append(os.path.join(folder, str(number)))
            with open(files[-1], "wb") as out:
                out.write(gzip.compress(piece, 1) if way == "gzip" else piece)
        return judge(files, stdin)


class AnyOrder(unittest.TestCase):
    def test_of_the_sample_gives_the_same_bytes(self):
        expected = judge([sample("network-2026-06.ndjson.gz")])
        self.assertGreater(len(expected.splitlines()), 3000)
        lines = sample_lines()
        print(f"seeds {FIRST} to {FIRST + COUNT - 1}", flush=True)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            seeds = range(FIRST, FIRST + COUNT)
            different = [seed for seed, same in zip(seeds, pool.map(
                lambda seed: judge_in_order(seed, lines) == expected, seeds)) if not same]
        self.assertEqual(different, [], "seeds whose order gives other verdicts")

    def test_is_no_reason_to_lose_a_fact(self):
        """What the comparison above would see: one fact less gives other bytes."""
        lines = sample_lines()
        missing = next(line for line in lines if b"claimMonthClosed" in line)
        rest = b"\n".join(line for line in lines if line != missing)
        self.assertNotEqual(judge(["-"], rest), judge(["-"], b"\n".join(lines)))


if __name__ == "__main__":
    main()
