"""What is on public notice, for everybody; objections, for who made them and who answers."""

from typing import Any

from sqlalchemy import or_, select

from services.disclosure import store
from services.disclosure.model import Notice, NoticeObjection
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor
from shared.kernel.errors import NotFound


def notices(
    uow: UnitOfWork, *, kind: str | None, status: str | None, limit: int, cursor: str | None
) -> Page:
    """Return what is or was shown, newest first."""
    return _listed(uow, store.notices.c.due.is_not(None), kind, status, limit, cursor)


def notice(uow: UnitOfWork, *, notice_id: str) -> Notice:
    """Return what is or was shown; what was never shown is not there for a reader."""
    found = _notice(uow, notice_id, store.notices.c.due.is_not(None))
    found.logged = store.places(uow.session, found.id)
    return found


def notice_desk(
    uow: UnitOfWork, *, kind: str | None, status: str | None, limit: int, cursor: str | None
) -> Page:
    """Return every notice inside the actor's jurisdiction, whatever its state."""
    return _listed(uow, _below(uow.actor), kind, status, limit, cursor)


def desk_notice(uow: UnitOfWork, *, notice_id: str) -> Notice:
    """Return one notice inside the actor's jurisdiction."""
    return _notice(uow, notice_id, _below(uow.actor))


def notice_objections(
    uow: UnitOfWork, *, notice_id: str | None, status: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the objections that the actor made, entered or answers, newest first."""
    table = store.notice_objections.c
    query = select(NoticeObjection).where(_mine(uow.actor)).order_by(table.id.desc())
    if notice_id:
        query = query.where(table.notice_id == notice_id)
    if status:
        query = query.where(table.status == status)
    return page(uow.session, query, limit=limit, cursor=cursor)


def notice_objection(uow: UnitOfWork, *, objection_id: str) -> NoticeObjection:
    """Return one objection that the actor made, entered or answers."""
    table = store.notice_objections.c
    query = select(NoticeObjection).where(table.id == objection_id, _mine(uow.actor))
    found: NoticeObjection | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("disclosure.not_found", "没有找到该异议，或您无权查看。")
    return found


def _listed(
    uow: UnitOfWork,
    visible: Any,
    kind: str | None,
    status: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    table = store.notices.c
    query = select(Notice).where(visible).order_by(table.id.desc())
    if kind:
        query = query.where(table.kind == kind)
    if status:
        query = query.where(table.status == status)
    return page(uow.session, query, limit=limit, cursor=cursor)


def _notice(uow: UnitOfWork, notice_id: str, visible: Any) -> Notice:
    query = select(Notice).where(store.notices.c.id == notice_id, visible)
    found: Notice | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("disclosure.not_found", "没有找到该公示，或尚未公示。")
    return found


def _below(actor: Actor) -> Any:
    path = store.notices.c.path
    return or_(path == actor.scope, path.startswith(f"{actor.scope}/"))


def _mine(actor: Actor) -> Any:
    """Nobody reads an objection but who made or entered it, and the unit that answers it."""
    table = store.notice_objections.c
    return or_(table.entered_by == actor.id, table.unit == (actor.unit or None))
