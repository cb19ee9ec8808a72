"""Admissions of the actor's district."""

from sqlalchemy import select

from services.delegation import store
from services.delegation.model import Admission
from services.delegation.queries.visible import district
from services.delegation.workflow import AdmissionStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


def admissions(
    uow: UnitOfWork,
    *,
    status: str | None,
    department: str | None,
    item_id: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the admissions of the district, newest first."""
    table = store.admissions.c
    query = select(Admission).where(table.district == district(uow)).order_by(table.id.desc())
    for column, value in ((table.department, department), (table.item_id, item_id)):
        if value:
            query = query.where(column == value)
    if status:
        query = query.where(table.status == AdmissionStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def admission(uow: UnitOfWork, *, admission_id: str) -> Admission:
    """Return one admission of the district."""
    table = store.admissions.c
    found: Admission | None = uow.session.scalars(
        select(Admission).where(table.id == admission_id, table.district == district(uow))
    ).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该准入申请，或您无权查看。")
    return found
