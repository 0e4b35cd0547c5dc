"""The rules of a facility month (the claimant's) and of a partnership month (sender, receiver)."""

from datetime import timedelta
from fractions import Fraction

from calendar_jst import (civil_date, covers_month, days_of, in_force, jst_date, jst_month,
                          last_day, overlaps_month)
from words import (CAUTION, INELIGIBLE, MISSING, NEEDS_REVIEW, WITHDRAWN, Findings)


# Rules that both kinds of month share

def staffing(facility, month, world):
    """L-13: on each day at least 1/1/3/6 on-site physicians for the level filed that day."""
    for day in days_of(month):
        levels = world.filed_levels(facility, day)
        if not levels:
            continue
        on_site = {f.get("physicianId") for f in world.facts.all("radiologistFiled")
                   if f.get("facilityId") == facility and in_force(f, day)
                   and _on_site(f.get("physicianId"), facility, day, world)}
        if len(on_site) < max(world.parameters["staffing"][level] for level in levels):
            yield NEEDS_REVIEW, [f for f in world.filings(facility, day)]


def _on_site(physician, facility, day, world):
    """FTD, and with no off-site arrangement in force or counted as on-site minimum."""
    arrangement = world.arrangement(physician, facility, day)
    return world.is_full_time_dedicated(physician, facility, day) and (
        arrangement is None or arrangement.get("countedAsOnSiteMinimum") is True)


def no_commission(facility, month, world):
    """L-21: one fulfilled NO_COMMISSION attestation covers the month, and none contradicts it."""
    overlapping = [f for f in world.attestations(facility, "NO_COMMISSION")
                   if overlaps_month(f, month)]
    if not any(f.get("fulfilled") is True and covers_month(f, month) for f in overlapping):
        yield MISSING, overlapping
    for fact in overlapping:
        if fact.get("fulfilled") is False:
            yield INELIGIBLE, [fact]


def activities_missing(facility, month, world, side=None):
    """Whether the month lacks a required kind of management activity (by default: any at all)."""
    kinds = {f.get("kind") for f in world.activities(facility, month, side)}
    required = set(world.parameters["requiredActivities"])
    return not kinds if not required else bool(required - kinds)


class FacilityMonth:
    def __init__(self, claimant, month, verdicts, units, all_verdicts, world):
        self.claimant, self.month, self.world = claimant, month, world
        self.all_verdicts = all_verdicts
        self.subject = f"facility-month/{claimant}/{month}"
        self.verdicts = [v for v in verdicts if v.counts]
        self.withdrawn = bool(verdicts) and not self.verdicts
        self.units = units
        self.closed = world.is_closed(claimant, month)
        self.findings = Findings(world, self.closed)
        self.status = WITHDRAWN
        if not self.withdrawn:
            for rule, function in FACILITY_RULES:
                self.findings.add_all(rule, function(self))
            self.status = self.findings.status()

    def share(self, status):
        """Units whose own-case anchor has an author of that status; all claimed or to claim."""
        every = [u for u in self.units if u.counts_in_share]
        some = [u for u in every if u.anchor and self._written_by(u.anchor.reading, status)]
        return some, every

    def _written_by(self, reading, status):
        return reading.own and any(
            a.physician is not None and status == self.world.employment_status(
                a.physician, reading.reading_facility, a.date)
            for a in reading.authors_up_to_delivered())

    def line(self):
        line = {"subject": self.subject, "status": self.status, "closed": self.closed}
        if not self.withdrawn:
            for name, status in (("partTimeShare", "PART_TIME"), ("traineeShare", "TRAINEE")):
                some, every = self.share(status)
                line[name] = {"numerator": len(some), "denominator": len(every)}
        line["findings"] = self.findings.lines()
        return line


def n2_2(month):
    """ATS2-N2.2: the share of units that part-time physicians wrote."""
    part_time, every = month.share("PART_TIME")
    if not every:
        return
    percent = Fraction(100 * len(part_time), len(every))
    facts = [u.anchor.reading.ordered for u in part_time]
    if percent > month.world.parameters["ratioLimit"]:
        yield NEEDS_REVIEW, facts
    elif percent > month.world.parameters["ratioCaution"]:
        yield CAUTION, facts


