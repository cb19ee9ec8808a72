"""Official calendars of the running system: known, or brought by its operator."""

import json
from datetime import date
from pathlib import Path

from infra.local.place import ROOT
from infra.local.system import System
from tests.e2e.client import Town
from tests.e2e.hall import CENTER


def is_official(town: Town, day: date) -> bool:
    """Say whether the system counts that day by an official calendar."""
    shown = town.reader.get(f"/centers/places/{CENTER}/hours?first={day}&days=1")
    return bool(shown["days"][0]["official"])


def official(system: System, year: int, *, off: str = "") -> Path:
    """Write a table as the State Council would give it: the shipped guess and one day off more.

    The operator of this instance cannot read what is ours.
    """
    guess = json.loads((ROOT / f"infra/data/calendars/{year}.json").read_text(encoding="utf-8"))
    more = {off: "测试假日"} if off else {}
    table = {**guess, "official": True, "source": "测试用，非官方", "off": {**guess["off"], **more}}
    return system.place.write(system.place.folder / f"{year}.json", json.dumps(table))


def make_official(system: System, town: Town, day: date) -> None:
    """Load the calendar of the day's year when the system only guesses it; wait for the hall."""
    if not is_official(town, day):
        system.jiedao("calendar", "load", str(official(system, day.year)))
        town.eventually(lambda: is_official(town, day), "the calendar is known")
