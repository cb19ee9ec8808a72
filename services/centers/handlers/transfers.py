"""An accepted case goes to the unit that handles it, inside the applicant's clock (WIN-02)."""

from services.centers.handlers.reach import at_the_window
from services.centers.model import Case, Transfer
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import ActorKind
from shared.kernel.deadlines import deadline
from shared.kernel.errors import NotFound

TRANSFER_DUE = "transfer_due"


def begin(uow: UnitOfWork, case: Case) -> None:
    """Open the transfer of a case that was accepted away from the handling unit.

    A 即办件 is decided where it is accepted; what the handling unit accepts is there already.
    """
    at_home = uow.actor.kind is ActorKind.STAFF and uow.actor.path == case.path
    if case.row.immediate or at_home or case.accept_path == case.path:
        return
    within = uow.rules("centers.transfers").period("transfer.within")
    transfer = Transfer(
        id=case.id,
        case_no=case.case_no,
        path=case.path,
        from_path=case.accept_path,
        opened_at=uow.now,
        receive_by=deadline(uow.now, within, uow.calendar),
    )
    transfer.open()
    uow.add(transfer)
    uow.remind(TRANSFER_DUE, case.id, transfer.receive_by.lapses_at)


def send(uow: UnitOfWork, *, case_id: str) -> Transfer:
    """Put the papers on their way."""
    at_the_window(uow, case_id)
    transfer = _of(uow, case_id)
    transfer.send(uow.actor, at=uow.now)
    return transfer


def receive(uow: UnitOfWork, *, case_id: str) -> Transfer:
    """Sign for the papers at the handling unit."""
    at_the_window(uow, case_id)
    transfer = _of(uow, case_id)
    transfer.receive(uow.actor, at=uow.now)
    uow.forget(TRANSFER_DUE, case_id)
    return transfer


def arrive(uow: UnitOfWork, case: Case) -> None:
    """Whoever begins the review has the papers: sign for them when nobody did."""
    transfer = uow.one(Transfer, id=case.id)
    if transfer is not None and transfer.waits:
        transfer.receive(uow.actor, at=uow.now)
        uow.forget(TRANSFER_DUE, case.id)


def lapse(uow: UnitOfWork, *, subject_id: str) -> None:
    """The handling unit should have had the papers by now."""
    transfer = _of(uow, subject_id)
    if transfer.receive_by.overdue(uow.now):
        transfer.lapse()
    elif transfer.waits:
        uow.remind(TRANSFER_DUE, subject_id, transfer.receive_by.lapses_at)


def redirect(uow: UnitOfWork, *, case_id: str, path: str) -> None:
    """The case went to another unit while its papers were on their way."""
    transfer = uow.one(Transfer, id=case_id)
    if transfer is not None and transfer.waits and transfer.path != path:
        transfer.redirect(path)


def drop(uow: UnitOfWork, *, case_id: str) -> None:
    """The case ended before the papers arrived."""
    transfer = uow.one(Transfer, id=case_id)
    if transfer is not None and transfer.waits:
        transfer.drop(uow.actor)
        uow.forget(TRANSFER_DUE, case_id)


def recompute(uow: UnitOfWork) -> None:
    """A calendar was loaded: replace provisional dates (G-04)."""
    for transfer in uow.find(Transfer, provisional=True):
        transfer.recompute(uow.calendar)
        if transfer.waits:
            uow.remind(TRANSFER_DUE, transfer.id, transfer.receive_by.lapses_at)


def _of(uow: UnitOfWork, case_id: str) -> Transfer:
    found = uow.one(Transfer, id=case_id)
    if found is None:
        raise NotFound("centers.no_transfer", "该办件无需流转。")
    return uow.get(Transfer, found.id)
