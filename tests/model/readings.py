"""The rules of a reading, one function each.

A rule yields (outcome, facts) per branch that fires; the outcome MISSING becomes PENDING or
NEEDS_REVIEW by whether the reading's month is closed. Rules that need the diagnosis date are silent
where there is no diagnosis: L-5 says so.
"""

import assessments
from calendar_jst import in_force, in_scheduled_hours
from one_reading import COVERING_LEVELS, Reading
from words import (CAUTION, ELIGIBLE, INELIGIBLE, LAW, MISSING, NEEDS_REVIEW, PENDING, WITHDRAWN,
                   Findings)

FTD, NOT_RECORDED, OTHER, UNSTATED = "FTD", "not recorded", "other", "dedication not stated"


def standing(physician, facility, day, world):
    """How a physician is recorded at a facility on a day.

    Where several FULL_TIME employments there disagree on the dedication, the doubt counts against.
    """
    there = world.employments(physician, day, facility)
    if not there:
        return NOT_RECORDED
    if world.employment_status(physician, facility, day) != "FULL_TIME":
        return OTHER
    dedicated = {f.get("dedicatedToImaging") for f in there if f.get("status") == "FULL_TIME"}
    if False in dedicated:
        return OTHER
    return UNSTATED if None in dedicated else FTD


def diagnosing_is_ftd(reading, world):
    return reading.diagnosing_step is not None and world.is_full_time_dedicated(
        reading.diagnosing_physician, reading.reading_facility, reading.diagnosis_date)


def l_1(reading, world):
    """L-1: the section is covered and the patient insured."""
    if reading.ordered is None:
        yield MISSING, reading.facts
        return
    if reading.section is None or reading.ordered.get("insured") is None:
        yield MISSING, [reading.ordered]
        return
    if reading.section not in COVERING_LEVELS or reading.ordered.get("insured") is not True:
        yield INELIGIBLE, [reading.ordered]


def l_2(reading, world):
    """L-2: a received case needs the claimant's sending filing."""
    if reading.received and reading.diagnosing_step and not world.has_filed(
            reading.claimant, "TELERADIOLOGY_SENDING", reading.diagnosis_date):
        yield INELIGIBLE, [reading.ordered, reading.diagnosing_step]


def l_3(reading, world):
    """L-3: the reading facility filed an add-on that covers the section, and receives by filing."""
    if reading.section not in COVERING_LEVELS or reading.diagnosing_step is None:
        return
    facility, day = reading.reading_facility, reading.diagnosis_date
    if not world.filed_levels(facility, day) & set(COVERING_LEVELS[reading.section]):
        yield INELIGIBLE, [reading.ordered, reading.diagnosing_step]
    if reading.received and not world.has_filed(facility, "TELERADIOLOGY_RECEIVING", day):
        yield INELIGIBLE, [reading.ordered, reading.diagnosing_step]


def l_5(reading, world):
    """L-5: the diagnosing physician is full-time and dedicated at the reading facility."""
    if reading.diagnosing_step is None:
        yield MISSING, [reading.ordered]
        return
    physician, day = reading.diagnosing_physician, reading.diagnosis_date
    there = world.employments(physician, day, reading.reading_facility)
    stands = standing(physician, reading.reading_facility, day, world)
    if stands in (NOT_RECORDED, UNSTATED):
        yield MISSING, [reading.diagnosing_step, *there]
    if stands == OTHER:
        yield INELIGIBLE, [reading.diagnosing_step, *there]
    if len({f.get("status") for f in there}) > 1:
        yield NEEDS_REVIEW, [reading.diagnosing_step, *there]
    full_time = [f for f in world.employments(physician, day) if f.get("status") == "FULL_TIME"]
    if len({f.get("facilityId") for f in full_time}) > 1:
        yield NEEDS_REVIEW, [reading.diagnosing_step, *full_time]


def l_6(reading, world):
    """L-6: a written or electronic report reached the treating physician."""
    if not reading.deliveries:
        yield MISSING, [reading.ordered]
    elif not reading.qualifying:
        closed = world.is_closed(reading.claimant, reading.month)
        yield INELIGIBLE if closed else PENDING, reading.deliveries


