"""`python3 tests/planted/run.py --build DIR`: switches each planted fault on and runs its named test.

DIR is a build of the sources as plant.py copied them; nothing is built here. Every named test has
to pass while no fault is switched on, and to fail with its fault. Prints a table; exit code 1 if a
fault escapes or a test fails by itself.
"""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from faults import ROOT, SWITCH, read_faults

TIMEOUT = 300
PASSED, FAILED, NOT_RUN = "passed", "failed", "did not run"


def arguments_of(test, build):
    program, what = test.split(" ")
    if program != "model_cuts":
        return [build / "tests" / program, f"--gtest_filter={what}"]
    scope = (build / "reports" / "compared.txt").read_text(encoding="utf-8").split()
    return [sys.executable, "-B", ROOT / "tests" / "model" / "compare.py",
            "--stepwise", build / "bin" / "kakutei_stepwise", "--seeds", what, "--batch", "5",
            "--show", "0", *scope]


def targets():
    programs = {fault.test.split(" ")[0] for fault in read_faults()}
    return sorted("kakutei_stepwise" if name == "model_cuts" else name for name in programs)


def outcome(test, output, code):
    """What a run of a test says. A test that was not found, or hangs, has caught nothing."""
    if test.startswith("model_cuts"):
        if " histories, " not in output:
            return NOT_RUN
        return PASSED if code == 0 else FAILED
    if "[ RUN      ]" not in output:
        return NOT_RUN
    return PASSED if code == 0 else FAILED


def run(test, build, fault=None):
    environment = {name: value for name, value in os.environ.items() if name != SWITCH}
    if fault:
        environment[SWITCH] = fault
    try:
        done = subprocess.run(arguments_of(test, build), env=environment, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=TIMEOUT)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{NOT_RUN}: {error}"
    return outcome(test, done.stdout, done.returncode)


def result_of(alone, switched_on):
    if alone != PASSED:
        return f"the test {alone} without any fault"
    if switched_on == FAILED:
        return "caught"
    return "ESCAPED" if switched_on == PASSED else switched_on


def table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        padded = [cell.ljust(width) for cell, width in zip(row, widths)]
        print("  ".join([*padded, row[3]]).rstrip())


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--build", type=Path, metavar="DIR")
    action.add_argument("--targets", action="store_true", help="print what has to be built")
    parser.add_argument("--only", metavar="NAME", help="this fault only")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N")
    options = parser.parse_args(arguments)
    if options.targets:
        print("\n".join(targets()))
        return 0
    build = options.build.resolve()
    faults = [fault for fault in read_faults() if options.only in (None, fault.name)]

    with ThreadPoolExecutor(max(1, options.jobs or 1)) as pool:
        tests = sorted({fault.test for fault in faults})
        alone = dict(zip(tests, pool.map(lambda test: run(test, build), tests)))
        switched_on = list(pool.map(lambda fault: run(fault.test, build, fault.name), faults))
    results = [result_of(alone[fault.test], on) for fault, on in zip(faults, switched_on)]

    table([("fault", "place", "caught by", "result")]
          + [(fault.name, fault.file, fault.test, result)
             for fault, result in zip(faults, results)])
    caught = results.count("caught")
    print(f"{len(faults)} faults planted, {caught} caught")
    print(f"{caught} passed, {len(faults) - caught} failed")
    return 0 if faults and caught == len(faults) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
