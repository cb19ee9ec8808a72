"""Acceptance receipts: made for whoever may see the case, verified by anybody who holds one."""

import hmac
from urllib.parse import quote

import segno

from services.centers.model import Case, Receipt, Verification
from services.centers.model import receipts as numbers
from services.centers.model.unit_name import UnitName
from services.centers.queries.cases import case
from services.centers.workflow import LABELS
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.jurisdiction import unit

_DIGITS = 32
"""128 bits of the keyed hash: nobody guesses the code of a number."""


def receipt(uow: UnitOfWork, *, case_id: str) -> Receipt:
    """Return the receipt of an accepted case that the actor may see."""
    return receipt_of(uow, case(uow, case_id=case_id))


def receipt_of(uow: UnitOfWork, case: Case) -> Receipt:
    """Build the receipt; raises Conflict `centers.not_accepted` before acceptance."""
    if case.accepted_at is None:
        raise Conflict("centers.not_accepted", "办件尚未受理，没有受理通知书。")
    number, code = numbers.receipt_no(case), _code(case)
    path = uow.rules("centers.receipts").text("verify.path")
    address = uow.public_url + path.format(receipt_no=quote(number), code=code)
    return Receipt(
        receipt_no=number,
        code=code,
        address=address,
        qr=segno.make(address, error="m", micro=False).svg_data_uri(scale=4),
        case=case,
        accept_unit=_name(uow, case.accept_path),
        handling_unit=_name(uow, case.path),
        materials=tuple(given.name for given in case.materials),
    )


def verification(uow: UnitOfWork, *, receipt_no: str, code: str) -> Verification:
    """Say what a receipt proves; a wrong number and a wrong code are answered alike."""
    found = uow.one(Case, case_no=numbers.case_no(receipt_no))
    accepted_at = found.accepted_at if found else None
    if not found or not accepted_at or not hmac.compare_digest(_code(found), code):
        raise NotFound("centers.no_such_receipt", "没有此受理通知书，请核对编号和校验码。")
    return Verification(
        receipt_no=receipt_no,
        item_name=found.row.item_name,
        handling_unit=_name(uow, found.path),
        state=str(found.status),
        state_label=LABELS[found.status],
        accepted_at=accepted_at,
        due=found.due,
        decided_on=found.decided_at.astimezone(TZ).date() if found.decided_at else None,
    )


def _code(case: Case) -> str:
    """Bind number, case and moment of acceptance; what may change later is not in it."""
    at = case.accepted_at.astimezone(TZ).isoformat() if case.accepted_at else ""
    return blind_index("receipt", f"{case.id}|{case.case_no}|{at}")[:_DIGITS]


def _name(uow: UnitOfWork, path: str) -> str:
    """Return what the unit is called, its code while nobody told its name."""
    known = uow.one(UnitName, path=path)
    return known.name if known else unit(path)