def l_7(reading, world):
    """L-7: each version that was delivered is attached to the chart."""
    attached = {f.get("reportVersion") for f in reading.of("reportAttached")}
    for delivery in reading.qualifying:
        if delivery.get("reportVersion") not in attached:
            yield MISSING, [delivery]


def l_8(reading, world):
    """L-8: no step by a company or at a third facility."""
    for step in reading.steps:
        acting = step.fact.get("actingFacilityId")
        third = acting is not None and acting not in (reading.claimant, reading.reading_facility)
        if step.fact.get("actingCompanyId") or third:
            yield INELIGIBLE, [step.fact]


def _off_site_steps(reading, world):
    """(step, arrangement in force on its date or None) of the FTD diagnosing physician."""
    if not diagnosing_is_ftd(reading, world):
        return []
    return [(step, world.arrangement(step.physician, reading.reading_facility, step.date))
            for step in reading.steps
            if step.physician == reading.diagnosing_physician and step.off_site]


def l_9(reading, world):
    """L-9: off site, image of the night or a holiday: by an arrangement, equipped and secured."""
    if not world.calendars.is_night_or_holiday(reading.acquired_at):
        return
    for step, arrangement in _off_site_steps(reading, world):
        if arrangement is None:
            yield MISSING, [step.fact]
            continue
        for field in ("equipmentAdequate", "securityMeasures"):
            if arrangement.get(field) is None:
                yield MISSING, [step.fact, arrangement]
            elif arrangement.get(field) is False:
                yield INELIGIBLE, [step.fact, arrangement]


def l_10(reading, world):
    """L-10: off site, image of working hours: only under every condition of the arrangement."""
    if world.calendars.is_night_or_holiday(reading.acquired_at):
        return
    for step, arrangement in _off_site_steps(reading, world):
        if arrangement is None:
            yield MISSING, [step.fact]
            continue
        passes = (arrangement.get("countedAsOnSiteMinimum") is False
                  and (arrangement.get("onSiteDays") or 0) >= world.parameters["offsiteMinDays"]
                  and (arrangement.get("onSiteHours") or 0) >= world.parameters["offsiteMinHours"]
                  and arrangement.get("administratorTracks") is True
                  and arrangement.get("equipmentAdequate") is True
                  and arrangement.get("securityMeasures") is True
                  and in_scheduled_hours(arrangement, step.fact.occurred_at))
        if not passes:
            yield INELIGIBLE, [step.fact, arrangement]


def l_14(reading, world):
    """L-14: electronic reports are signed electronically; the security guideline is attested."""
    step = reading.diagnosing_step
    if step is None:
        return
    electronic = [f for f in reading.qualifying if f.get("form") == "ELECTRONIC"]
    if electronic and reading.received and step.get("electronicSignature") is not True:
        yield CAUTION, [step, *electronic]
    for facility in sorted({reading.reading_facility, reading.claimant}):
        if not any(f.get("fulfilled") is True and in_force(f, reading.diagnosis_date)
                   for f in world.attestations(facility, "SECURITY_GUIDELINE")):
            yield CAUTION, [step]


def l_15(reading, world):
    """L-15: the diagnosing physician is on the filed list of the reading facility."""
    if diagnosing_is_ftd(reading, world) and not world.is_filed_radiologist(
            reading.diagnosing_physician, reading.reading_facility, reading.diagnosis_date):
        yield NEEDS_REVIEW, [reading.diagnosing_step]


def l_17(reading, world):
    """L-17: the diagnosing physician has the years or the society's training."""
    if not diagnosing_is_ftd(reading, world):
        return
    registered = [f for f in world.facts.all("physicianRegistered")
                  if f.get("physicianId") == reading.diagnosing_physician]
    if not registered:
        yield MISSING, [reading.diagnosing_step]
        return
    enough = (registered[0].get("yearsDedicated") or 0) >= world.parameters["minYearsDedicated"]
    if not enough and registered[0].get("societyTrainingRegistered") is not True:
        yield NEEDS_REVIEW, [reading.diagnosing_step, registered[0]]


