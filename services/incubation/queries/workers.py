"""Social workers below the actor's jurisdiction; where they lack, and how many there are."""

from datetime import date
from fractions import Fraction

from sqlalchemy import and_, func, or_, select

from services.incubation import store
from services.incubation.model import (
    PostGap,
    PostGaps,
    SocialWorker,
    WorkerDensity,
)
from services.incubation.queries.areas import inside
from services.incubation.queries.visible import below
from services.incubation.workflow import WorkerStatus
from shared.chassis.crypto import blind_index
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound
from shared.kernel.jurisdiction import unit as last_of
from shared.kernel.money import rounded

PACK = "incubation.workers"
COMMUNITIES = ("community", "village")


def workers(
    uow: UnitOfWork,
    *,
    status: str | None,
    level: str | None,
    community: str | None,
    certificate_no: str | None,
    expires_by: date | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return social workers; by their certificate number only whole."""
    table = store.social_workers.c
    query = select(SocialWorker).where(below(table.path, uow.actor.scope))
    for column, value in ((table.level, level), (table.community, community)):
        if value:
            query = query.where(column == value)
    if status:
        query = query.where(table.status == WorkerStatus(status))
    if certificate_no:
        index = blind_index("social_worker", certificate_no)
        query = query.where(table.certificate_index == index)
    if expires_by:
        query = query.where(table.valid_to <= expires_by)
    return page(uow.session, query.order_by(table.id.desc()), limit=limit, cursor=cursor)


def worker(uow: UnitOfWork, *, worker_id: str) -> SocialWorker:
    """Return one social worker."""
    return inside(uow, SocialWorker, store.social_workers.c, worker_id)


def post_gaps(uow: UnitOfWork) -> PostGaps:
    """Return the living communities with fewer certified workers than their posts ask for."""
    least = uow.rules(PACK).integer("community.least_certified")
    units, table = store.unit_names.c, store.social_workers.c
    certified = func.count(table.id)
    rows = uow.session.execute(
        select(units.id, units.name, units.path, certified)
        .select_from(store.unit_names)
        .outerjoin(
            store.social_workers,
            and_(table.community == units.id, table.status == WorkerStatus.REGISTERED),
        )
        .where(below(units.path, uow.actor.scope), units.kind.in_(COMMUNITIES))
        .where(or_(units.valid_to.is_(None), units.valid_to >= uow.today))
        .group_by(units.id, units.name, units.path)
        .having(certified < least)
        .order_by(units.id)
    )
    return PostGaps([PostGap(code, name, path, number, least) for code, name, path, number in rows])


def density(uow: UnitOfWork, *, unit_code: str | None) -> WorkerDensity:
    """Return certified workers per 10,000 residents; null where nobody counted residents.

    A worker counts where she is registered and where she is posted.
    """
    path = _path_of(uow, unit_code) if unit_code else uow.actor.scope
    table, people, units = store.social_workers.c, store.populations.c, store.unit_names.c
    posted = table.community.in_(select(units.id).where(below(units.path, path)))
    here = or_(below(table.path, path), posted)
    found = uow.session.scalar(
        select(func.count(table.id)).where(table.status == WorkerStatus.REGISTERED, here)
    )
    residents = uow.session.scalar(
        select(func.sum(people.residents)).where(below(people.path, path))
    )
    per, number = uow.rules(PACK).integer("kpi.per"), int(found or 0)
    rate = str(rounded(Fraction(number * per, residents))) if residents else None
    return WorkerDensity(last_of(path), number, residents, per, rate)


def _path_of(uow: UnitOfWork, unit_code: str) -> str:
    units = store.unit_names.c
    query = select(units.path).where(units.id == unit_code, below(units.path, uow.actor.scope))
    found: str | None = uow.session.scalar(query)
    if found is None:
        raise NotFound("incubation.not_found", "没有找到该单位，或您无权查看。", id=unit_code)
    return found
