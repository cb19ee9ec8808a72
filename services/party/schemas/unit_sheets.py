"""The sheet on which units that are to be covered are handed in."""

from collections.abc import Mapping
from typing import Any

from services.party.model import COVERAGE_LABELS
from shared.chassis.sheets import Column, Sheet

SHEET = "覆盖单元"
YES, NO = "是", "否"
_KINDS = {label: str(kind) for kind, label in COVERAGE_LABELS.items()}

COLUMNS = (
    Column("kind", "类别", 12, choices=tuple(_KINDS), hint="必填，从列表中选择。"),
    Column("name", "名称", 30, hint="必填，2 至 120 字。"),
    Column("community", "村（社区）代码", 18, hint="必填，12 位，如 510115001001。"),
    Column("address", "地址", 30, hint="同一地址的同名单元只登记一次。"),
    Column("credit_code", "统一社会信用代码", 24, hint="18 位；没有的留空。"),
    Column("members", "党员数", 10, hint="必填，整数。"),
    Column("formal", "正式党员数", 12, hint="必填，整数，不多于党员数。"),
    Column("organisation", "覆盖党组织", 30, hint="党组织全称；没有的留空。"),
    Column("joint", "联合组建", 10, choices=(YES, NO), hint="是 或 否，留空为否。"),
    Column("instructor", "党建指导员", 14, hint="姓名；没有的留空。"),
    Column("since", "起算日期", 14, hint="必填，写成 2026-01-31。"),
)
_NUMBERS = ("members", "formal")
_PLAIN = ("name", "address", "credit_code", *_NUMBERS, "instructor", "since")


def template() -> Sheet:
    """Return the empty sheet."""
    return Sheet(SHEET, COLUMNS)


def read_line(said: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the command of a line but for community and organisation, and what is unreadable."""
    command: dict[str, Any] = {key: said[key] for key in _PLAIN if said.get(key)}
    numbers = {key: command[key] for key in _NUMBERS if key in command}
    wrong = {key: "须为整数。" for key, text in numbers.items() if not text.isdecimal()}
    command |= {key: int(text) for key, text in numbers.items() if key not in wrong}
    kind, joint = said.get("kind", ""), said.get("joint", "")
    if joint not in ("", YES, NO):
        wrong["joint"] = f"须填 {YES} 或 {NO}。"
    return {**command, "kind": _KINDS.get(kind, kind), "joint": joint == YES}, wrong
