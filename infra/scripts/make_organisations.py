"""`python -m infra.scripts.make_organisations`: the sample of incubated organisations.

Writes infra/data/demo/organisations.json: 626 organisations that were incubated, over the four
levels and every community and village in force, and the incubators where they were. Which, when and
what follows by fixed rules from the codes of the divisions: none of them exists.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
FILE = DATA / "demo" / "organisations.json"

NUMBERS = {"COURTYARD": 318, "COMMUNITY": 212, "STREET": 72, "DISTRICT": 24}
"""How many at each level: 626 together (SO-02)."""

AS_OF = date(2026, 11, 23)
FIRST = date(2014, 3, 10)
COLUMNS = ("name", "path", "form", "kind", "credit_code", "begun_on", "level", "starts_on",
           "graduated_on", "status")  # fmt: skip

_THEMES = {
    "LIVING": ("便民维修", "助老送餐", "邻里理发"),
    "AFFAIRS": ("院落议事", "邻里调解", "环境监督"),
    "CULTURE": ("合唱", "广场舞", "书画"),
    "CHARITY": ("助残", "助学", "互助帮扶"),
}
_PLACES = {"COURTYARD": "院落孵化点", "COMMUNITY": "社区孵化站", "STREET": "孵化基地",
           "DISTRICT": "社会组织支持中心"}  # fmt: skip
_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def main() -> None:
    """Write the file."""
    head = {
        "note": "演示数据：社会组织、代码与日期均为示例，按固定规则由行政区划代码生成，"
        "不是真实组织；626 为公开材料所称的孵化总数，四级分布为示例。",
        "sample": True,
        "as_of": str(AS_OF),
        "columns": list(COLUMNS),
    }
    text = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    for name, rows in (("incubators", list(incubators())), ("organisations", organisations())):
        lines = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows)
        text += f',\n  "{name}": [\n{lines}\n  ]'
    FILE.write_text(f"{text}\n}}\n", encoding="utf-8")


def incubators() -> Iterator[list[str]]:
    """Return (name, path, level): one at each unit, and one of the courtyards in a community."""
    for unit in _units():
        for level in _LEVELS_OF[unit["kind"]]:
            yield [f"{_short(unit)}{_PLACES[level]}（示例）", unit["path"], level]


def organisations() -> list[list[Any]]:
    """Return the rows, level by level, spread over the communities."""
    homes = [unit for unit in _units() if _LEVELS_OF[unit["kind"]][0] == "COURTYARD"]
    themes = [(kind, theme) for names in zip(*_THEMES.values(), strict=True)
              for kind, theme in zip(_THEMES, names, strict=True)]  # fmt: skip
    places = ((home, kind, theme) for kind, theme in themes for home in homes)
    levels = [level for level, count in NUMBERS.items() for _ in range(count)]
    return [
        _row(number, level, *place)
        for number, (level, place) in enumerate(zip(levels, places, strict=False))
    ]


_LEVELS_OF = {
    "district": ("DISTRICT",), "street": ("STREET",), "town": ("STREET",),
    "community": ("COURTYARD", "COMMUNITY"), "village": ("COURTYARD", "COMMUNITY"),
}  # fmt: skip


def _row(number: int, level: str, home: dict[str, Any], kind: str, theme: str) -> list[Any]:
    """Make one organisation; every ninth is registered, the others are filed."""
    starts = FIRST + timedelta(days=number * 977 % 4270)
    graduated = min(starts + timedelta(days=365), AS_OF)
    registered = number % 9 == 0
    status = "FINISHED"
    if graduated > AS_OF - timedelta(days=30):
        status = "GRADUATED"
    elif graduated > AS_OF - timedelta(days=360):
        status = "TRACKING"
    ending = "服务中心" if registered else "队"
    return [
        f"{_short(home)}{theme}{ending}（示例）",
        home["path"],
        "SERVICE" if registered else "COMMUNITY",
        kind,
        credit_code(f"52510115MJ{900_000 + number:06d}") if registered else None,
        str(starts - timedelta(days=200)),
        level,
        str(starts),
        str(graduated),
        status,
    ]


def credit_code(begun: str) -> str:
    """Return a code with both of its check characters (GB 32100, GB 11714)."""
    body = sum(
        _LETTERS.index(symbol) * weight
        for symbol, weight in zip(begun[8:16], _BODY_WEIGHTS, strict=True)
    )
    begun += "0123456789X"[(11 - body % 11) % 11]
    total = sum(_SYMBOLS.index(symbol) * pow(3, n, 31) for n, symbol in enumerate(begun))
    return begun + _SYMBOLS[(31 - total % 31) % 31]


def _units() -> list[dict[str, Any]]:
    units = json.loads((DATA / "units.json").read_text(encoding="utf-8"))
    found = [unit for unit in units if "valid_to" not in unit and unit["kind"] in _LEVELS_OF]
    return sorted(found, key=lambda unit: str(unit["path"]))


def _short(unit: dict[str, Any]) -> str:
    return str(unit["name"]).removesuffix("居委会").removesuffix("村委会")


if __name__ == "__main__":
    main()
