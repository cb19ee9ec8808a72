"""The guide, the directory, who is late, and what is kept back."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import or_, select

from services.disclosure import store
from services.disclosure.model import Record, UnitName
from services.disclosure.queries.records import OPEN_TO_ALL
from services.disclosure.workflow import Status
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork


def guide(uow: UnitOfWork) -> SimpleNamespace:
    """Return the guide in force today (§12)."""
    pack = uow.rules("disclosure.guide")
    duties = uow.rules("disclosure.duties").raw("duties")
    groups = uow.rules("disclosure.duties").raw("groups")
    return SimpleNamespace(
        classes=[
            {
                "group": group,
                "name": name,
                "kinds": sum(d["group"] == group for d in duties.values()),
            }
            for group, name in groups.items()
        ],
        arrangement=pack.text("arrangement"),
        ways=pack.raw("ways"),
        office=pack.raw("office"),
        on_request=pack.text("on_request"),
        source=pack.source,
    )


def directory(
    uow: UnitOfWork, *, publisher: str | None, kind: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the directory of what is or was public, newest first (§12)."""
    table = store.records.c
    query = select(Record).where(table.status.in_(OPEN_TO_ALL)).order_by(table.id.desc())
    if publisher:
        here = or_(table.path == publisher, table.path.endswith(f"/{publisher}", autoescape=True))
        query = query.where(here)
    if kind:
        query = query.where(table.kind == kind)
    return page(uow.session, query, limit=limit, cursor=cursor)


def overdue(uow: UnitOfWork, *, limit: int, cursor: str | None) -> Page:
    """Return what should be public and is not, with who is late: that is public too (倒逼)."""
    table = store.records.c
    query = select(Record).where(table.overdue, table.published_at.is_(None))
    late = page(uow.session, query.order_by(table.id.desc()), limit=limit, cursor=cursor)
    names = _names(uow, {record.publisher for record in late.items})
    for record in late.items:
        record.publisher_name = names.get(record.publisher, record.publisher)
    return late


def withheld(uow: UnitOfWork, *, due: bool, limit: int, cursor: str | None) -> Page:
    """Return what is kept back inside the actor's jurisdiction, the oldest first (§18)."""
    table = store.records.c
    below = or_(table.path == uow.actor.scope, table.path.startswith(f"{uow.actor.scope}/"))
    query = select(Record).where(below, table.status == Status.WITHHELD)
    if due:
        query = query.where(table.review_on <= uow.today)
    return page(uow.session, query.order_by(table.id), limit=limit, cursor=cursor)


def _names(uow: UnitOfWork, codes: set[str]) -> dict[str, str]:
    known: Any = select(UnitName).where(store.known_units.c.id.in_(codes))
    return {unit.id: unit.name for unit in uow.session.scalars(known)}
