"""Claim units (claimant, patient_key, month, section group): anchor, item, findings and action."""

from calendar_jst import jst_month
from words import CAUTION, INELIGIBLE, NEEDS_REVIEW, PENDING, WITHDRAWN, Findings

PARTIAL = "ADD_ON_2_PARTIAL"


def live_claims(world):
    """Claims submitted, and neither withdrawn nor returned; an ended claim stays ended."""
    ended = {(f.get("claimantFacilityId"), f.get("claimId"))
             for kind in ("claimWithdrawn", "claimReturned") for f in world.facts.all(kind)}
    live = [f for f in world.facts.all("claimSubmitted")
            if (f.get("claimantFacilityId"), f.get("claimId")) not in ended]
    return sorted(live, key=lambda f: (f.occurred_at, f.get("claimId")))


def unit_of_claim(claim):
    return (claim.get("claimantFacilityId"), claim.get("patientKey"), claim.get("month"),
            claim.get("sectionGroup"))


def diagnosis_order(verdict):
    return (verdict.reading.diagnosed_at, verdict.reading.id)


def partial_kind(verdict, world):
    """L-4's kind: received, claimant filed level 2 and receiver 2, 3 or 4 on the diagnosis date."""
    reading = verdict.reading
    day = reading.diagnosis_date
    return (reading.received and day.isoformat() >= world.parameters["partialFrom"]
            and 2 in world.filed_levels(reading.claimant, day)
            and bool(world.filed_levels(reading.reading_facility, day) & {2, 3, 4}))


class Unit:
    def __init__(self, key, verdicts, claims, world):
        self.claimant, self.patient_key, self.month, self.group = key
        self.subject = f"unit/{self.claimant}/{self.patient_key}/{self.month}/{self.group}"
        self.world = world
        self.live = claims
        self.verdicts = [v for v in verdicts if v.counts]
        self.withdrawn = bool(verdicts) and not self.verdicts
        closed = world.is_closed(self.claimant, self.month)
        self.findings = Findings(world, closed)
        claimable = sorted((v for v in self.verdicts if v.claimable), key=diagnosis_order)
        self.claimable = claimable
        self.anchor = claimable[0] if claimable else None
        self.item = None
        self.status = WITHDRAWN
        self.scope_unset = False

    # The item (L-12, L-4)

    def partial_by_its_readings(self):
        """The anchor is of L-4's kind, or is an own case beside a claimable reading of it."""
        if self.anchor is None or self.group not in ("CT_MR", "NM"):
            return False
        if partial_kind(self.anchor, self.world):
            return True
        return self.anchor.reading.own and any(partial_kind(v, self.world) for v in self.claimable)

    def set_item(self, month_has_partial):
        """L-12's item, or L-4's; `month_has_partial`: the claimant-month holds a partial unit."""
        if self.anchor is None:
            return
        if self.partial_by_its_readings():
            self.item = PARTIAL
            return
        scope = self.world.parameters["partialScope"]
        in_scope = (month_has_partial and self.anchor.reading.own
                    and self.group in ("CT_MR", "NM"))
        if in_scope and scope in ("UNSET", "CLAIMANT_MONTH"):
            self.item = PARTIAL
            self.scope_unset = scope == "UNSET"
            return
        self.item = l_12(self)

    @property
    def points(self):
        if self.item is None:
            return None
        if self.item == PARTIAL:
            return self.world.parameters["partialPoints"]
        return self.world.points(int(self.item[-1]), self.anchor.reading.diagnosis_date)

    # Status and action

    def base(self):
        if self.anchor:
            return self.anchor.status
        if not self.verdicts:
            return self.findings.missing()
        statuses = {v.status for v in self.verdicts}
        for status in (PENDING, NEEDS_REVIEW):
            if status in statuses:
                return status
        return INELIGIBLE

    def judge(self):
        if self.withdrawn:
            return
        for rule, function in RULES:
            self.findings.add_all(rule, function(self))
        self.status = self.findings.status(base=self.base())

    @property
    def action(self):
        if self.withdrawn:
            return "WITHDRAW" if self.live else "NONE"
        if self.live and (self.status == INELIGIBLE or self.findings.outcome("ATS2-M.8")):
            return "WITHDRAW"
        if self.status == INELIGIBLE:
            return "NONE"
        if self.status in (PENDING, NEEDS_REVIEW):
            return "HOLD"
        if any(claim.get("addOn") == self.item for claim in self.live):
            return "NONE"
        return "CLAIM"

    @property
    def counts_in_share(self):
        """In the denominator of N2.2: to be claimed, or claimed and live."""
        return not self.withdrawn and (self.action == "CLAIM" or bool(self.live))

    def line(self):
        line = {"subject": self.subject, "status": self.status, "action": self.action}
        if self.item:
            line["addOn"] = self.item
            line["points"] = self.points
        if self.anchor:
            line["anchor"] = self.anchor.reading.id
        line["findings"] = self.findings.lines()
        return line


