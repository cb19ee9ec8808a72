"""Load the places where people are served, and start the monthly figures. Repeatable."""

import json
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from services.centers.handlers.statistics import wait_for
from services.centers.model import Hours, Place, Point, Spell, Spot, WeekdayHours, Window
from shared.chassis.unit_of_work import UnitOfWork


def load(uow: UnitOfWork, *, folder: Path, demo: bool) -> None:
    """Load `places.json`; what is there already stays."""
    least = uow.rules("centers.places").integer("center.least_area")
    known = {place.id for place in uow.find(Place)}
    for row in json.loads((folder / "places.json").read_text(encoding="utf-8")):
        if row["id"] in known or (row.get("sample") and not demo):
            continue
        place = Place(
            id=row["id"],
            kind=row["kind"],
            name=row["name"],
            path=row["path"],
            address=row.get("address", ""),
            phone=row.get("phone", ""),
            area_m2=Decimal(str(row["area_m2"])),
            serves=tuple(row.get("serves", ())),
            windows=tuple(
                Window(str(w["number"]), w["name"], tuple(w.get("skills", ())))
                for w in row.get("windows", ())
            ),
            sample=bool(row.get("sample", False)),
            above_id=row.get("above", ""),
            hours=_hours(row.get("hours")),
            position=Point(*row["position"]) if "position" in row else None,
            opened_on=_day(row.get("opened_on")),
            since=_day(row.get("opened_on")),
        )
        place.check(least_area=least)
        uow.add(place)
    if demo and (spots := folder / "demo" / "populations.json").exists():
        _load_spots(uow, spots)
    wait_for(uow, uow.today.replace(day=1))


def _load_spots(uow: UnitOfWork, file: Path) -> None:
    """Load the sample of people and positions; what is there already stays."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    known = {spot.id for spot in uow.find(Spot)}
    for row in raw["spots"]:
        if row["id"] not in known:
            uow.add(
                Spot(
                    id=row["id"],
                    kind=row["kind"],
                    name=row["name"],
                    path=row["path"],
                    population=row.get("population", 0),
                    position=Point(row["x"], row["y"]),
                    as_of=date.fromisoformat(raw["as_of"]),
                    source=raw["source"],
                    sample=bool(raw["sample"]),
                )
            )


def _hours(raw: Mapping[str, Any] | None) -> Hours:
    """Read the same spells for some days of the week."""
    if raw is None:
        return Hours()
    spells = tuple(Spell(time.fromisoformat(a), time.fromisoformat(b)) for a, b in raw["spells"])
    return Hours(weekly=tuple(WeekdayHours(day, spells) for day in raw["weekdays"]))


def _day(text: str | None) -> date:
    return date.fromisoformat(text) if text else date.min
