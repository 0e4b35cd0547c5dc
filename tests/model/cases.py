"""A builder of complete, eligible cases, for tests to change one thing at a time."""

import copy

import judge

PATIENT = "pk_00112233445566778899aabbccddeeff"


class Case:
    """A list of facts. `edit` and `drop` find facts by type and by the stated fields."""

    def __init__(self):
        self.events = []
        self._added = 0
        self.claimant = None
        self.reading_id = "R-1"

    def add(self, fact, at, source="registry", revision=None, /, **body):
        self._added += 1
        event = {"eventId": f"e{self._added}", "source": source, "occurredAt": at}
        if revision is not None:
            event["sourceRevision"] = revision
        event[fact] = {key: value for key, value in body.items() if value is not None}
        self.events.append(event)
        return event

    def find(self, fact, /, **where):
        found = [e for e in self.events if fact in e
                 and all(e[fact].get(key) == value for key, value in where.items())]
        if not found:
            raise KeyError(f"no {fact} with {where}")
        return found

    def edit(self, fact, changes, at=None, /, **where):
        """Change body fields (None removes one) and the time of every fact that is found."""
        for event in self.find(fact, **where):
            if at:
                event["occurredAt"] = at
            for key, value in changes.items():
                if value is None:
                    event[fact].pop(key, None)
                else:
                    event[fact][key] = value
        return self

    def drop(self, fact, /, **where):
        for event in self.find(fact, **where):
            self.events.remove(event)
        return self

    def tick(self, at):
        self.add("clockTicked", at, "clock", zone="Asia/Tokyo")
        return self

    def close(self, month="2026-06", claimant=None):
        self.add("claimMonthClosed", "2026-07-05T00:00:00Z", "billing",
                 claimantFacilityId=claimant or self.claimant, month=month)
        return self

    # Facts of a reading

    def of_reading(self, kind, at, reading_id=None, source="vendor/acme", **body):
        return self.add(kind, at, source, readingId=reading_id or self.reading_id,
                        claimantFacilityId=self.claimant, **body)

    def order(self, reader, acquired="2026-06-03T00:50:00Z", reading_id=None, section="E203",
              modality="CT", patient=PATIENT, insured=True):
        self.of_reading("readingOrdered", acquired, reading_id, readingFacilityId=reader,
                        patientKey=patient, section=section, modality=modality,
                        acquiredAt=acquired, insured=insured)

    def author(self, at, physician, facility, reading_id=None, version=1, step="PRIMARY_READ",
               place="ON_SITE", remote=False, company=None):
        self.of_reading("reportAuthored", at, reading_id, reportVersion=version, step=step,
                        authorPhysicianId=physician,
                        actingFacilityId=None if company else facility, actingCompanyId=company,
                        place=place, remoteSystem=remote, electronicSignature=True)

    def deliver(self, at, reading_id=None, version=1, form="ELECTRONIC",
                route="FACILITY_TO_FACILITY", treating=True):
        self.of_reading("reportDelivered", at, reading_id, reportVersion=version,
                        toTreatingPhysician=treating, form=form, route=route)

    def attach(self, at="2026-06-20T00:00:00Z", reading_id=None, version=1):
        self.of_reading("reportAttached", at, reading_id, reportVersion=version)

    def of_review(self, kind, at, review="W-1", reading_id=None, reader=None, **body):
        self.of_reading(kind, at, reading_id, reviewId=review,
                        readingFacilityId=reader or self.claimant, **body)

    def view(self, at, viewed=4, total=4, seconds=95, **options):
        self.of_review("imagesViewed", at, seriesTotal=total, seriesViewed=viewed,
                       activeSeconds=seconds, **options)

    def sign(self, at, physician="D-FT", version=1, mode="INDIVIDUAL", place="ON_SITE", reader=None,
             **options):
        self.of_review("confirmationSigned", at, reportVersion=version, mode=mode, place=place,
                       confirmerPhysicianId=physician, actingFacilityId=reader or self.claimant,
                       remoteSystem=False, electronicSignature=True, reader=reader, **options)

    def simple_reading(self, reading_id, day, reader, physician="D-FT", hour=1, patient=PATIENT,
                       section="E203", modality="CT"):
        """A complete reading within two hours of a day, written and diagnosed by one physician."""
        self.order(reader, f"{day}T{hour:02}:00:00Z", reading_id, section, modality, patient)
        self.author(f"{day}T{hour:02}:30:00Z", physician, reader, reading_id)
        self.deliver(f"{day}T{hour + 1:02}:00:00Z", reading_id)
        self.attach(reading_id=reading_id)

    def claim(self, claim_id="K-1", at="2026-07-06T00:00:00Z", month="2026-06", patient=PATIENT,
              group="CT_MR", item="ADD_ON_2"):
        self.add("claimSubmitted", at, "billing", claimId=claim_id, month=month, patientKey=patient,
                 claimantFacilityId=self.claimant, sectionGroup=group, addOn=item)

    def end_claim(self, kind="claimReturned", claim_id="K-1", at="2026-08-06T00:00:00Z"):
        self.add(kind, at, "billing", claimId=claim_id, claimantFacilityId=self.claimant)

    # The registry

    def staff(self, facility, physician="D-FT", employment="E-1", status="FULL_TIME",
              dedicated=True, since="2024-04-01", until=None):
        self.add("employmentRecorded", "2024-04-01T00:00:00Z", employmentId=employment,
                 physicianId=physician, facilityId=facility, status=status,
                 dedicatedToImaging=dedicated, validFrom=since, validTo=until)

    def full_time(self, facility, physician="D-FT", employment="E-1", filing="S-1"):
        self.add("physicianRegistered", "2024-04-01T00:00:00Z", physicianId=physician,
                 yearsDedicated=12)
        self.staff(facility, physician, employment)
        self.add("radiologistFiled", "2024-04-01T00:00:00Z", filingId=filing, facilityId=facility,
                 physicianId=physician, validFrom="2024-04-01")

    def file(self, filing, facility, standard, since="2024-04-01", until=None):
        self.add("standardFiled", "2024-04-01T00:00:00Z", filingId=filing, facilityId=facility,
                 standard=standard, validFrom=since, validTo=until)

    def attest(self, facility, kind, fulfilled=True, since="2024-04-01", until=None):
        self.add("attestationRecorded", "2024-04-01T00:00:00Z", facilityId=facility, kind=kind,
                 fulfilled=fulfilled, validFrom=since, validTo=until)

    def manage(self, activity, facility, side, on="2026-06-20", kind="DOSE_REVIEW"):
        self.add("managementActivityRecorded", f"{on}T00:00:00Z", activityId=activity,
                 facilityId=facility, side=side, kind=kind, performedBy="D-FT", performedOn=on)

    def arrange(self, facility, physician="D-FT", since="2024-06-01", until=None, days=3, hours=22,
                counted=False, tracks=True, equipment=True, security=True):
        week = [{"weekday": day, "from": "09:00", "to": "17:00"} for day in range(1, 6)]
        self.add("offsiteArrangementRecorded", "2024-06-01T00:00:00Z", facilityId=facility,
                 physicianId=physician, countedAsOnSiteMinimum=counted, onSiteDays=days,
                 onSiteHours=hours, scheduledHours=week, administratorTracks=tracks,
                 equipmentAdequate=equipment, securityMeasures=security, validFrom=since,
                 validTo=until)

    def partner(self, partnership="P-1", sender="F-SEND", receiver="F-RECV", since="2024-06-01",
                until=None):
        self.add("partnershipRecorded", "2024-06-01T00:00:00Z", partnershipId=partnership,
                 sendingFacilityId=sender, receivingFacilityId=receiver, initiatedBy="FACILITIES",
                 priorRelation="YES", cooperationBasis="STAFF_EXCHANGE", vendorId="V-1",
                 vendorFeeBasis="FIXED_SYSTEM_FEE", validFrom=since, validTo=until)
        for party in ("SENDING", "RECEIVING", "VENDOR"):
            self.add("riskSharingAcknowledged", "2024-06-01T00:00:00Z", partnershipId=partnership,
                     party=party, validFrom="2024-06-01")
        self.add("adviceRecorded", "2024-06-01T00:00:00Z", partnershipId=partnership,
                 vendorId="V-1", topic="CLAIM_LIABILITY")

    def plan(self, rule, state, due="2026-07-31", plan="C-1", month="2026-06"):
        self.add("correctionPlanRecorded", "2026-07-01T00:00:00Z", planId=plan, month=month,
                 facilityId=self.claimant, ruleId=rule, dueOn=due, state=state)

    def judge(self, **options):
        return judge.judge(copy.deepcopy(self.events), **options)


