"""Meetings in numbers, and what is missing, below the actor's jurisdiction."""

from sqlalchemy import select

from services.party import store
from services.party.model import Meeting, MeetingGap
from services.party.queries.visible import below
from services.party.workflow import GapStatus, MeetingStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


def meetings(
    uow: UnitOfWork,
    *,
    organisation_id: str | None,
    kind: str | None,
    status: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the meetings of the organisations that the actor serves, newest first."""
    table = store.meetings.c
    query = select(Meeting).where(below(table.path, uow.actor.scope))
    for column, value in ((table.organisation_id, organisation_id), (table.kind, kind)):
        if value:
            query = query.where(column == value)
    if status:
        query = query.where(table.status == MeetingStatus(status))
    return page(uow.session, query.order_by(table.id.desc()), limit=limit, cursor=cursor)


def meeting(uow: UnitOfWork, *, meeting_id: str) -> Meeting:
    """Return one meeting of an organisation that the actor serves."""
    table = store.meetings.c
    found: Meeting | None = uow.session.scalars(
        select(Meeting).where(table.id == meeting_id, below(table.path, uow.actor.scope))
    ).one_or_none()
    if found is None:
        raise NotFound("party.not_found", "没有找到该会议，或您无权查看。", id=meeting_id)
    return found


def meeting_gaps(
    uow: UnitOfWork,
    *,
    period: str | None,
    kind: str | None,
    organisation_id: str | None,
    status: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return what is missing in the actor's jurisdiction, the newest period first."""
    table = store.meeting_gaps.c
    query = select(MeetingGap).where(below(table.path, uow.actor.scope))
    for column, value in (
        (table.period, period),
        (table.kind, kind),
        (table.organisation_id, organisation_id),
    ):
        if value:
            query = query.where(column == value)
    if status:
        query = query.where(table.status == GapStatus(status))
    ordered = query.order_by(table.last.desc(), table.id)
    return page(uow.session, ordered, limit=limit, cursor=cursor)
