"""A client of the mesh: facts in by service, queries, verdicts out under the acceptance rule."""

import collections
import concurrent.futures
import gzip
import json
import pathlib
import threading
import urllib.request

import grpc
from google.protobuf import json_format

import stubs
from program import DEADLINE, Serve, wait_until
from stubs import v1

SERVICES = ("FacilityRegistry", "ReadingEvents", "ConfirmationReview", "BillingEligibility")
VERDICTS = "kakutei.verdicts.v1"

# The contract numbers facts by service.
_FIRST_NUMBERS = ((80, "BillingEligibility"), (60, "ConfirmationReview"), (40, "ReadingEvents"))


def kind_of(event) -> str:
    """The fact's name in the contract's JSON, such as readingOrdered."""
    return v1.Event.DESCRIPTOR.fields_by_name[event.WhichOneof("fact")].json_name


def fact_of(event):
    return getattr(event, event.WhichOneof("fact"))


def identity(event) -> str:
    return f"{event.source}#{event.event_id}"


def precedence(event) -> tuple:
    """By which a slot takes one of a source's facts."""
    revision = event.source_revision if event.HasField("source_revision") else 1
    return revision, event.occurred_at.ToNanoseconds(), event.event_id


_TELL_APART = ("report_version", "to_version", "step", "form", "route")


def slot_of(event) -> tuple:
    """The slot of a reading or review fact within its reading or review."""
    kind, fact = kind_of(event), fact_of(event)
    if kind in ("messageRelayed", "imagesViewed", "reportCompared"):
        return kind, identity(event)
    return kind, *(getattr(fact, field, None) for field in _TELL_APART)


def latest(events) -> dict[tuple, object]:
    """Of facts of one reading or review, the value of each (slot, source)."""
    values = {}
    for event in events:
        key = (slot_of(event), event.source)
        values[key] = max(event, values.get(key, event), key=precedence)
    return values


def owner_of(event) -> str:
    number = v1.Event.DESCRIPTOR.fields_by_name[event.WhichOneof("fact")].number
    return next((name for first, name in _FIRST_NUMBERS if number >= first), "FacilityRegistry")


def parse(line: str):
    return json_format.Parse(line, v1.Event())


def read_facts(path: pathlib.Path) -> list:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [parse(line) for line in lines if line.strip()]


def batches(events: list, size: int, prefix: str) -> list[tuple[str, object]]:
    """Batches of one service each, in the order of the facts within it, as (service, request)."""
    by_owner = collections.defaultdict(list)
    for event in events:
        by_owner[owner_of(event)].append(event)
    return [
        (owner, v1.AppendFactsRequest(request_id=f"{prefix}.{owner}.{at}", events=own[at:][:size]))
        for owner, own in by_owner.items()
        for at in range(0, len(own), size)
    ]


def reason_of(error: grpc.RpcError) -> str:
    info = stubs.error_info.FromString(_detail(error, "google.rpc.ErrorInfo"))
    if info.domain != "kakutei":
        raise AssertionError(f"domain {info.domain!r}")
    return info.reason


def violated_fields(error: grpc.RpcError) -> list[str]:
    bad = stubs.bad_request.FromString(_detail(error, "google.rpc.BadRequest"))
    return [violation.field for violation in bad.field_violations]


def _detail(error: grpc.RpcError, kind: str) -> bytes:
    trailing = dict(error.trailing_metadata() or ())
    status = stubs.rpc_status.FromString(trailing["grpc-status-details-bin"])
    if status.code != error.code().value[0]:
        raise AssertionError(f"{error.code()} with details of code {status.code}")
    for detail in status.details:
        if detail.type_url == f"type.googleapis.com/{kind}":
            return detail.value
    raise AssertionError(f"no {kind} in {status}")


def patiently(call, request):
    """Asks again while the answer is UNAVAILABLE, as the contract advises."""

    def ask():
        try:
            return call(request, timeout=10)
        except grpc.RpcError as error:
            if error.code() != grpc.StatusCode.UNAVAILABLE:
                raise
            return None

    return wait_until(ask, f"an answer to {type(request).__name__}")