def l_11(unit):
    """L-11: one claim per unit, on the month's first diagnosis."""
    if len(unit.live) > 1:
        yield INELIGIBLE, unit.live
    if unit.anchor is None:
        return
    diagnosed = sorted((v for v in unit.verdicts if v.reading.diagnosing_step is not None),
                       key=diagnosis_order)
    if diagnosed[0] is not unit.anchor:
        outcome = PENDING if diagnosed[0].status == PENDING else NEEDS_REVIEW
        yield outcome, [diagnosed[0].reading.diagnosing_step, unit.anchor.reading.diagnosing_step]
    if jst_month(unit.anchor.reading.acquired_at) != unit.month:
        yield CAUTION, [unit.anchor.reading.ordered, unit.anchor.reading.diagnosing_step]


def l_4(unit):
    """L-4: whether own readings beside a partial unit are partial too is not stated."""
    if unit.scope_unset:
        yield NEEDS_REVIEW, [unit.anchor.reading.ordered]


def l_12(unit):
    """L-12: the highest add-on that the reading facility filed and that covers the section."""
    reading = unit.anchor.reading
    levels = unit.world.filed_levels(reading.reading_facility, reading.diagnosis_date)
    if unit.group == "XR":
        levels &= {1}
    return f"ADD_ON_{max(levels)}" if levels else None


def l_16(unit):
    """L-16: a live claim carries another item than the unit's."""
    if unit.item is None or unit.scope_unset:
        return
    for claim in unit.live:
        if claim.get("addOn") != unit.item:
            yield NEEDS_REVIEW, [claim]


def m_8(unit):
    """ATS2-M.8: the correction of a rule that the anchor's findings carry is impossible."""
    if unit.anchor is None or not unit.live:
        return
    for plan in unit.world.plans(unit.claimant, unit.month):
        if (plan.get("state") == "IMPOSSIBLE"
                and plan.get("ruleId") in unit.anchor.findings.rules()):
            yield NEEDS_REVIEW, [plan, *unit.live]


RULES = [("L-11", l_11), ("L-4", l_4), ("L-16", l_16), ("ATS2-M.8", m_8)]


def judge_units(reading_verdicts, world):
    """Every unit with a reading or a live claim; `emptied` ones do not appear."""
    members, claims = {}, {}
    for verdict in reading_verdicts:
        reading = verdict.reading
        if reading.group and reading.patient_key and reading.month:
            key = (reading.claimant, reading.patient_key, reading.month, reading.group)
            members.setdefault(key, []).append(verdict)
    for claim in live_claims(world):
        claims.setdefault(unit_of_claim(claim), []).append(claim)

    units = [Unit(key, members.get(key, []), claims.get(key, []), world)
             for key in sorted(members.keys() | claims.keys())]
    partial_months = {(u.claimant, u.month) for u in units if u.partial_by_its_readings()}
    for unit in units:
        unit.set_item((unit.claimant, unit.month) in partial_months)
        unit.judge()
    return units
