"""The readings, reviews, deliveries, claims and month closes of a history."""

from history_registry import RULES
from history_world import at_jst, instant, jst_day, month_start

SECTIONS = [("E203", "CT", "CT_MR"), ("E203", "MR", "CT_MR"), ("E203", "CT", "CT_MR"),
            ("E102", "NM", "NM"), ("E001", "XR", "XR"), ("E004", "XR", "XR")]
REASONS = ["FINDING_MISSED", "FINDING_WRONG", "WORDING", "WRONG_PATIENT_OR_STUDY", "OTHER"]
ITEMS = ["ADD_ON_1", "ADD_ON_2", "ADD_ON_2_PARTIAL", "ADD_ON_3", "ADD_ON_4"]


class Readings:
    """Writes readings of every flow, and remembers them for the claims."""

    def __init__(self, writer, registry):
        self.w = writer
        self.registry = registry
        self.readings = []          # (reading id, claimant, patient, month, group)
        self._written = []          # the same ones, as Reading
        self._reviews = 0

    def write(self, claimant, reader, flow=None, author=None, acquired=None, patient=None,
              section=None, lag=None):
        """One reading; what is not given is drawn."""
        w, pick = self.w, self.w.random
        section = section or pick.choice(SECTIONS)
        code, modality, group = section
        acquired = w.moment() if acquired is None else acquired
        patient = patient or w.patient(pick.randrange(2))
        reading = Reading(self, w.id(f"R-{len(self.readings) + 1}"), claimant, reader)
        w.add("readingOrdered", acquired - w.mostly(600, 0, 86400), reading.source,
              readingId=reading.id, claimantFacilityId=claimant, readingFacilityId=reader,
              patientKey=patient, section=w.mostly(code, None, "E101"), modality=modality,
              acquiredAt=_spelled(w, acquired), insured=w.mostly(True, False, None))
        start = acquired + (lag or pick.choice([600, 1800, 1800, 1800, 3600, 7200, 20000, 50000,
                                                90000]))
        flow = flow or pick.choice(FLOWS)
        flow(reading, start, author)
        if w.odd():
            reading.add("readingCancelled", start + 9000)
        self.readings.append((reading.id, claimant, patient,
                              jst_day(start).isoformat()[:7], group))
        self._written.append(reading)
        return reading

    def next_review(self):
        self._reviews += 1
        return self.w.id(f"W-{self._reviews}")

    # Claims and months

    def claims(self, probability=0.5):
        w, pick = self.w, self.w.random
        count = 0
        for _, claimant, patient, month, group in sorted(set(
                ("",) + reading[1:] for reading in self.readings)):
            if w.odd():
                patient = w.patient(9)
            for _ in range(w.mostly(1, 2)):
                if not w.chance(probability):
                    continue
                count += 1
                claim, at = w.id(f"K-{count}"), at_jst(month_start(month, 1)) + 5 * 86400
                w.add("claimSubmitted", at, f"billing/{claimant}", claimId=claim, month=month,
                      claimantFacilityId=claimant, patientKey=patient, sectionGroup=group,
                      addOn=w.mostly(self._item(group), *ITEMS))
                if w.chance(0.25):
                    w.add(pick.choice(["claimReturned", "claimWithdrawn"]),
                          at + pick.choice([-60, 86400]), f"billing/{claimant}",
                          claimId=claim, claimantFacilityId=claimant)
                if count % 3 == 0:
                    # Changes no verdict, whatever it says.
                    w.add("withdrawalDecided", at + 60, f"billing/{claimant}", claimId=claim,
                          claimantFacilityId=claimant, decision="KEEP", decidedBy="U-1",
                          subject=f"unit/{claimant}/{patient}/{month}/{group}", revision=count + 1,
                          verdictDigest="sha256:" + "0" * 64)

    def _item(self, group):
        level = 1 if group == "XR" else self.registry.levels or 2
        return self.w.random.choice([f"ADD_ON_{level}"] * 3 + ["ADD_ON_2_PARTIAL"])

    def close_months(self):
        for claimant, month in sorted({(r[1], r[3]) for r in self.readings}):
            if self.w.chance(0.35):
                closed = at_jst(month_start(month, 1)) + 4 * 86400
                self.w.add("claimMonthClosed", closed, f"billing/{claimant}",
                           claimantFacilityId=claimant, month=month)
                if self.w.chance(0.25):
                    self._after_the_close(claimant, month, closed)

    def _after_the_close(self, claimant, month, closed):
        """Something happens to a reading of a month that is closed."""
        pick, late = self.w.random, closed + self.w.random.choice([3600, 10 * 86400])
        reading = pick.choice([reading for reading, (_, of, _, at, _) in
                               zip(self._written, self.readings) if (of, at) == (claimant, month)])
        pick.choice([lambda: reading.attach(late),
                     lambda: reading.deliver(late, form="WRITTEN"),
                     lambda: reading.author(late, reading.full_time(), 2, "AMENDMENT"),
                     lambda: reading.add("readingCancelled", late)])()

    def impossible_plans(self):
        """ATS2-M.8: of a rule that the anchor of a claimed unit can carry."""
        months = sorted({(r[1], r[3]) for r in self.readings})
        for number, (claimant, month) in enumerate(months):
            if self.w.chance(0.12):
                self.w.register(
                    "correctionPlanRecorded", planId=self.w.id(f"CI-{number}"), month=month,
                    facilityId=claimant, dueOn=self.w.day().isoformat(), state="IMPOSSIBLE",
                    ruleId=self.w.random.choice(["L-14", "ATS2-2.2", "ATS2-3.2", "ATS2-N1.1"]))

    def acknowledge(self):
        for reading_id, claimant, *_ in self.readings:
            if self.w.chance(0.2):
                self.w.register("findingAcknowledged", subject=f"reading/{claimant}/{reading_id}",
                                ruleId=self.w.random.choice(RULES), by=claimant)


