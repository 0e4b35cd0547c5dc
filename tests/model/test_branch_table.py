"""The table of branches tells what no test and what no history has reached."""

import io
import json
import os
import tempfile
import unittest
from contextlib import redirect_stdout

import branch_table


class BranchTable(unittest.TestCase):
    def run_table(self, branches, *histories):
        with tempfile.TemporaryDirectory() as folder:
            reports = [{"branches": branches}, *histories]
            for name, report in zip(["rules_test.json", *branch_table.COMPARISONS], reports):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                    json.dump(report, out)
            printed = io.StringIO()
            with redirect_stdout(printed):
                code = branch_table.main(["--reports", folder])
            return code, printed.getvalue().splitlines()

    def test_all_is_reached(self):
        code, lines = self.run_table("L-10 LAW a 1\nL-2 LAW b 1\nATS2-3.1 ADVISORY a 1",
                                     {"L-10.a": 1, "ATS2-3.1.a": 9}, {"L-2.b": 2, "gone.x": 1})
        self.assertEqual(code, 0)
        self.assertEqual([line.split()[0] for line in lines],
                         ["rule", "ATS2-3.1", "L-2", "L-10", "all", "3"])
        self.assertEqual(lines[-1], "3 rules, 3 branches, 0 gaps")

    def test_a_branch_without_a_test_is_a_gap(self):
        code, lines = self.run_table("L-2 LAW a 1\nL-2 LAW b 0", {"L-2.a": 1, "L-2.b": 1}, {})
        self.assertEqual(code, 1)
        self.assertIn("L-2.b is spoken in no unit test", lines)

    def test_a_branch_without_a_history_is_a_gap(self):
        code, lines = self.run_table("L-2 LAW a 1\nL-2 LAW b 1", {"L-2.a": 1}, {})
        self.assertEqual(code, 1)
        self.assertIn("L-2.b is spoken in no history", lines)

    def test_a_branch_only_in_passing_is_no_gap_until_a_history_reaches_it(self):
        branch = "ATS2-N1.2 ADVISORY modality_unknown 1"
        self.assertEqual(self.run_table(branch, {}, {})[0], 0)
        self.assertEqual(self.run_table(branch, {"ATS2-N1.2.modality_unknown": 1}, {})[0], 1)

    def test_nothing_reported_is_no_success(self):
        self.assertEqual(self.run_table("", {}, {})[0], 1)


if __name__ == "__main__":
    unittest.main()
