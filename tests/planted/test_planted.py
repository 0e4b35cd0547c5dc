"""Planting changes exactly the pieces that are named, and the driver tells what was caught."""

import unittest

import run
from faults import Fault, Misplaced, plant


def fault(was, becomes="false", name="a-fault"):
    return Fault(name, "x.cc", "what", was, becomes, "base_test A.B")


class Planting(unittest.TestCase):
    def test_an_expression_stands_beside_its_fault(self):
        self.assertEqual(
            plant("if (a <\n    b) f();\n", [fault("a < b", "a <= b")]),
            '#include "base/planted.h"\n'
            'if ((::kakutei::base::Planted("a-fault") ? (a <= b) : (a <\n    b))) f();\n')

    def test_a_statement_stands_beside_its_fault(self):
        self.assertIn('if (::kakutei::base::Planted("a-fault")) { ; } else { f(1, 2); }',
                      plant("{ f(1, 2); }", [fault("f(1,2);", ";")]))

    def test_two_faults_of_a_file_are_both_planted(self):
        text = plant("a == 1 && b == 2", [fault("b == 2", name="second"), fault("a == 1")])
        self.assertLess(text.index("a-fault"), text.index("second"))

    def test_a_piece_that_is_gone_or_not_the_only_one_is_told(self):
        for text in ("nothing", "a < b; a < b"):
            with self.assertRaises(Misplaced):
                plant(text, [fault("a < b")])

    def test_pieces_that_overlap_are_told(self):
        with self.assertRaises(Misplaced):
            plant("a < b && c", [fault("a < b"), fault("b && c", name="second")])


class Driver(unittest.TestCase):
    def test_a_fault_is_caught_by_a_test_that_fails_only_with_it(self):
        self.assertEqual(run.result_of(run.PASSED, run.FAILED), "caught")
        self.assertEqual(run.result_of(run.PASSED, run.PASSED), "ESCAPED")
        self.assertNotEqual(run.result_of(run.FAILED, run.FAILED), "caught")
        self.assertNotEqual(run.result_of(run.PASSED, run.NOT_RUN), "caught")

    def test_a_filter_that_finds_no_test_is_no_run(self):
        self.assertEqual(run.outcome("base_test A.B", "Running main()\n[  PASSED  ] 0 tests.", 0),
                         run.NOT_RUN)
        self.assertEqual(run.outcome("base_test A.B", "[ RUN      ] A.B", 1), run.FAILED)
        self.assertEqual(run.outcome("base_test A.B", "[ RUN      ] A.B", 0), run.PASSED)
        self.assertEqual(run.outcome("model_cuts 1..2", "no such file", 2), run.NOT_RUN)
        self.assertEqual(run.outcome("model_cuts 1..2", "2 histories, 1 differences", 1),
                         run.FAILED)


if __name__ == "__main__":
    unittest.main()
