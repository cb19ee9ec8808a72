"""Delivery, rating, archive, withdrawal; and the logged look at personal data."""

from services.centers.handlers.acceptance import PACK, TIMERS
from services.centers.handlers.reach import at_the_window, in_hand, on_duty
from services.centers.handlers.rectifications import follow
from services.centers.model import Case, Rating
from services.centers.workflow import Status
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import deadline

RATING = "rating_closed"


def deliver(uow: UnitOfWork, *, case_id: str, receipt_no: str) -> Case:
    """Hand over the result; rating opens."""
    case = at_the_window(uow, case_id)
    window = deadline(
        uow.now, uow.rules(PACK).period("rate.within"), uow.calendar, roll_forward=False
    )
    uow.basis(receipt_no)
    case.deliver(uow.actor, at=uow.now, rate_by=window.due)
    uow.remind(RATING, case_id, window.lapses_at)
    return case


def rate(uow: UnitOfWork, *, case_id: str, level: int, comment: str, named: bool = False) -> Case:
    """Rate a delivered case once; who rated is kept apart and shown to nobody.

    `named`: she agrees to be contacted when it is bad (EVAL-04).
    """
    case = in_hand(uow, case_id)
    case.rate(uow.actor, level, today=uow.today)
    rating = Rating(
        id=uow.new_id(),
        case_id=case.id,
        path=case.path,
        channel=case.channel,
        level=level,
        comment=comment,
        rater_index=blind_index("rater", f"{case.id}:{uow.actor.id}"),
        at=uow.now,
    )
    uow.add(rating)
    follow(uow, rating, named=named)
    uow.forget(RATING, case_id)
    return case


def archive(uow: UnitOfWork, *, subject_id: str) -> None:
    """The rating window is over."""
    case = uow.get(Case, subject_id)
    if case.status is Status.DELIVERED:
        case.archive(uow.actor)


def withdraw(uow: UnitOfWork, *, case_id: str) -> Case:
    """Take the application back."""
    case = in_hand(uow, case_id)
    case.withdraw(uow.actor)
    for name in TIMERS.values():
        uow.forget(name, case_id)
    return case


def reveal(uow: UnitOfWork, *, case_id: str, reason: str) -> Case:
    """Show the unmasked personal data, for a reason, on the record."""
    case = on_duty(uow, case_id)
    case.reveal(reason)
    return case
