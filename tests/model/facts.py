"""Facts: reading NDJSON, identity, duplicates, integrity, slots and slot values.

Input is one fact per line in protobuf's JSON mapping; blank lines are skipped. Every line is taken
to be well-formed: refusing malformed lines is the product's work and is not modelled.

Ties between contents of one identity go by the bytes of the deterministic serialisation. The model
has no protobuf, so the bytes of a canonical JSON text of the content without `recordedAt` stand in
for them. Histories that are compared with the product therefore avoid ties on purpose.
"""

import json
import re
from datetime import date

ENVELOPE = ("eventId", "source", "sourceRevision", "occurredAt", "recordedAt", "correlationId")

# The fields that make the slot within a fact's type. OCCURRED_AT stands for the event's time,
# IDENTITY for (source, eventId): every event its own.
OCCURRED_AT = "@occurredAt"
IDENTITY = "@identity"
_READING = ["claimantFacilityId", "readingId"]
_REVIEW = _READING + ["reviewId"]
_CLAIM = ["claimantFacilityId", "claimId"]

SLOTS = {
    "facilityRegistered": ["facilityId"],
    "vendorRegistered": ["vendorId"],
    "physicianRegistered": ["physicianId"],
    "employmentRecorded": ["employmentId"],
    "managementActivityRecorded": ["activityId"],
    "standardFiled": ["filingId"],
    "radiologistFiled": ["filingId", "physicianId"],
    "offsiteArrangementRecorded": ["facilityId", "physicianId", "validFrom"],
    "actualCooperationRecorded": ["sendingFacilityId", "physicianId", "validFrom"],
    "partnershipRecorded": ["partnershipId"],
    "responsibilityAssigned": ["agreementId"],
    "correctionPlanRecorded": ["planId"],
    "attestationRecorded": ["facilityId", "kind", "validFrom"],
    "riskSharingAcknowledged": ["partnershipId", "party", "validFrom"],
    "adviceRecorded": ["partnershipId", "vendorId", "topic"],
    "findingAcknowledged": ["subject", "ruleId"],
    "solicitationRecorded": ["solicitationId"],
    "calendarPublished": ["calendarId", "facilityId", "year"],
    "readingOrdered": _READING,
    "readingCancelled": _READING,
    "reportAuthored": _READING + ["reportVersion", "step"],
    "reportDelivered": _READING + ["reportVersion", "form", "route"],
    "reportAttached": _READING + ["reportVersion"],
    "messageRelayed": [IDENTITY],
    "reviewOpened": _REVIEW,
    "imagesViewed": _REVIEW + [OCCURRED_AT],
    "reportCompared": _REVIEW + ["reportVersion", OCCURRED_AT],
    "reportSentBack": _REVIEW + ["reportVersion"],
    "reportCorrected": _REVIEW + ["toVersion"],
    "confirmationSigned": _REVIEW + ["reportVersion"],
    "claimSubmitted": _CLAIM,
    "claimReturned": _CLAIM,
    "claimWithdrawn": _CLAIM,
    "withdrawalDecided": _CLAIM,
    "claimMonthClosed": ["claimantFacilityId", "month"],
    "clockTicked": [IDENTITY],
}

# The facts of a reading and of its reviews.
READING_KINDS = [kind for kind, fields in SLOTS.items()
                 if fields[:2] == _READING or kind == "messageRelayed"]

# Counts without presence: protobuf's JSON leaves a 0 out, so that an absent one states 0.
ZERO_WHEN_ABSENT = {"imagesViewed": ("seriesTotal", "seriesViewed", "activeSeconds")}

_INSTANT = re.compile(
    r"^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$")
SECOND = 1_000_000_000


def parse_instant(text):
    """An RFC 3339 instant as whole nanoseconds since 1970-01-01T00:00:00Z."""
    match = _INSTANT.match(text)
    if not match:
        raise ValueError(f"not an RFC 3339 instant: {text!r}")
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    days = date(int(year), int(month), int(day)).toordinal() - date(1970, 1, 1).toordinal()
    seconds = days * 86400 + int(hour) * 3600 + int(minute) * 60 + int(second)
    if zone not in "Zz":
        shift = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
        seconds += -shift if zone[0] == "+" else shift
    return seconds * SECOND + int((fraction or "").ljust(9, "0"))


