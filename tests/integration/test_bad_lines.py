"""Bad input: what is said about it, what is judged nevertheless, and the exit code."""

import gzip
import json
import re

from kakutei_run import KakuteiTest, cancelled, fact, main, verdicts

PATIENT = "pk_00112233445566778899aabbccddeeff"


def order(**changes) -> str:
    body = {"readingId": "R-1", "claimantFacilityId": "F-SEND", "readingFacilityId": "F-RECV",
            "patientKey": PATIENT, "section": "E203", "modality": "CT",
            "acquiredAt": "2026-06-03T00:50:00Z"} | changes
    return fact("o1", "readingOrdered", {name: value for name, value in body.items() if value})


def filing(**changes) -> str:
    return fact("f1", "standardFiled", {"filingId": "S-1", "facilityId": "F-RECV",
                                        "standard": "ADD_ON_2", "validFrom": "2024-06-01"} | changes)


def two_facts() -> str:
    line = json.loads(cancelled("R-1"))
    line["reportAttached"] = {"readingId": "R-1", "claimantFacilityId": "F-SEND",
                              "reportVersion": 1}
    return json.dumps(line)


HIDDEN = "sha256:[0-9a-f]{12}"
# The line, the field that is named, the value that is shown, and the rule's beginning (patterns).
REFUSED = {
    "bad JSON": ('{"eventId":"x",', "", "", "Not JSON: the line ends at byte"),
    "not an object": ("[]", "", ".*", "Not JSON"),
    "unknown field": (order(nickname="x"), r"readingOrdered\.nickname", "", "Unknown field"),
    "unknown fact": (fact("u1", "surgeryPlanned", {"x": 1}), "surgeryPlanned", "", "Unknown"),
    "wrong enum word": (filing(standard="ADD_ON_9"), r"standardFiled\.standard", "ADD_ON_9",
                        "One of ADD_ON_1, "),
    "a number for an enum": (filing(standard=2), r"standardFiled\.standard", "2",
                             "A word, one of ADD_ON_1, "),
    "id out of form": (order(readingId="R/1"), r"readingOrdered\.readingId", "R/1", "An id is 1-64"),
    "id too long": (order(readingId="R" * 65), r"readingOrdered\.readingId", "R+", "An id is 1-64"),
    "interval": (filing(validTo="2024-05-31"), r"standardFiled\.validTo", "2024-05-31",
                 "An interval does not end before it starts"),
    "no such day": (filing(validFrom="2024-02-30"), r"standardFiled\.validFrom", "2024-02-30",
                    "A date is an existing day"),
    "missing required": (order(modality=None), r"readingOrdered\.modality", "", "Required"),
    "missing identity": (fact("", "readingCancelled", {"readingId": "R-1",
                                                       "claimantFacilityId": "F-SEND"}),
                         "eventId", "", "Required"),
    "two facts": (two_facts(), "reportAttached", ".*", "One fact per event"),
    "no fact": ('{"eventId":"n1","source":"a","occurredAt":"2026-05-01T00:00:00Z"}', ".*", ".*",
                ".*[Ff]act"),
    "bad instant": (fact("i1", "clockTicked", {"zone": "Asia/Tokyo"}, "2026-05-01 00:00"),
                    "occurredAt", ".*", "An instant is"),
    "a name": (order(patientKey="山田太郎"), r"readingOrdered\.patientKey", HIDDEN,
               "No patient information"),
    "a telephone number": (order(readingId="090-1234-5678"), r"readingOrdered\.readingId", HIDDEN,
                           "No patient information"),
    "a date of birth": (order(readingId="1952-03-01"), r"readingOrdered\.readingId", HIDDEN,
                        "No patient information"),
}


