"""Workbooks and documents of offices (OOXML): cells, paragraphs, and every other text inside.

Hidden sheets and rows, comments, deleted text, headers, footers, text boxes, links and the words
behind images are read like all others. Properties and authors' names are blanked.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from shared.chassis import sheets
from shared.chassis.files import DOCX, XLSX
from shared.chassis.reading import Grid, Piece, Reading, refusal

_FOREIGN = re.compile(r"/(embeddings|activeX|externalLinks)/|oleObject", re.IGNORECASE)
_IMAGE = re.compile(r"/media/", re.IGNORECASE)
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_WORDS = frozenset({"t", "delText", "instrText", "delInstrText"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}
_KNOWN = re.compile(r"/media/|/printerSettings/|/fonts/|^docProps/thumbnail", re.IGNORECASE)
"""Parts that hold no text of people's; anything else that is no XML is another file."""

_THUMBNAIL = re.compile(rb"<Relationship\b[^>]*thumbnail[^>]*?(?:/>|>\s*</Relationship>)")
_SAID_IN = frozenset({
    "descr", "title", "alt", "Target", "tooltip", "display", "formatCode", "name", "caption", "val",
    "v",
})  # fmt: skip
_BEHIND = "链接和图片说明"
"""Attributes in which people write (v: what a pivot table keeps of its source); their place."""

_PLACES = {
    "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注",
    "threadedComment": "批注", "drawing": "文本框", "vmlDrawing": "批注框",
    "sharedStrings": "未显示的单元格文字",
    "sheet": "公式和页眉页脚", "workbook": "名称定义", "styles": "格式",
}  # fmt: skip

_KIND = "http://schemas.openxmlformats.org/{}-properties"
_BLANK = {
    f"docProps/{name}.xml": f'<{root} xmlns="{_KIND.format(kind)}"/>'
    for name, root, kind in (
        ("core", "coreProperties", "package/2006/metadata/core"),
        ("app", "Properties", "officeDocument/2006/extended"),
        ("custom", "Properties", "officeDocument/2006/custom"),
    )
}
_AUTHOR = re.compile(
    rb"""(\s(?:\w+:)?(?:author|initials|displayName|userId)\s*=\s*)(?:"[^"]*"|'[^']*')"""
)
_AUTHORS = re.compile(rb"(<(?:\w+:)?author>)[^<]*(</)")