class Token:
    """The latest of all positions that were answered."""

    def __init__(self):
        self._positions: dict[tuple[str, int], int] = {}

    def add(self, token) -> None:
        for at in token.positions:
            key = (at.topic, at.partition)
            self._positions[key] = max(self._positions.get(key, 0), at.next_position)

    def of(self, *topics: str):
        """Positions of these topics, named without kakutei. and .v1."""
        token = v1.ConsistencyToken()
        for (topic, partition), position in self._positions.items():
            if topic.split(".")[1] in topics:
                token.positions.add(topic=topic, partition=partition, next_position=position)
        return token

    def ends(self, topic: str) -> dict[int, int]:
        return {at[1]: position for at, position in self._positions.items() if at[0] == topic}


class VerdictLog:
    """What a subscriber keeps: every revision, accepted by the contract's rule."""

    def __init__(self):
        self.heads: dict[str, object] = {}
        self.digests: dict[tuple[str, int], str] = {}
        self.cursors: list[str] = []

    def accept(self, response) -> None:
        """A watch delivers accepted revisions only, so anything else is a mistake of the mesh."""
        published = response.verdict
        subject = published.verdict.subject
        head = self.heads.get(subject)
        revision, digest = (head.revision, head.digest) if head else (0, "")
        if (published.revision, published.prev_digest) != (revision + 1, digest):
            raise AssertionError(
                f"{subject}: revision {published.revision} after {published.prev_digest!r}"
                f" does not follow revision {revision}, {digest!r}"
            )
        self.heads[subject] = published
        self.digests[subject, published.revision] = published.digest
        self.cursors.append(response.cursor)

    def current(self) -> dict[str, str]:
        """Digest by subject, without emptied ones, which `kakutei judge` leaves out."""
        heads = list(self.heads.items())
        return {subject: head.digest for subject, head in heads if not head.verdict.emptied}


class Watch:
    """Follows WatchVerdicts in a thread into a log until it is closed or the server goes away."""

    def __init__(self, client: "Client", log: VerdictLog, cursor: str = ""):
        self.log = log
        self.received = 0
        self.failure: Exception | None = None
        self.ended_with: grpc.StatusCode | None = None
        self._call = client.billing.WatchVerdicts(v1.WatchVerdictsRequest(cursor=cursor))
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def _follow(self):
        try:
            for response in self._call:
                self.log.accept(response)
                self.received += 1
            self.ended_with = grpc.StatusCode.OK
        except grpc.RpcError as error:
            self.ended_with = error.code()
        except Exception as error:  # pylint: disable=broad-except
            self.failure = error

    def until(self, condition, what: str) -> None:
        wait_until(lambda: self.failure or self.ended_with or condition(), what)
        if self.failure:
            raise self.failure
        if not condition():
            raise AssertionError(f"the watch ended with {self.ended_with} before: {what}")

    def join(self) -> None:
        self._thread.join(DEADLINE)
        if self._thread.is_alive():
            raise AssertionError("the watch did not end")
        if self.failure:
            raise self.failure

    def close(self) -> None:
        self._call.cancel()
        self.join()


