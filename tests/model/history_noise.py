"""What goes wrong on the way: losses, corrections, conflicts, reused identities, duplicates."""

import copy

from calendar_jst import civil_date
from facts import ENVELOPE, SLOTS, parse_instant, SECOND
from history_readings import ITEMS
from history_registry import ACTIVITIES, BASES, FEES, INITIATORS, PRIOR
from history_world import instant

# Per fact type the fields outside its slot that may change, with the words to choose from. A
# function takes the writer. None removes the field, where it is optional.
DATES = "date"
CHANGES = {
    "physicianRegistered": {"yearsDedicated": [9, 10, None],
                            "societyTrainingRegistered": [True, None]},
    "employmentRecorded": {"status": ["FULL_TIME", "PART_TIME", "TRAINEE"], "validFrom": DATES,
                           "dedicatedToImaging": [True, False, None], "validTo": DATES},
    "standardFiled": {"standard": ["ADD_ON_1", "ADD_ON_2", "ADD_ON_3", "ADD_ON_4",
                                   "TELERADIOLOGY_SENDING"], "validFrom": DATES, "validTo": DATES},
    "radiologistFiled": {"validFrom": DATES, "validTo": DATES},
    "offsiteArrangementRecorded": {
        "countedAsOnSiteMinimum": [True, False], "onSiteDays": [2, 3], "onSiteHours": [21, 22],
        "administratorTracks": [True, False], "equipmentAdequate": [True, False],
        "securityMeasures": [True, False], "validTo": DATES},
    "actualCooperationRecorded": {"validTo": DATES},
    "partnershipRecorded": {"initiatedBy": INITIATORS, "priorRelation": PRIOR, "validTo": DATES,
                            "cooperationBasis": BASES, "vendorFeeBasis": FEES},
    "responsibilityAssigned": {"validTo": DATES},
    "attestationRecorded": {"fulfilled": [True, False], "validTo": DATES},
    "riskSharingAcknowledged": {"validTo": DATES},
    "managementActivityRecorded": {"side": ["SENDING", "RECEIVING", "OWN"], "kind": ACTIVITIES,
                                   "performedOn": DATES},
    "correctionPlanRecorded": {"state": ["OPEN", "DONE", "IMPOSSIBLE"], "dueOn": DATES},
    "solicitationRecorded": {"kind": ["ADD_ON_ADVERTISED", "SCHEME_PROPOSED"]},
    "calendarPublished": {"opensOnHolidays": [True, False, None]},
    "readingOrdered": {"section": ["E203", "E102", "E001", "E004", "E101", None],
                       "modality": ["CT", "MR", "NM", "XR"], "insured": [True, False, None],
                       "acquiredAt": lambda w: instant(w.moment()),
                       "patientKey": lambda w: w.patient(w.random.randrange(3))},
    "reportAuthored": {"authorPhysicianId": lambda w: w.random.choice(w.physicians),
                       "place": ["ON_SITE", "OFF_SITE"], "remoteSystem": [True, False, None],
                       "electronicSignature": [True, False, None]},
    "reportDelivered": {"toTreatingPhysician": [True, False, None]},
    "reportAttached": {},
    "messageRelayed": {"content": ["PATIENT_INFORMATION", "EMERGENCY_INFORMATION"]},
    "readingCancelled": {},
    "reviewOpened": {"confirmerPhysicianId": lambda w: w.random.choice(w.physicians)},
    "imagesViewed": {"seriesViewed": [0, 1], "activeSeconds": [9, 10, 29, 30]},
    "reportCompared": {},
    "reportSentBack": {"reason": ["WORDING", "OTHER"]},
    "reportCorrected": {"fromVersion": [1, 7], "changedCharacters": [1, 99]},
    "confirmationSigned": {"confirmerPhysicianId": lambda w: w.random.choice(w.physicians),
                           "mode": ["INDIVIDUAL", "BULK", "AUTOMATIC"],
                           "place": ["ON_SITE", "OFF_SITE"],
                           "electronicSignature": [True, False, None]},
    "claimSubmitted": {"addOn": ITEMS, "sectionGroup": ["XR", "NM", "CT_MR"]},
    "claimMonthClosed": {}, "claimReturned": {}, "claimWithdrawn": {},
    "withdrawalDecided": {"decision": ["WITHDRAW", "KEEP"]},
    "adviceRecorded": {}, "findingAcknowledged": {}, "facilityRegistered": {},
    "vendorRegistered": {},
}


def kind_of(event):
    return next(key for key in event if key not in ENVELOPE)


def _changed(w, event):
    """A copy with one field outside the slot changed, still well-formed."""
    copied = copy.deepcopy(event)
    kind = kind_of(event)
    fields = [f for f in CHANGES[kind] if f not in SLOTS[kind]]
    if not fields:
        return copied
    field = w.random.choice(fields)
    values = CHANGES[kind][field]
    if values == DATES:
        value = w.day().isoformat()
    else:
        value = values(w) if callable(values) else w.random.choice(values)
    body = copied[kind]
    if value is None:
        body.pop(field, None)
    else:
        body[field] = value
    if body.get("validTo") and civil_date(body["validTo"]) < civil_date(body["validFrom"]):
        body["validTo"] = body["validFrom"]
    return copied


def _moved(w, event, seconds):
    event["occurredAt"] = instant(parse_instant(event["occurredAt"]) // SECOND + seconds)
    return event


def _corrected(w, event):
    """A higher revision by the same source: the change is what counts, or its undoing."""
    changed = _changed(w, event)
    changed["eventId"] = w.new_event_id()
    if w.chance(0.5):
        changed["sourceRevision"] = 2
    else:
        event["sourceRevision"] = 2
    if w.chance(0.3) and kind_of(event) not in ("imagesViewed", "reportCompared"):
        _moved(w, changed, w.random.choice([-3600, 3600, 86400]))
    return [changed]


def _conflicting(w, event):
    """Another source's value of the same slot."""
    changed = _changed(w, event)
    changed["source"] = w.random.choice(["his/other", "zz/other", "registry/2"])
    if w.chance(0.5):
        changed["eventId"] = w.new_event_id()
    if w.chance(0.3):
        changed["sourceRevision"] = 2
    if w.chance(0.3) and kind_of(event) not in ("imagesViewed", "reportCompared"):
        _moved(w, changed, w.random.choice([-60, 60]))
    return [changed]


def _reused(w, event):
    """Another content of the same identity; never at the same instant, so that no tie decides."""
    changed = _moved(w, _changed(w, event), w.random.choice([-7, 7, 3600]))
    if w.chance(0.2):
        # Somebody else's fact altogether.
        other = w.random.choice([e for e in w.events if e["eventId"].startswith(w.prefix)])
        if other["occurredAt"] != event["occurredAt"]:
            changed = {**copy.deepcopy(other), "eventId": event["eventId"],
                       "source": event["source"]}
            if parse_instant(changed["occurredAt"]) == parse_instant(event["occurredAt"]):
                return []
    return [changed]


def _again(w, event):
    return [{**copy.deepcopy(event), "recordedAt": instant(1_900_000_000)}]


def disturb(w):
    """Adds what the history's noise brings, and returns the lines in a random order."""
    own = [e for e in w.events if e["eventId"].startswith(w.prefix)]
    for event in own:
        if not w.chance(min(w.noise, 0.1) / 2):
            continue
        harm = w.random.choice([_corrected, _conflicting, _reused, _again])
        w.events += harm(w, event)
    for event in own:
        if w.chance(min(w.noise, 0.1) / 3):
            w.events.remove(event)
    w.random.shuffle(w.events)
    return w.events
