"""The support ledger of a stay: lines are appended, wrong ones taken back by a counter-entry."""

from datetime import date
from decimal import Decimal

from services.incubation import policies
from services.incubation.handlers.reach import in_reach
from services.incubation.handlers.stays import PACK
from services.incubation.model import Stay, Support
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.workflow import enforce


def give_support(
    uow: UnitOfWork,
    *,
    stay_id: str,
    kind: str,
    quantity: Decimal,
    unit: str,
    money_fen: int,
    given_on: date,
    note: str,
) -> Support:
    """Enter what was given."""
    stay, pack = in_reach(uow, Stay, stay_id), uow.rules(PACK)
    if kind not in pack.raw("support.kinds"):
        raise Invalid("incubation.unknown_support", "没有此类支持，请核对。")
    if given_on > uow.today:
        raise Invalid("incubation.day_in_future", f"日期不得晚于今天（{uow.today}）。")
    enforce(policies.grant_has_money(kind, money_fen, paid=pack.raw("support.paid")))
    entry = Support(
        id=uow.new_id(),
        path=stay.path,
        stay_id=stay.id,
        organisation_id=stay.organisation_id,
        incubator_path=stay.incubator_path,
        kind=kind,
        quantity=quantity,
        unit=unit,
        money_fen=money_fen,
        given_on=given_on,
        note=note,
        corrects=None,
        recorded_by=uow.actor.id,
        recorded_at=uow.now,
    )
    entry.give(stay, uow.actor)
    uow.add(entry)
    return entry


def correct_support(uow: UnitOfWork, *, stay_id: str, support_id: str, reason: str) -> Support:
    """Take a line back, once."""
    stay, entry = in_reach(uow, Stay, stay_id), uow.one(Support, id=support_id)
    if entry is None or entry.stay_id != stay.id:
        raise NotFound("incubation.not_found", "没有找到该支持记录。", id=support_id)
    if uow.one(Support, corrects=entry.id) is not None:
        raise Conflict("incubation.corrected_already", "该支持记录已冲正。")
    counter = entry.counter(stay, uow.actor, id=uow.new_id(), reason=reason, at=uow.now)
    uow.add(counter)
    return counter
