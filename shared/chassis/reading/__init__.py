"""Files that people hand in, read through: every text with its place, nothing left unread.

What a file is, is told by its content, never by its name. A file that cannot be read through (it is
encrypted, scanned, has macros or other files inside) is refused with the way out. Who wrote it and
with what is taken out of its properties. Only who reads files pays for loading the readers.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shared.chassis.files import CSV, DOCX, PDF, TEXT, XLSX, ZIP
from shared.kernel.errors import Invalid

EXTENSIONS = {XLSX: "xlsx", DOCX: "docx", PDF: "pdf", CSV: "csv", TEXT: "txt"}

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Piece:
    """A text and where it stands, as people find it: 工作表“名单”B3, 第2页, 正文第4段."""

    place: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A table and where it stands; its first row may be headings."""

    place: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Reading:
    """A file that was read through. `remarks`: what only a person can look at, as images.

    The texts of `tables` are among the pieces; a PDF is not said to have any.
    """

    media_type: str
    content: bytes
    pieces: tuple[Piece, ...]
    remarks: tuple[str, ...] = ()
    tables: tuple[Grid, ...] = ()


def read_through(content: bytes, name: str) -> Reading:
    """Read a workbook, document, PDF or text; raises Invalid `upload.…` that says what to do.

    The content comes back without the names of its authors.
    """
    if not content.strip():
        raise refusal("empty", "文件是空的，请核对后重新选择。")
    if content.startswith(_OLD_OFFICE):
        raise refusal("encrypted", "文件已加密或为旧格式，请去除密码，另存为 .docx 或 .xlsx。")
    try:
        if content.startswith(ZIP):
            from shared.chassis.reading import office

            return office.read(content)
        if b"%PDF-" in content[:1024]:
            from shared.chassis.reading import portable

            return portable.read(content)
        return _text(content, name)
    except Invalid:
        raise
    except Exception as broken:  # whatever a broken or hostile file makes the readers raise
        raise refusal("unreadable", "文件已损坏或无法读取，请重新导出后上传。") from broken


def refusal(code: str, said: str, **details: Any) -> Invalid:
    """Build the refusal of a file."""
    return Invalid(f"upload.{code}", said, **details)


def _text(content: bytes, name: str) -> Reading:
    text = _decoded(content)
    if any(letter < " " and letter not in "\t\r\n\f" for letter in text):
        raise refusal("unknown_kind", "只接受 .xlsx、.docx、.pdf、.csv、.txt 文件，请另存后上传。")
    kind = CSV if name.lower().endswith(".csv") else TEXT
    rows = tuple(tuple(row) for row in csv.reader(text.splitlines()) if row)
    tables = (Grid("", rows),) if kind == CSV and rows else ()
    return Reading(kind, b"\xef\xbb\xbf" + text.encode(), tuple(_lines(text)), tables=tables)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusal("unknown_kind", "只接受 .xlsx、.docx、.pdf、.csv、.txt 文件，请另存后上传。")


def _lines(text: str) -> Iterator[Piece]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield Piece(f"第{number}行", line)
