"""Facts stream in while `kakutei serve` is killed again and again: nothing acknowledged is lost.

Each round starts it on the same data, streams this round's facts and whatever was not acknowledged
before, follows the verdicts from the last cursor, and kills the process at a random moment, also
while it starts. Some rounds begin without projections, so that a rebuild is killed too.
KAKUTEI_KILLS is the number of rounds; KAKUTEI_KILL_SEED repeats the choices of a run.
"""

import concurrent.futures
import itertools
import os
import pathlib
import random
import shutil
import tempfile
import threading
import unittest

import grpc

import mesh
import program
from stubs import v1

KILLS = int(os.environ.get("KAKUTEI_KILLS", "50"))
READINGS = 300
PARTITIONS = 3
BATCH = 4
LATEST_KILL = 0.5  # seconds
KILLED_WHILE_STARTING = 0.2  # share of the rounds
WITHOUT_PROJECTIONS = 0.1


class Ledger:
    """What the outside world knows: the batches to send and which of them were acknowledged."""

    def __init__(self, requests: list):
        self._mutex = threading.Lock()
        self._requests = {request.request_id: (owner, request) for owner, request in requests}
        self._order = list(self._requests)
        self.acknowledged: set[str] = set()

    def due(self, share: float) -> list:
        """Of the first part of all batches, those that nobody has acknowledged."""
        with self._mutex:
            upto = self._order[: round(len(self._order) * share)]
            return [self._requests[key] for key in upto if key not in self.acknowledged]

    def acknowledge(self, request_id: str) -> None:
        with self._mutex:
            self.acknowledged.add(request_id)

    def again(self, rng: random.Random) -> list:
        """Some batches once more, as a caller would send them whose answers were lost."""
        with self._mutex:
            known = sorted(self.acknowledged)
        return [self._requests[key] for key in rng.sample(known, min(40, len(known)))]

    def facts(self) -> list:
        with self._mutex:
            return [e for key in self.acknowledged for e in self._requests[key][1].events]


def feed(client: mesh.Client, owner: str, requests: list, ledger: Ledger) -> None:
    """One stream until it ends or breaks; only what was answered is acknowledged."""
    try:
        for answer in client.stubs[owner].StreamFacts(iter(requests), timeout=program.DEADLINE):
            if answer.WhichOneof("result") != "durable":
                raise AssertionError(f"refused: {answer.refused}")
            ledger.acknowledge(answer.request_id)
    except grpc.RpcError as error:
        if error.code() not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED):
            raise


def feed_all(client: mesh.Client, requests: list, ledger: Ledger) -> None:
    """A stream for each service at once."""
    with concurrent.futures.ThreadPoolExecutor(len(mesh.SERVICES)) as pool:
        running = []
        for owner in mesh.SERVICES:
            own = [request for of, request in requests if of == owner]
            running.append(pool.submit(feed, client, owner, own, ledger))
        for done in running:
            done.result()


