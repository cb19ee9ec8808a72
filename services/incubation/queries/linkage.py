"""Joint projects, meetings and issues below the actor's jurisdiction."""

from sqlalchemy import and_, or_, select

from services.incubation import store
from services.incubation.model import Issue, Linkage, Meeting
from services.incubation.queries.areas import inside
from services.incubation.queries.visible import below
from services.incubation.workflow import IssueStatus, LinkageStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork


def linkages(
    uow: UnitOfWork, *, status: str | None, community: str | None, limit: int, cursor: str | None
) -> Page:
    """Return joint projects, newest first."""
    table = store.linkages.c
    query = select(Linkage).where(below(table.path, uow.actor.scope)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == LinkageStatus(status))
    if community:
        query = query.where(table.community == community)
    return page(uow.session, query, limit=limit, cursor=cursor)


def linkage(uow: UnitOfWork, *, linkage_id: str) -> Linkage:
    """Return one joint project."""
    return inside(uow, Linkage, store.linkages.c, linkage_id)


def meetings(uow: UnitOfWork, *, kind: str | None, limit: int, cursor: str | None) -> Page:
    """Return meetings, newest first."""
    table = store.meetings.c
    query = select(Meeting).where(below(table.path, uow.actor.scope)).order_by(table.id.desc())
    if kind:
        query = query.where(table.kind == kind)
    return page(uow.session, query, limit=limit, cursor=cursor)


def issues(
    uow: UnitOfWork,
    *,
    meeting_id: str | None,
    overdue: bool | None,
    status: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return issues, newest first; one is overdue when its last day is over, told or not."""
    table = store.issues.c
    query = select(Issue).where(below(table.path, uow.actor.scope)).order_by(table.id.desc())
    if meeting_id:
        query = query.where(table.meeting_id == meeting_id)
    if overdue is not None:
        open_late = and_(table.status == IssueStatus.RAISED, table.due < uow.today)
        query = query.where(or_(table.overdue, open_late).is_(overdue))
    if status:
        query = query.where(table.status == IssueStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def issue(uow: UnitOfWork, *, issue_id: str) -> Issue:
    """Return one issue."""
    return inside(uow, Issue, store.issues.c, issue_id)
