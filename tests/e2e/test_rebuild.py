"""RocksDB is a cache of the log: without it, or with an older copy, nothing new is published."""

import pathlib
import random
import shutil
import tempfile
import unittest

import mesh
import program

PARTITIONS = 3
TASKS = 3 * PARTITIONS + 1  # the registry has one partition


class Rebuild(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        cls.directory = pathlib.Path(directory.name)
        seed = random.SystemRandom().getrandbits(32)
        print(f"seed {seed}")
        cls.network = cls.directory / "network.ndjson"
        program.run("generate", "--readings=300", f"--seed={seed}", f"--out={cls.network}")
        cls.facts = mesh.read_facts(cls.network)
        cls.facilities = mesh.facilities_of(cls.facts)
        cls.expected = program.judged(cls.network)
        cls.claimants = {subject.split("/")[1] for subject in cls.expected}
        # Half of the facts, a copy of the tasks, the other half.
        cls.original = cls.directory / "original"
        cls.older_tasks = cls.directory / "older"
        half = len(cls.facts) // 2
        for name, facts in (("first", cls.facts[:half]), ("second", cls.facts[half:])):
            with program.Serve(cls.original, PARTITIONS) as serve, mesh.Client(serve) as client:
                client.await_serving()
                client.stream(mesh.batches(facts, 200, name))
                client.settle(cls.facilities)
                if client.stop() != 0:
                    raise AssertionError("not stopped cleanly")
            if name == "first":
                shutil.copytree(cls.original / "tasks", cls.older_tasks)

    def setUp(self):
        self.data = self.directory / self.id()
        shutil.copytree(self.original, self.data)
        self.before, self.cursor, self.ends = self.published()

    def serve(self) -> program.Serve:
        return program.Serve(self.data, PARTITIONS)

    def published(self) -> tuple[mesh.VerdictLog, str, dict[int, int]]:
        """All verdicts of the data directory, the last cursor, and where its verdict log ends."""
        with self.serve() as serve, mesh.Client(serve) as client:
            client.await_serving()
            log = mesh.VerdictLog()
            watch = mesh.Watch(client, log)
            watch.until(lambda: log.current() == self.expected, "the verdicts of kakutei judge")
            ends = self.log_ends(client)
            watch.close()
            self.assertEqual(client.stop(), 0)
        return log, log.cursors[-1], ends

    def log_ends(self, client: mesh.Client) -> dict[int, int]:
        for claimant in self.claimants:
            client.verdicts(claimant)
        client.settle(self.facilities)
        ends = client.token.ends(mesh.VERDICTS)
        self.assertEqual(len(ends), PARTITIONS)
        self.assertGreater(sum(ends.values()), len(self.expected))
        return ends

    def check(self, rebuilt: int) -> None:
        """Starts on the changed tasks: nothing published, no verdict other than before."""
        with self.serve() as serve, mesh.Client(serve) as client:
            news = mesh.VerdictLog()
            news.heads = dict(self.before.heads)
            watch = mesh.Watch(client, news, self.cursor)
            client.await_serving()
            program.wait_until(
                lambda: client.metric("kakutei_task_lag_records") == 0
                and client.metric("kakutei_task_dirty_subjects") == 0,
                "lag 0 and nothing dirty",
            )
            self.assertEqual(client.metric("kakutei_task_rebuilds_total"), rebuilt)
            self.assertEqual(client.metric("kakutei_ledger_records_published_total"), 0)
            self.assertEqual(self.log_ends(client), self.ends)
            listed = {
                v.verdict.subject: (v.revision, v.digest)
                for claimant in self.claimants
                for v in client.verdicts(claimant, 1000)
            }
            self.assertEqual(
                listed,
                {s: (self.before.heads[s].revision, d) for s, d in self.before.current().items()},
            )
            # The watch was silent because there was nothing to tell: it tells the next verdict.
            self.assertEqual(watch.received, 0)
            client.append([self.new_reading()], "new")
            subject = f"reading/{min(self.claimants)}/R-NEW"
            watch.until(lambda: subject in news.heads, subject)
            self.assertEqual(next(iter(news.digests)), (subject, 1))
            watch.close()
            self.assertEqual(client.stop(), 0)
            self.assertEqual(serve.logged("task_stopped"), [])

    def new_reading(self):
        order = next(e for e in self.facts if mesh.kind_of(e) == "readingOrdered")
        event = type(order)()
        event.CopyFrom(order)
        event.event_id = "R-NEW.order"
        event.reading_ordered.reading_id = "R-NEW"
        event.reading_ordered.claimant_facility_id = min(self.claimants)
        return event

    def test_nothing_changed(self):
        self.check(rebuilt=0)

    def test_all_tasks_deleted(self):
        shutil.rmtree(self.data / "tasks")
        self.check(rebuilt=TASKS)

    def test_one_judging_task_deleted(self):
        shutil.rmtree(self.data / "tasks" / "billing_eligibility-1")
        self.check(rebuilt=1)

    def test_one_assessing_task_deleted(self):
        shutil.rmtree(self.data / "tasks" / "confirmation_review-1")
        self.check(rebuilt=1)

    def test_one_task_restored_from_an_older_copy(self):
        self.restore("billing_eligibility-1")
        self.check(rebuilt=0)

    def test_all_tasks_restored_from_an_older_copy(self):
        for task in sorted(self.older_tasks.iterdir()):
            self.restore(task.name)
        self.check(rebuilt=0)

    def restore(self, task: str) -> None:
        shutil.rmtree(self.data / "tasks" / task)
        shutil.copytree(self.older_tasks / task, self.data / "tasks" / task)


if __name__ == "__main__":
    unittest.main(verbosity=2)
