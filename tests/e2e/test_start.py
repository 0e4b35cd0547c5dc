"""`kakutei serve` that cannot start: one log line, one sentence on standard error, exit code 1."""

import pathlib
import socket
import tempfile
import unittest

import program

FREE = "127.0.0.1:0"


class RefusedStart(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.data = pathlib.Path(directory.name) / "data"

    def taken(self) -> str:
        taken = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(taken.close)
        return f"127.0.0.1:{taken.getsockname()[1]}"

    def refused(self, reason: str, message: str, listen: str = FREE, metrics: str = FREE):
        code, lines, err = program.refused_start(
            f"--data={self.data}", f"--listen={listen}", f"--metrics-listen={metrics}"
        )
        self.assertEqual(code, 1)
        self.assertEqual(
            [(line["event"], line["reason"], line["error"]) for line in lines],
            [("cannot_start", reason, message)],
        )
        self.assertEqual(err, f"kakutei: cannot start: {message} ({reason})\n")

    def test_calls_on_a_taken_port(self):
        at = self.taken()
        said = f"calls cannot be served at {at}: Address already in use"
        self.refused("CANNOT_LISTEN", said, listen=at)

    def test_metrics_on_a_taken_port(self):
        at = self.taken()
        said = f"metrics cannot be served at {at}: Address already in use"
        self.refused("CANNOT_LISTEN", said, metrics=at)

    def test_a_directory_of_somebody_else(self):
        self.data.mkdir()
        (self.data / "thesis.txt").write_text("mine")
        said = f"{self.data} holds files but no data of Kakutei's; name an empty directory"
        self.refused("NOT_A_DATA_DIRECTORY", said)
        self.assertEqual([entry.name for entry in self.data.iterdir()], ["thesis.txt"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
