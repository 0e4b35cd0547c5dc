"""The command line as a whole: formats, output files, exit codes, usage and help."""

import csv
import gzip
import io
import json
import os
import signal
import subprocess

from kakutei_run import (KAKUTEI, TIMEOUT, KakuteiTest, cancelled, fact, main, sample, sample_lines,
                         verdicts)

COMMANDS = ("judge", "explain", "month", "registry", "generate", "send", "serve")


class Formats(KakuteiTest):
    def setUp(self):
        super().setUp()
        self.write("facts.ndjson", cancelled("R-2"), cancelled("R-1"))

    def test_ndjson_has_one_line_per_subject_in_order(self):
        done = self.judge("facts.ndjson")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([line["subject"] for line in lines],
                         ["reading/F-SEND/R-1", "reading/F-SEND/R-2"])
        for line in lines:
            self.assertEqual((line["status"], line["revision"]), ("WITHDRAWN", 1))
            self.assertRegex(line["digest"], "^sha256:[0-9a-f]{64}$")
            self.assertRegex(line["policy"], "^sha256:[0-9a-f]{64}$")

    def test_csv_has_a_header_and_the_same_verdicts(self):
        facts = sample("network-2026-06.ndjson.gz")
        rows = list(csv.DictReader(io.StringIO(
            self.run_kakutei("judge", facts, "--format", "csv").stdout)))
        lines = verdicts(self.judge(facts).stdout)
        self.assertEqual([row["subject"] for row in rows], list(lines))
        for row in rows:
            line = lines[row["subject"]]
            self.assertEqual(row["status"], line["status"])
            self.assertEqual(row["points"], str(line.get("points", "")))
            self.assertEqual(row["findings"].split(), [
                f"{finding['ruleId']}:{finding['outcome']}" for finding in line["findings"]])

    def test_table_is_the_default_and_has_a_line_for_each(self):
        done = self.run_kakutei("judge", "facts.ndjson")
        self.assertEqual(self.run_kakutei("judge", "facts.ndjson", "--format", "table").stdout,
                         done.stdout)
        lines = done.stdout.splitlines()
        self.assertEqual(lines[0].split()[:2], ["SUBJECT", "STATUS"])
        self.assertEqual([line.split()[:2] for line in lines[1:]],
                         [["reading/F-SEND/R-1", "WITHDRAWN"], ["reading/F-SEND/R-2", "WITHDRAWN"]])

    def test_findings_say_why_in_both_languages(self):
        line = verdicts(self.judge("-", stdin=fact("a1", "reportAttached", {
            "readingId": "R-1", "claimantFacilityId": "F-SEND", "reportVersion": 1})).stdout)
        findings = line["reading/F-SEND/R-1"]["findings"]
        self.assertTrue(findings)
        for finding in findings:
            self.assertIn(finding["authority"], ("LAW", "SOCIETY", "ADVISORY", "OPERATOR"))
            self.assertTrue(finding["message"]["ja"] and finding["message"]["en"])
            self.assertEqual(set(finding["citation"]), {"document", "clause", "version", "published"})

    def test_all_gives_every_revision(self):
        once = self.judge("facts.ndjson").stdout
        self.assertEqual(self.judge("facts.ndjson", "--all").stdout, once)

    def test_plain_gzip_and_standard_input_give_the_same(self):
        lines = b"\n".join(sample_lines()[:2000])
        self.write_bytes("plain", lines)
        self.write_bytes("packed", gzip.compress(lines))
        plain = self.judge("plain").stdout
        self.assertEqual(self.judge("packed").stdout, plain)
        self.assertEqual(self.judge("-", stdin=lines.decode()).stdout, plain)


class OutputFiles(KakuteiTest):
    def setUp(self):
        super().setUp()
        self.write("facts.ndjson", cancelled("R-1"))
        self.expected = self.judge("facts.ndjson").stdout

    def test_out_holds_what_standard_output_would(self):
        done = self.judge("facts.ndjson", "--out", "verdicts.ndjson")
        self.assertEqual(done.stdout, "")
        self.assertEqual(self.read("verdicts.ndjson"), self.expected)
        self.assertEqual(self.files(), ["facts.ndjson", "verdicts.ndjson"])

    def test_out_is_written_though_lines_were_refused(self):
        self.judge("facts.ndjson", "-", "--out", "verdicts.ndjson", stdin="{\n", code=2)
        self.assertEqual(self.read("verdicts.ndjson"), self.expected)

    def test_no_file_is_left_on_failure(self):
        self.judge("facts.ndjson", "-", "--strict", "--out", "verdicts", stdin="{\n", code=2)
        self.judge("facts.ndjson", "--as-of", "tomorrow", "--out", "verdicts", code=2)
        self.judge("facts.ndjson", "--out", "no/such/folder", code=2)
        self.run_kakutei("month", "F-NONE", "2026-06", "--from", "facts.ndjson", "--out", "month",
                         code=2)
        self.run_kakutei("generate", "--month", "2026-13", "--out", "generated", code=2)
        self.assertEqual(self.files(), ["facts.ndjson"])

    def test_a_file_that_is_there_stays_as_it_is_on_failure(self):
        self.write("verdicts", "before")
        self.judge("facts.ndjson", "-", "--strict", "--out", "verdicts", stdin="{\n", code=2)
        self.assertEqual(self.read("verdicts"), "before\n")
        self.judge("facts.ndjson", "--out", "verdicts")
        self.assertEqual(self.read("verdicts"), self.expected)
        self.assertEqual(self.files(), ["facts.ndjson", "verdicts"])

    def test_the_facts_are_not_overwritten(self):
        before = self.read("facts.ndjson")
        os.link(self.path("facts.ndjson"), self.path("same"))
        for out in ("facts.ndjson", "./facts.ndjson", "same"):
            done = self.judge("facts.ndjson", "--out", out, code=2)
            self.assertIn("would overwrite the input", done.stderr)
        self.assertEqual(self.read("facts.ndjson"), before)

    def test_a_folder_in_the_way_is_refused(self):
        self.judge("facts.ndjson", "--data-dir", "folder")
        done = self.judge("facts.ndjson", "--out", "folder", code=2)
        self.assertIn("folder", done.stderr)
        self.assertEqual(self.files(), ["facts.ndjson", "folder"])

    def test_board_sums_up_beside_the_file(self):
        done = self.judge("facts.ndjson", "--out", "verdicts.ndjson", "--board")
        self.assertRegex(done.stdout, r"(?m)^reading +0 +0 +0 +0 +0 +1$")
        self.assertEqual(self.read("verdicts.ndjson"), self.expected)
        self.judge("facts.ndjson", "--board", code=2)