def n2_3(month):
    """ATS2-N2.3: more own-case readings confirmed by one physician on one day than plausible."""
    signed = {}
    for fact in month.world.facts.all("confirmationSigned"):
        if (fact.get("claimantFacilityId") == fact.get("readingFacilityId") == month.claimant
                and jst_month(fact.occurred_at) == month.month
                and not month.world.is_cancelled(fact.reading_id)):
            key = (fact.get("confirmerPhysicianId"), jst_date(fact.occurred_at))
            signed.setdefault(key, []).append(fact)
    for facts in signed.values():
        if len({f.reading_id for f in facts}) > month.world.parameters["maxConfirmationsPerDay"]:
            yield CAUTION, facts


def facility_4_2(month):
    """ATS2-4.2: management is performed where readings are sent out or the exception is used."""
    needing = [v.reading.ordered for v in month.verdicts if v.reading.received or v.used_exception]
    if needing and activities_missing(month.claimant, month.month, month.world):
        yield MISSING, needing


def ats2_4_3(month):
    """ATS2-4.3: with two or more receivers the responsibilities are assigned."""
    receivers = {v.reading.reading_facility for v in month.verdicts if v.reading.received}
    if len(receivers) < 2:
        return
    in_force_then = [f for f in month.world.facts.all("responsibilityAssigned")
                     if f.get("sendingFacilityId") == month.claimant
                     and in_force(f, last_day(month.month))]
    named = {r for f in in_force_then for r in f.get("receivingFacilityIds") or []}
    if receivers - named:
        yield CAUTION, in_force_then


def facility_l_13(month):
    """L-13: the claimant's own staffing, where it has own cases."""
    if any(v.reading.own for v in month.verdicts):
        yield from staffing(month.claimant, month.month, month.world)


def _own_ct_mr_nm_acquired(month):
    for verdict in month.all_verdicts:
        reading = verdict.reading
        if (verdict.counts and reading.own and reading.claimant == month.claimant
                and reading.group in ("NM", "CT_MR")
                and jst_month(reading.acquired_at) == month.month):
            yield reading


def l_20(month):
    """L-20: 80 % of own NM and CT/MR readings reach the physician by the next consultation day."""
    world = month.world
    if not any(world.filed_levels(month.claimant, day) & {2, 3, 4} for day in days_of(month.month)):
        return
    counted, timely = [], []
    for reading in _own_ct_mr_nm_acquired(month):
        due = world.calendars.next_consultation_day(month.claimant, jst_date(reading.acquired_at))
        if not reading.first_delivery and (due is None or not world.clock_is_after(due)):
            continue
        counted.append(reading)
        if (reading.first_delivery and (due is None or jst_date(
                reading.first_delivery.occurred_at) <= due)
                and reading.diagnosing_step and world.is_full_time_dedicated(
                    reading.diagnosing_physician, reading.reading_facility,
                    reading.diagnosis_date)):
            timely.append(reading)
    if not counted:
        return
    late = [r.ordered for r in counted if r not in timely]
    numerator, denominator = world.parameters["timelyShare"]
    if denominator * len(timely) < numerator * len(counted):
        yield NEEDS_REVIEW, late
    elif 100 * len(timely) < world.parameters["timelyWarning"] * len(counted):
        yield CAUTION, late


def facility_l_21(month):
    """L-21: the claimant's attestation."""
    yield from no_commission(month.claimant, month.month, month.world)


def ats2_5_4(month):
    """ATS2-5.4: an INELIGIBLE finding was left open for more than `ackDays`."""
    world = month.world
    acknowledged = {(f.get("subject"), f.get("ruleId"))
                    for f in world.facts.all("findingAcknowledged")}
    planned = {p.get("ruleId") for p in world.plans(month.claimant, month.month)
               if p.get("state") == "OPEN"}
    for verdict in month.verdicts:
        reading = verdict.reading
        since = reading.diagnosis_date
        if since is None and reading.acquired_at is not None:
            since = jst_date(reading.acquired_at)
        if since is None or not world.clock_is_after(
                since + timedelta(days=world.parameters["ackDays"])):
            continue
        for rule in verdict.findings.rules(INELIGIBLE):
            if (reading.subject, rule) not in acknowledged and rule not in planned:
                yield NEEDS_REVIEW, [reading.diagnosing_step or reading.ordered]