def _spelled(w, seconds):
    return instant(seconds, w.random.choice([0, 0, 1]))


class Reading:
    """Writes the facts of one reading. Most of them can be lost, by the history's noise."""

    def __init__(self, readings, reading_id, claimant, reader):
        self.readings, self.w, self.registry = readings, readings.w, readings.registry
        self.id, self.claimant, self.reader = reading_id, claimant, reader
        self.source = self.w.random.choice(["vendor/acme", "vendor/beta"])

    def add(self, fact, seconds, /, **body):
        if not self.w.odd() or fact == "readingCancelled":
            self.w.add(fact, seconds, self.source, readingId=self.id,
                       claimantFacilityId=self.claimant, **body)

    def pick(self, *statuses):
        """A physician of the reading facility of that status, at times anyone."""
        w = self.w
        found = self.registry.of(self.reader, *statuses)
        if w.odd() or not found:
            return w.mostly(w.random.choice(self.registry.physicians).name, w.id("D-99"))
        return w.random.choice(found).name

    def full_time(self):
        return self.pick("FULL_TIME")

    def place(self, physician):
        w = self.w
        off_site = max(0.01, w.noise)
        for known in self.registry.physicians:
            if known.name == physician and (known.has_arrangement or known.status == "PART_TIME"):
                off_site = 0.4
        acting = {"actingFacilityId": w.mostly(self.reader, self.claimant, w.id("F-9"))}
        if w.odd():
            acting = {"actingCompanyId": self.registry.vendors[0]}
        return {**acting, "place": w.sometimes(off_site, "OFF_SITE", "ON_SITE"),
                "remoteSystem": w.random.choice([True, False, None]),
                "electronicSignature": w.mostly(True, False, None)}

    def author(self, seconds, physician, version=1, step="PRIMARY_READ"):
        self.add("reportAuthored", seconds, reportVersion=version, authorPhysicianId=physician,
                 step=step, reportDigest=f"sha256:{self.w.random.randrange(16 ** 8):08x}",
                 **self.place(physician))

    def deliver(self, seconds, version=1, form=None, route=None):
        w = self.w
        self.add("reportDelivered", seconds, reportVersion=version,
                 toTreatingPhysician=w.mostly(True, False, None),
                 form=form or w.random.choice(["ELECTRONIC", "ELECTRONIC", "WRITTEN"]),
                 route=route or w.mostly("FACILITY_TO_FACILITY", "VENDOR_STAFF"))
        if w.odd():
            self.add("messageRelayed", seconds + w.random.choice([60, 86400 * 20]),
                     vendorId=self.registry.vendors[0], content=w.random.choice(
                         ["PATIENT_INFORMATION", "EMERGENCY_INFORMATION", "READING_RESULT"]))

    def attach(self, seconds, version=1):
        self.add("reportAttached", seconds, reportVersion=version)

    def of_review(self, fact, seconds, review, /, **body):
        self.add(fact, seconds, reviewId=review, readingFacilityId=self.reader, **body)

    def review(self, seconds, version, physician, corrected_to=None, mode=None):
        """A review of a version, signed four minutes after `seconds`; returns what was signed."""
        w, review, signed = self.w, self.readings.next_review(), corrected_to or version
        opener = w.sometimes(0.1, w.random.choice(self.registry.physicians).name, physician)
        self.of_review("reviewOpened", seconds, review, reportVersion=version,
                       confirmerPhysicianId=opener)
        total = w.random.choice([1, 3, 4, 10])
        viewed = w.mostly(total, 0, (total + 1) // 2, total // 2, 1)
        self.of_review("imagesViewed", seconds + 60, review, seriesTotal=total, seriesViewed=1,
                       activeSeconds=5)
        self.of_review("imagesViewed", seconds + w.mostly(120, 240, 241), review, seriesTotal=total,
                       seriesViewed=min(viewed, total), activeSeconds=w.mostly(95, 9, 10, 19, 20,
                                                                               29, 30))
        self.of_review("reportCompared", seconds + w.mostly(130, 240, 241), review,
                       reportVersion=w.mostly(version, signed, version + 5))
        if corrected_to:
            self.of_review("reportSentBack", seconds + 140, review, reportVersion=version,
                           reason=w.random.choice(REASONS))
            self.of_review("reportCorrected", seconds + w.mostly(200, 241), review,
                           fromVersion=version, toVersion=corrected_to, changedCharacters=48)
        self.sign(seconds + 240, review, signed, physician, mode)
        return signed

    def sign(self, seconds, review, version, physician, mode=None):
        self.of_review("confirmationSigned", seconds, review, reportVersion=version,
                       confirmerPhysicianId=physician,
                       mode=mode or self.w.mostly("INDIVIDUAL", "BULK", "AUTOMATIC"),
                       **self.place(physician))


# The flows: how a reading goes from its first step to the chart.

def plain(reading, start, author=None):
    reading.author(start, author or reading.full_time())
    reading.deliver(start + 1800)
    reading.attach(start + 3600)


def drafted(reading, start, author=None):
    """Written by somebody else, confirmed by a full-time physician."""
    reading.author(start, author or reading.pick("TRAINEE", "PART_TIME"))
    reading.review(start + 600, 1, reading.full_time())
    reading.deliver(start + reading.w.mostly(1800, 839, 840, 841))
    reading.attach(start + 3600)


def corrected(reading, start, author=None):
    """Sent back and corrected by the confirmer himself, or by a second draft."""
    reading.author(start, author or reading.pick("TRAINEE", "PART_TIME"))
    version = reading.review(start + 600, 1, reading.full_time(), corrected_to=2)
    if reading.w.odd():
        reading.author(start + 700, reading.pick("FULL_TIME", "TRAINEE"), 2, "AMENDMENT")
    reading.deliver(start + 1800, version)
    reading.attach(start + 3600, version)


def double_read(reading, start, author=None):
    reading.author(start, author or reading.pick("PART_TIME", "FULL_TIME", "TRAINEE"))
    reading.author(start + 300, reading.full_time(), 1, "SECONDARY_READ")
    reading.deliver(start + 1800)
    reading.attach(start + 3600)


def amended(reading, start, author=None):
    """A new version after the first delivery."""
    plain(reading, start, author)
    later = start + reading.w.random.choice([7200, 86400, 86400 * 20])
    reading.author(later, reading.pick("FULL_TIME", "PART_TIME"), 2,
                   reading.w.random.choice(["AMENDMENT", "ADDENDUM"]))
    if reading.w.chance(0.5):
        reading.deliver(later + 600, 2)
    if reading.w.chance(0.5):
        reading.attach(later + 1200, 2)


def confirmed_twice(reading, start, author=None):
    reading.author(start, author or reading.pick("FULL_TIME", "TRAINEE"))
    reading.review(start + 600, 1, reading.pick("FULL_TIME", "PART_TIME"))
    reading.review(start + reading.w.random.choice([600, 1000]), 1, reading.full_time())
    reading.deliver(start + 1800)
    reading.attach(start + 3600)


def verbal_first(reading, start, author=None):
    reading.deliver(start - 300, 1, "VERBAL", reading.w.mostly(None, "VENDOR_STAFF"))
    plain(reading, start, author)


def unfinished(reading, start, author=None):
    reading.author(start, author or reading.full_time())
    if reading.w.chance(0.5):
        reading.deliver(start + 1800, form=reading.w.mostly("VERBAL", "WRITTEN"))


def second_delivery(reading, start, author=None):
    plain(reading, start, author)
    reading.deliver(start + reading.w.random.choice([-60, 60]), 1, "WRITTEN", "VENDOR_STAFF")


FLOWS = [plain] * 6 + [drafted] * 4 + [corrected, corrected, double_read, amended, confirmed_twice,
                                       verbal_first, unfinished, second_delivery]
