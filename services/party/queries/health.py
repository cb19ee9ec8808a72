"""What is to be done, worked out when it is asked for, page by page."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from services.party import policies, store
from services.party.model import Gathering, Organisation, UnitName
from services.party.policies import (
    SIZES,
    STRUCTURE,
    TERMS,
    Checked,
    Sizes,
    Structure,
    TermRules,
    Yardstick,
)
from services.party.queries.organisations import holds_on, organisation
from services.party.queries.visible import below
from services.party.workflow import LIVING, GatheringStatus, PostingStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork


def check_organisations(
    uow: UnitOfWork, *, unit: str | None, todo: bool, limit: int, cursor: str | None
) -> Page:
    """Hold the organisations of the actor's jurisdiction against the rules of today."""
    table = store.organisations.c
    query = select(Organisation).where(below(table.path, uow.actor.scope), table.status.in_(LIVING))
    if unit:
        query = query.where(table.unit == unit)
    found = page(uow.session, query.order_by(table.path, table.id), limit=limit, cursor=cursor)
    return _page(found, _checked(uow, found.items), todo=todo)


def check_organisation(uow: UnitOfWork, *, organisation_id: str) -> Checked:
    """Hold one organisation against the rules of today."""
    return _checked(uow, [organisation(uow, organisation_id=organisation_id)])[0]


def check_gatherings(
    uow: UnitOfWork, *, unit: str | None, todo: bool, limit: int, cursor: str | None
) -> Page:
    """Hold members without an organisation against the rules of today."""
    table, by = store.gatherings.c, _yardstick(uow)
    scope = below(table.path, uow.actor.scope)
    query = select(Gathering).where(scope, table.status == GatheringStatus.OPEN)
    if unit:
        query = query.where(table.unit == unit)
    found = page(uow.session, query.order_by(table.path, table.id), limit=limit, cursor=cursor)
    checked = [Checked(each, policies.gathering_findings(each, by=by)) for each in found.items]
    return _page(found, checked, todo=todo)


def check_units(
    uow: UnitOfWork, *, unit: str | None, todo: bool, limit: int, cursor: str | None
) -> Page:
    """Say which units lack their organisation, and which ended and left some behind."""
    table, by = store.unit_names.c, _yardstick(uow)
    query = select(UnitName).where(
        below(table.path, uow.actor.scope), table.kind.in_(sorted(by.structure.units))
    )
    if unit:
        query = query.where(table.id == unit)
    found = page(uow.session, query.order_by(table.id), limit=limit, cursor=cursor)
    levels = _levels(uow, found.items)
    checked = [
        Checked(each, policies.unit_findings(each, levels=levels.get(each.id, ()), by=by))
        for each in found.items
    ]
    return _page(found, checked, todo=todo)


def _levels(uow: UnitOfWork, found: Sequence[UnitName]) -> dict[str, list[str]]:
    """Return unit → the levels of the organisations that live there."""
    table = store.organisations.c
    query = (
        select(table.unit, table.level)
        .where(table.unit.in_([each.id for each in found]), table.status.in_(LIVING))
        .order_by(table.unit)
    )
    return _grouped(uow.session.execute(query))


def _grouped(rows: Iterable[Any]) -> dict[str, list[str]]:
    return {key: [value for _, value in held] for key, held in groupby(rows, lambda row: row[0])}


def _page(found: Page, checked: Sequence[Checked], *, todo: bool) -> Page:
    shown = [each for each in checked if not (todo and each.healthy)]
    return Page(shown, found.next, found.previous)


def _checked(uow: UnitOfWork, found: Sequence[Organisation]) -> list[Checked]:
    by, posts = _yardstick(uow), _posts(uow, found)
    totals = _totals(uow, found, by.structure)
    return [
        Checked(
            each,
            policies.organisation_findings(
                each,
                total=totals.get(each.id, each.members),
                committee=posts.get(each.id, ()),
                by=by,
            ),
        )
        for each in found
    ]


def _yardstick(uow: UnitOfWork) -> Yardstick:
    structure = Structure.read(uow.rules(STRUCTURE))
    sizes = Sizes.read(uow.rules(SIZES), structure)
    return Yardstick(structure, sizes, TermRules.read(uow.rules(TERMS)), uow.today)


def _posts(uow: UnitOfWork, found: Sequence[Organisation]) -> dict[str, list[str]]:
    table = store.postings.c
    query = (
        select(table.organisation_id, table.post)
        .where(
            table.organisation_id.in_([each.id for each in found]),
            table.status == PostingStatus.HELD,
        )
        .order_by(table.organisation_id)
    )
    return _grouped(uow.session.execute(query))


def _totals(
    uow: UnitOfWork, found: Sequence[Organisation], structure: Structure
) -> dict[str, Any]:  # fmt: skip
    """Count the members of those whose size is looked at, with all below them (PTY-13)."""
    sized = [each.id for each in found if structure.levels[each.level]["sized"]]
    table, lines = store.organisations.c, store.lines.c
    query = (
        select(lines.ancestor_id, func.sum(table.formal + table.probationary))
        .join(store.organisations, lines.descendant_id == table.id)
        .where(
            lines.ancestor_id.in_(sized),
            holds_on(lines, uow.today),
            table.form.in_(sorted(structure.counted)),
        )
        .group_by(lines.ancestor_id)
    )
    return {key: int(total) for key, total in uow.session.execute(query)}