def ats2_2_2(reading, world):
    """ATS2-2.2: a vendor relayed messages, or alone delivered the report."""
    for relayed in reading.of("messageRelayed"):
        yield CAUTION, [relayed]
    if reading.qualifying and all(f.get("route") == "VENDOR_STAFF" for f in reading.qualifying):
        yield NEEDS_REVIEW, reading.qualifying


def ats2_3_1(reading, world):
    """ATS2-3.1: a received case diagnosed by a part-time physician."""
    if reading.received and reading.diagnosing_step and "PART_TIME" == world.employment_status(
            reading.diagnosing_physician, reading.reading_facility, reading.diagnosis_date):
        yield INELIGIBLE, [reading.diagnosing_step]


def others_wrote(reading, world):
    """Authorships up to the delivered version by anyone who is not known to be FTD there."""
    return [a for a in reading.authors_up_to_delivered()
            if a.physician is None
            or not world.is_full_time_dedicated(a.physician, reading.reading_facility, a.date)]


def exception_applies(reading, world):
    """An own case that somebody else wrote and an FTD physician diagnosed: 3.2 decides."""
    return reading.own and diagnosing_is_ftd(reading, world) and bool(others_wrote(reading, world))


def ats2_3_2(reading, world):
    """ATS2-3.2: in an own case the confirmation must be substantive, and by an FTD physician."""
    if not reading.own or reading.diagnosing_step is None:
        return
    if standing(reading.diagnosing_physician, reading.reading_facility, reading.diagnosis_date,
                world) == OTHER:
        yield INELIGIBLE, [reading.diagnosing_step]
    if not exception_applies(reading, world):
        return
    if reading.signature is None:
        yield MISSING, [reading.diagnosing_step]
        return
    assessment = assessments.assess(reading.signature, reading, world)
    yield OUTCOME_OF_ASSESSMENT[assessment], [reading.signature]


OUTCOME_OF_ASSESSMENT = {
    assessments.SUBSTANTIVE: CAUTION,
    assessments.INSUFFICIENT_EVIDENCE: NEEDS_REVIEW,
    assessments.EVIDENCE_PENDING: MISSING,
    assessments.FORMAL_ONLY: INELIGIBLE,
    # Unreachable where 3.2 asks (the signer is FTD then); never better than a formality.
    assessments.NOT_QUALIFIED: INELIGIBLE,
}


def _part_time_steps(reading, world):
    return [step for step in reading.steps if "PART_TIME" == world.employment_status(
        step.physician, reading.reading_facility, step.date)]


def ats2_3_3(reading, world):
    """ATS2-3.3: a part-time physician in a received case, with or without actual cooperation."""
    if not reading.received:
        return
    for step in _part_time_steps(reading, world):
        cooperation = [f for f in world.facts.all("actualCooperationRecorded")
                       if f.get("physicianId") == step.physician
                       and f.get("sendingFacilityId") == reading.claimant
                       and in_force(f, step.date)]
        yield NEEDS_REVIEW if cooperation else INELIGIBLE, [step.fact, *cooperation]


def ats2_3_4(reading, world):
    """ATS2-3.4: a part-time physician in a received case, off site through a remote system."""
    if reading.received:
        for step in _part_time_steps(reading, world):
            if step.off_site_remote:
                yield INELIGIBLE, [step.fact]


def ats2_m_3(reading, world):
    """ATS2-M.3: in a received case every step is by a full-time physician of the receiver."""
    if not reading.received:
        return
    for step in reading.steps:
        if not world.employments(step.physician, step.date):
            yield MISSING, [step.fact]
        elif world.employment_status(step.physician, reading.reading_facility,
                                     step.date) != "FULL_TIME":
            yield NEEDS_REVIEW, [step.fact]


