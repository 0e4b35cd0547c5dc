"""The words of the rules: statuses, authorities, parameters, findings, the registry's answers."""

from calendar_jst import Calendars, in_force, jst_date

ELIGIBLE = "ELIGIBLE"
CAUTION = "CAUTION"
PENDING = "PENDING"
NEEDS_REVIEW = "NEEDS_REVIEW"
INELIGIBLE = "INELIGIBLE"
WITHDRAWN = "WITHDRAWN"
RANK = {ELIGIBLE: 0, CAUTION: 1, PENDING: 2, NEEDS_REVIEW: 3, INELIGIBLE: 4}

# A fact that a rule needs is not there: PENDING while the month is open, NEEDS_REVIEW once closed.
MISSING = "missing"

LAW, ADVISORY, OPERATOR = "LAW", "ADVISORY", "OPERATOR"
AUTHORITY = {
    **{f"L-{n}": LAW for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 21)},
    **{f"ATS2-{c}": ADVISORY for c in (
        "1.1", "1.2", "1.3", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4", "4.2", "4.3", "5.3", "5.4",
        "M.3", "M.7", "M.8", "N1.1", "N1.2", "N1.3", "N1.4", "N2.2", "N2.3")},
    "ATS2-P.14": OPERATOR,
    "CONFLICT": OPERATOR,
}

# Policy-pack data with their defaults. Percentages are whole numbers; minSeriesShare and
# the 80 % of L-20 are fractions (numerator, denominator), so that no rule ever compares floats.
DEFAULTS = {
    "packsFrom": "2018-04-01",
    "advisoryCeiling": INELIGIBLE,
    "offsiteMinDays": 3,
    "offsiteMinHours": 22,
    "minYearsDedicated": 10,
    "minSeriesShare": (1, 2),
    "minActiveSeconds": {"CT": 30, "MR": 30, "NM": 20, "XR": 10},
    "burstCount": 10,
    "burstSeconds": 60,
    "partialScope": "UNSET",
    "partialFrom": "2026-06-01",
    "partialPoints": 166,
    # (from, points of each level), newest first; a level that is not listed has no points.
    "points": [("2024-06-01", {1: 70, 2: 175, 3: 235, 4: 340}),
               ("0001-01-01", {1: 70, 2: 180, 3: 300})],
    "ratioCaution": 20,
    "ratioLimit": 30,
    "maxConfirmationsPerDay": 150,
    "requiredActivities": [],
    "staffing": {1: 1, 2: 1, 3: 3, 4: 6},
    "timelyShare": (4, 5),
    "timelyWarning": 85,
    "ackDays": 14,
}

STATUS_ORDER = {"FULL_TIME": 0, "PART_TIME": 1, "TRAINEE": 2, None: 3}


def worst(outcomes, start=ELIGIBLE):
    return max([start, *outcomes], key=RANK.get)


class Findings:
    """The findings of one subject: per rule the worst outcome, with the facts of all that fired."""

    def __init__(self, world, closed):
        self._world = world
        self._closed = closed
        self._found = {}

    def missing(self):
        return NEEDS_REVIEW if self._closed else PENDING

    def add(self, rule, outcome, facts=()):
        if not self._world.judges(rule):
            return
        if outcome == MISSING:
            outcome = self.missing()
        held, names = self._found.get(rule, (ELIGIBLE, set()))
        names = names | {fact.name for fact in facts if fact is not None}
        self._found[rule] = (worst([outcome], held), names)

    def add_all(self, rule, branches):
        for outcome, facts in branches:
            self.add(rule, outcome, facts)

    def outcome(self, rule):
        return self._found.get(rule, (None,))[0]

    def rules(self, outcome=None):
        return {rule for rule, (o, _) in self._found.items() if outcome in (None, o)}

    def status(self, authority=None, base=ELIGIBLE):
        ceiling = self._world.parameters["advisoryCeiling"]
        outcomes = []
        for rule, (outcome, _) in self._found.items():
            if authority and AUTHORITY[rule] != authority:
                continue
            if AUTHORITY[rule] == ADVISORY and RANK[outcome] > RANK[ceiling]:
                outcome = ceiling
            outcomes.append(outcome)
        return worst(outcomes, base)

    def lines(self):
        return [{"ruleId": rule, "authority": AUTHORITY[rule], "outcome": outcome,
                 "facts": sorted(names)}
                for rule, (outcome, names) in sorted(self._found.items())]


