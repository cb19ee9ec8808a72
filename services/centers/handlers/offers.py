"""What centers learns from others: rows, delegations, names. Written by key: may repeat."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.centers.handlers.acceptance import above
from services.centers.model import Case, DelegationCopy, Offer
from services.centers.model.handback import hand_back as take_back
from services.centers.model.offer import row_from
from services.centers.model.unit_name import UnitName
from services.centers.workflow import CASE
from shared.chassis.unit_of_work import UnitOfWork


def learn_offer(
    uow: UnitOfWork,
    *,
    row_id: str,
    lineage_id: str,
    number: int,
    item_id: str,
    item_name: str,
    department: str,
    department_path: str,
    row: Mapping[str, Any],
) -> None:
    """A row was published: it replaces the earlier version of its lineage for new cases.

    Versions are different subjects, so they may come out of order: the highest number is offered.
    """
    if uow.one(Offer, id=row_id):
        return
    versions = uow.find(Offer, lineage_id=lineage_id)
    for earlier in versions:
        earlier.active = earlier.active and earlier.row.number > number
    snapshot = {**row, "item_id": item_id, "item_name": item_name}
    uow.add(
        Offer(
            id=row_id,
            lineage_id=lineage_id,
            item_id=item_id,
            item_name=item_name,
            field=str(row.get("field", "")),
            department=department,
            department_path=department_path,
            row=row_from(snapshot, row_id=row_id, number=number),
            details=dict(row),
            active=all(version.row.number < number for version in versions),
        )
    )


def withdraw_offer(uow: UnitOfWork, *, row_id: str) -> None:
    """A row was withdrawn: no new cases (X-01)."""
    offer = uow.one(Offer, id=row_id)
    if offer is not None:
        offer.active = False


def learn_delegation(
    uow: UnitOfWork,
    *,
    delegation_id: str,
    item_id: str,
    street_path: str,
    valid_from: str,
    valid_to: str | None,
) -> None:
    """A delegation became active: the street handles new cases of the item."""
    first, last = date.fromisoformat(valid_from), date.fromisoformat(valid_to) if valid_to else None
    copy = uow.one(DelegationCopy, id=delegation_id)
    if copy is None:
        uow.add(
            DelegationCopy(
                id=delegation_id,
                item_id=item_id,
                street_path=street_path,
                valid_from=first,
                valid_to=last,
            )
        )
    else:
        copy.active, copy.valid_from, copy.valid_to = True, first, last


def end_delegation(uow: UnitOfWork, *, delegation_id: str) -> None:
    """A delegation was revoked or suspended: new cases go back to the department."""
    copy = uow.one(DelegationCopy, id=delegation_id)
    if copy is not None:
        copy.active = False


def hand_back(uow: UnitOfWork, *, delegation_id: str, path: str, mode: str) -> None:
    """A delegation was taken back: no new cases; running ones finish, or go to the department.

    `path` is the department's. A case that is decided already stays with who decided it.
    """
    end_delegation(uow, delegation_id=delegation_id)
    if mode != "hand_back":
        return
    for case in uow.find(Case, delegation_id=delegation_id):
        if case.path != path and CASE.row(case.status, "hand_back") is not None:
            scopes = tuple(sorted({*above(path), *above(case.accept_path)}))
            take_back(case, uow.actor, to=path, scopes=scopes)


def learn_unit(uow: UnitOfWork, *, unit_code: str, path: str, name: str) -> None:
    """Keep a copy of a unit's name, for statistics and messages."""
    known = uow.one(UnitName, id=unit_code)
    if known is None:
        uow.add(UnitName(id=unit_code, path=path, name=name))
    else:
        known.name = name
