"""What delegation learns from others, and dates that become true. Written by key: may repeat."""

from services.delegation.handlers.admissions import recompute_admissions
from services.delegation.handlers.batches import wait_for_notice
from services.delegation.handlers.delegations import GRACE_OVER
from services.delegation.handlers.evaluations import recompute_evaluations
from services.delegation.model import Batch, Delegation, UnitName
from services.delegation.workflow import BatchStatus
from shared.chassis import known_units
from shared.chassis.unit_of_work import UnitOfWork


def learn_unit(
    uow: UnitOfWork, *, unit_code: str, path: str, name: str, kind: str, valid_to: str | None
) -> None:
    """Keep a copy of a unit: its name for messages, its kind for procedures."""
    known_units.learn(
        uow, UnitName, unit_code=unit_code, path=path, name=name, kind=kind, valid_to=valid_to
    )


def rename_unit(uow: UnitOfWork, *, unit_code: str, name: str) -> None:
    """The unit bears another name; published lists keep the one they were published with."""
    known_units.rename(uow, UnitName, unit_code=unit_code, name=name)


def merge_unit(uow: UnitOfWork, *, unit_code: str, valid_to: str) -> None:
    """The unit ends: no new batch lists it."""
    known_units.end(uow, UnitName, unit_code=unit_code, valid_to=valid_to)


def recompute_deadlines(uow: UnitOfWork, *, year: int) -> None:
    """A year's calendar became official: recompute every provisional date once (G-04)."""
    for batch in uow.find(Batch, provisional=True):
        batch.recompute(uow.calendar)
        if batch.status is BatchStatus.PUBLIC_NOTICE:
            wait_for_notice(uow, batch)
    for delegation in uow.find(Delegation, provisional=True):
        delegation.recompute(uow.calendar)
        if delegation.grace is not None:
            uow.remind(GRACE_OVER, delegation.id, delegation.grace.lapses_at)
    recompute_evaluations(uow)
    recompute_admissions(uow)
