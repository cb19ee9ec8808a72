"""Load what meetings, coverage and centres begin with; in the demonstration their samples."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from services.party.handlers.coverage import keep_new, new_unit
from services.party.handlers.meeting_gaps import wait_for
from services.party.model import (
    Centre,
    CoverageUnit,
    Footing,
    Inspection,
    Investment,
    Organisation,
    PublicPlace,
    span,
)
from services.party.policies import AREA, Standard
from services.party.workflow import CentreStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight


def load_life(uow: UnitOfWork, *, folder: Path, demo: bool) -> None:
    """Learn the places that `centers` begins with, wait for the month's end. Repeatable."""
    _load_places(uow, folder / "places.json", demo=demo)
    wait_for(uow, span("month", uow.today))
    if demo:
        _load_units(uow, folder / "demo" / "party_units.json")
        _load_centres(uow, folder / "demo" / "party_centres.json")


def _load_places(uow: UnitOfWork, file: Path, *, demo: bool) -> None:
    known = {place.id for place in uow.find(PublicPlace)}
    for row in json.loads(file.read_text(encoding="utf-8")):
        if row["id"] not in known and (demo or not row.get("sample")):
            place = {key: row[key] for key in ("id", "path", "kind", "name")}
            uow.add(PublicPlace(**place))


def _load_units(uow: UnitOfWork, file: Path) -> None:
    """Put the sample of units on the register, once all of it."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    if uow.one(CoverageUnit, id=raw["units"][0]["id"]) is not None:
        return
    organisations = {
        each.path: each.id for each in uow.find(Organisation, level="COMMUNITY") if each.is_living
    }
    for row in raw["units"]:
        covered = organisations.get(row["path"], "") if row["covered"] else ""
        footing = Footing(
            date.fromisoformat(raw["since"]),
            row["members"],
            row["formal"],
            covered,
            bool(covered) and row["covered"] == "joint",
            row["instructor"],
        )
        unit = new_unit(
            row["id"],
            row["path"],
            row["kind"],
            row["name"],
            row["address"],
            row["credit_code"],
            footing,
        )
        unit.sample = True
        keep_new(uow, unit)


def _load_centres(uow: UnitOfWork, file: Path) -> None:
    """Put the sample of centres, with their inspection and their money, on the register."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    if uow.one(Centre, id=raw["centres"][0]["id"]) is not None:
        return
    inspected_on = date.fromisoformat(raw["inspected_on"])
    standard = Standard.read(uow.rules("party.centres", on=inspected_on))
    for row in raw["centres"]:
        centre = _centre(row)
        uow.add(centre)
        uow.add(_inspection(centre, standard, inspected_on))
        for number, (year, source, amount_fen) in enumerate(row["money"], start=1):
            uow.add(_investment(centre, number, year, source, amount_fen))


def _centre(row: Mapping[str, Any]) -> Centre:
    closed = date.fromisoformat(row["closed_on"]) if row["closed_on"] else None
    return Centre(
        id=row["id"],
        path=row["path"],
        level="community",
        name=row["name"],
        address="",
        area_m2=Decimal(row["area_m2"]),
        opened_on=date.fromisoformat(row["opened_on"]),
        closed_on=closed,
        closed_reason="村（社区）撤并（示例）" if closed else "",
        place_id=row["place_id"],
        sample=True,
        status=CentreStatus.CLOSED if closed else CentreStatus.OPEN,
    )


def _inspection(centre: Centre, standard: Standard, on: date) -> Inspection:
    findings = {line.code: True for line in standard.lines if line.kind != AREA}
    return Inspection.of(
        centre,
        standard,
        findings,
        id=f"JC-{centre.id}",
        on=on,
        area_m2=centre.area_m2,
        by="system:party",
    )


def _investment(centre: Centre, number: int, year: int, source: str, amount_fen: int) -> Investment:
    return Investment(
        id=f"TZ-{centre.id}-{number}",
        centre_id=centre.id,
        path=centre.path,
        year=year,
        source=source,
        amount_fen=amount_fen,
        document_no="示例",
        booked_by="system:party",
        booked_at=midnight(date(year, 12, 31)),
        sample=True,
    )