class BadLines(KakuteiTest):
    def test_each_is_reported_and_the_good_ones_are_judged(self):
        for name, (line, field, value, rule) in REFUSED.items():
            with self.subTest(name):
                self.write("facts.ndjson", cancelled("R-1"), line, cancelled("R-2"))
                done = self.judge("facts.ndjson", code=2)
                self.assertRegex(done.stderr.splitlines()[0],
                                 rf'^facts\.ndjson:2: {field}: "{value}": {rule}')
                self.assertEqual(sorted(verdicts(done.stdout)),
                                 ["reading/F-SEND/R-1", "reading/F-SEND/R-2"])

    def test_patient_information_is_never_repeated(self):
        secrets = ("山田太郎", "090-1234-5678", "1952-03-01")
        lines = []
        for secret in secrets:
            lines += [order(patientKey=secret), order(readingId=secret), order(remark=secret),
                      fact(secret, "clockTicked", {"zone": "Asia/Tokyo"}),
                      fact("x", "clockTicked", {"zone": secret})]
        self.write("facts.ndjson", *lines)
        done = self.judge("facts.ndjson", code=2)
        reported = {int(number) for number in re.findall(r"^facts\.ndjson:(\d+): ", done.stderr,
                                                         re.MULTILINE)}
        self.assertEqual(reported, set(range(1, len(lines) + 1)))
        for secret in secrets:
            self.assertNotIn(secret, done.stderr + done.stdout)

    def test_every_fault_of_a_line_has_a_line(self):
        self.write("facts.ndjson", order(readingId="R/1", modality=None))
        lines = self.judge("facts.ndjson", code=2).stderr.splitlines()
        self.assertEqual(len(lines), 2)
        for line in lines:
            self.assertTrue(line.startswith("facts.ndjson:1: readingOrdered."), line)

    def test_lines_are_counted_per_file_and_blank_ones_too(self):
        self.write("a.ndjson", cancelled("R-1"), "", "  ", "{")
        self.write("b.ndjson", "{", cancelled("R-2"))
        done = self.judge("a.ndjson", "b.ndjson", "-", stdin="\n\n{\n", code=2)
        self.assertEqual([line.split(": ")[0] for line in done.stderr.splitlines()],
                         ["a.ndjson:4", "b.ndjson:1", "standard input:3"])
        self.assertEqual(len(verdicts(done.stdout)), 2)

    def test_strict_stops_at_the_first_and_judges_nothing(self):
        self.write("facts.ndjson", cancelled("R-1"), "{", "[", cancelled("R-2"))
        done = self.judge("facts.ndjson", "--strict", "--out", "verdicts.ndjson", code=2)
        self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertEqual(done.stdout, "")
        self.assertEqual(self.files(), ["facts.ndjson"])

    def test_strict_takes_good_input(self):
        self.write("facts.ndjson", cancelled("R-1"))
        self.assertEqual(len(verdicts(self.judge("facts.ndjson", "--strict").stdout)), 1)

    def test_blank_lines_crlf_byte_order_mark_and_an_unended_last_line_are_good(self):
        self.write("crlf.ndjson", cancelled("R-1"), "", "   ", cancelled("R-2"), end="\r\n")
        self.write_bytes("bom.ndjson", b"\xef\xbb\xbf" + cancelled("R-3").encode())
        done = self.judge("crlf.ndjson", "bom.ndjson")
        self.assertEqual(done.stderr, "")
        self.assertEqual(len(verdicts(done.stdout)), 3)

    def test_a_line_that_is_too_long_is_skipped(self):
        self.write("facts.ndjson", "x" * (2 << 20), cancelled("R-1"))
        done = self.judge("facts.ndjson", code=2)
        self.assertTrue(done.stderr.startswith("facts.ndjson:1: "), done.stderr[:200])
        self.assertLess(len(done.stderr), 500)
        self.assertEqual(len(verdicts(done.stdout)), 1)


class BadFiles(KakuteiTest):
    def expect_the_rest_judged(self, bad: str, reason: str):
        self.write("good.ndjson", cancelled("R-1"))
        for files in ((bad, "good.ndjson"), ("good.ndjson", bad)):
            done = self.judge(*files, code=2)
            self.assertRegex(done.stderr, rf"(?m)^kakutei: .*{re.escape(bad)}.*{reason}")
            self.assertIn("reading/F-SEND/R-1", verdicts(done.stdout))
        self.assertEqual(self.judge(bad, "good.ndjson", "--strict", code=2).stdout, "")

    def expect_nothing_judged(self, bad: str, reason: str):
        """Without a whole file every verdict would be another, and nobody would see it."""
        self.write("good.ndjson", cancelled("R-1"))
        for files in ((bad, "good.ndjson"), ("good.ndjson", bad)):
            done = self.judge(*files, "--out", "verdicts.ndjson", code=2)
            self.assertRegex(done.stderr, rf"(?m)^kakutei: .*{re.escape(bad)}.*{reason}")
            self.assertEqual(self.files(), ["good.ndjson"])

    def test_missing(self):
        self.expect_nothing_judged("missing.ndjson", "No such file")

    def test_directory(self):
        self.expect_nothing_judged(".", "a directory")

    def test_truncated_gzip(self):
        packed = gzip.compress("\n".join(cancelled(f"R-{n}") for n in range(2, 500)).encode())
        self.write_bytes("half.gz", packed[:len(packed) // 2])
        self.expect_the_rest_judged("half.gz", "ends early")

    def test_damaged_gzip(self):
        packed = bytearray(gzip.compress(cancelled("R-2").encode() * 50))
        packed[len(packed) // 2] ^= 0xFF
        self.write_bytes("damaged.gz", bytes(packed))
        self.expect_the_rest_judged("damaged.gz", "")

    def test_empty_input_is_no_error(self):
        self.write("empty.ndjson")
        self.write_bytes("empty.gz", gzip.compress(b""))
        for arguments in (("empty.ndjson",), ("empty.gz",), ("-",)):
            done = self.judge(*arguments, stdin="")
            self.assertEqual((done.stdout, done.stderr), ("", ""))


if __name__ == "__main__":
    main()