class World:
    """The folded facts, with the questions that the rules ask of registry, closes and clock."""

    def __init__(self, facts, as_of=None, rules=None, parameters=None):
        self.facts = facts
        self.parameters = {**DEFAULTS, **(parameters or {})}
        self.calendars = Calendars(facts)
        self._rules = set(rules) if rules is not None else None
        ticks = [tick.occurred_at for tick in facts.all("clockTicked")]
        if as_of is not None:
            ticks.append(as_of)
        self.clock_date = jst_date(max(ticks)) if ticks else None
        self._closed = {(f.get("claimantFacilityId"), f.get("month")): f
                        for f in facts.all("claimMonthClosed")}
        self._cancelled = {f.reading_id for f in facts.all("readingCancelled")}

    def judges(self, rule):
        """Whether this rule is evaluated; a rule that is not, is as if it never fired."""
        return self._rules is None or rule in self._rules

    def is_closed(self, claimant, month):
        return (claimant, month) in self._closed

    def is_cancelled(self, reading_id):
        return reading_id in self._cancelled

    def clock_is_after(self, day):
        """Whether the clock's JST date is after the day; never, without a clock."""
        return self.clock_date is not None and self.clock_date > day

    # Employments

    def employments(self, physician, day, facility=None):
        """The employments of a physician in force on the day, at one facility or anywhere."""
        return [f for f in self.facts.all("employmentRecorded")
                if physician is not None and f.get("physicianId") == physician
                and facility in (None, f.get("facilityId")) and in_force(f, day)]

    def employment_status(self, physician, facility, day):
        """FULL_TIME before PART_TIME before TRAINEE; None where no employment is in force there."""
        statuses = [f.get("status") for f in self.employments(physician, day, facility)]
        return min(statuses, key=lambda s: STATUS_ORDER.get(s, 3)) if statuses else None

    def is_full_time_dedicated(self, physician, facility, day):
        return any(f.get("status") == "FULL_TIME" and f.get("dedicatedToImaging") is True
                   for f in self.employments(physician, day, facility))

    def is_filed_radiologist(self, physician, facility, day):
        return any(f.get("facilityId") == facility and f.get("physicianId") == physician
                   and in_force(f, day) for f in self.facts.all("radiologistFiled"))

    def arrangement(self, physician, facility, day):
        """The off-site arrangement in force; of several, the one that began last."""
        found = [f for f in self.facts.all("offsiteArrangementRecorded")
                 if f.get("facilityId") == facility and f.get("physicianId") == physician
                 and in_force(f, day)]
        return max(found, key=lambda f: f.get("validFrom")) if found else None

    # Filings

    def filings(self, facility, day):
        return [f for f in self.facts.all("standardFiled")
                if f.get("facilityId") == facility and in_force(f, day)]

    def has_filed(self, facility, standard, day):
        return any(f.get("standard") == standard for f in self.filings(facility, day))

    def points(self, level, day):
        """Points of an add-on level on a diagnosis date; None where that level has none."""
        for start, points in self.parameters["points"]:
            if day.isoformat() >= start:
                return points.get(level)
        return None

    def filed_levels(self, facility, day):
        """Add-on levels filed; a level without points on that date counts as not filed."""
        return {level for level in (1, 2, 3, 4)
                if self.has_filed(facility, f"ADD_ON_{level}", day) and self.points(level, day)}

    # Attestations and activities

    def attestations(self, facility, kind):
        return [f for f in self.facts.all("attestationRecorded")
                if f.get("facilityId") == facility and f.get("kind") == kind]

    def activities(self, facility, month, side=None):
        """Management activities of a facility that were performed in the month."""
        return [f for f in self.facts.all("managementActivityRecorded")
                if f.get("facilityId") == facility and (f.get("performedOn") or "")[:7] == month
                and side in (None, f.get("side"))]

    def plans(self, facility, month):
        return [f for f in self.facts.all("correctionPlanRecorded")
                if f.get("facilityId") == facility and f.get("month") == month]
