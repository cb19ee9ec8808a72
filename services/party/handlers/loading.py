"""Load what party begins with, and in the demonstration a sample tree. Repeatable."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from services.party import policies
from services.party.handlers.loading_life import load_life
from services.party.handlers.members import FLOATING
from services.party.handlers.reach import structure_of
from services.party.handlers.terms import watch_term
from services.party.model import Gathering, Inflow, Organisation, Placement, Posting
from services.party.policies import TERMS, Structure
from services.party.workflow import InflowStatus, OrganisationStatus
from shared.chassis.unit_of_work import UnitOfWork

SAMPLE_HOME = "外省示例县党委（示例）"


def load(uow: UnitOfWork, *, folder: Path, demo: bool) -> None:
    """Load what party begins with; in the demonstration the samples, unless they are there."""
    if demo:
        _load_tree(uow, folder)
    load_life(uow, folder=folder, demo=demo)


def _load_tree(uow: UnitOfWork, folder: Path) -> None:
    raw = json.loads((folder / "demo" / "party.json").read_text(encoding="utf-8"))
    first = raw["organisations"][0]["id"]
    if uow.one(Organisation, id=first) is not None:
        return
    structure = structure_of(uow)
    for row in raw["organisations"]:
        _load_organisation(uow, row, structure)
    for row in raw["gatherings"]:
        uow.add(Gathering(**row, counted_on=uow.today, sample=True))


def _load_organisation(uow: UnitOfWork, row: Mapping[str, Any], structure: Structure) -> None:
    level, form, began = row["level"], row["form"], date.fromisoformat(row["established_on"])
    organisation = Organisation(
        id=row["id"],
        path=row["path"],
        unit=row["unit"],
        parent_id=row["parent"],
        level=level,
        form=form,
        name=row["name"],
        formal=row.get("formal", 0),
        probationary=row.get("probationary", 0),
        guests=row.get("guests", 0),
        **structure.allows(level, form),
        proposed_by="",
        proposed_at=uow.now,
        established_on=began,
        placed_on=began,
        counted_on=uow.today,
        sample=True,
        status=OrganisationStatus.ACTIVE,
    )
    if elected := row.get("elected"):
        day = date.fromisoformat(elected)
        organisation.begin_term(day, months=policies.term_months(uow.rules(TERMS, day), level))
        watch_term(uow, organisation)
    uow.add(organisation)
    uow.add(
        Placement(
            id=f"{organisation.id}-placed",
            organisation_id=organisation.id,
            parent_id=organisation.parent_id,
            since=began,
        )
    )
    _load_people(uow, organisation, row, structure)


def _load_people(
    uow: UnitOfWork, organisation: Organisation, row: Mapping[str, Any], structure: Structure
) -> None:
    """Give it made-up holders of its posts, and the guests that it counts."""
    for post in row.get("posts", ()):
        uow.add(
            Posting(
                id=f"{organisation.id}-{post.lower()}",
                organisation_id=organisation.id,
                path=organisation.path,
                post=post,
                account_id=f"sample-{organisation.id}-{post.lower()}",
                name=f"示例{structure.posts[post]['label']}",
                single=structure.posts[post]["single"],
                since=organisation.elected_on or organisation.placed_on or uow.today,
            )
        )
    if organisation.guests:
        uow.add(_sample_inflow(uow, organisation))


def _sample_inflow(uow: UnitOfWork, group: Organisation) -> Inflow:
    return Inflow(
        id=f"{group.id}-guests",
        organisation_id=group.id,
        path=group.path,
        number=group.guests,
        home=SAMPLE_HOME,
        months=5,
        can_transfer=True,
        paper="CERTIFICATE",
        verified_on=uow.today,
        placed_by="",
        report_months=uow.rules(FLOATING).period("report_home.within").months,
        reported_on=uow.today,
        reported_to=group.parent_id,
        status=InflowStatus.REPORTED,
    )
