"""Questions about the answers to bad ratings. The rated see none of their own (EVAL-02)."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select

from services.centers import store
from services.centers.model import Indicators, RatingFigures, Rectification, Talk
from services.centers.model.rating import LEVELS
from services.centers.model.statistics import next_month
from services.centers.queries.reach import below
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor
from shared.kernel.clock import midnight
from shared.kernel.errors import NotFound


def rectifications(
    uow: UnitOfWork,
    *,
    status: str | None,
    late: bool | None,
    mine: bool,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return what must be answered in the actor's jurisdiction, newest first."""
    table = store.rectifications.c
    query = select(Rectification).where(_visible(uow.actor)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == status)
    if late is not None:
        query = query.where(or_(table.contact_late, table.fix_late) == late)
    if mine:
        query = query.where(table.handler == uow.actor.id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def rectification(uow: UnitOfWork, *, rectification_id: str) -> Rectification:
    """Return one that the actor may see."""
    found: Rectification | None = uow.session.scalars(
        select(Rectification).where(
            store.rectifications.c.id == rectification_id, _visible(uow.actor)
        )
    ).one_or_none()
    if found is None:
        raise NotFound("centers.not_found", "没有找到该差评，或您无权查看。")
    return found


def indicators(uow: UnitOfWork, *, period: str) -> Indicators:
    """Return the indicators of a month in the actor's jurisdiction."""
    first = date.fromisoformat(f"{period}-01")
    after = next_month(first)
    span = (midnight(first), midnight(after))
    ratings = store.ratings.c
    counting = below(ratings.path, uow.actor) & ratings.id.not_in(store.mistaken)
    levels = store.levels_between(uow, counting, *span)
    inside = below(store.rectifications.c.path, uow.actor)
    cases, visits = below(store.cases.c.path, uow.actor), below(store.tickets.c.path, uow.actor)
    answered = store.answered_between(uow, inside, first, after)
    bad_through = uow.rules("centers.case").integer("rate.bad_through")
    return Indicators(
        figures=RatingFigures({level: levels.get(level, 0) for level in LEVELS}, bad_through),
        finished=store.decided_between(uow, cases, *span)
        + store.visits_between(uow, visits, *span),
        rectified=answered.rectified,
        named=answered.named,
        called_back=answered.called_back,
    )


def talks(uow: UnitOfWork, *, period: str | None, limit: int, cursor: str | None) -> Page:
    """Return the duties to talk in the actor's jurisdiction, newest first."""
    table = store.talks.c
    query = select(Talk).where(below(table.path, uow.actor)).order_by(table.id.desc())
    if period:
        query = query.where(table.period == period)
    return page(uow.session, query, limit=limit, cursor=cursor)


def _visible(actor: Actor) -> Any:
    table = store.rectifications.c
    return below(table.path, actor) & ~table.rated.contains([actor.id])
