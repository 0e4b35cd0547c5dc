"""Claims and proposed withdrawals by call: pages, a person's decision, and refusals."""

import pathlib
import tempfile
import unittest

import grpc

import mesh
import program
from stubs import v1

CLAIMANT = "F-SEND"
READ = ("registry", "readings", "claims")


def order(number: int):
    # Not insured: INELIGIBLE at once, so that a claim is to be withdrawn.
    return mesh.parse(
        f'{{"eventId":"r{number}","source":"vendor/acme","occurredAt":"2026-06-03T01:00:00Z",'
        f'"readingOrdered":{{"readingId":"R-{number}","claimantFacilityId":"{CLAIMANT}",'
        f'"readingFacilityId":"{CLAIMANT}","patientKey":"pk_{number:032}","section":"E203",'
        '"modality":"CT","acquiredAt":"2026-06-03T00:50:00Z","insured":false}}'
    )


def claim(number: int):
    return mesh.parse(
        f'{{"eventId":"k{number}","source":"billing","occurredAt":"2026-07-06T00:00:00Z",'
        f'"claimSubmitted":{{"claimId":"K-{number}","claimantFacilityId":"{CLAIMANT}",'
        f'"patientKey":"pk_{number:032}","month":"2026-06","sectionGroup":"CT_MR",'
        '"addOn":"ADD_ON_2"}}'
    )


def decision(entry):
    unit = entry.unit
    return mesh.parse(
        f'{{"eventId":"decide","source":"billing","occurredAt":"2026-08-09T00:00:00Z",'
        f'"withdrawalDecided":{{"claimId":"{entry.claim.claim.claim_id}",'
        f'"claimantFacilityId":"{CLAIMANT}","decision":"KEEP","decidedBy":"U-7",'
        f'"subject":"{unit.verdict.subject}","revision":{unit.revision},'
        f'"verdictDigest":"{unit.digest}"}}}}'
    )


class Withdrawals(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.serve = program.Serve(pathlib.Path(directory.name) / "mesh")
        self.addCleanup(self.serve.kill)
        self.client = mesh.Client(self.serve)
        self.addCleanup(self.client.channel.close)
        self.client.await_serving()

    def listed(self, state, size: int = 2) -> list:
        entries, token = [], ""
        while True:
            page = self.client.billing.ListWithdrawals(
                v1.ListWithdrawalsRequest(
                    claimant_facility_id=CLAIMANT, state=state,
                    page=v1.PageRequest(size=size, token=token),
                    not_older_than=self.client.token.of(*READ)), timeout=30)
            entries += page.withdrawals
            self.assertLessEqual(len(page.withdrawals), size)
            token = page.next_token
            if not token:
                return entries

    def test_withdrawals_are_listed_in_pages_and_closed_by_a_decision(self):
        self.client.append([order(i) for i in range(1, 6)], "orders")
        self.client.append([claim(i) for i in range(1, 6)], "claims")
        program.wait_until(lambda: len(self.listed(v1.Withdrawal.OPEN)) == 5, "five withdrawals")
        entries = self.listed(v1.Withdrawal.OPEN)
        self.assertEqual([entry.claim.claim.claim_id for entry in entries],
                         [f"K-{i}" for i in range(1, 6)])
        self.assertEqual((entries[0].claim.points, entries[0].yen), (175, 1750))
        self.assertEqual(entries[0].readings[0].findings[0].rule_id, "L-1")
        self.assertTrue(entries[0].readings[0].findings[0].message.ja)
        self.client.append([decision(entries[2])], "decision")
        open_now = self.listed(v1.Withdrawal.OPEN)
        self.assertEqual([entry.claim.claim.claim_id for entry in open_now],
                         ["K-1", "K-2", "K-4", "K-5"])
        decided, = self.listed(v1.Withdrawal.DECIDED)
        self.assertEqual(decided.decision.decided_by, "U-7")
        self.assertEqual(decided.unit.revision, entries[2].unit.revision)
        claims = self.client.billing.ListClaims(
            v1.ListClaimsRequest(claimant_facility_id=CLAIMANT, month="2026-06"), timeout=30)
        self.assertEqual({known.state for known in claims.claims}, {v1.KnownClaim.LIVE})
        self.assertEqual(len(claims.claims), 5)

    def test_malformed_requests_are_refused(self):
        for call, request in (
                (self.client.billing.ListWithdrawals, v1.ListWithdrawalsRequest()),
                (self.client.billing.ListWithdrawals,
                 v1.ListWithdrawalsRequest(claimant_facility_id=CLAIMANT, month="June")),
                (self.client.billing.ListClaims, v1.ListClaimsRequest(claimant_facility_id="F 1")),
                (self.client.billing.ListClaims,
                 v1.ListClaimsRequest(claimant_facility_id=CLAIMANT, month="June"))):
            with self.assertRaises(grpc.RpcError) as caught:
                call(request, timeout=30)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.INVALID_ARGUMENT)


if __name__ == "__main__":
    unittest.main(verbosity=2)