def receiving(facility, case, filing_prefix="S"):
    """The registry of a receiving facility of level 2 with one FTD physician."""
    case.full_time(facility, filing=f"{filing_prefix}-1")
    case.file(f"{filing_prefix}-1", facility, "ADD_ON_2")
    case.file(f"{filing_prefix}-2", facility, "TELERADIOLOGY_RECEIVING")
    case.attest(facility, "SECURITY_GUIDELINE")
    case.attest(facility, "NO_COMMISSION")
    case.manage(f"M-{facility}", facility, "RECEIVING")


def received_case():
    """A complete, eligible received case: every subject of it is ELIGIBLE."""
    case = Case()
    case.claimant = "F-SEND"
    receiving("F-RECV", case)
    case.file("S-3", "F-SEND", "TELERADIOLOGY_SENDING")
    case.attest("F-SEND", "SECURITY_GUIDELINE")
    case.attest("F-SEND", "NO_COMMISSION")
    case.manage("M-SEND", "F-SEND", "SENDING")
    case.partner()
    case.simple_reading("R-1", "2026-06-03", "F-RECV")
    return case


def own_case():
    """A complete, eligible own case, written and diagnosed by the FTD physician."""
    case = Case()
    case.claimant = "F-OWN"
    case.full_time("F-OWN")
    case.file("S-1", "F-OWN", "ADD_ON_2")
    case.attest("F-OWN", "SECURITY_GUIDELINE")
    case.attest("F-OWN", "NO_COMMISSION")
    case.manage("M-OWN", "F-OWN", "OWN")
    case.simple_reading("R-1", "2026-06-03", "F-OWN")
    return case


