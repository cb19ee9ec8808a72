"""Write infra/data/units.json from both editions of the division codes and the departments.

python -m infra.scripts.make_units

The editions show a state on their cut-off days, not when or by which order a unit began or ended.
So a unit of both editions, or of the first only, is in force from the first cut-off day; one that
the second edition lacks ends the day before the second cut-off day; a new one begins on it.
`merged_into` is written only where the data itself shows it: a community that bears the same name
under a new code, and a street or town whose communities did so, into the units they went to.
Names are compared without the style of the edition (街道办事处 or 街道, 村委会 or 村村委会), so
a change of style is no change of name.
"""

import csv
import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
SOURCES = DATA / "sources"
FILE = DATA / "units.json"

FIRST = date(2017, 10, 31)
"""Cut-off day of the edition of 2017."""

SECOND = date(2023, 6, 30)
"""Cut-off day of the edition of 2023."""

LAST_DAY = SECOND - timedelta(days=1)
"""The last day on which the data lets us call a unit of the first edition only in force."""

DISTRICT = "510115"
ENDED = "统计用区划代码2023年版中已无此代码；止期为两版截止日之间的推定，非法定撤并日期。"
BEGAN = "统计用区划代码2023年版新增代码；起期为该版截止日，非法定设立日期。"
OWN = "机构代码为本系统自编，起止日期为示例；2019年3月31日为地方机构改革完成期限，非实际挂牌日。"

Row = Mapping[str, str]
Edition = Mapping[str, Row]


def edition(year: int) -> dict[str, Row]:
    """Return one edition: code → row, in the order of the file."""
    return {row["code"]: row for row in _rows(f"divisions-{year}.csv")}


def plain(name: str) -> str:
    """Return a name without the style of its edition: 幸福村委会 and 幸福村村委会 → 幸福村."""
    name = name.removesuffix("办事处").removesuffix("居委会")
    if name.endswith("村委会"):
        return name.removesuffix("村委会").removesuffix("村") + "村"
    return name


def successors(before: Edition, after: Edition) -> dict[str, list[str]]:
    """Return ended code → the codes that the data shows its matters went to."""
    new = {plain(row["name"]): code for code, row in after.items() if code not in before}
    found: dict[str, set[str]] = {}
    for code, row in before.items():
        heir = new.get(plain(row["name"]))
        if code in after or heir is None or row["level"] in ("street", "town"):
            continue
        found.setdefault(code, set()).add(heir)
        if row["parent"] not in after:
            found.setdefault(row["parent"], set()).add(after[heir]["parent"])
    return {code: sorted(heirs) for code, heirs in found.items()}


def units() -> list[dict[str, Any]]:
    """Return all units, those above before those below."""
    before, after = edition(2017), edition(2023)
    heirs = successors(before, after)
    divisions = [_division(code, before, after, heirs) for code in sorted({*before, *after})]
    divisions.sort(key=lambda unit: (unit["path"].count("/"), unit["code"]))
    return [divisions[0], *map(_department, _rows("departments.csv")), *divisions[1:]]


def written() -> str:
    """Return the text of the file: one unit a line."""
    lines = (json.dumps(unit, ensure_ascii=False) for unit in units())
    return "[\n  " + ",\n  ".join(lines) + "\n]\n"


def _division(
    code: str, before: Edition, after: Edition, heirs: Mapping[str, list[str]]
) -> dict[str, Any]:
    row = after.get(code) or before[code]
    unit: dict[str, Any] = {
        "code": code,
        "name": row["name"],
        "kind": row["level"],
        "path": _path(row),
        "valid_from": str(FIRST if code in before else SECOND),
    }
    if code not in after:
        unit |= {"valid_to": str(LAST_DAY), "merged_into": heirs.get(code, []), "note": ENDED}
    elif code not in before:
        unit["note"] = BEGAN
    elif plain(before[code]["name"]) != plain(row["name"]):
        unit["former_names"] = [{"name": before[code]["name"], "until": str(LAST_DAY)}]
    return unit


def _department(row: Row) -> dict[str, Any]:
    unit: dict[str, Any] = {
        "code": row["code"],
        "name": row["name"],
        "kind": row["kind"],
        "path": f"{DISTRICT}/{row['code']}",
        "valid_from": row["valid_from"],
    }
    if row["valid_to"]:
        unit |= {"valid_to": row["valid_to"], "merged_into": row["merged_into"].split()}
    if row["former_name"]:
        unit["former_names"] = [{"name": row["former_name"], "until": row["former_until"]}]
    return unit | {"sample": True, "note": OWN}


def _path(row: Row) -> str:
    if row["level"] == "district":
        return row["code"]
    above = (DISTRICT,) if row["parent"] == DISTRICT else (DISTRICT, row["parent"])
    return "/".join((*above, row["code"]))


def _rows(name: str) -> list[Row]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Write the file."""
    FILE.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
