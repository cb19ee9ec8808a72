"""Organisations: asked for, decided, founded; moved, merged and dissolved from a day on."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from services.party.handlers.ending import close_down, hand_over_guests, leave_place
from services.party.handlers.meeting_gaps import take_records_along
from services.party.handlers.reach import (
    children,
    living_unit,
    organisation_in_reach,
    sizes_of,
    structure_of,
    superior,
)
from services.party.handlers.terms import watch_term
from services.party.model import Organisation, Placement, Task
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.errors import Invalid

TASK_OVER = "task_over"
DAY = timedelta(days=1)


def propose_organisation(
    uow: UnitOfWork,
    *,
    unit_code: str,
    parent_id: str,
    level: str,
    form: str,
    name: str,
    formal: int,
    probationary: int,
    units: Sequence[str],
    exception_no: str,
    task: Mapping[str, Any] | None,
) -> Organisation:
    """Ask the superior to set up an organisation."""
    unit, structure = living_unit(uow, unit_code), structure_of(uow)
    if level not in structure.levels or form not in structure.forms:
        raise Invalid("party.unknown_level", "没有此层级或形式的党组织，请核对。")
    organisation = Organisation(
        id=uow.new_id(),
        path=unit.path,
        unit=unit.id,
        parent_id=parent_id,
        level=level,
        form=form,
        name=name,
        formal=formal,
        probationary=probationary,
        **structure.allows(level, form),
        proposed_by=uow.actor.id,
        proposed_at=uow.now,
        units=tuple(units),
        exception_no=exception_no,
        task=Task(**task) if task else None,
    )
    organisation.propose(
        superior(uow, parent_id), structure=structure, sizes=sizes_of(uow), today=uow.today
    )
    uow.add(organisation)
    return organisation


def approve_organisation(
    uow: UnitOfWork, *, organisation_id: str, document_no: str
) -> Organisation:  # fmt: skip
    """Agree to an organisation."""
    organisation = organisation_in_reach(uow, organisation_id)
    uow.basis(document_no)
    organisation.approve(uow.actor, document_no=document_no, at=uow.now)
    return organisation


def reject_organisation(uow: UnitOfWork, *, organisation_id: str, reason: str) -> Organisation:
    """Say no to an organisation."""
    organisation = organisation_in_reach(uow, organisation_id)
    organisation.reject(uow.actor, reason=reason)
    return organisation


def activate_organisation(
    uow: UnitOfWork, *, organisation_id: str, established_on: date
) -> Organisation:
    """Let it begin; from that day it has its place in the tree."""
    organisation = organisation_in_reach(uow, organisation_id)
    parent = superior(uow, organisation.parent_id)
    organisation.activate(uow.actor, parent, on=established_on, today=uow.today)
    _place(uow, organisation, on=established_on)
    if organisation.task is not None:
        uow.remind(TASK_OVER, organisation.id, midnight(organisation.task.ends_on + DAY))
    return organisation


def end_task(uow: UnitOfWork, *, subject_id: str) -> None:
    """The task of a temporary branch is over; asked again, nothing happens."""
    organisation = uow.get(Organisation, subject_id)
    if organisation.is_living and organisation.task is not None:
        organisation.end_task(uow.actor, on=organisation.task.ends_on + DAY)
        close_down(uow, organisation, on=organisation.task.ends_on + DAY)


def move_organisation(
    uow: UnitOfWork,
    *,
    organisation_id: str,
    parent_id: str,
    unit_code: str,
    since: date,
    document_no: str,
) -> Organisation:
    """Put it, with all below it, under another superior from a day on."""
    organisation = organisation_in_reach(uow, organisation_id)
    parent = organisation_in_reach(uow, parent_id)
    former = organisation.path
    unit = living_unit(uow, unit_code) if unit_code else None
    uow.basis(document_no)
    organisation.move(
        uow.actor,
        parent,
        unit=unit.id if unit else organisation.unit,
        path=unit.path if unit else former,
        on=since,
        today=uow.today,
        structure=structure_of(uow),
    )
    _place(uow, organisation, on=since)
    take_records_along(uow, organisation)
    for child in children(uow, organisation):
        _stand_with(uow, child, organisation, former=former)
    return organisation


def reorganise_organisation(uow: UnitOfWork, *, organisation_id: str, reason: str) -> Organisation:
    """Have it put in order."""
    organisation = organisation_in_reach(uow, organisation_id)
    organisation.reorganise(uow.actor, reason=reason)
    return organisation


def resume_organisation(uow: UnitOfWork, *, organisation_id: str) -> Organisation:
    """Let it work again."""
    organisation = organisation_in_reach(uow, organisation_id)
    organisation.resume(uow.actor)
    watch_term(uow, organisation)
    return organisation


def merge_organisation(
    uow: UnitOfWork,
    *,
    organisation_id: str,
    successor_id: str,
    dissolved_on: date,
    document_no: str,
    reason: str,
) -> Organisation:
    """End it in favour of another; members and what is below go there."""
    organisation = organisation_in_reach(uow, organisation_id)
    successor = organisation_in_reach(uow, successor_id)
    uow.basis(document_no)
    organisation.merge(uow.actor, successor, on=dissolved_on, today=uow.today, reason=reason)
    for child in children(uow, organisation):
        day = max(dissolved_on, child.placed_on or dissolved_on)
        child.go_below(successor, on=day)
        _place(uow, child, on=day)
        _stand_with(uow, child, successor, former=organisation.path)
    hand_over_guests(uow, organisation, successor)
    close_down(uow, organisation, on=dissolved_on)
    return organisation


def dissolve_organisation(
    uow: UnitOfWork, *, organisation_id: str, dissolved_on: date, document_no: str, reason: str
) -> Organisation:
    """End it; nobody may be left in it or below it."""
    organisation = organisation_in_reach(uow, organisation_id)
    uow.basis(document_no)
    organisation.dissolve(
        uow.actor,
        on=dissolved_on,
        today=uow.today,
        children=len(children(uow, organisation)),
        reason=reason,
    )
    close_down(uow, organisation, on=dissolved_on)
    return organisation


def _place(uow: UnitOfWork, organisation: Organisation, *, on: date) -> None:
    leave_place(uow, organisation, on=on)
    uow.add(
        Placement(
            id=uow.new_id(),
            organisation_id=organisation.id,
            parent_id=organisation.parent_id,
            since=on,
        )
    )


def _stand_with(
    uow: UnitOfWork, organisation: Organisation, other: Organisation, *, former: str
) -> None:
    """What stood in the `former` area stands where the other does, with all below it."""
    if organisation.path == former != other.path:
        organisation.unit, organisation.path = other.unit, other.path
        take_records_along(uow, organisation)
        for child in children(uow, organisation):
            _stand_with(uow, child, other, former=former)
