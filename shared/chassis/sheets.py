"""Workbooks: what is kept in Excel sheets of the offices, written and read back.

One sheet holds one table: headings in row 1, a row for each line. What begins like a formula is
written as text, so that nothing a sheet carries is ever computed, there or in a CSV made of it.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from shared.kernel.errors import Invalid

ROWS, COLUMNS, UNPACKED, SPREAD = 2_000, 60, 64_000_000, 256_000_000
"""What one sheet may have; the bytes to which a workbook may unpack, and its cells be spread."""

_DANGEROUS = re.compile(r"^'*[=+\-@\t\r]")
_DISGUISED = re.compile(r"^'+[=+\-@\t\r]")
_SHEET = re.compile(r"^xl/(worksheets|sharedStrings).*\.xml$", re.IGNORECASE)
_BROKEN = (
    CalamineError, zipfile.BadZipFile, zlib.error, LookupError, OSError, RuntimeError, ValueError,
    EOFError,
)  # fmt: skip
"""What the unpacking and the reading of a broken file raise."""

_ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Z]*)([0-9]+)["']""")


@dataclass(frozen=True)
class Column:
    """One column. `choices` are all that a cell may say; `hint` tells how to fill it in."""

    key: str
    title: str
    width: int = 18
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table to write. `notes`: (row, column), from 0 below the headings → what is wrong there."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """A table as it was read; `rows` are numbered as Excel shows them, empty ones left out."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def neutral(text: str) -> str:
    """Return the text so that no program takes it for a formula; `plain` gives it back."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def plain(text: str) -> str:
    """Return what `neutral` was given."""
    return text[1:] if _DISGUISED.match(text) else text


def address(column: int, row: int) -> str:
    """Return the name of a cell: column from 0, row as Excel counts."""
    name, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(65 + rest) + name
    return f"{name}{row}"


def write(sheets: Sequence[Sheet], *, title: str, made_at: datetime) -> bytes:
    """Return an .xlsx workbook; the same sheets and time give the same bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
    wrapped = {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}
    formats = {
        "head": book.add_format({**wrapped, "bold": True, "bg_color": "#DDE7F0"}),
        "cell": book.add_format(wrapped),
        "wrong": book.add_format({**wrapped, "bg_color": "#FFC7CE"}),
    }
    for number, sheet in enumerate(sheets, start=1):
        _write_sheet(book.add_worksheet(_named(sheet.name, number, sheets)), sheet, formats)
    book.close()
    return stream.getvalue()


def _named(name: str, number: int, sheets: Sequence[Sheet]) -> str:
    """Return the name, or another where Excel would not have it."""
    alike = [sheet for sheet in sheets if sheet.name.casefold() == name.casefold()]
    fits = 0 < len(name) <= 31 and not (set(name) & set("[]:*?/\\") or "'" in (name[0], name[-1]))
    return name if fits and len(alike) == 1 else f"表{number}"


def _write_sheet(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, column.title, formats["head"])
        if column.hint:
            page.write_comment(0, number, column.hint, {"x_scale": 2})
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "stop",
                    "error_title": "内容有误", "error_message": "请从列表中选择。"}  # fmt: skip
            page.data_validation(1, number, ROWS, number, rule)
    for row, cells in enumerate(sheet.rows):
        for number, text in enumerate(cells):
            note = sheet.notes.get((row, number))
            style = formats["wrong" if note else "cell"]
            page.write_string(row + 1, number, neutral(text), style)
            if note:
                page.write_comment(row + 1, number, note, {"x_scale": 2, "visible": False})
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)


def read(content: bytes) -> list[Grid]:
    """Return the tables of an .xlsx workbook as text, as their cells are stored.

    Raises Invalid `sheet.unreadable`, and `sheet.too_large` before anything is unpacked whole.
    """
    try:
        _measure(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            _grid(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except _BROKEN as bad:
        raise _unreadable() from bad
    except BaseException as panic:  # the reader's own panic is no Exception of Python's
        if type(panic).__name__ != "PanicException":
            raise
        raise _unreadable() from panic


def _measure(content: bytes) -> None:
    """Refuse what would fill the memory: a reader takes all cells up to the farthest one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > UNPACKED:
            raise _too_large()
        if len(set(archive.namelist())) < len(archive.namelist()) or archive.testzip():
            raise zipfile.BadZipFile("parts that say two things")
        parts = {name: archive.read(name) for name in archive.namelist() if _SHEET.search(name)}
    cells = 0
    for name, text in parts.items():
        if "sharedstrings" not in name.lower():
            _measure_sheet(text)
            cells += text.count(b"v>")
    shared = [text for name, text in parts.items() if "sharedstrings" in name.lower()]
    longest = max((len(piece) for text in shared for piece in text.split(b"si>")), default=0)
    if cells * longest > SPREAD:
        raise _too_large()


def _measure_sheet(text: bytes) -> None:
    for column, row in _ADDRESS.findall(text):
        if len(row) > 5 or int(row) > ROWS + 1 or _number(column) > COLUMNS:
            raise _too_large()


def _unreadable() -> Invalid:
    return Invalid(
        "sheet.unreadable", "无法读取这个工作簿，请用 Excel 或 WPS 另存为 .xlsx 后重试。"
    )


def _number(column: bytes) -> int:
    found = 0
    for letter in column[:4]:
        found = found * 26 + letter - 64
    return found


def _too_large() -> Invalid:
    return Invalid(
        "sheet.too_large",
        f"每张表不得超过 {ROWS} 行、{COLUMNS} 列，请拆分，或删除下方、右侧的空行空列后重试。",
        rows=ROWS,
        columns=COLUMNS,
    )


def _grid(name: str, cells: Sequence[Sequence[Any]]) -> Grid:
    lines = [tuple(_text(cell) for cell in line) for line in cells]
    rows = tuple((n, line) for n, line in enumerate(lines[1:], start=2) if any(line))
    return Grid(name, lines[0] if lines else (), rows)


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return plain(str(cell).strip())