def m_7(month):
    """ATS2-M.7: a correction plan is overdue or impossible."""
    for plan in month.world.plans(month.claimant, month.month):
        due = plan.get("dueOn")
        overdue = due is not None and month.world.clock_is_after(civil_date(due))
        if plan.get("state") == "IMPOSSIBLE" or (plan.get("state") == "OPEN" and overdue):
            yield NEEDS_REVIEW, [plan]


FACILITY_RULES = [("ATS2-N2.2", n2_2), ("ATS2-N2.3", n2_3), ("ATS2-4.2", facility_4_2),
                  ("ATS2-4.3", ats2_4_3), ("L-13", facility_l_13), ("L-20", l_20),
                  ("L-21", facility_l_21), ("ATS2-5.4", ats2_5_4), ("ATS2-M.7", m_7)]


class PartnershipMonth:
    def __init__(self, sender, receiver, month, verdicts, all_verdicts, world):
        self.sender, self.receiver, self.month, self.world = sender, receiver, month, world
        self.subject = f"partnership-month/{sender}/{receiver}/{month}"
        self.verdicts = [v for v in verdicts if v.counts]
        self.withdrawn = not self.verdicts
        self.closed = world.is_closed(sender, month)
        self.recorded = [f for f in world.facts.all("partnershipRecorded")
                         if f.get("sendingFacilityId") == sender
                         and f.get("receivingFacilityId") == receiver]
        self.partnership = self._judged_partnership()
        self.relays = self._relays(all_verdicts)
        self.findings = Findings(world, self.closed)
        self.status = WITHDRAWN
        if not self.withdrawn:
            for rule, function in PARTNERSHIP_RULES:
                self.findings.add_all(rule, function(self))
            self.status = self.findings.status()

    def _judged_partnership(self):
        """In force on the last day: began last, then greater id; else the last to end."""
        now = [f for f in self.recorded if in_force(f, last_day(self.month))]
        if now:
            return max(now, key=lambda f: (f.get("validFrom"), f.get("partnershipId")))
        if self.recorded:
            return max(self.recorded, key=lambda f: (f.get("validTo") or "9999-12-31",
                                                     f.get("validFrom"), f.get("partnershipId")))
        return None

    def _relays(self, all_verdicts):
        """Relayed messages and deliveries by vendor staff of the pair, by their own month."""
        found = []
        for verdict in all_verdicts:
            reading = verdict.reading
            if (not verdict.counts or reading.claimant != self.sender
                    or reading.reading_facility != self.receiver):
                continue
            relays = reading.of("messageRelayed") + [
                f for f in reading.deliveries if f.get("route") == "VENDOR_STAFF"]
            found += [f for f in relays if jst_month(f.occurred_at) == self.month]
        return found

    def line(self):
        line = {"subject": self.subject, "status": self.status, "closed": self.closed}
        if not self.withdrawn:
            if self.partnership:
                line["partnershipId"] = self.partnership.get("partnershipId")
            line["relays"] = len(self.relays)
        line["findings"] = self.findings.lines()
        return line


def ats2_1_1(month):
    """ATS2-1.1: the vendor advertised the add-on, or proposed the claiming scheme."""
    vendor = month.partnership.get("vendorId") if month.partnership else None
    if not vendor:
        return
    for fact in month.world.facts.all("solicitationRecorded"):
        if (fact.get("vendorId") == vendor
                and fact.get("facilityId") in (month.sender, month.receiver)):
            if fact.get("kind") == "SCHEME_PROPOSED":
                yield NEEDS_REVIEW, [fact]
            elif fact.get("kind") == "ADD_ON_ADVERTISED":
                yield CAUTION, [fact]


