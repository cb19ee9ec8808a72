"""Gradings, for whoever may see them; what hangs out or holds, for everybody."""

from sqlalchemy import select

from services.incubation import store
from services.incubation.model import Grading
from services.incubation.queries.organisations import why
from services.incubation.queries.visible import newest, only
from services.incubation.workflow import PUBLIC_GRADINGS, GradingStatus
from shared.chassis.explained import Explained
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork


def gradings(uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None) -> Page:
    """Return gradings, newest first."""
    table = store.gradings.c
    query = newest(Grading, table, uow.actor)
    if status:
        query = query.where(table.status == GradingStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def grading(uow: UnitOfWork, *, grading_id: str) -> Grading:
    """Return one grading."""
    return only(uow, Grading, store.gradings.c, grading_id)


def why_grading(uow: UnitOfWork, *, grading_id: str) -> Explained:
    """Explain the last day of the notice."""
    return why(uow, grading(uow, grading_id=grading_id))


def public_gradings(uow: UnitOfWork, *, grade: str | None, limit: int, cursor: str | None) -> Page:
    """Return the results that hang out and the grades that hold, newest first."""
    table = store.gradings.c
    query = select(Grading).where(table.status.in_(PUBLIC_GRADINGS)).order_by(table.id.desc())
    if grade:
        query = query.where(table.grade == grade)
    return page(uow.session, query, limit=limit, cursor=cursor)
