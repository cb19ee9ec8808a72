"""Questions about one's own saved filters."""

from sqlalchemy import select

from services.centers import store
from services.centers.model import SavedFilter
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork


def filters(uow: UnitOfWork, *, limit: int, cursor: str | None) -> Page:
    """Return the asker's own filters; nobody sees another's."""
    table = store.filters.c
    query = select(SavedFilter).where(table.owner == uow.actor.id, table.active)
    return page(uow.session, query.order_by(table.id), limit=limit, cursor=cursor)