def ats2_1_2(month):
    """ATS2-1.2: a substantive relationship is recorded and in force."""
    if month.partnership is None:
        yield NEEDS_REVIEW, []
        return
    for verdict in month.verdicts:
        day = verdict.reading.diagnosis_date
        if day is not None and not any(in_force(f, day) for f in month.recorded):
            yield NEEDS_REVIEW, [verdict.reading.diagnosing_step, month.partnership]
    basis = month.partnership.get("cooperationBasis")
    if basis is None:
        yield MISSING, [month.partnership]
    elif basis == "NONE":
        yield NEEDS_REVIEW, [month.partnership]


def ats2_1_3(month):
    """ATS2-1.3: initiated by the vendor, without prior relation, for a fee: suspected brokering."""
    partnership = month.partnership
    if partnership is None:
        return
    initiator, fee = partnership.get("initiatedBy"), partnership.get("vendorFeeBasis")
    signs = [initiator == "VENDOR", partnership.get("priorRelation") != "YES",
             fee is not None and fee != "NONE"]
    if sum(signs) == 3 or fee == "SHARE_OF_ADD_ON":
        yield NEEDS_REVIEW, [partnership]
    if sum(signs) == 2:
        yield CAUTION, [partnership]
    if initiator in (None, "UNKNOWN") or (fee is None and partnership.get("vendorId")):
        yield MISSING, [partnership]


def ats2_2_3(month):
    """ATS2-2.3: vendor staff relayed messages or delivered reports of the pair."""
    if month.relays:
        yield CAUTION, month.relays


def partnership_4_2(month):
    """ATS2-4.2: the receiving facility performed management in the month."""
    if activities_missing(month.receiver, month.month, month.world, "RECEIVING"):
        yield MISSING, [v.reading.ordered for v in month.verdicts]


def ats2_5_3(month):
    """ATS2-5.3: each party acknowledged the risk, and a vendor gave advice."""
    if month.partnership is None:
        return
    partnership = month.partnership
    vendor = partnership.get("vendorId")
    facts = month.world.facts
    acknowledged = {f.get("party") for f in facts.all("riskSharingAcknowledged")
                    if f.get("partnershipId") == partnership.get("partnershipId")
                    and in_force(f, last_day(month.month))}
    parties = {"SENDING", "RECEIVING"} | ({"VENDOR"} if vendor else set())
    advised = any(f.get("partnershipId") == partnership.get("partnershipId")
                  and f.get("vendorId") == vendor for f in facts.all("adviceRecorded"))
    if parties - acknowledged or (vendor and not advised):
        yield CAUTION, [partnership]


def partnership_l_13(month):
    """L-13: the receiving facility's staffing, with or without own cases."""
    yield from staffing(month.receiver, month.month, month.world)


def partnership_l_21(month):
    """L-21: the receiving facility's attestation."""
    yield from no_commission(month.receiver, month.month, month.world)


PARTNERSHIP_RULES = [("ATS2-1.1", ats2_1_1), ("ATS2-1.2", ats2_1_2), ("ATS2-1.3", ats2_1_3),
                     ("ATS2-2.3", ats2_2_3), ("ATS2-4.2", partnership_4_2), ("ATS2-5.3", ats2_5_3),
                     ("L-13", partnership_l_13), ("L-21", partnership_l_21)]


def judge_facility_months(verdicts, units, world):
    keys = {(v.reading.claimant, v.reading.month) for v in verdicts if v.reading.month}
    keys |= {(u.claimant, u.month) for u in units}
    months = []
    for claimant, month in sorted(keys):
        months.append(FacilityMonth(
            claimant, month,
            [v for v in verdicts if (v.reading.claimant, v.reading.month) == (claimant, month)],
            [u for u in units if (u.claimant, u.month) == (claimant, month)], verdicts, world))
    return months


def judge_partnership_months(verdicts, world):
    pairs = {}
    for v in verdicts:
        if v.reading.received and v.reading.month:
            key = (v.reading.claimant, v.reading.reading_facility, v.reading.month)
            pairs.setdefault(key, []).append(v)
    return [PartnershipMonth(*key, members, verdicts, world)
            for key, members in sorted(pairs.items())]
