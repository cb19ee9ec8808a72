"""`python -m infra.scripts.make_party_samples`: units to cover, 党群服务中心 for the demonstration.

Writes infra/data/demo/party_units.json and party_centres.json. What is given (560 of 566 units
covered, 1.21 亿元 in all) comes out exactly; everything else is drawn from the digits of codes by
fixed rules, is sample and says so.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from shared.kernel.identifiers import is_credit_code

DATA = Path(__file__).parents[1] / "data"
UNITS, CENTRES = (DATA / "demo" / f"party_{name}.json" for name in ("units", "centres"))

TOTAL_FEN = 12_100_000_000
"""1.21 亿元."""

SOURCES = ("区级财政", "街道（镇）财政", "党费补助", "社会捐助")
SHARES = (60, 25, 10, 5)
YEARS = (2014, 2015, 2016, 2017)
NUMBERS = {"GRID": 190, "COURTYARD": 190, "BUILDING": 80, "SOCIAL_ORGANISATION": 46,
           "ENTERPRISE": 60}  # fmt: skip
NAMES = {"GRID": "第{n}网格", "COURTYARD": "{n}号院", "BUILDING": "示例楼宇{n}座",
         "SOCIAL_ORGANISATION": "示例社会组织{n}", "ENTERPRISE": "示例企业{n}"}  # fmt: skip
CODES = {"SOCIAL_ORGANISATION": "52510115MJ", "ENTERPRISE": "91510115MA"}
INSTRUCTED, UNCOVERED = 4, 2
"""Buildings without members that have an instructor; enterprises with members that have nobody."""


def units() -> list[dict[str, Any]]:
    """Return the 566 units to cover: 560 with an organisation, 4 with an instructor, 2 bare."""
    homes = [unit for unit in _communities() if not unit.get("valid_to")]
    found = []
    for kind, number in NUMBERS.items():
        for place in range(number):
            home = homes[place % len(homes)]
            found.append(_unit(kind, place, home))
    for row in [row for row in found if row["kind"] == "BUILDING"][-INSTRUCTED:]:
        row |= {"members": 0, "formal": 0, "covered": "", "instructor": "指导员（示例）"}
    for row in found[-UNCOVERED:]:
        row |= {"members": 2, "formal": 2, "covered": ""}
    return found


def centres() -> list[dict[str, Any]]:
    """Return the centres of the 116 communities of the 2017 edition, with money that adds up."""
    homes = [unit for unit in _communities() if unit["valid_from"] == "2017-10-31"]
    stations = _stations()
    parts = _split(TOTAL_FEN, [80 + _drawn(home["code"], 41) for home in homes])
    return [_centre(home, fen, stations) for home, fen in zip(homes, parts, strict=True)]


def main() -> None:
    """Write both files."""
    _write(UNITS, "units", units(), {
        "note": "演示数据：566 个应覆盖单元均为示例，其中 560 个由党组织覆盖（98.94%），"
        "4 个无党员、派有党建指导员，2 个尚未覆盖；统一社会信用代码为按校验规则编造的示例。",
        "sample": True, "since": "2023-06-30",
    })  # fmt: skip
    _write(CENTRES, "centres", centres(), {
        "note": "演示数据：主任务文本称先后投入 1.21 亿元。按 2017 年版区划的 116 个村（社区）"
        "各一个中心分摊，合计恰为 121,000,000 元，平均每个 104.31 万元；各中心金额、年度、来源、"
        "面积、日期均为示例。2023 年 6 月撤并的村（社区），其中心随之撤销，投入仍计入合计。",
        "sample": True, "standard": "party.centres@2014-01", "inspected_on": "2017-12-20",
    })  # fmt: skip


def _unit(kind: str, place: int, home: dict[str, Any]) -> dict[str, Any]:
    name = home["name"].removesuffix("居委会").removesuffix("村委会")
    formal = 3 + _drawn(f"{kind}{place}", 9)
    own = kind in ("GRID", "COURTYARD")
    return {
        "id": f"FG-{kind[:2]}-{place + 1:03d}", "kind": kind,
        "name": name + NAMES[kind].format(n=place // 95 + 1 if own else place + 1),
        "path": home["path"], "address": f"{name}示例路{place + 1}号",
        "credit_code": _credit_code(CODES[kind], place) if kind in CODES else "",
        "members": formal + _drawn(f"{place}{kind}", 3), "formal": formal,
        "covered": "own" if own else "joint", "instructor": "",
    }  # fmt: skip


def _centre(home: dict[str, Any], fen: int, stations: dict[str, str]) -> dict[str, Any]:
    code, name = home["code"], home["name"].removesuffix("居委会").removesuffix("村委会")
    first = YEARS[_drawn(code, 3)]
    money = [
        [year, source, part]
        for (source, part), year in zip(
            zip(SOURCES, _split(fen, list(SHARES)), strict=True),
            (first, first, first + 1, first + 1), strict=True,
        )
    ]  # fmt: skip
    return {
        "id": f"DQ-{code}", "name": f"{name}党群服务中心（示例）", "path": home["path"],
        "area_m2": 400 + _drawn(code[::-1], 600), "opened_on": f"{first + 1}-07-01",
        "closed_on": home.get("valid_to"),
        "place_id": "" if home.get("valid_to") else stations.get(home["path"], ""),
        "money": money,
    }  # fmt: skip


def _split(total: int, weights: list[int]) -> list[int]:
    """Split whole fen by weights; what is left over goes into the first part."""
    parts = [total * weight // sum(weights) for weight in weights]
    parts[0] += total - sum(parts)
    return parts


def _stations() -> dict[str, str]:
    places = json.loads((DATA / "places.json").read_text(encoding="utf-8"))
    return {place["path"]: place["id"] for place in places if place["kind"] == "station"}


def _communities() -> list[dict[str, Any]]:
    found = json.loads((DATA / "units.json").read_text(encoding="utf-8"))
    wanted = [unit for unit in found if unit["kind"] in ("community", "village")]
    return sorted(wanted, key=lambda unit: str(unit["code"]))


def _credit_code(head: str, number: int) -> str:
    body = f"{head}{number + 1:07d}"
    return next(
        body + end for end in "0123456789ABCDEFGHJKLMNPQRTUWXY" if is_credit_code(body + end)
    )


def _drawn(text: str, below: int) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % below


def _write(file: Path, key: str, rows: list[dict[str, Any]], head: dict[str, Any]) -> None:
    lines = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows)
    text = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    file.write_text(f'{text},\n  "{key}": [\n{lines}\n  ]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
