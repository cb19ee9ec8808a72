"""`python -m infra.scripts.make_populations`: the sample of the demonstration for siting.

Writes infra/data/demo/populations.json: every community and village in force with people and a
position, candidate sites and 党群服务中心. Streets stand where the tile map draws them, their
communities on a spiral around; how many people live there comes from the digits of the code. All
of it is sample and says so: no real population and no real position is in it.
"""

import hashlib
import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
FILE = DATA / "demo" / "populations.json"

TILE = 330
"""Metres to one unit of the tile map: neighbouring streets lie 3.3 km apart."""

STEP = 330
"""Metres from one turn of the spiral to the next, about."""

_GOLDEN = math.pi * (3 - math.sqrt(5))


def spots() -> list[dict[str, Any]]:
    """Return the points, in order of their codes."""
    streets, homes = _streets(), defaultdict(list)
    for unit in _in_force(("community", "village")):
        homes[unit["path"].split("/")[1]].append(unit)
    found = []
    for street in sorted(homes):
        for number, unit in enumerate(sorted(homes[street], key=lambda each: each["code"])):
            found += _around(unit, number, streets[street])
    return found


def centers() -> dict[str, tuple[int, int]]:
    """Return where each street stands: code → metres east and north."""
    return _streets()


def main() -> None:
    """Write the file."""
    text = {
        "note": "演示数据：人口与位置均为示例，由行政区划代码按固定规则生成，"
        "不是真实人口或测绘位置。街道位置取自示意图（sources/wenjiang-tilegrid.geojson）。",
        "sample": True,
        "as_of": "2023-06-30",
        "source": "示例",
    }
    lines = ",\n".join(f"    {json.dumps(spot, ensure_ascii=False)}" for spot in spots())
    head = json.dumps(text, ensure_ascii=False, indent=2).removesuffix("\n}")
    FILE.write_text(f'{head},\n  "spots": [\n{lines}\n  ]\n}}\n', encoding="utf-8")


def _around(unit: dict[str, Any], number: int, center: tuple[int, int]) -> list[dict[str, Any]]:
    """Place one community, a candidate site near it, and for every third a party center."""
    name = unit["name"].removesuffix("居委会").removesuffix("村委会")
    x, y = _turn(center, STEP * math.sqrt(number), number * _GOLDEN)
    found = [
        {"id": unit["code"], "kind": "community", "name": name, "path": unit["path"],
         "population": 1800 + _drawn(unit["code"], 6200), "x": x, "y": y},
        {"id": f"H-{unit['code']}", "kind": "candidate", "name": f"{name}候选点（示例）",
         "path": unit["path"], **_near(x, y, number)},
    ]  # fmt: skip
    if number % 3 == 0:
        found.append(
            {"id": f"D-{unit['code']}", "kind": "party_center",
             "name": f"{name}党群服务中心（示例）", "path": unit["path"],
             **_near(x, y, number + 1)}
        )  # fmt: skip
    return found


def _near(x: int, y: int, number: int) -> dict[str, int]:
    east, north = _turn((x, y), 120, number * 2.0)
    return {"x": east, "y": north}


def _turn(center: tuple[int, int], distance: float, angle: float) -> tuple[int, int]:
    east, north = distance * math.cos(angle), distance * math.sin(angle)
    return round(center[0] + east), round(center[1] + north)


def _drawn(code: str, below: int) -> int:
    return int.from_bytes(hashlib.sha256(code.encode()).digest()[:4], "big") % below


def _streets() -> dict[str, tuple[int, int]]:
    tiles = json.loads((DATA / "sources" / "wenjiang-tilegrid.geojson").read_text("utf-8"))
    drawn = [feature["properties"] for feature in tiles["features"]]
    return {t["code"]: (round(t["cp"][0] * TILE), round(t["cp"][1] * TILE)) for t in drawn}


def _in_force(kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    units = json.loads((DATA / "units.json").read_text("utf-8"))
    return [unit for unit in units if unit["kind"] in kinds and not unit.get("valid_to")]


if __name__ == "__main__":
    main()