class Kill(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)
        self.seed = int(
            os.environ.get("KAKUTEI_KILL_SEED") or random.SystemRandom().getrandbits(32)
        )
        print(f"KAKUTEI_KILL_SEED={self.seed} KAKUTEI_KILLS={KILLS}", flush=True)
        self.rng = random.Random(self.seed)
        self.network = self.directory / "network.ndjson"
        # Without corrections every fact stays visible in its timeline.
        program.run(
            "generate",
            f"--readings={READINGS}",
            f"--seed={self.seed}",
            "--correction-rate=0",
            f"--out={self.network}",
        )
        self.facts = mesh.read_facts(self.network)
        self.seen = mesh.VerdictLog()  # over all rounds, each from the last cursor
        requests = mesh.batches(self.facts, BATCH, "kill")
        self.rng.shuffle(requests)
        self.ledger = Ledger(requests)

    def serve(self) -> program.Serve:
        return program.Serve(self.directory / "mesh", PARTITIONS)

    def round(self, share: float) -> bool:
        """Streams until the kill; returns whether the process had begun to listen."""
        if self.rng.random() < WITHOUT_PROJECTIONS:
            shutil.rmtree(self.directory / "mesh" / "tasks", ignore_errors=True)
        with self.serve() as serve:
            moment = self.rng.uniform(0, LATEST_KILL)
            killer = threading.Timer(moment, serve.kill_now)
            if self.rng.random() >= KILLED_WHILE_STARTING:
                serve.listening()
            killer.start()
            try:
                if serve.listening() is None:
                    return False
                with mesh.Client(serve) as client:
                    cursor = self.seen.cursors[-1] if self.seen.cursors else ""
                    watch = mesh.Watch(client, self.seen, cursor)
                    feed_all(client, self.ledger.due(share), self.ledger)
                    while serve.alive():
                        feed_all(client, self.ledger.again(self.rng), self.ledger)
                    watch.join()
                return True
            finally:
                killer.join()

    def check_acknowledged(self, client: mesh.Client) -> None:
        """Every acknowledged reading fact is in its timeline, review fact among the evidence."""
        facts = sorted(
            self.ledger.facts(),
            key=lambda event: (mesh.owner_of(event), _home(event), mesh.identity(event)),
        )
        for (owner, home), events in itertools.groupby(
            facts, key=lambda event: (mesh.owner_of(event), _home(event))
        ):
            expected = set(map(mesh.identity, mesh.latest(events).values()))
            if owner == "ReadingEvents":
                request = v1.GetTimelineRequest(
                    claimant_facility_id=home[0],
                    reading_id=home[1],
                    not_older_than=client.token.of("readings"),
                )
                entries = client.readings.GetTimeline(request, timeout=30).entries
                self.assertLessEqual(expected, {mesh.identity(e.event) for e in entries}, home)
            elif owner == "ConfirmationReview":
                request = v1.GetReviewRequest(
                    claimant_facility_id=home[0],
                    reading_id=home[1],
                    reading_facility_id=home[2],
                    review_id=home[3],
                )
                evidence = client.reviews.GetReview(request, timeout=30).evidence
                self.assertLessEqual(expected, set(map(mesh.identity, evidence)), home)

    def test_nothing_acknowledged_is_lost_and_the_verdicts_stay_one_history(self):
        listened = sum(self.round((i + 1) / KILLS) for i in range(KILLS))
        print(f"{listened} of {KILLS} kills while serving, {len(self.seen.digests)} revisions seen")
        with self.serve() as serve, mesh.Client(serve) as client:
            client.await_serving()
            unacknowledged = self.ledger.due(1)
            print(f"{len(unacknowledged)} batches unacknowledged at the end")
            feed_all(client, unacknowledged, self.ledger)
            self.assertEqual(self.ledger.due(1), [])
            expected = program.judged(self.network)
            whole = mesh.VerdictLog()
            watch = mesh.Watch(client, whole)
            watch.until(lambda: whole.current() == expected, "the verdicts of kakutei judge")
            client.settle(mesh.facilities_of(self.facts))
            watch.close()
            self.assertEqual(whole.current(), expected)
            # One content for each revision, also those that were seen before a kill. That revisions
            # are dense and chained is VerdictLog's rule.
            for key, digest in self.seen.digests.items():
                self.assertEqual(whole.digests.get(key), digest, key)
            self.assertLessEqual(set(self.seen.digests), set(whole.digests))
            self.check_acknowledged(client)
            listed = {
                v.verdict.subject: v.digest
                for claimant in {subject.split("/")[1] for subject in expected}
                for v in client.verdicts(claimant, 1000)
            }
            self.assertEqual(listed, expected)
            self.assertEqual(client.stop(), 0)


def _home(event) -> tuple:
    """What a fact is looked up by."""
    fact = mesh.fact_of(event)
    fields = ("claimant_facility_id", "reading_id", "reading_facility_id", "review_id")
    if mesh.owner_of(event) == "ReadingEvents":
        fields = fields[:2]
    return tuple(getattr(fact, field, "") for field in fields)


if __name__ == "__main__":
    unittest.main(verbosity=2)
