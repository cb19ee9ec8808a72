"""An acceptance receipt (受理通知书): what the applicant takes home and anybody may verify."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.centers.model.case import Case

_CASE, _RECEIPT = "BJ", "SL"


@dataclass(frozen=True)
class Receipt:
    """The receipt of one acceptance. `code` is a keyed hash; `address` stands in the QR code."""

    receipt_no: str
    code: str
    address: str
    qr: str
    case: Case
    accept_unit: str
    handling_unit: str
    materials: Sequence[str]


@dataclass(frozen=True)
class Verification:
    """What a receipt proves to whoever holds it: nothing about the person."""

    receipt_no: str
    item_name: str
    handling_unit: str
    state: str
    state_label: str
    accepted_at: datetime
    due: date | None
    decided_on: date | None


def receipt_no(case: Case) -> str:
    """Return the number of the case's receipt."""
    return case.case_no.replace(_CASE, _RECEIPT, 1)


def case_no(receipt: str) -> str:
    """Return the number of the case of a receipt."""
    return receipt.replace(_RECEIPT, _CASE, 1)
