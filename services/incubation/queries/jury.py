"""What judges see: files without names, never those of an applicant to whom they have a tie.

`_readable` stands in every query that shows a judge a file or a score.
"""

from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select

from services.incubation import store
from services.incubation.model import Organisation, Panel, Panels, Score, Seat, Tie, Venture
from services.incubation.queries.calls import call
from services.incubation.workflow import JUDGE, CallStatus, SeatStatus, VentureStatus
from shared.chassis import sheets
from shared.chassis.files import XLSX, Made
from shared.chassis.offhub import off_the_hub
from shared.chassis.paging import Page, page
from shared.chassis.sheets import Column, Sheet
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor
from shared.kernel.clock import midnight
from shared.kernel.errors import NotFound
from shared.kernel.money import yuan

WITH_THE_JURY = (VentureStatus.SHORTLISTED, VentureStatus.RANKED)
COLUMNS = (
    Column("title", "项目名称", 30),
    Column("field", "领域"),
    Column("asked", "申请金额（元）"),
    Column("group", "服务对象"),
    Column("summary", "项目内容", 80),
)


def seats(uow: UnitOfWork, *, call_id: str | None, limit: int, cursor: str | None) -> Page:
    """Return seats: the organiser's, or one's own."""
    table = store.seats.c
    query = select(Seat).where(_own_or_organised(uow.actor)).order_by(table.id)
    if call_id:
        query = query.where(table.call_id == call_id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def seat(uow: UnitOfWork, *, seat_id: str) -> Seat:
    """Return one seat."""
    query = select(Seat).where(store.seats.c.id == seat_id, _own_or_organised(uow.actor))
    found: Seat | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=seat_id)
    return found


def ties(uow: UnitOfWork, *, call_id: str, limit: int, cursor: str | None) -> Page:
    """Return the ties that were declared or came to light, for the organiser alone."""
    table = store.ties.c
    query = select(Tie).where(table.call_id == call_id, table.path == uow.actor.path)
    return page(uow.session, query.order_by(table.id), limit=limit, cursor=cursor)


def applicants(uow: UnitOfWork, *, call_id: str, limit: int, cursor: str | None) -> Page:
    """Return who applies in a call, by name, once the window is closed: never with what."""
    ventures, table, of = store.ventures.c, store.organisations.c, store.venture_calls.c
    mine = exists().where(store.seats.c.call_id == call_id, store.seats.c.judge_id == uow.actor.id)
    applies = exists().where(ventures.organisation_id == table.id, ventures.call_id == call_id)
    closed = exists().where(of.id == call_id, of.status == CallStatus.REVIEWING)
    query = select(Organisation).where(applies, mine, closed).order_by(table.name, table.id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def files(
    uow: UnitOfWork, *, call_id: str | None, q: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the files that a judge may read."""
    table = store.ventures.c
    query = select(Venture).where(_readable(uow.actor)).order_by(table.id)
    if call_id:
        query = query.where(table.call_id == call_id)
    if q:
        query = query.where(table.title.contains(q, autoescape=True))
    return page(uow.session, query, limit=limit, cursor=cursor)


def file(uow: UnitOfWork, *, venture_id: str) -> Venture:
    """Return one file that a judge may read."""
    query = select(Venture).where(store.ventures.c.id == venture_id, _readable(uow.actor))
    found: Venture | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=venture_id)
    return found


def export_files(uow: UnitOfWork, *, call_id: str) -> Made:
    """Return the files of a call that a judge may read, as a workbook."""
    table = store.ventures.c
    query = select(Venture).where(table.call_id == call_id, _readable(uow.actor))
    found = uow.session.scalars(query.order_by(table.id)).all()
    rows = [(each.title, each.field, yuan(each.asked_fen), each.plan.group, each.plan.summary)
            for each in found]  # fmt: skip
    title = f"评审材料（{uow.today}）"
    made = partial(
        sheets.write, [Sheet("评审材料", COLUMNS, rows)], title=title, made_at=midnight(uow.today)
    )
    return Made(f"{title}.xlsx", XLSX, off_the_hub(made))


def scores(uow: UnitOfWork, *, venture_id: str, limit: int, cursor: str | None) -> Page:
    """Return scores: before all are in, a judge's own alone; afterwards all, without names.

    The organiser reads them from the ranking on. A file that a judge may not read has no scores.
    """
    table, ventures = store.scores.c, store.ventures.c
    ranked = ventures.position > 0
    judge = and_(_readable(uow.actor), or_(table.judge_id == uow.actor.id, ranked))
    organiser = and_(_organised(ventures.path, uow.actor), ranked)
    query = (
        select(Score)
        .join(store.ventures, ventures.id == table.venture_id)
        .where(table.venture_id == venture_id, or_(judge, organiser))
        .order_by(table.id)
    )
    return page(uow.session, query, limit=limit, cursor=cursor)


def panels(uow: UnitOfWork, *, call_id: str) -> Panels:
    """Return of each project with the jury how many judges it has, and how many have scored."""
    least = uow.rules("incubation.venture").integer("jury.least")
    table = store.ventures.c
    rows = uow.session.execute(
        select(table.id, table.title, func.count(store.seats.c.id), func.count(store.scores.c.id))
        .select_from(store.ventures)
        .outerjoin(store.seats, _on_the_panel())
        .outerjoin(
            store.scores,
            and_(store.scores.c.venture_id == table.id,
                 store.scores.c.judge_id == store.seats.c.judge_id),
        )
        .where(table.call_id == call_id, table.status.in_(WITH_THE_JURY))
        .where(_organised(table.path, uow.actor))
        .group_by(table.id, table.title)
        .order_by(table.id)
    )  # fmt: skip
    found = [Panel(key, title, judges, given, least) for key, title, judges, given in rows]
    return Panels(call(uow, call_id=call_id).id, found)


def _on_the_panel() -> ColumnElement[bool]:
    seats, ventures, ties = store.seats.c, store.ventures.c, store.ties.c
    tied = (
        exists()
        .where(
            ties.call_id == ventures.call_id,
            ties.organisation_id == ventures.organisation_id,
            ties.judge_id == seats.judge_id,
        )
        .correlate(store.seats, store.ventures)
    )
    here = and_(seats.call_id == ventures.call_id, seats.status == SeatStatus.DECLARED)
    return and_(here, ~tied)


def _readable(actor: Actor) -> ColumnElement[bool]:
    """Say which projects lie before this judge: seat declared, no tie to the applicant."""
    mine = exists().where(_on_the_panel(), store.seats.c.judge_id == actor.id)
    return and_(
        store.ventures.c.status.in_(WITH_THE_JURY), mine.correlate(store.ventures)
    )  # fmt: skip


def _own_or_organised(actor: Actor) -> ColumnElement[bool]:
    table = store.seats.c
    return or_(table.judge_id == actor.id, _organised(table.path, actor))


def _organised(path: Any, actor: Actor) -> ColumnElement[bool]:
    """Say what the actor's unit organises; to a judge of that unit it is none of hers."""
    return false() if actor.may(JUDGE) else path == actor.path
