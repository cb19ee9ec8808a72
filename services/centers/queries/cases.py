"""Questions about cases, services and places. Who may see a case stands in the WHERE."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy import case as sql_case

from services.centers import store
from services.centers.model import Case, Offer, RatingFigures, Statistics
from services.centers.model.rating import LEVELS
from services.centers.model.statistics import next_month
from services.centers.workflow import CASE
from shared.chassis.crypto import blind_index
from shared.chassis.explained import Explained, explained
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.clock import midnight
from shared.kernel.errors import Conflict, NotFound


def cases(
    uow: UnitOfWork,
    *,
    scope: str,
    status: str | None,
    item_id: str | None,
    due_before: date | None,
    q: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the cases that the actor may see, newest first.

    A search has few rows and asks the cases themselves; a list walks the reader's index.
    """
    line = _searched(q) if q else _listed(uow.actor, mine=scope == "mine")
    query = line.query.order_by(line.case_id.desc())
    if scope == "unassigned":
        query = query.where(~line.assigned, line.status.not_in(list(CASE.final)))
    if status:
        query = query.where(line.status == status)
    if item_id:
        query = query.where(line.item_id == item_id)
    if due_before:
        query = query.where(line.open_due < due_before)
    if q:
        query = query.where(_visible(uow.actor), *([_mine(uow.actor)] if scope == "mine" else []))
        return page(uow.session, query, limit=limit, cursor=cursor)
    ids = page(uow.session, query, limit=limit, cursor=cursor)
    seen = select(Case).where(store.cases.c.id.in_(ids.items), _visible(uow.actor))
    found = {case.id: case for case in uow.session.scalars(seen)}
    return replace(ids, items=[found[id] for id in ids.items if id in found])


def case(uow: UnitOfWork, *, case_id: str) -> Case:
    """Return one case that the actor may see."""
    return _one(uow, select(Case).where(store.cases.c.id == case_id, _visible(uow.actor)))


def why_this_date(uow: UnitOfWork, *, case_id: str) -> Explained:
    """Explain the due date day by day: counted or skipped, and why."""
    found = case(uow, case_id=case_id)
    if found.clock is None:
        raise Conflict("centers.clock_not_started", "办件尚未受理，期限尚未起算。")
    return explained(uow, found.clock.binding)


def items(
    uow: UnitOfWork, *, field: str | None, q: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the services on offer."""
    table = store.offers.c
    query = select(Offer).where(table.active).order_by(table.item_id, table.id)
    if field:
        query = query.where(table.field == field)
    if q:
        query = query.where(or_(table.item_name.contains(q), table.item_id == q))
    return page(uow.session, query, limit=limit, cursor=cursor)


def guide(uow: UnitOfWork, *, row_id: str) -> Offer:
    """Return one service, on offer or not: running cases still rest on it."""
    return uow.get(Offer, row_id)


def statistics(uow: UnitOfWork, *, period: str | None, limit: int, cursor: str | None) -> Page:
    """Return monthly figures inside the actor's jurisdiction."""
    table = store.statistics.c
    query = select(Statistics).where(_below(table.path, uow.actor)).order_by(table.id)
    if period:
        query = query.where(table.period == period)
    return page(uow.session, query, limit=limit, cursor=cursor)


def ratings(uow: UnitOfWork, *, period: str) -> RatingFigures:
    """Return how the cases of the actor's jurisdiction were rated in a month (EVAL-01)."""
    first = date.fromisoformat(f"{period}-01")
    table = store.ratings.c
    counting = _below(table.path, uow.actor) & table.id.not_in(store.mistaken)
    counted = store.levels_between(uow, counting, midnight(first), midnight(next_month(first)))
    bad_through = uow.rules("centers.case").integer("rate.bad_through")
    return RatingFigures({level: counted.get(level, 0) for level in LEVELS}, bad_through)


def _visible(actor: Actor) -> Any:
    table = store.cases.c
    if actor.kind is ActorKind.RESIDENT:
        return or_(table.applicant_account == actor.id, table.agent_id == actor.id)
    return table.scopes.contains([actor.scope])


class _Line(NamedTuple):
    """What a list or a search selects from, and the columns by which it is filtered."""

    query: Any
    case_id: Any
    status: Any
    item_id: Any
    open_due: Any
    assigned: Any


def _searched(q: str) -> _Line:
    table = store.cases.c
    open_due = sql_case((table.decided_at.is_(None), table.due))
    query = select(Case).where(_matches(q))
    return _Line(query, table.id, table.status, store.item_of, open_due, table.assignee != "")


def _listed(actor: Actor, *, mine: bool) -> _Line:
    """Walk the cases that the actor sees; of these, her own only if she asks for them."""
    line = store.readers.c
    resident = actor.kind is ActorKind.RESIDENT
    reader = actor.id if mine or resident else actor.scope
    query = select(line.case_id).where(line.reader == reader)
    if mine:
        mine_and_seen = select(store.cases.c.id).where(
            store.cases.c.id == line.case_id, _mine(actor), _visible(actor)
        )
        query = query.where(mine_and_seen.exists())
    return _Line(query, line.case_id, line.status, line.item_id, line.due, line.assigned)


def _mine(actor: Actor) -> Any:
    table = store.cases.c
    if actor.kind is ActorKind.RESIDENT:
        return table.applicant_account == actor.id
    return or_(table.assignee == actor.id, table.submitted_by == actor.id)


_INITIALS = range(2, 7)
"""As many letters as a name has characters; one alone would find a tenth of everybody."""


def _matches(q: str) -> Any:
    table = store.cases.c
    if q.isdigit() and len(q) == 6:
        return store.last_six == q
    if q.isascii() and q.isalpha() and len(q) in _INITIALS:
        return store.cases_with_initials(blind_index("initials", q.upper()))
    if q.upper().startswith("BJ"):
        return table.case_no == q.upper()
    if q.isdigit() and len(q) == 11:
        return table.applicant_phone_index == blind_index("phone", q)
    if q[:-1].isdigit() and len(q) == 18:
        return table.applicant_id_index == blind_index("id_no", q.upper())
    return table.applicant_name_index == blind_index("name", q)


def _below(path: Any, actor: Actor) -> Any:
    return or_(path == actor.scope, path.startswith(f"{actor.scope}/"))


def _one(uow: UnitOfWork, query: Select[Any]) -> Case:
    found: Case | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("centers.not_found", "没有找到该办件，或您无权查看。")
    return found
