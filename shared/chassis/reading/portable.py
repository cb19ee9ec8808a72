"""PDF: the text of every page, notes and forms included; what has no text is refused.

A reader of PDF guesses where a font does not say which letters its codes are. A scanner of personal
data may not guess: such a file is refused. So is one with scripts or other files inside.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from shared.chassis.files import PDF
from shared.chassis.reading import Piece, Reading, refusal

PAGES = 300
_DEEPEST = 8
_PAINTED = re.compile(rb"\s(f\*?|F|B\*?|b\*?|S|s|EI)\s")
_SPACE = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_TWO_BYTES = re.compile(rb"\s*(<[0-9A-Fa-f]{4}>\s*<[0-9A-Fa-f]{4}>\s*)+")
_NOTED = ("/Contents", "/RC", "/V", "/DV", "/TU", "/T", "/URI")
_SCRIPTS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")


def read(content: bytes) -> Reading:
    """Read a PDF through."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise refusal("encrypted", "PDF 已加密，请去除密码后上传。")
    if len(reader.pages) > PAGES:
        raise refusal("too_large", f"PDF 超过 {PAGES} 页，请拆分后上传。")
    _refuse_foreign(reader)
    pieces: list[Piece] = []
    remarks = []
    for number, page in enumerate(reader.pages, start=1):
        resources = list(_resources(page.get("/Resources"), depth=0))
        pieces += _page(page, number, resources)
        if any(_holds_image(each) for each in resources):
            remarks.append(f"第{number}页有图片，系统读不出其中的文字，须人工核对")
    noted = {piece.text for piece in pieces}
    pieces += (each for each in _elsewhere(reader) if each.text not in noted)
    return Reading(PDF, _without_authors(content), tuple(pieces), tuple(remarks))


def _page(page: Any, number: int, resources: list[Any]) -> Iterator[Piece]:
    for each in resources:
        for font in each.get("/Font", DictionaryObject()).get_object().values():
            _make_sure(font.get_object(), number)
    said = page.extract_text().replace("\0", "")
    if not said.strip() and (any(map(_holds_image, resources)) or _is_drawn(page)):
        raise refusal("scanned", f"第{number}页是图片，没有可识别的文字，请上传文字版。")
    yield Piece(f"第{number}页", said)
    for note in page.get("/Annots") or ():
        yield from _noted(note.get_object(), f"第{number}页批注或表单")


def _resources(resources: Any, *, depth: int) -> Iterator[Any]:
    """Yield the resources of a page and of the forms drawn on it."""
    if resources is None or depth > _DEEPEST:
        return
    found = resources.get_object()
    yield found
    for drawn in found.get("/XObject", DictionaryObject()).get_object().values():
        yield from _resources(drawn.get_object().get("/Resources"), depth=depth + 1)


def _holds_image(resources: Any) -> bool:
    drawn = resources.get("/XObject", DictionaryObject()).get_object().values()
    return any(each.get_object().get("/Subtype") == "/Image" for each in drawn)


def _is_drawn(page: Any) -> bool:
    """Say whether something is painted: letters may be drawn as lines."""
    contents = page.get_contents()
    return contents is not None and _PAINTED.search(contents.get_data()) is not None


def _make_sure(font: Any, number: int) -> None:
    """Refuse a font whose codes cannot be read for sure; help the reader with the others.

    A code table inside the file is read as single bytes by the library, although its codes are of
    two: they are named so that both bytes are taken.
    """
    composite = font.get("/Subtype") == "/Type0"
    if not composite and font.get("/Subtype") != "/Type3":
        return
    codes = font.get("/Encoding")
    inner = codes.get_object() if codes is not None else None
    sure = "/ToUnicode" in font or (composite and "UCS2" in str(inner))
    if isinstance(inner, StreamObject):
        spaces = _SPACE.findall(inner.get_data())
        sure = sure and bool(spaces) and all(_TWO_BYTES.fullmatch(each) for each in spaces)
        font[NameObject("/Encoding")] = NameObject("/Identity-H")
    if not sure:
        raise refusal(
            "unreadable",
            f"第{number}页的字体没有文字对照表，无法核对内容，请重新导出 PDF 或上传 Word。",
        )


def _noted(note: Any, where: str) -> Iterator[Piece]:
    """Yield what is written in a note, a field or the address of a link."""
    for holder in (note, note.get("/Parent"), note.get("/A"), note.get("/Popup")):
        if holder is None:
            continue
        for key in _NOTED:
            value = holder.get_object().get(key)
            if isinstance(value, str):
                yield Piece(where, value)


def _elsewhere(reader: PdfReader) -> Iterator[Piece]:
    """Yield every other text: of bookmarks, fields, and what is said behind pictures."""
    for held in _everything(reader.trailer["/Root"]):
        for value in held.values():
            if isinstance(value, TextStringObject):
                yield Piece("书签、表单或图片说明", str(value))


def _refuse_foreign(reader: PdfReader) -> None:
    """Refuse files inside the file, and what acts by itself."""
    root: Any = reader.trailer["/Root"].get_object()
    form = root.get("/AcroForm")
    if form is not None and "/XFA" in form.get_object():
        raise refusal("unreadable", "PDF 为动态表单，无法核对内容，请打印为普通 PDF 后上传。")
    for held in _everything(root):
        if held.get("/Type") == "/Filespec" or "/EmbeddedFiles" in held or "/EF" in held:
            raise refusal("embedded", "PDF 中附有其他文件，无法核对，请删去后上传。")
        if held.get("/S") in _SCRIPTS or "/JS" in held or "/JavaScript" in held:
            raise refusal("macro", "PDF 带有脚本或自动动作，请打印为普通 PDF 后上传。")


def _everything(root: Any) -> Iterator[Any]:
    """Yield every dictionary that hangs together with the root, each once."""
    pending, seen = [root], set()
    while pending:
        held = pending.pop()
        if held is None or id(held) in seen:
            continue
        seen.add(id(held))
        if isinstance(held, DictionaryObject):
            yield held
            pending += [held[key] for key in held]
        elif isinstance(held, ArrayObject):
            pending += [each.get_object() for each in held]


def _without_authors(content: bytes) -> bytes:
    """Write again without properties: author, program, times.

    From the file as it came: what was read has been given other names for its code tables.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.metadata = None
    writer.root_object.pop("/Metadata", None)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
