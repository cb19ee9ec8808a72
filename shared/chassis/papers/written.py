"""Word: a .docx document of the same paper, for offices that go on editing it."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from shared.chassis.papers import Paper, Table

_MARGIN, _SIZE = 15, 9
"""Millimetres, points."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


def word(paper: Paper) -> bytes:
    """Write it as a .docx document; the same paper gives the same bytes."""
    document = Document()
    _set_up(document, paper)
    _say(document, paper.title, 16, centred=True)
    for line in paper.lines:
        _say(document, line, 10, centred=True)
    for part in paper.parts:
        if isinstance(part, Table):
            _table(document, part)
        else:
            _say(document, part, 10)
    for line in paper.foot:
        _say(document, line, _SIZE)
    stream = io.BytesIO()
    document.save(stream)
    return _still(stream.getvalue())


def _set_up(document: Any, paper: Paper) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(_SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    section = document.sections[0]
    sides = (Mm(297), Mm(210)) if paper.wide else (Mm(210), Mm(297))
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if paper.wide else WD_ORIENT.PORTRAIT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(_MARGIN))
    document.core_properties.title = paper.title
    document.core_properties.author = ""
    document.core_properties.created = paper.made_at.replace(tzinfo=None)
    document.core_properties.modified = paper.made_at.replace(tzinfo=None)


def _say(document: Any, text: str, size: int, *, centred: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).font.size = Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Any, table: Table) -> None:
    if table.caption:
        _say(document, table.caption, 10)
    written = document.add_table(rows=0, cols=len(table.head), style="Table Grid")
    for number, cells in enumerate((table.head, *table.rows)):
        row = written.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = _printable(text)
        if number == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    section = document.sections[0]
    wide = section.page_width - section.left_margin - section.right_margin
    for column, share in zip(written.columns, table.widths, strict=True):
        column.width = wide * share // sum(table.widths)


def _printable(text: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")


def _still(content: bytes) -> bytes:
    """Return the archive without the time at which it was packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in _sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _sorted(names: Iterable[str]) -> list[str]:
    """Return the parts in order; readers look for the types first."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
