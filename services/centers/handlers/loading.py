"""Load the places where people are served, and start the monthly figures. Repeatable."""

import json
from pathlib import Path

from services.centers.handlers.statistics import wait_for
from services.centers.model import Place, Window
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
            area_m2=row["area_m2"],
            serves=tuple(row.get("serves", ())),
            windows=tuple(
                Window(str(w["number"]), w["name"], tuple(w.get("skills", ())))
                for w in row.get("windows", ())
            ),
            sample=bool(row.get("sample", False)),
        )
        place.check(least_area=least)
        uow.add(place)
    wait_for(uow, uow.today.replace(day=1))