def confirmation_findings(reading, world, findings):
    """N1.1 to N1.3 where 3.2 uses the assessment; elsewhere a formality is a CAUTION."""
    if exception_applies(reading, world) and reading.signature:
        for rule, found in assessments.branches(reading.signature, reading, world).items():
            for assessment, named in found:
                findings.add(rule, OUTCOME_OF_ASSESSMENT[assessment], named)
        return
    for signature in reading.signatures:
        if assessments.is_formality(signature, reading):
            findings.add("ATS2-N1.1", CAUTION, [signature])


def ats2_n1_4(reading, world):
    """ATS2-N1.4: a content of doubtful identity is what the verdict rests on."""
    concerned = list(reading.facts)
    if reading.diagnosing_step:
        day, physician = reading.diagnosis_date, reading.diagnosing_physician
        concerned += world.employments(physician, day, reading.reading_facility)
        concerned += [f for f in world.facts.all("offsiteArrangementRecorded")
                      if f.get("physicianId") == physician
                      and f.get("facilityId") == reading.reading_facility and in_force(f, day)]
        for facility in {reading.claimant, reading.reading_facility}:
            concerned += world.filings(facility, day)
    for fact in concerned:
        if world.facts.is_doubtful(fact):
            yield NEEDS_REVIEW, [fact]


def ats2_p_14(reading, world):
    """ATS2-P.14: a policy pack covers the diagnosis date."""
    if reading.diagnosing_step:
        if reading.diagnosis_date.isoformat() < world.parameters["packsFrom"]:
            yield NEEDS_REVIEW, [reading.diagnosing_step]


def conflict(reading, world):
    """CONFLICT: two sources state different values of one field of one slot of this reading."""
    for fact in reading.facts:
        values = world.facts.source_values(fact)
        for i, one in enumerate(values):
            for other in values[i + 1:]:
                if any(one.body[field] != other.body[field]
                       for field in one.body.keys() & other.body.keys()):
                    yield NEEDS_REVIEW, [one, other]


RULES = [
    ("L-2", l_2), ("L-3", l_3), ("L-5", l_5), ("L-6", l_6), ("L-7", l_7), ("L-8", l_8),
    ("L-9", l_9), ("L-10", l_10), ("L-14", l_14), ("L-15", l_15), ("L-17", l_17),
    ("ATS2-2.2", ats2_2_2),
    ("ATS2-3.1", ats2_3_1), ("ATS2-3.2", ats2_3_2), ("ATS2-3.3", ats2_3_3), ("ATS2-3.4", ats2_3_4),
    ("ATS2-M.3", ats2_m_3), ("ATS2-N1.4", ats2_n1_4), ("ATS2-P.14", ats2_p_14),
    ("CONFLICT", conflict),
]


class ReadingVerdict:
    """A reading with its findings; `used_exception` where 3.2's exception was used."""

    def __init__(self, reading, world):
        self.reading = reading
        self.findings = Findings(world, world.is_closed(reading.claimant, reading.month))
        self.used_exception = False
        if reading.cancelled:
            self.status = self.legal_status = WITHDRAWN
            return
        self._judge(world)
        self.status = self.findings.status()
        self.legal_status = self.findings.status(LAW)

    def _judge(self, world):
        reading = self.reading
        self.findings.add_all("L-1", l_1(reading, world))
        if (reading.ordered is None or reading.section is None
                or reading.ordered.get("insured") is None):
            return
        for rule, function in RULES:
            self.findings.add_all(rule, function(reading, world))
        confirmation_findings(reading, world, self.findings)
        self.used_exception = (exception_applies(reading, world)
                               and self.findings.outcome("ATS2-3.2") == CAUTION)

    @property
    def counts(self):
        return not self.reading.cancelled

    @property
    def claimable(self):
        return self.status in (ELIGIBLE, CAUTION) and self.reading.diagnosing_step is not None

    def line(self):
        return {"subject": self.reading.subject, "status": self.status,
                "legalStatus": self.legal_status, "findings": self.findings.lines()}


def judge_readings(world):
    return [ReadingVerdict(Reading(reading_id, world), world)
            for reading_id in world.facts.reading_ids()]
