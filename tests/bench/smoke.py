"""Runs the benchmark on a small network and checks that it prints every figure."""

import re
import subprocess
import sys

RATES = (
    "rules alone",
    "engine, offline",
    "engine, offline, no judging",
    "engine, synced appends",
    "ceiling",
    "ceiling, synced",
)
RATIOS = (
    "ratio engine / ceiling",
    "ratio synced engine / ceiling",
    "ratio judging / no judging",
    "ratio rules' share of the engine",
)
OTHERS = ("network", "judgements", "peak memory")


def run(program: str, *options: str) -> subprocess.CompletedProcess:
    return subprocess.run([program, *options], capture_output=True, text=True, check=False)


def first_number(lines: list[str], name: str) -> float:
    """The number behind a figure's name; the name is followed by two spaces or more."""
    for line in lines:
        found = re.match(re.escape(name) + r" +(?P<number>[\d,.]+)", line)
        if found:
            return float(found["number"].replace(",", ""))
    raise SystemExit(f"no line begins with '{name}':\n" + "\n".join(lines))


def main(program: str) -> None:
    bench = run(program, "--readings", "200", "--seed", "7", "--rounds", "1")
    if bench.returncode != 0:
        raise SystemExit(f"exit code {bench.returncode}:\n{bench.stderr}")
    lines = bench.stdout.splitlines()
    for name in (*RATES, *RATIOS, *OTHERS):
        if first_number(lines, name) <= 0:
            raise SystemExit(f"'{name}' is not more than 0:\n{bench.stdout}")
    if first_number(lines, "network") != 200:
        raise SystemExit(f"not the network that was asked for:\n{bench.stdout}")
    for misuse in (("--readings", "x"), ("--readings",), ("--pace", "1"), ("--readings", "0")):
        code = run(program, *misuse).returncode
        if code != 2:
            raise SystemExit(f"{misuse} ends with exit code {code}, not 2")


if __name__ == "__main__":
    main(sys.argv[1])