class Client:
    """Channels and stubs of one run of `kakutei serve`."""

    def __init__(self, serve: Serve):
        self._serve = serve
        self.channel = grpc.insecure_channel(serve.grpc)
        self.stubs = {
            name: getattr(stubs.services, f"{name}Stub")(self.channel) for name in SERVICES
        }
        self.registry, self.readings, self.reviews, self.billing = (
            self.stubs[name] for name in SERVICES
        )
        self.token = Token()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.channel.close()

    def stop(self) -> int:
        """Hangs up, then SIGTERM: an idle connection would hold the process up for some seconds."""
        self.channel.close()
        return self._serve.stop()

    def health(self, service: str = "") -> str:
        try:
            answer = stubs.health_stub(self.channel).Check(
                stubs.health.HealthCheckRequest(service=service), timeout=5
            )
        except grpc.RpcError as error:
            return error.code().name
        return stubs.health.HealthCheckResponse.ServingStatus.Name(answer.status)

    def await_serving(self) -> None:
        wait_until(lambda: self.health() == "SERVING", "health SERVING")

    def append(self, events: list, request_id: str):
        """One batch of one service through AppendFacts."""
        response = self.stubs[owner_of(events[0])].AppendFacts(
            v1.AppendFactsRequest(request_id=request_id, events=events), timeout=DEADLINE
        )
        self.token.add(response.token)
        return response

    def stream(self, requests: list[tuple[str, object]]) -> None:
        """Batches through the StreamFacts of their services, four at once; all become durable."""
        by_owner = collections.defaultdict(list)
        for owner, request in requests:
            by_owner[owner].append(request)

        def feed(owner: str) -> list:
            return list(self.stubs[owner].StreamFacts(iter(by_owner[owner]), timeout=DEADLINE))

        with concurrent.futures.ThreadPoolExecutor(len(SERVICES)) as pool:
            answers = dict(zip(by_owner, pool.map(feed, by_owner)))
        for owner, sent in by_owner.items():
            for request, answer in zip(sent, answers[owner], strict=True):
                if (answer.request_id, answer.durable.appended) != (
                    request.request_id,
                    len(request.events),
                ):
                    raise AssertionError(f"{owner}: {answer}")
                self.token.add(answer.durable.token)

    def settle(self, facilities: set[str]) -> None:
        """Waits until everything appended through this client is judged, for these facilities.

        Confirmations reach billing through assessments, so first confirmation review is asked.
        """
        for facility in sorted(facilities):
            request = v1.ListAwaitingConfirmationRequest(
                reading_facility_id=facility,
                not_older_than=self.token.of("registry", "readings", "confirmations"),
            )
            self.token.add(patiently(self.reviews.ListAwaitingConfirmation, request).reflects)
        for facility in sorted(facilities):
            request = v1.ListVerdictsRequest(
                claimant_facility_id=facility,
                page=v1.PageRequest(size=1),
                not_older_than=self.token.of(
                    "registry", "readings", "assessments", "claims", "clock", "policies"
                ),
            )
            self.token.add(patiently(self.billing.ListVerdicts, request).reflects)

    def verdicts(self, claimant: str, size: int = 0, **filters) -> list:
        """All pages of ListVerdicts."""
        found, token = [], ""
        while True:
            page = v1.PageRequest(size=size, token=token)
            request = v1.ListVerdictsRequest(claimant_facility_id=claimant, page=page, **filters)
            answer = self.billing.ListVerdicts(request, timeout=DEADLINE)
            if size and len(answer.verdicts) > size:
                raise AssertionError(f"a page of {size} holds {len(answer.verdicts)}")
            found.extend(answer.verdicts)
            token = answer.next_token
            if not token:
                return found

    def exposition(self) -> str:
        with urllib.request.urlopen(f"http://{self._serve.metrics}/metrics", timeout=30) as answer:
            return answer.read().decode()

    def metric(self, name: str, **labels: str) -> float:
        """Sum of the series with this name and these labels."""
        total = 0.0
        for line in self.exposition().splitlines():
            series, _, value = line.rpartition(" ")
            own, _, rest = series.partition("{")
            if own == name and all(f'{key}="{value}"' in rest for key, value in labels.items()):
                total += float(value)
        return total


def facilities_of(events: list) -> set[str]:
    """Every facility at which something is read or claimed."""
    fields = ("claimant_facility_id", "reading_facility_id")
    return {
        getattr(fact, field)
        for fact in map(fact_of, events)
        for field in fields
        if field in fact.DESCRIPTOR.fields_by_name and getattr(fact, field)
    }


def write_ndjson(path: pathlib.Path, events: list) -> None:
    with open(path, "w", encoding="utf-8") as out:
        for event in events:
            out.write(json.dumps(json_format.MessageToDict(event)) + "\n")
