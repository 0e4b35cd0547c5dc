"""The registry of a history: facilities, staff, filings, arrangements, partnerships, duties."""

from datetime import timedelta

from history_world import at_jst, month_start

INITIATORS = ["FACILITIES", "VENDOR", "UNKNOWN", None]
PRIOR = ["YES", "NO", "UNKNOWN", None]
BASES = ["REGIONAL_COOPERATION_AGREEMENT", "REFERRAL_NETWORK", "STAFF_EXCHANGE", "OTHER", "NONE",
         None]
FEES = ["NONE", "FIXED_SYSTEM_FEE", "PER_READING", "SHARE_OF_ADD_ON", None]
ACTIVITIES = ["PROTOCOL_REVIEW", "PRE_EXAM_CHECK", "DOSE_REVIEW", "MRI_SAFETY_REVIEW",
              "EQUIPMENT_QA", "AI_SOFTWARE_REVIEW", "IMAGE_QUALITY_FEEDBACK",
              "URGENT_FINDING_CONTACT", "JOINT_CONFERENCE", "REPORT_AUDIT", "STAFFING_REVIEW",
              "SECURITY_REVIEW"]
TOPICS = ["CLAIM_LIABILITY", "FULL_TIME_READING", "MANAGEMENT_DUTIES", "ROLE_OF_VENDOR"]
PARTIES = ["SENDING", "RECEIVING", "VENDOR"]
# What plans and acknowledgements name; more often those that a claimable reading can carry.
RULES = ["L-2", "L-3", "L-5", "L-7", "ATS2-3.1", "ATS2-3.4", "ATS2-4.2"] + [
    "L-14", "ATS2-2.2", "ATS2-3.2", "ATS2-N1.1"] * 3


class Physician:
    def __init__(self, name, home, status):
        self.name, self.home, self.status = name, home, status
        self.has_arrangement = False