def read(content: bytes) -> Reading:
    """Read a .xlsx or .docx file through."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        _refuse_foreign(archive)
        parts = {name: archive.read(name) for name in names}
    trees = {
        name: _tree(part)
        for name, part in parts.items()
        if _XML.search(name) and name not in _BLANK
    }
    images = sum(bool(_IMAGE.search(name)) for name in names)
    remarks = [f"含图片 {images} 幅，系统读不出其中的文字，须人工核对"] if images else []
    if "word/document.xml" in names:
        kind, pieces = DOCX, tuple(_document(trees))
        tables = tuple(_tables(trees["word/document.xml"]))
    else:
        grids = sheets.read(content)
        kind, pieces = XLSX, tuple(_workbook(grids, trees))
        tables = tuple(
            Grid(f"工作表“{grid.name}”", (grid.head, *(cells for _, cells in grid.rows)))
            for grid in grids
        )
        remarks += _hidden(trees["xl/workbook.xml"])
    if images and not any(each.text.strip() for each in pieces if each.place != _BEHIND):
        raise refusal("scanned", "文件只有图片，没有可识别的文字，请上传文字版。")
    return Reading(kind, _without_authors(parts), pieces, tuple(remarks), tables)


def _refuse_foreign(archive: zipfile.ZipFile) -> None:
    """Refuse what cannot be read through, before anything is unpacked."""
    parts = archive.infolist()
    if not {"word/document.xml", "xl/workbook.xml"}.intersection(archive.namelist()):
        raise refusal("unknown_kind", "这不是 Word 文档或 Excel 工作簿，请另存为 .docx 或 .xlsx。")
    if sum(part.file_size for part in parts) > sheets.UNPACKED or len(parts) > sheets.ROWS:
        raise refusal("too_large", "文件展开后过大，请拆分后上传。")
    if len({part.filename for part in parts}) < len(parts):
        raise refusal("unreadable", "文件已损坏或无法读取，请重新导出后上传。")
    for part in parts:
        if part.flag_bits & 1:
            raise refusal("encrypted", "文件已加密，请去除密码后上传。")
        if "vbaproject" in part.filename.lower():
            raise refusal("macro", "文件带有宏，请另存为不带宏的 .docx 或 .xlsx 后上传。")
        known = _XML.search(part.filename) or _KNOWN.search(part.filename)
        if _FOREIGN.search(part.filename) or not (known or part.is_dir()):
            raise refusal(
                "embedded",
                "文件中嵌有其他文件或外部链接，请删去后上传。",
                part=part.filename,
            )


def _tree(part: bytes) -> Element:
    if b"<!" in part.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\0" in part[:64]:
        raise refusal("unreadable", "文件结构异常，请用 Word、Excel 或 WPS 另存后上传。")
    return ElementTree.fromstring(part)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


# --- documents -----------------------------------------------------------------------------------


def _document(trees: Mapping[str, Element]) -> Iterator[Piece]:
    for name, tree in trees.items():
        main = name == "word/document.xml"
        yield from _blocks(tree, "正文" if main else _place(name))
        yield from _attributes(tree, _BEHIND)


def _blocks(tree: Element, where: str) -> Iterator[Piece]:
    """Yield paragraphs, cells, and whatever is written outside of them."""
    paragraphs = tables = 0
    pending = [tree]
    while pending:
        element = pending.pop()
        kind = _local(element)
        if kind == "p":
            paragraphs += 1
            yield Piece(f"{where}第{paragraphs}段", _words(element))
        elif kind == "tbl":
            tables += 1
            yield from _cells(element, f"{where}表格{tables}")
        else:
            yield Piece(where, element.text or "")
            pending += reversed(element)


def _cells(table: Element, where: str) -> Iterator[Piece]:
    rows = [row for row in table if _local(row) == "tr"]
    for number, row in enumerate(rows, start=1):
        cells = [cell for cell in row if _local(cell) == "tc"]
        for column, cell in enumerate(cells, start=1):
            yield Piece(f"{where}第{number}行第{column}列", _words(cell))
    loose = [each for each in table if _local(each) not in ("tr", "tblPr", "tblGrid")]
    yield from (Piece(where, _words(each)) for each in loose)


def _tables(tree: Element) -> Iterator[Grid]:
    tables = (each for each in tree.iter() if _local(each) == "tbl")
    for number, table in enumerate(tables, start=1):
        rows = [row for row in table if _local(row) == "tr"]
        cells = (tuple(_words(cell) for cell in row if _local(cell) == "tc") for row in rows)
        yield Grid(f"表格{number}", tuple(cells))


def _words(element: Element) -> str:
    """Return the text of a paragraph or cell as one line reads it, deleted words included."""
    said = []
    for each in element.iter():
        kind = _local(each)
        if kind in _WORDS:
            said.append(each.text or "")
        elif kind == "p" and each is not element:
            said.append("\n")
        else:
            said.append(_BREAKS.get(kind, ""))
    return "".join(said).strip("\n")


# --- workbooks -----------------------------------------------------------------------------------


def _workbook(grids: Iterable[sheets.Grid], trees: Mapping[str, Element]) -> Iterator[Piece]:
    shown = set()
    for grid in grids:
        for row, cells in [(1, grid.head), *grid.rows]:
            for column, text in enumerate(cells):
                shown.add(text)
                yield Piece(f"工作表“{grid.name}”{sheets.address(column, row)}", text)
    for name, tree in trees.items():
        values = ("v", "is") if name.startswith("xl/worksheets/") else ()
        loose = (text for text in _loose(tree, values) if text.strip() not in shown)
        yield from (Piece(_place(name), text) for text in loose)
        yield from _attributes(tree, _BEHIND)


def _loose(tree: Element, values: tuple[str, ...]) -> Iterator[str]:
    """Yield every text that is no value of a cell; strings in runs are put together again."""
    pending = [tree]
    while pending:
        element = pending.pop()
        kind = _local(element)
        if kind in ("si", "comment", "p", "text"):
            yield "".join(element.itertext())
        elif kind not in values:
            yield element.text or ""
            pending += reversed(element)


def _hidden(workbook: Element) -> Iterator[str]:
    for sheet in workbook.iter():
        if _local(sheet) == "sheet" and sheet.get("state", "visible") != "visible":
            yield f"含隐藏工作表“{sheet.get('name')}”，请确认是否应当公开"


# --- both ----------------------------------------------------------------------------------------


def _attributes(tree: Element, where: str) -> Iterator[Piece]:
    for element in tree.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in _SAID_IN:
                yield Piece(where, value)


def _place(name: str) -> str:
    stem = PurePosixPath(name).name.partition(".")[0].rstrip("0123456789")
    return _PLACES.get(stem, f"文件部件 {PurePosixPath(name).name}")


def _without_authors(parts: Mapping[str, bytes]) -> bytes:
    """Pack again with blank properties, without the names of authors and the small first page."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            if name.startswith("docProps/thumbnail"):
                continue
            if name == "_rels/.rels":
                part = _THUMBNAIL.sub(b"", part)
            if name in _BLANK:
                part = _BLANK[name].encode()
            elif _XML.search(name):
                part = _AUTHORS.sub(rb"\1\2", _AUTHOR.sub(rb'\1""', part))
            packed.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
