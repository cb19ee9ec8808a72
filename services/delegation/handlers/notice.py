"""The public notice: objections, their answers, its end."""

from collections.abc import Mapping
from typing import Any

from services.delegation.handlers.batches import wait_for_notice
from services.delegation.handlers.items import resolution_of
from services.delegation.handlers.reach import PACK, batch_in_reach, bring
from services.delegation.model import Batch, Item, PublicObjection
from services.delegation.workflow import BatchStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, NotFound


def file_objection(
    uow: UnitOfWork, *, batch_id: str, item_id: str, statement: str
) -> PublicObjection:
    """Object, in one's own name, to an item under notice."""
    batch = batch_in_reach(uow, batch_id)
    item = next((each for each in batch.all_items if each.id == item_id), None)
    if item is None:
        raise NotFound("delegation.not_found", "该批次没有这一事项。", id=item_id)
    objection = PublicObjection(
        id=uow.new_id(),
        path=batch.path,
        batch_id=batch.id,
        item_id=item.id,
        objector=uow.actor.id,
        statement=statement,
        filed_at=uow.now,
    )
    batch.object(uow.actor, item, objection_id=objection.id, today=uow.today)
    uow.add(objection)
    return objection


def answer_objection(
    uow: UnitOfWork, *, objection_id: str, answer: str, outcome: Mapping[str, Any] | None
) -> PublicObjection:
    """Answer an objection; with an outcome the item is resolved anew.

    The item is settled again when its last open objection is answered.
    """
    objection = uow.get(PublicObjection, objection_id)
    batch = batch_in_reach(uow, objection.batch_id)
    batch.permit("answer", uow.actor)
    if objection.answered_at is not None:
        raise Conflict("delegation.already_answered", "该异议已答复。")
    objection.reply(uow.actor, answer=answer, upheld=outcome is not None, at=uow.now)
    item = uow.get(Item, objection.item_id)
    if outcome is not None:
        item.intend(resolution_of(uow, batch, item, outcome))
    open_ones = [o for o in uow.find(PublicObjection, item_id=item.id) if o.answered_at is None]
    if not open_ones:
        item.settle(uow.actor)
    return objection


def end_notice(uow: UnitOfWork, *, subject_id: str) -> None:
    """The period is over: ready, or objections to handle."""
    batch = uow.get(Batch, subject_id)
    shown = batch.status is BatchStatus.PUBLIC_NOTICE and batch.notice is not None
    if shown and batch.notice is not None and uow.now >= batch.notice.lapses_at:
        bring(uow, batch).end_notice(uow.actor)


def concur(uow: UnitOfWork, *, batch_id: str) -> Batch:
    """The legal office agrees with the answers."""
    batch = batch_in_reach(uow, batch_id)
    batch.concur(uow.actor)
    return batch


def settle_all(uow: UnitOfWork, *, batch_id: str) -> Batch:
    """End the handling of objections; what changed materially is shown again."""
    batch = batch_in_reach(uow, batch_id)
    least = uow.rules(PACK).period("notice.least")
    batch.settle_all(uow.actor, at=uow.now, calendar=uow.calendar, least=least)
    if batch.status is BatchStatus.PUBLIC_NOTICE:
        wait_for_notice(uow, batch)
    return batch


def send_back(uow: UnitOfWork, *, batch_id: str, reason: str) -> Batch:
    """Do not approve, and say why."""
    batch = batch_in_reach(uow, batch_id)
    batch.send_back(uow.actor, reason=reason)
    return batch
