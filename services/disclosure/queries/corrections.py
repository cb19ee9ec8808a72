"""Who may read a correction: its applicant and the office of the organ that keeps the record."""

from typing import Any

from sqlalchemy import and_, or_, select

from services.disclosure import store
from services.disclosure.model import DataCorrection
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import NotFound


def data_corrections(
    uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the corrections that the actor may read, newest first."""
    table = store.data_corrections.c
    query = select(DataCorrection).where(_visible(uow.actor)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == status)
    return page(uow.session, query, limit=limit, cursor=cursor)


def data_correction(uow: UnitOfWork, *, correction_id: str) -> DataCorrection:
    """Return one correction that the actor may read."""
    table = store.data_corrections.c
    query = select(DataCorrection).where(table.id == correction_id, _visible(uow.actor))
    found: DataCorrection | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("disclosure.not_found", "没有找到该更正申请，或您无权查看。")
    return found


def _visible(actor: Actor) -> Any:
    table = store.data_corrections.c
    if actor.kind is not ActorKind.STAFF:
        return and_(table.applicant_account == actor.id, table.applicant_account != "")
    return or_(table.path == actor.scope, table.path.startswith(f"{actor.scope}/"))