class Registry:
    """Writes the registry and remembers who is where."""

    def __init__(self, writer, facilities=None, levels=None):
        self.w = writer
        pick = writer.random
        count = facilities or pick.choice([1, 2, 2, 3, 3, 4])
        self.facilities = [writer.id(f"F-{n + 1}") for n in range(count)]
        self.vendors = [writer.id("V-1"), writer.id("V-2")]
        self.levels = levels
        self.physicians = []
        self._number = {}
        for vendor in self.vendors:
            writer.register("vendorRegistered", vendorId=vendor, kind="SYSTEM_PROVIDER")
        for facility in self.facilities:
            self._facility(facility)
        self._extra_employments()
        self.pairs = [(s, r) for s in self.facilities for r in self.facilities if s != r]
        for sender, receiver in self.pairs:
            with writer.shaken(0.15):
                self._partnership(sender, receiver)
        for facility in self.facilities:
            self._responsibility(facility)

    def number(self, letter):
        self._number[letter] = self._number.get(letter, 0) + 1
        return self.w.id(f"{letter}-{self._number[letter]}")

    def of(self, facility, *statuses):
        return [p for p in self.physicians if p.home == facility and p.status in statuses]

    # A facility

    def _facility(self, facility):
        w, pick = self.w, self.w.random
        w.register("facilityRegistered", facilityId=facility, kind="HOSPITAL")
        level = self.levels or w.mostly(pick.choice([2, 2, 2, 2, 3, 4, 1]), None)
        filing = None
        if level:
            filing = self._file(facility, f"ADD_ON_{level}")
        if level != 1 and w.chance(0.8):
            self._file(facility, "ADD_ON_1")
        if w.chance(max(w.noise, 0.05)):
            self._file(facility, f"ADD_ON_{pick.choice([1, 2, 3, 4])}")
        for standard in ("TELERADIOLOGY_SENDING", "TELERADIOLOGY_RECEIVING"):
            if not w.odd():
                self._file(facility, standard)
        full_time = {None: 1, 1: 1, 2: 1, 3: 3, 4: 6}[level] + w.random.choice([0, 1, 1])
        full_time += w.sometimes(0.15 + w.noise, -1, 0)
        for status in ["FULL_TIME"] * max(full_time, 1) + ["PART_TIME", "TRAINEE"]:
            with w.shaken(0.03):
                self._physician(facility, status, filing or self.number("S"))
        for kind in ("SECURITY_GUIDELINE", "NO_COMMISSION"):
            with w.shaken(0.05):
                self._attest(facility, kind)
        self._calendar(facility)
        self._activities(facility)

    def _file(self, facility, standard):
        filing = self.number("S")
        self.w.register("standardFiled", filingId=filing, facilityId=facility, standard=standard,
                        **self.w.interval())
        return filing

    def _physician(self, facility, status, filing):
        w, pick = self.w, self.w.random
        name = self.number("D")
        physician = Physician(name, facility, status)
        self.physicians.append(physician)
        if not w.odd():
            w.register("physicianRegistered", physicianId=name,
                       yearsDedicated=w.mostly(12, 9, 10, None),
                       societyTrainingRegistered=w.mostly(None, True, False))
        if w.odd():
            self._changing(name, facility)
        elif not w.odd():
            dedicated = w.mostly(True, False, None) if status == "FULL_TIME" else None
            self._employ(name, facility, status, dedicated, w.interval())
        if status == "FULL_TIME":
            if not w.odd():
                w.register("radiologistFiled", filingId=filing, facilityId=facility,
                           physicianId=name, **w.interval())
            for _ in range(pick.choice([0, 0, 0, 0, 0, 1, 1, 2])):
                with w.shaken(0.1):
                    self.arrange(name, facility)
                physician.has_arrangement = True

    def _employ(self, name, facility, status, dedicated, interval):
        self.w.register("employmentRecorded", employmentId=self.number("E"), physicianId=name,
                        facilityId=facility, status=status, dedicatedToImaging=dedicated,
                        weeklyHours=40, **interval)

    def _changing(self, name, facility):
        """Part-time until a day, full-time from it (or the other way round)."""
        day = self.w.day().isoformat()
        order = ["PART_TIME", "FULL_TIME"]
        self.w.random.shuffle(order)
        self._employ(name, facility, order[0], True, {"validFrom": "2015-04-01", "validTo": day})
        self._employ(name, facility, order[1], True, {"validFrom": day})

    def _extra_employments(self):
        for physician in self.physicians:
            if self.w.odd():
                status = self.w.random.choice(["FULL_TIME", "PART_TIME", "TRAINEE"])
                facility = self.w.random.choice(self.facilities)
                self._employ(physician.name, facility, status, self.w.mostly(True, False, None),
                             self.w.interval())

    def arrange(self, name, facility):
        w = self.w
        days = [{"weekday": day, "from": "09:00", "to": w.mostly("17:00", "12:00", "23:59")}
                for day in range(1, w.mostly(6, 3, 8))]
        interval = w.interval()
        if w.chance(0.3):
            interval["validFrom"] = w.world.days[0].isoformat()
            if interval["validTo"] and interval["validTo"] < interval["validFrom"]:
                interval["validTo"] = None
        w.register("offsiteArrangementRecorded", facilityId=facility, physicianId=name,
                   countedAsOnSiteMinimum=w.mostly(False, True), onSiteDays=w.mostly(3, 2, 5),
                   onSiteHours=w.mostly(22, 21, 24), scheduledHours=days,
                   administratorTracks=w.mostly(True, False),
                   equipmentAdequate=w.mostly(True, False),
                   securityMeasures=w.mostly(True, False), **interval)

    def _attest(self, facility, kind):
        w = self.w
        for _ in range(w.mostly(1, 0, 2)):
            interval = w.interval()
            if w.chance(0.4):
                interval = {"validFrom": w.world.days[0].isoformat(),
                            "validTo": w.mostly(None, month_start(w.world.month, 1).isoformat())}
            w.register("attestationRecorded", facilityId=facility, kind=kind,
                       fulfilled=w.mostly(True, False), **interval)

    def _calendar(self, facility):
        w, pick = self.w, self.w.random
        if w.chance(0.4):
            w.register("calendarPublished", calendarId="facility", facilityId=facility,
                       year=w.world.days[0].year, opensOnHolidays=pick.choice([True, False, None]),
                       consultationWeekdays=pick.choice([None, [1, 2, 3, 4, 5, 6], [2, 4], [7]]),
                       closedOn=pick.choice([None, [w.day().isoformat(), w.day().isoformat()]]))

    def _activities(self, facility):
        w, pick = self.w, self.w.random
        for ahead in (0, 1):
            for side in ("SENDING", "RECEIVING", "OWN"):
                if w.chance(0.85 - w.noise):
                    last = month_start(w.world.month, ahead + 1) - timedelta(days=1)
                    on = w.mostly(last, month_start(w.world.month, ahead), w.day())
                    w.add("managementActivityRecorded", at_jst(on), "registry",
                          activityId=self.number("M"), facilityId=facility, side=side,
                          kind=pick.choice(ACTIVITIES), performedBy=self.physicians[-1].name,
                          performedOn=on.isoformat())
        if w.chance(0.25):
            w.register("correctionPlanRecorded", planId=self.number("C"), facilityId=facility,
                       month=month_start(w.world.month, pick.choice([0, 0, 1])).isoformat()[:7],
                       ruleId=pick.choice(RULES), state=pick.choice(["OPEN", "DONE", "IMPOSSIBLE"]),
                       dueOn=(w.world.tick_day + timedelta(
                           days=pick.choice([-1, 0, 1]))).isoformat())

    # A pair

    def _partnership(self, sender, receiver):
        w, pick = self.w, self.w.random
        for _ in range(w.mostly(1, 0, 2)):
            name, vendor = self.number("P"), w.mostly(self.vendors[0], None, self.vendors[1])
            w.register("partnershipRecorded", partnershipId=name, sendingFacilityId=sender,
                       receivingFacilityId=receiver,
                       initiatedBy=w.mostly("FACILITIES", *INITIATORS),
                       priorRelation=w.mostly("YES", *PRIOR),
                       cooperationBasis=w.mostly("OTHER", *BASES), vendorId=vendor,
                       vendorFeeBasis=w.mostly("FIXED_SYSTEM_FEE", *FEES), **w.interval())
            for party in PARTIES:
                if not w.odd():
                    w.register("riskSharingAcknowledged", partnershipId=name, party=party,
                               **w.interval())
            if vendor and not w.odd():
                w.register("adviceRecorded", partnershipId=name, topic=pick.choice(TOPICS),
                           vendorId=w.mostly(vendor, *self.vendors))
        if w.chance(0.1 + w.noise):
            day = w.day()
            w.add("solicitationRecorded", at_jst(day), "registry", solicitationId=self.number("L"),
                  vendorId=pick.choice(self.vendors), facilityId=pick.choice([sender, receiver]),
                  kind=pick.choice(["ADD_ON_ADVERTISED", "SCHEME_PROPOSED"]),
                  recordedOn=day.isoformat())
        for physician in self.of(receiver, "PART_TIME"):
            if w.chance(0.4):
                w.register("actualCooperationRecorded", physicianId=physician.name,
                           sendingFacilityId=sender, **w.interval(),
                           basis=pick.choice(["JOINT_CONFERENCE", "STAFF_LINK", "AGREEMENT"]))

    def _responsibility(self, facility):
        others = [f for f in self.facilities if f != facility]
        if others and self.w.chance(0.7):
            self.w.register("responsibilityAssigned", agreementId=self.number("A"),
                            sendingFacilityId=facility, **self.w.interval(),
                            receivingFacilityIds=self.w.mostly(others, others[:1]))
