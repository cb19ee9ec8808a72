"""Seals and requests inside the actor's jurisdiction; the public's check of a paper."""

from typing import Any

from sqlalchemy import ColumnElement, select

from services.delegation import store
from services.delegation.model import Seal, SealRequest
from services.delegation.queries.visible import below
from services.delegation.workflow import SealRequestStatus
from shared.chassis.crypto import blind_index
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


def seals(uow: UnitOfWork, *, community: str | None, limit: int, cursor: str | None) -> Page:
    """Return the seals of the actor's jurisdiction."""
    table = store.seals.c
    query = select(Seal).where(below(table.path, uow.actor.scope)).order_by(table.path, table.id)
    if community:
        query = query.where(table.path.endswith(community, autoescape=True))
    return page(uow.session, query, limit=limit, cursor=cursor)


def seal_requests(
    uow: UnitOfWork, *, status: str | None, q: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the requests of the actor's jurisdiction, newest first."""
    table = store.seal_requests.c
    query = select(SealRequest).where(below(table.path, uow.actor.scope))
    if status:
        query = query.where(table.status == SealRequestStatus(status))
    if q:
        query = query.where(_searched(q))
    return page(uow.session, query.order_by(table.id.desc()), limit=limit, cursor=cursor)


def seal_request(uow: UnitOfWork, *, request_id: str) -> SealRequest:
    """Return one request of the actor's jurisdiction."""
    table = store.seal_requests.c
    return _one(uow, table.id == request_id, below(table.path, uow.actor.scope))


def verify_seal(uow: UnitOfWork, *, register_no: str, digest: str) -> SealRequest:
    """Return the paper that bears this number and has this very scan; both must fit."""
    table = store.seal_requests.c
    return _one(uow, table.register_no == register_no, table.digest == digest.lower())


def _searched(q: str) -> ColumnElement[bool]:
    table = store.seal_requests.c
    if q.isdigit() and len(q) == 11:
        return table.applicant_phone_index == blind_index("phone", q)
    if q[:-1].isdigit() and len(q) == 18:
        return table.applicant_id_index == blind_index("id_no", q.upper())
    if "-" in q:
        return table.register_no == q
    return table.applicant_name_index == blind_index("name", q)


def _one(uow: UnitOfWork, *where: Any) -> SealRequest:
    found: SealRequest | None = uow.session.scalars(select(SealRequest).where(*where)).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该用印记录，请核对登记号和文件。")
    return found
