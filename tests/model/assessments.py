"""Was a confirmation substantive? N1.1 to N1.3 and the assessment of the diagnosing review."""

from fractions import Fraction

from facts import SECOND
from calendar_jst import jst_date

SUBSTANTIVE = "SUBSTANTIVE"
INSUFFICIENT_EVIDENCE = "INSUFFICIENT_EVIDENCE"
EVIDENCE_PENDING = "EVIDENCE_PENDING"
FORMAL_ONLY = "FORMAL_ONLY"
NOT_QUALIFIED = "NOT_QUALIFIED"
ASSESSMENT_RANK = {SUBSTANTIVE: 0, INSUFFICIENT_EVIDENCE: 1, EVIDENCE_PENDING: 2, FORMAL_ONLY: 3,
                   NOT_QUALIFIED: 4}


def _evidence(signature, reading, kind):
    """Facts of the signed review at or before the signature, first to last."""
    return [f for f in reading.of(kind) if f.get("reviewId") == signature.get("reviewId")
            and f.occurred_at <= signature.occurred_at]


def totals(signature, reading):
    """The last ImagesViewed of the review until the signature: it states running totals."""
    viewed = _evidence(signature, reading, "imagesViewed")
    return viewed[-1] if viewed else None


def compared(signature, reading):
    """A ReportCompared of the signed version, or of the one that it was corrected from."""
    signed = signature.get("reportVersion")
    versions = {signed} | {f.get("fromVersion")
                           for f in _evidence(signature, reading, "reportCorrected")
                           if f.get("toVersion") == signed}
    found = [f for f in _evidence(signature, reading, "reportCompared")
             if f.get("reportVersion") in versions]
    return found[-1] if found else None


def n1_1(signature, reading, world):
    """ATS2-N1.1: signed in bulk or automatically, or without one series viewed, is a formality."""
    if signature.get("mode") in ("BULK", "AUTOMATIC"):
        yield FORMAL_ONLY, [signature]
    viewed = totals(signature, reading)
    if viewed and viewed.get("seriesViewed") == 0:
        yield FORMAL_ONLY, [signature, viewed]


def n1_2(signature, reading, world):
    """ATS2-N1.2: images viewed long and completely enough, and compared with the report."""
    viewed = totals(signature, reading)
    if viewed is None:
        yield EVIDENCE_PENDING, [signature, viewed]
    else:
        least = Fraction(*world.parameters["minSeriesShare"])
        if viewed.get("seriesViewed") < least * viewed.get("seriesTotal"):
            yield INSUFFICIENT_EVIDENCE, [signature, viewed]
        least = world.parameters["minActiveSeconds"][reading.ordered.get("modality")]
        if viewed.get("activeSeconds") < least:
            yield INSUFFICIENT_EVIDENCE, [signature, viewed]
    if compared(signature, reading) is None:
        yield EVIDENCE_PENDING, [signature]


def n1_3(signature, reading, world):
    """ATS2-N1.3: too many readings signed within one short window that holds this signature."""
    window = world.parameters["burstSeconds"] * SECOND
    signed = [f for f in world.facts.all("confirmationSigned")
              if f.get("confirmerPhysicianId") == signature.get("confirmerPhysicianId")
              and f.get("readingFacilityId") == signature.get("readingFacilityId")
              and not world.is_cancelled(f.reading_id)]
    at = signature.occurred_at
    for start in sorted({f.occurred_at for f in signed if at - window <= f.occurred_at <= at}):
        inside = [f for f in signed if start <= f.occurred_at <= start + window]
        if len({f.reading_id for f in inside}) >= world.parameters["burstCount"]:
            yield INSUFFICIENT_EVIDENCE, inside
            return


RULES = {"ATS2-N1.1": n1_1, "ATS2-N1.2": n1_2, "ATS2-N1.3": n1_3}


def branches(signature, reading, world):
    """{rule: [(assessment, facts)]} of each rule that fired."""
    fired = {rule: list(function(signature, reading, world))
             for rule, function in RULES.items() if world.judges(rule)}
    return {rule: found for rule, found in fired.items() if found}


def assess(signature, reading, world):
    """The worst of N1.1 to N1.3, and NOT_QUALIFIED for a signer not FTD on the signing date."""
    results = [outcome for found in branches(signature, reading, world).values()
               for outcome, _ in found]
    if not world.is_full_time_dedicated(signature.get("confirmerPhysicianId"),
                                        reading.reading_facility, jst_date(signature.occurred_at)):
        results.append(NOT_QUALIFIED)
    return max([SUBSTANTIVE, *results], key=ASSESSMENT_RANK.get)


def is_formality(signature, reading):
    """A confirmation that is BULK, AUTOMATIC or with 0 series viewed, in any reading."""
    return bool(list(n1_1(signature, reading, None)))
