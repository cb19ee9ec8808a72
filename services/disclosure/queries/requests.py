"""Who may read a request: its applicant and the openness office of the organ that was asked."""

from typing import Any

from sqlalchemy import and_, or_, select

from services.disclosure import store
from services.disclosure.model import InformationRequest
from shared.chassis.explained import Explained, explained
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import Conflict, NotFound


def requests(
    uow: UnitOfWork, *, status: str | None, late: bool | None, limit: int, cursor: str | None
) -> Page:
    """Return the requests that the actor may read, newest first."""
    table = store.information_requests.c
    query = select(InformationRequest).where(_visible(uow.actor)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == status)
    if late is not None:
        query = query.where(or_(table.acknowledge_late, table.answer_late) == late)
    return page(uow.session, query, limit=limit, cursor=cursor)


def request(uow: UnitOfWork, *, request_id: str) -> InformationRequest:
    """Return one request that the actor may read."""
    table = store.information_requests.c
    found: InformationRequest | None = uow.session.scalars(
        select(InformationRequest).where(table.id == request_id, _visible(uow.actor))
    ).one_or_none()
    if found is None:
        raise NotFound("disclosure.not_found", "没有找到该申请，或您无权查看。")
    return found


def why_this_day(uow: UnitOfWork, *, request_id: str) -> Explained:
    """Explain the last day for an answer, day by day."""
    clock = request(uow, request_id=request_id).clock
    if clock is None:
        raise Conflict("disclosure.clock_not_started", "收到之日尚未确认，答复期限尚未起算。")
    return explained(uow, clock)


def _visible(actor: Actor) -> Any:
    """Nobody sees a request by the place where its applicant lives or by another's work."""
    table = store.information_requests.c
    if actor.kind is not ActorKind.STAFF:
        return and_(table.applicant_account == actor.id, table.applicant_account != "")
    return or_(table.path == actor.scope, table.path.startswith(f"{actor.scope}/"))