def confirmed_case(status="TRAINEE", mode="INDIVIDUAL"):
    """An own case that a trainee wrote and the FTD physician confirmed before its delivery."""
    case = own_case()
    case.staff("F-OWN", "D-WRITER", "E-2", status, None)
    case.edit("reportAuthored", {"authorPhysicianId": "D-WRITER"})
    case.of_review("reviewOpened", "2026-06-03T01:40:00Z", reportVersion=1,
                   confirmerPhysicianId="D-FT")
    case.view("2026-06-03T01:45:00Z")
    case.of_review("reportCompared", "2026-06-03T01:46:00Z", reportVersion=1)
    case.sign("2026-06-03T01:50:00Z", mode=mode)
    return case


def patient(number):
    return f"pk_{number:032x}"


def timely_month(timely, every):
    """Own CT readings of a Wednesday; the late ones are delivered a second too late."""
    case = own_case()
    for kind in ("readingOrdered", "reportAuthored", "reportDelivered", "reportAttached"):
        case.drop(kind)
    for number in range(every):
        case.simple_reading(f"R-{number}", "2026-06-03", "F-OWN", patient=patient(number))
        at = "2026-06-04T14:59:59Z" if number < timely else "2026-06-04T15:00:00Z"
        case.edit("reportDelivered", {}, at, readingId=f"R-{number}")
    return case
