"""区分处理 (条例 §37): what the system proposes to take out, and what readers are told of it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.disclosure.policies.lists import Bar, ListRules, bars
from services.disclosure.policies.personal import Finding, find_personal
from shared.kernel.masks import mask_address, mask_protected_name
from shared.kernel.personal import hide_numbers
from shared.kernel.workflow import Objection

PERSONAL = "个人隐私（政府信息公开条例第十五条、第三十七条）"
GROUNDS = {
    "secrecy": "国家秘密（政府信息公开条例第十四条、第三十七条）",
    "third_party": "第三方合法权益（政府信息公开条例第十五条、第三十七条）",
    "internal": "内部或过程性信息（政府信息公开条例第十六条、第三十七条）",
}
"""Check → why something that it found is not public."""

_NAMED = re.compile(r"(姓名\s*[：:]?\s*)([\u4e00-\u9fff·]{2,15})")


@dataclass(frozen=True)
class Omission:
    """What was taken out and why, as readers are told; never what it said."""

    what: str
    why: str


@dataclass(frozen=True)
class Proposal:
    """What the system would publish, where it found what, and what readers would be told."""

    title: str
    content: Mapping[str, Any]
    findings: tuple[Finding, ...]
    bars: tuple[Bar, ...]
    omissions: tuple[Omission, ...]


def propose(title: str, content: Mapping[str, Any], rules: ListRules, *, on: date) -> Proposal:
    """Return title and content without anything that the scanner or the lists' rules find.

    Every number is masked (RED-01), refused columns and protected lists go out whole, addresses end
    at the road, and who is under special protection keeps a surname.
    """
    barred = bars(title, content, rules)
    rest = _without(content, barred)
    if rules.is_protected(title, content):
        rest = _unnamed(rest, rules)
    found = tuple(find_personal({"title": title, **content}))
    return Proposal(
        title=hide_numbers(title, on=on),
        content=hide_all(rest, on=on),
        findings=found,
        bars=barred,
        omissions=_told(found, barred),
    )


def omissions(
    before: tuple[str, Mapping[str, Any]],
    after: tuple[str, Mapping[str, Any]],
    rules: ListRules,
    *,
    withheld: Mapping[str, str],
    taken_out: Sequence[Mapping[str, str]],
) -> tuple[Omission, ...]:
    """Return what readers are told: what the checker names, and what the scanner no longer finds.

    A check that found something and of which the checker says nothing is told as 部分内容.
    """
    named = [Omission(each["what"], GROUNDS[each["check"]]) for each in taken_out]
    silent = withheld.keys() - {each["check"] for each in taken_out}
    named += [Omission("部分内容", why) for check, why in GROUNDS.items() if check in silent]
    still = Counter((each.area, each.kind) for each in _findings(*after))
    gone = []
    for each in _findings(*before):
        if still[each.area, each.kind] > 0:
            still[each.area, each.kind] -= 1
        else:
            gone.append(each)
    left = set(bars(*after, rules))
    return (*named, *_told(gone, [bar for bar in bars(*before, rules) if bar not in left]))


def names_only_what_was_found(
    withheld: Mapping[str, str], taken_out: Sequence[Mapping[str, str]]
) -> Objection | None:
    """Nothing is taken out on a ground that no check found (PUB-04, PUB-07)."""
    strange = sorted({each["check"] for each in taken_out} - withheld.keys())
    if not strange:
        return None
    return Objection(
        "disclosure.no_such_finding",
        "删去内容的理由须与审查发现一致：该项审查未发现问题。请更正删去说明或重新审查。",
        {"checks": strange},
    )


def hide_all(said: Any, *, on: date) -> Any:
    """Return texts, lists and mappings with every number of a person masked (RED-01)."""
    if isinstance(said, Mapping):
        return {key: hide_all(value, on=on) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [hide_all(value, on=on) for value in said]
    if isinstance(said, str):
        return hide_numbers(said, on=on)
    if isinstance(said, int):
        hidden = hide_numbers(str(said), on=on)
        return said if hidden == str(said) else hidden
    return said


def _findings(title: str, content: Mapping[str, Any]) -> list[Finding]:
    return find_personal({"title": title, **content})


def _told(found: Sequence[Finding], barred: Sequence[Bar]) -> tuple[Omission, ...]:
    counts = Counter((each.area, each.kind.label) for each in found)
    numbers = [f"{area}的{label} {count} 处" for (area, label), count in counts.items()]
    return tuple(Omission(what, PERSONAL) for what in [*(bar.said for bar in barred), *numbers])


def _without(content: Mapping[str, Any], barred: Sequence[Bar]) -> dict[str, Any]:
    """Take out what is barred: the whole table, columns, rows, and the house in an address."""
    rows = [list(row) for row in content.get("rows", ())]
    places = [bar.pointer.split("/")[1:] for bar in barred]
    if ["rows"] in places:
        told = content.get("text") or f"共 {len(rows)} 人，名单依法不予公开。"
        return {**content, "text": told, "columns": [], "rows": []}
    for _, row, column in (place for place in places if len(place) == 3):
        rows[int(row)][int(column)] = mask_address(str(rows[int(row)][int(column)]))
    columns = {int(place[1]) for place in places if place[0] == "columns"}
    out = {int(place[1]) for place in places if place[0] == "rows" and len(place) == 2}
    return {
        **content,
        "columns": [each for n, each in enumerate(content.get("columns", ())) if n not in columns],
        "rows": [
            [cell for n, cell in enumerate(row) if n not in columns]
            for number, row in enumerate(rows)
            if number not in out
        ],
    }


def _unnamed(content: Mapping[str, Any], rules: ListRules) -> dict[str, Any]:
    """Leave the surname of those who are named in the text or in a table of names and values."""
    text = _NAMED.sub(
        lambda found: found[1] + mask_protected_name(found[2]), str(content.get("text", ""))
    )
    named = {n for n, kind in rules.labels(content).items() if kind == "NAME"}
    rows = [
        [row[0], *(mask_protected_name(str(cell)) for cell in row[1:])] if n in named else row
        for n, row in enumerate(content.get("rows", ()))
    ]
    return {**content, "text": text, "rows": rows}
