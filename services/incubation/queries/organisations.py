"""Organisations and their applications, for whoever may see them."""

from typing import Any

from services.incubation import store
from services.incubation.model import Filing, Form, Organisation, Registration
from services.incubation.queries.visible import newest, only
from services.incubation.workflow import FilingStatus, OrganisationStatus, RegistrationStatus
from shared.chassis.crypto import blind_index
from shared.chassis.explained import Explained, explained
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict


def organisations(
    uow: UnitOfWork,
    *,
    status: str | None,
    form: str | None,
    q: str | None,
    responsible: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return organisations, newest first; `responsible` is a whole ID number."""
    table = store.organisations.c
    query = newest(Organisation, table, uow.actor)
    if status:
        query = query.where(table.status == OrganisationStatus(status))
    if form:
        query = query.where(table.form == Form(form))
    if q:
        query = query.where(table.name.contains(q, autoescape=True))
    if responsible:
        index = blind_index("responsible", responsible.upper())
        query = query.where(table.responsible_index == index)
    return page(uow.session, query, limit=limit, cursor=cursor)


def organisation(uow: UnitOfWork, *, organisation_id: str) -> Organisation:
    """Return one organisation."""
    return only(uow, Organisation, store.organisations.c, organisation_id)


def filings(uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None) -> Page:
    """Return applications for filing, newest first."""
    table = store.filings.c
    query = newest(Filing, table, uow.actor)
    if status:
        query = query.where(table.status == FilingStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def filing(uow: UnitOfWork, *, filing_id: str) -> Filing:
    """Return one application for filing."""
    return only(uow, Filing, store.filings.c, filing_id)


def registrations(uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None) -> Page:
    """Return applications for registration, newest first."""
    table = store.registrations.c
    query = newest(Registration, table, uow.actor)
    if status:
        query = query.where(table.status == RegistrationStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def registration(uow: UnitOfWork, *, registration_id: str) -> Registration:
    """Return one application for registration."""
    return only(uow, Registration, store.registrations.c, registration_id)


def why_filing(uow: UnitOfWork, *, filing_id: str) -> Explained:
    """Explain the last day of the street's review."""
    return why(uow, filing(uow, filing_id=filing_id))


def why_registration(uow: UnitOfWork, *, registration_id: str) -> Explained:
    """Explain the last day for a decision on registration."""
    return why(uow, registration(uow, registration_id=registration_id))


def why(uow: UnitOfWork, matter: Any) -> Explained:
    """Explain, day by day, the limit that runs for a matter."""
    if matter.clock is None:
        raise Conflict("incubation.no_limit_runs", "当前没有正在计算的期限。")
    return explained(uow, matter.clock)
