"""Refer from one level of the network to the next, up or down, and answer."""

from services.centers import policies
from services.centers.handlers.network import PACK, forbid
from services.centers.handlers.reach import at_the_window
from services.centers.model import Case, Place, Referral
from services.centers.policies.network import RANKS
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import deadline
from shared.kernel.errors import Conflict
from shared.kernel.workflow import enforce

REFERRAL_DUE = "referral_due"


def refer(uow: UnitOfWork, *, from_id: str, to_id: str, reason: str, case_id: str) -> Referral:
    """Ask the place one level above or below to go on, for a reason, inside a period."""
    sender, receiver = uow.get(Place, from_id), uow.get(Place, to_id)
    for place in (sender, receiver):
        if not place.is_open:
            raise Conflict("centers.place_not_open", f"“{place.name}”目前不开放，不能转介。")
    enforce(policies.levels_are_adjacent(sender, receiver))
    answer_by = deadline(uow.now, uow.rules(PACK).period("referral.answer"), uow.calendar)
    referral = Referral(
        id=uow.new_id(),
        from_id=from_id,
        to_id=to_id,
        from_path=sender.path,
        to_path=receiver.path,
        path=receiver.path,
        direction="UP" if RANKS[receiver.kind] < RANKS[sender.kind] else "DOWN",
        reason=reason,
        case_id=case_id,
        made_by=uow.actor.id,
        made_at=uow.now,
        answer_by=answer_by,
        due=answer_by.due,
    )
    forbid(policies.refers_from_here(referral, uow.actor))
    if case_id:
        enforce(policies.names_nobody(at_the_window(uow, case_id), reason))
    referral.make()
    uow.add(referral)
    uow.remind(REFERRAL_DUE, referral.id, answer_by.lapses_at)
    return referral


def take_referral(uow: UnitOfWork, *, referral_id: str) -> Referral:
    """Take it in hand at the receiving place."""
    referral = _received(uow, referral_id)
    referral.take(uow.actor)
    return referral


def return_referral(uow: UnitOfWork, *, referral_id: str, answer: str) -> Referral:
    """Return it, and say why."""
    referral = _received(uow, referral_id)
    _names_nobody(uow, referral, answer)
    referral.send_back(uow.actor, answer=answer, at=uow.now)
    uow.forget(REFERRAL_DUE, referral_id)
    return referral


def answer_referral(uow: UnitOfWork, *, referral_id: str, answer: str) -> Referral:
    """Say what came of it."""
    referral = _received(uow, referral_id)
    _names_nobody(uow, referral, answer)
    referral.give_answer(uow.actor, answer=answer, at=uow.now)
    uow.forget(REFERRAL_DUE, referral_id)
    return referral


def recall_referral(uow: UnitOfWork, *, referral_id: str) -> Referral:
    """Take it back before anybody worked on it."""
    referral = uow.get(Referral, referral_id)
    forbid(policies.refers_from_here(referral, uow.actor))
    referral.recall(uow.actor)
    uow.forget(REFERRAL_DUE, referral_id)
    return referral


def note_referral_overdue(uow: UnitOfWork, *, subject_id: str) -> None:
    """The time to answer passed."""
    uow.get(Referral, subject_id).note_overdue()


def _received(uow: UnitOfWork, referral_id: str) -> Referral:
    referral = uow.get(Referral, referral_id)
    forbid(policies.answers_here(referral, uow.actor))
    return referral


def _names_nobody(uow: UnitOfWork, referral: Referral, text: str) -> None:
    if referral.case_id:
        enforce(policies.names_nobody(uow.get(Case, referral.case_id), text))