class Fact:
    """One content of one event: its envelope, its type (`kind`) and its body."""

    def __init__(self, event):
        kinds = [key for key in event if key not in ENVELOPE]
        if len(kinds) != 1 or kinds[0] not in SLOTS:
            raise ValueError(f"exactly one known fact expected, found {kinds}")
        self.kind = kinds[0]
        self.body = dict.fromkeys(ZERO_WHEN_ABSENT.get(self.kind, ()), 0) | event[self.kind]
        if "acquiredAt" in self.body:
            self.body["acquiredAt"] = parse_instant(self.body["acquiredAt"])
        self.source = event["source"]
        self.event_id = event["eventId"]
        self.revision = int(event.get("sourceRevision", 1))
        self.occurred_at = parse_instant(event["occurredAt"])
        self.correlation_id = event.get("correlationId", "")
        content = [self.source, self.event_id, self.revision, self.occurred_at,
                   self.correlation_id, self.kind, self.body]
        self.content = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()

    def get(self, field):
        """The stated value of a body field; None where it is not stated."""
        return self.body.get(field)

    @property
    def identity(self):
        return (self.source, self.event_id)

    @property
    def name(self):
        """How a finding names this fact."""
        return f"{self.source}#{self.event_id}"

    @property
    def slot(self):
        special = {OCCURRED_AT: self.occurred_at, IDENTITY: self.identity}
        fields = SLOTS[self.kind]
        return (self.kind,) + tuple(special.get(f, self.body.get(f)) for f in fields)

    @property
    def reading_id(self):
        """(claimant, reading id) of a fact of a reading, else None."""
        if self.kind not in READING_KINDS:
            return None
        return (self.get("claimantFacilityId"), self.get("readingId"))

    @property
    def order(self):
        """"First" and "last" are by this."""
        return (self.occurred_at, self.event_id, self.source)


def _rank_in_source(fact):
    return (fact.revision, fact.occurred_at, fact.event_id, fact.content)


def _rank_over_sources(fact):
    return (fact.revision, fact.occurred_at, fact.event_id, fact.source, fact.content)


class Facts:
    """A set of facts, folded: the order and number of arrivals of a line make no difference."""

    def __init__(self, events):
        by_content = {}
        for event in events:
            fact = Fact(event)
            by_content.setdefault(fact.content, fact)

        contents_of = {}
        for fact in by_content.values():
            contents_of.setdefault(fact.identity, []).append(fact)
        self._doubtful = {who for who, contents in contents_of.items() if len(contents) > 1}

        self._by_source = {}
        for fact in by_content.values():
            values = self._by_source.setdefault(fact.slot, {})
            held = values.get(fact.source)
            if held is None or _rank_in_source(fact) > _rank_in_source(held):
                values[fact.source] = fact

        self._value = {slot: max(values.values(), key=_rank_over_sources)
                       for slot, values in self._by_source.items()}
        self._of_kind = {kind: [] for kind in SLOTS}
        self._of_reading = {}
        for slot in sorted(self._value, key=repr):
            fact = self._value[slot]
            self._of_kind[fact.kind].append(fact)
            if fact.reading_id:
                self._of_reading.setdefault(fact.reading_id, []).append(fact)

    def all(self, kind):
        """The value of every slot of this type."""
        return self._of_kind[kind]

    def of_reading(self, reading_id):
        """The value of every slot of a reading and its reviews."""
        return self._of_reading.get(reading_id, [])

    def reading_ids(self):
        return sorted(self._of_reading)

    def source_values(self, fact):
        """Each source's own value of the slot that this fact fills, sorted by source."""
        values = self._by_source[fact.slot]
        return [values[source] for source in sorted(values)]

    def is_doubtful(self, fact):
        """Whether the identity of this content was used for another content as well."""
        return fact.identity in self._doubtful


def read_events(lines):
    return [json.loads(line) for line in lines if line.strip()]
