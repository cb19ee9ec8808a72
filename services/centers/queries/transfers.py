"""Questions about transfers; both ends see them, inside their jurisdiction."""

from sqlalchemy import or_, select

from services.centers import store
from services.centers.model import Transfer
from services.centers.queries.reach import below
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork


def transfers(
    uow: UnitOfWork, *, status: str | None, late: bool | None, limit: int, cursor: str | None
) -> Page:
    """Return the transfers from or to the actor's jurisdiction, newest first."""
    table = store.transfers.c
    inside = or_(below(table.path, uow.actor), below(table.from_path, uow.actor))
    query = select(Transfer).where(inside).order_by(table.id.desc())
    if status:
        query = query.where(table.status == status)
    if late is not None:
        query = query.where(table.late == late)
    return page(uow.session, query, limit=limit, cursor=cursor)
