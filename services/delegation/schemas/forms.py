"""The sheets on which lists live in offices: which columns, how a line is written and read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.delegation.model import LIST_NAMES, Line
from services.delegation.model.wording import FIELDS, LEVELS, PARTICULARS, read_basis, worded
from shared.chassis.sheets import Column, Sheet

NUMBER, OTHERS = "number", "others"
GUIDE = "填写说明"
_HINTS = {
    "name": "必填，2 至 60 字。",
    "department": "如 510115-MZ；与“责任部门”都留空，即上报单位自己。",
    "department_name": "可以只填名称，须与单位名录一致。",
    "kind": "如 行政给付，不超过 20 字；签发上报前须填写。",
    "level": "街道 或 社区；签发上报前须填写。",
    "bearer": "如 便民服务中心，不超过 80 字。",
    "basis": "一行一条，写成：《法律名称》第几条；签发上报前须填写。",
    "keywords": "以顿号分隔，每个 2 至 30 字。",
}
_WIDTHS = {"name": 36, "basis": 48, "bearer": 20, "keywords": 22, "level": 10, "kind": 12}


def columns(list_code: str) -> tuple[Column, ...]:
    """Return the columns of a list's sheet."""
    own = PARTICULARS.get(list_code, {})
    return (
        Column(NUMBER, "序号", 6, hint="不导入。"),
        Column("lineage_id", "事项编号", 16, hint="修改、重提已有事项时填写其编号；新事项请留空。"),
        *(
            Column(
                key, title, _WIDTHS.get(key, 16), choices=_choices(key), hint=_HINTS.get(key, "")
            )
            for key, title in FIELDS.items()
        ),
        *(Column(key, title, 20, hint="不超过 500 字。") for key, title in own.items()),
        Column(OTHERS, "其他要素", 24, hint="一行一项，写成：名称=内容。"),
    )


def sheet_name(list_code: str) -> str:
    """Return the name of a list's sheet; it is read by its first two letters."""
    return f"{list_code} {LIST_NAMES[list_code]}"


def list_sheet(list_code: str, lines: Iterable[Line]) -> Sheet:
    """Return the sheet of these lines."""
    titles = columns(list_code)
    rows = [
        tuple(_cells(list_code, line, number).get(column.key, "") for column in titles)
        for number, line in enumerate(lines, start=1)
    ]
    return Sheet(sheet_name(list_code), titles, rows)


def guide() -> Sheet:
    """Return the sheet that says how to fill in the others."""
    rows = [
        (column.title, column.hint)
        for column in columns("L1")
        if column.hint and column.key != NUMBER
    ]
    whole = (
        "导入",
        "五张清单各占一张表，表头请勿改动；先校验，无误后凭同一文件确认，全部上报或全部不报。",
    )
    return Sheet(GUIDE, (Column("what", "栏目", 16), Column("how", "填写说明", 80)), [whole, *rows])


def read_line(list_code: str, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return what `report_item` takes beside batch and department, and the unreadable columns."""
    basis, others = read_basis(cells.get("basis", "")), _others(cells.get(OTHERS, ""))
    own = PARTICULARS.get(list_code, {})
    particulars = {key: cells[key] for key in own if cells.get(key)}
    levels = {word: code for code, word in LEVELS.items()}
    command = {
        "list_code": list_code,
        "lineage_id": cells.get("lineage_id") or None,
        "name": cells.get("name", ""),
        "kind": cells.get("kind", ""),
        "level": levels.get(cells.get("level", ""), cells.get("level", "")),
        "bearer": cells.get("bearer", ""),
        "basis": [{"law": each.law, "article": each.article} for each in basis or ()],
        "keywords": _words(cells.get("keywords", "")),
        "particulars": {**(others or {}), **particulars},
    }
    unreadable = [key for key, found in (("basis", basis), (OTHERS, others)) if found is None]
    return {key: value for key, value in command.items() if value is not None}, unreadable


def column_of(pointer: Sequence[str], list_code: str) -> str:
    """Return the column in which the field stands to which a defect points."""
    first = pointer[0] if pointer else "name"
    if first != "particulars":
        return first
    own = PARTICULARS.get(list_code, {})
    return pointer[1] if len(pointer) > 1 and pointer[1] in own else OTHERS


def _cells(list_code: str, line: Line, number: int) -> dict[str, str]:
    said = worded(line)
    own = {*FIELDS, *PARTICULARS.get(list_code, {})}
    others = "\n".join(f"{key}={text}" for key, text in said.items() if key not in own)
    return {NUMBER: str(number), "lineage_id": line.lineage_id, **said, OTHERS: others}


def _choices(key: str) -> tuple[str, ...]:
    return tuple(LEVELS.values()) if key == "level" else ()


def _words(text: str) -> list[str]:
    for mark in "，,；;\n":
        text = text.replace(mark, "、")
    return [word.strip() for word in text.split("、") if word.strip()]


def _others(text: str) -> dict[str, str] | None:
    found = {}
    for part in filter(None, (each.strip() for each in text.split("\n"))):
        key, equals, value = part.partition("=")
        if not (equals and key.strip() and value.strip()):
            return None
        found[key.strip()] = value.strip()
    return found
