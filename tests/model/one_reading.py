"""What a reading is: order, versions, steps, deliveries, diagnosis, month. Judges no rule."""

from calendar_jst import jst_date, jst_month

GROUP_OF_SECTION = {"E001": "XR", "E004": "XR", "E102": "NM", "E203": "CT_MR"}
COVERING_LEVELS = {"E001": (1,), "E004": (1,), "E102": (1, 2, 3, 4), "E203": (1, 2, 3, 4)}


class Step:
    """A ReportAuthored or ConfirmationSigned fact: who did what, where, when."""

    def __init__(self, fact):
        self.fact = fact
        self.physician = fact.get("authorPhysicianId") or fact.get("confirmerPhysicianId")
        self.date = jst_date(fact.occurred_at)
        self.off_site = fact.get("place") == "OFF_SITE"
        # OFF_SITE without `remoteSystem` stated counts as remote.
        self.off_site_remote = self.off_site and fact.get("remoteSystem") is not False


class Authorship:
    """The author of one version; `physician` is None where nobody is known."""

    def __init__(self, version, physician, fact):
        self.version = version
        self.physician = physician
        self.fact = fact
        self.date = jst_date(fact.occurred_at) if fact else None


class Reading:
    """All facts of one (claimant, reading id), with the words of the rules as attributes."""

    def __init__(self, reading_id, world):
        self.claimant, self.id = reading_id
        self.facts = world.facts.of_reading(reading_id)
        self.subject = f"reading/{self.claimant}/{self.id}"
        self.cancelled = world.is_cancelled(reading_id)
        ordered = self.of("readingOrdered")
        self.ordered = ordered[0] if ordered else None
        self.reading_facility = self.ordered.get("readingFacilityId") if self.ordered else None
        self.section = self.ordered.get("section") if self.ordered else None
        self.patient_key = self.ordered.get("patientKey") if self.ordered else None
        self.acquired_at = self.ordered.get("acquiredAt") if self.ordered else None
        self.received = self.ordered is not None and self.claimant != self.reading_facility
        self.own = self.ordered is not None and self.claimant == self.reading_facility

        self.signatures = self.of("confirmationSigned")
        self.steps = [Step(f) for f in
                      sorted(self.of("reportAuthored") + self.signatures, key=lambda f: f.order)]
        self.deliveries = self.of("reportDelivered")
        self.qualifying = [f for f in self.deliveries
                           if f.get("form") in ("WRITTEN", "ELECTRONIC")
                           and f.get("toTreatingPhysician") is True]
        self.versions = sorted(
            {f.get("reportVersion") for f in self.of("reportAuthored") + self.signatures}
            | {f.get("toVersion") for f in self.of("reportCorrected")})
        self.first_delivery = self.qualifying[0] if self.qualifying else None
        self.delivered_version = self._delivered_version()

        # The diagnosis: `signature` is set where the diagnosing step is a signature.
        self.signature = self._diagnosing_signature()
        self.diagnosing_physician = None
        self.diagnosing_step = None
        self._diagnose()
        diagnosed = self.diagnosing_step is not None
        self.diagnosed_at = self.diagnosing_step.occurred_at if diagnosed else None
        self.diagnosis_date = jst_date(self.diagnosed_at) if diagnosed else None
        self.month = self._month()

    def of(self, kind):
        """The reading's facts of one type, first to last."""
        return sorted((f for f in self.facts if f.kind == kind), key=lambda f: f.order)

    def _delivered_version(self):
        if self.first_delivery:
            return self.first_delivery.get("reportVersion")
        return self.versions[-1] if self.versions else None

    def _diagnosing_signature(self):
        found = [f for f in self.signatures if f.get("reportVersion") == self.delivered_version]
        if self.first_delivery:
            found = [f for f in found if f.occurred_at <= self.first_delivery.occurred_at]
        return found[-1] if found else None

    def _diagnose(self):
        if self.signature:
            self.diagnosing_physician = self.signature.get("confirmerPhysicianId")
            self.diagnosing_step = self.signature
        elif self.delivered_version is not None:
            author = self.author(self.delivered_version)
            if author.physician is not None:
                self.diagnosing_physician = author.physician
                self.diagnosing_step = author.fact

    def _month(self):
        """The claim month; undiagnosed, that of the acquisition; None where neither is known."""
        if self.diagnosed_at is not None:
            return jst_month(self.diagnosed_at)
        return jst_month(self.acquired_at) if self.acquired_at is not None else None

    def author(self, version):
        """That of the version's last ReportAuthored; else of the review that corrected to it."""
        authored = [f for f in self.of("reportAuthored") if f.get("reportVersion") == version]
        if authored:
            return Authorship(version, authored[-1].get("authorPhysicianId"), authored[-1])
        corrected = [f for f in self.of("reportCorrected") if f.get("toVersion") == version]
        if corrected:
            opened = [f for f in self.of("reviewOpened")
                      if f.get("reviewId") == corrected[-1].get("reviewId")]
            physician = opened[0].get("confirmerPhysicianId") if opened else None
            return Authorship(version, physician, corrected[-1])
        return Authorship(version, None, None)

    def authors_up_to_delivered(self):
        """One authorship per version that is named, up to and with the delivered one."""
        if self.delivered_version is None:
            return []
        named = set(self.versions) | {self.delivered_version}
        return [self.author(v) for v in sorted(named) if v <= self.delivered_version]

    @property
    def group(self):
        return GROUP_OF_SECTION.get(self.section)