class Signals(KakuteiTest):
    def expect_interruptible(self, source, **popen):
        for number in (signal.SIGINT, signal.SIGTERM):
            with subprocess.Popen([KAKUTEI, "judge", source], cwd=self.folder, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, **popen) as run:
                # Only a process that has set up its signals answers with the exit code.
                while "S" not in self.signals_caught(run.pid):
                    pass
                run.send_signal(number)
                _, errors = run.communicate(timeout=TIMEOUT)
            self.assertEqual((run.returncode, errors), (3, "kakutei: interrupted\n"))

    @staticmethod
    def signals_caught(pid: int) -> str:
        """"S" once SIGTERM is caught."""
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            caught = next(int(line.split()[1], 16) for line in status if line.startswith("SigCgt"))
        return "S" if caught >> (signal.SIGTERM - 1) & 1 else ""

    def test_end_a_wait_for_standard_input(self):
        self.expect_interruptible("-", stdin=subprocess.PIPE)

    def test_end_a_line_without_an_end(self):
        self.expect_interruptible("/dev/zero")


class ExitCodes(KakuteiTest):
    def test_fail_on_is_1_for_that_status_and_worse(self):
        facts = sample("network-2026-06.ndjson.gz")
        for status in ("CAUTION", "PENDING", "NEEDS_REVIEW", "INELIGIBLE"):
            self.judge(facts, "--fail-on", status, code=1)

    def test_fail_on_is_0_for_what_is_better(self):
        self.write("pending", fact("a1", "reportAttached", {
            "readingId": "R-1", "claimantFacilityId": "F-SEND", "reportVersion": 1}))
        self.judge("pending", "--fail-on", "PENDING", code=1)
        self.judge("pending", "--fail-on", "NEEDS_REVIEW", code=0)
        self.write("withdrawn", cancelled("R-1"))
        self.judge("withdrawn", "--fail-on", "CAUTION", code=0)

    def test_refused_lines_outrank_findings(self):
        self.judge(sample("network-2026-06.ndjson.gz"), "-", "--fail-on", "CAUTION", stdin="{\n",
                   code=2)

    def test_as_of(self):
        self.write("facts.ndjson", cancelled("R-1"))
        good = ("2026-07-20T00:00:00+09:00", "2026-07-19T15:00:00Z", "2026-07-19T15:00:00.5Z")
        for instant in good:
            self.judge("facts.ndjson", "--as-of", instant)
        for instant in ("tomorrow", "2026-07-20", "2026-02-30T00:00:00Z", '2026-07-20T00:00:00Z"'):
            done = self.judge("facts.ndjson", "--as-of", instant, code=2)
            self.assertIn("--as-of", done.stderr)
            self.assertEqual(done.stdout, "")

    def test_usage(self):
        self.write("facts.ndjson")
        for arguments in ((), ("nonsense",), ("judge",), ("judge", "facts.ndjson", "--nonsense"),
                          ("judge", "facts.ndjson", "--format", "xml"),
                          ("judge", "facts.ndjson", "--fail-on", "SOMETIMES"),
                          ("explain",), ("month", "F-SEND"), ("month", "F-SEND", "2026-13"),
                          ("explain", "reading/F-SEND/R-1", "--lang", "fr"),
                          ("explain", "reading/F-SEND/R-1", "--from", "facts.ndjson",
                           "--data-dir", "x"),
                          ("generate", "--readings", "many"), ("generate", "--readings", "-1"),
                          ("generate", "--violation-rate", "2"), ("serve", "--nonsense")):
            with self.subTest(arguments):
                done = self.run_kakutei(*arguments, code=2)
                self.assertNotEqual(done.stderr, "")
                self.assertEqual(done.stdout, "")


class Help(KakuteiTest):
    def test_of_each_command_has_examples_and_exit_codes(self):
        overview = self.run_kakutei("--help").stdout
        for command in COMMANDS:
            self.assertRegex(overview, rf"(?m)^  {command} ")
            text = self.run_kakutei(command, "--help").stdout
            self.assertIn("Examples:\n", text)
            self.assertIn(f"  kakutei {command} ", text)
            self.assertIn("Exit codes: 0 ", text)

    def test_version(self):
        self.assertRegex(self.run_kakutei("--version").stdout, r"^kakutei \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    main()
