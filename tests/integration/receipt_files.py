"""Receipt files (UKE) to the public layout, of nobody, and the facts that judge what they claim."""

import hashlib
import hmac
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "model"))

from cases import own_case  # noqa: E402

FACILITY, MONTH = "F-OWN", "2026-06"
KEY = "0f" * 32
# What stands where the layout wants a person; it must not come out anywhere.
NAME, BIRTH, INSURER, INSURED = "テスト", "19000101", "00999999", "０９９９９９９"
SCAN, XRAY = "170011810", "170000410"
ADD_ON_2, ADD_ON_3 = "170025710", "170702410"


def patient_key(chart: str, key: str = KEY) -> str:
    return "pk_" + hmac.new(bytes.fromhex(key), chart.encode(), hashlib.sha256).hexdigest()


class ReceiptFile:
    """Collects records; totals of HO and GO are what the lines add up to, unless they are given."""

    def __init__(self, billed: str = "202607"):
        self.records = [f"IR,1,13,1,0000000,,,{billed},00,"]
        self.total = 0

    def receipt(self, chart: str, *lines: str, month: str = "202606", total: int | None = None,
                public: bool = False) -> "ReceiptFile":
        points = sum(int(fields[5]) * int(fields[6]) for fields in
                     (line.split(",") for line in lines) if fields[0] == "SI" and fields[5])
        points = points if total is None else total
        self.records += [f"RE,1,1112,{month},{NAME},1,{BIRTH},,,,,,,{chart}" + "," * 24,
                         f"HO,{INSURER},{INSURED},{INSURED},1,{points}" + "," * 9]
        if public:
            self.records.append(f"KO,{INSURER},0000000,,1,{points},,,,,")
        self.records += [f"SY,8830417,20260603,1,,{NAME},01,", *lines]
        self.total += points
        return self

    def bytes(self, total: int | None = None) -> bytes:
        records = self.records + [f"GO,1,{self.total if total is None else total},99"]
        return "".join(record + "\r\n" for record in records).encode("cp932")


def si(code: str, points: int | str, category: str = "70", count: int = 1) -> str:
    return f"SI,{category},1,{code},,{points},{count},,,,,,,1" + "," * 30


def month_of_facts() -> list[dict]:
    """F-OWN in June 2026: Z1, Z3, Z6 and Z8 eligible, Z2 not insured, Z4 not delivered, Z7 of nuclear medicine."""
    case = own_case()
    case.edit("readingOrdered", {"patientKey": patient_key("Z1")})
    for number in (2, 3, 4, 6, 8):
        case.simple_reading(f"R-{number}", f"2026-06-{number + 7:02}", FACILITY,
                            patient=patient_key(f"Z{number}"))
    case.simple_reading("R-7", "2026-06-22", FACILITY, patient=patient_key("Z7"), section="E102",
                        modality="NM")
    case.edit("readingOrdered", {"insured": False}, readingId="R-2")
    case.drop("reportDelivered", readingId="R-4")
    case.drop("reportAttached", readingId="R-4")
    return case.events


def lines_of(events: list[dict]) -> list[str]:
    return [json.dumps(event) for event in events]


def claims_of_june() -> ReceiptFile:
    """Z1 right, Z2 not eligible, Z3 with another item, Z4 on hold, Z5 unknown, Z8 twice."""
    return (ReceiptFile()
            .receipt("Z1", si(SCAN, 450), si(ADD_ON_2, 175))
            .receipt("Z2", si(SCAN, 450), si(ADD_ON_2, 175))
            .receipt("Z3", si(SCAN, 450), si(ADD_ON_3, 235))
            .receipt("Z4", si(SCAN, 450), si(ADD_ON_2, 175))
            .receipt("Z5", si(SCAN, 450), si(ADD_ON_2, 175))
            .receipt("Z8", si(SCAN, 450), si(ADD_ON_2, 175), si(ADD_ON_2, 175)))
