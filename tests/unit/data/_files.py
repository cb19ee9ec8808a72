"""The data files as the services read them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[3] / "infra" / "data"


@cache
def data(name: str) -> Any:
    """Return the content of one file of infra/data."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def units() -> dict[str, Any]:
    """Return unit code → unit."""
    return {unit["code"]: unit for unit in data("units.json")}


def entries(*lists: str) -> list[Any]:
    """Return the lines of the sample lists with these codes; of all five when none is named."""
    chosen = lists or ("L1", "L2", "L3", "L4", "L5")
    return [entry for code in chosen for entry in data("demo/lists.json")["lists"][code]]


def materials() -> list[Any]:
    """Return every material of the catalogue."""
    return [material for item in data("catalogue.json") for material in item["materials"]]
