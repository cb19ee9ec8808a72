"""`python -m infra.scripts.make_party`: the sample tree of party organisations.

Writes infra/data/demo/party.json: for every street and town in force a working committee (a town:
its committee) and a regional committee, an organisation for every community and village, grids,
courtyards and groups below them, members by number, terms and posts, and members who have no
organisation. Places are the real divisions; every organisation, number, day and person in it is
made up from the digits of the code, and says so.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
FILE = DATA / "demo" / "party.json"

Row = dict[str, Any]

BEGAN = "2019-01-01"
ELECTED = ("2023-06-10", "2023-06-12", "2022-01-20", "2023-06-15", "2024-03-08", "2023-06-18")
"""Days on which communities voted; those of January 2022 are due when the demonstration begins."""

CELLS = (("BUILDING", "楼宇党小组"), ("SOCIETY", "社团组织党小组"), ("FLOATING", "流动党员党小组"))
NOTE = (
    "演示数据：行政区划为真实名称，党组织的设置、党员人数、选举日期、任职均为示例，"
    "由行政区划代码按固定规则生成，不是任何真实党组织的情况。"
)


def organisations() -> list[Row]:
    """Return the tree, superiors first, streets in order of their codes."""
    return [row for street in _in_force("street", "town") for row in _of_street(street)]


def gatherings() -> list[Row]:
    """Return members without an organisation: in every fourth community one place."""
    kinds = (("BUILDING", "商务楼"), ("FIRM", "物流园企业"), ("COURTYARD", "老旧院落"))
    found = []
    for unit in _in_force("community", "village"):
        dice = _digits(unit["code"] + "G")
        if dice % 4 == 0:
            kind, name = kinds[dice // 4 % len(kinds)]
            found.append({
                "id": f"sample-gathering-{unit['code']}", "unit": unit["code"],
                "path": unit["path"], "kind": kind, "name": f"{_short(unit)}{name}（示例）",
                "formal": dice // 16 % 5, "probationary": dice // 128 % 2,
            })  # fmt: skip
    return found


def main() -> None:
    """Write the file."""
    head = json.dumps({"note": NOTE, "sample": True}, ensure_ascii=False, indent=2)
    parts = [head.removesuffix("\n}")]
    for name, rows in (("organisations", organisations()), ("gatherings", gatherings())):
        lines = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows)
        parts.append(f'  "{name}": [\n{lines}\n  ]')
    FILE.write_text(",\n".join(parts) + "\n}\n", encoding="utf-8")


def _of_street(street: Row) -> Iterator[Row]:
    code, name, town = street["code"], _short(street), street["kind"] == "town"
    form = "COMMITTEE" if town else "WORKING_COMMITTEE"
    above = f"sample-wc-{code}"
    whole = ("SECRETARY", "DEPUTY")
    yield _row(above, street, "", "WORKING_COMMITTEE", form,
               f"中共{name}{'委员会' if town else '工作委员会'}（示例）", posts=whole)  # fmt: skip
    region = f"sample-region-{code}"
    yield _row(region, street, above, "REGION", "COMMITTEE", f"{name}区域化党委（示例）",
               posts=whole, elected="2024-06-20")  # fmt: skip
    for unit in _in_force("community", "village"):
        if unit["path"].startswith(f"{street['path']}/"):
            yield from _of_community(unit, region)


def _of_community(unit: Row, region: str) -> Iterator[Row]:
    code, name, dice = unit["code"], _short(unit), _digits(unit["code"])
    grids = list(_grids(unit, f"sample-community-{code}"))
    own = 12 + dice % 36
    below = sum(row["formal"] for row in grids if row["form"] == "BRANCH")
    form, label = "BRANCH", "党支部"
    if own + below >= 100:
        form, label = "COMMITTEE", "党委"
    elif own + below >= 50:
        form, label = "GENERAL_BRANCH", "党总支"
    posts = ("SECRETARY", "DEPUTY", "MEMBER") if dice % 13 else ("DEPUTY",)
    elected = ELECTED[dice % len(ELECTED)] if dice % 19 else "2021-03-15"
    yield _row(f"sample-community-{code}", unit, region, "COMMUNITY", form,
               f"{name}{label}（示例）", formal=own, probationary=dice % 3, posts=posts,
               elected=elected)  # fmt: skip
    yield from grids


def _grids(unit: Row, above: str) -> Iterator[Row]:
    code, name = unit["code"], _short(unit)
    for number, ordinal in enumerate(("第一", "第二")):
        dice = _digits(f"{code}{number}")
        level, word = ("GRID", "网格") if dice % 5 else ("COURTYARD", "院落")
        branch, formal = dice % 3 > 0, 3 + dice % 22
        label = "党支部" if branch else "党小组"
        here = f"sample-grid-{code}-{number + 1}"
        posts = ("SECRETARY", "DEPUTY", "MEMBER") if branch and formal >= 7 else ("SECRETARY",)
        yield _row(here, unit, above, level, "BRANCH" if branch else "GROUP",
                   f"{name}{ordinal}{word}{label}（示例）",
                   formal=formal if branch else 3 + dice % 4, probationary=dice % 2,
                   posts=posts if branch else ("LEADER",),
                   elected="2024-09-12" if branch else "")  # fmt: skip
        if dice % 5 and dice % 4 == 0:
            level, word = CELLS[dice // 20 % len(CELLS)]
            yield _row(f"sample-cell-{code}-{number + 1}", unit, here, level, "GROUP",
                       f"{name}{word}（示例）", formal=1 + dice % 2, probationary=1,
                       guests=dice % 9 if level == "FLOATING" else 0,
                       posts=("LEADER",))  # fmt: skip


def _row(id: str, unit: Row, parent: str, level: str, form: str, name: str, **more: Any) -> Row:
    filled = {key: value for key, value in more.items() if value}
    return {"id": id, "unit": unit["code"], "path": unit["path"], "parent": parent, "level": level,
            "form": form, "name": name, "established_on": BEGAN, **filled}  # fmt: skip


def _short(unit: Row) -> str:
    name: str = unit["name"]
    for end in ("居民委员会", "村民委员会", "居委会", "村委会", "街道办事处", "人民政府", "政府"):
        name = name.removesuffix(end)
    return name


def _in_force(*kinds: str) -> list[Row]:
    units: list[Row] = json.loads((DATA / "units.json").read_text(encoding="utf-8"))
    found = [each for each in units if each["kind"] in kinds and not each.get("valid_to")]
    return sorted(found, key=lambda each: each["code"])


def _digits(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


if __name__ == "__main__":
    main()
