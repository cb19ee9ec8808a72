"""Files that are handed in are read through, wherever in them something is written."""

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter

from shared.chassis import sheets
from shared.chassis.files import CSV, DOCX, PDF, TEXT, XLSX
from shared.chassis.reading import read_through
from shared.kernel.errors import Invalid

PHONE = "13800005678"
AUTHOR = "甄作者"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(parts: dict[str, str], **flags: Any) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def document(body: str, **parts: str) -> bytes:
    named = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    return packed({
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": f"<cp><creator>{AUTHOR}</creator></cp>",
        **named,
    })  # fmt: skip


def paragraph(*runs: str, tag: str = "t") -> str:
    words = "".join(f"<w:r><w:{tag}>{run}</w:{tag}></w:r>" for run in runs)
    return f"<w:p>{words}</w:p>"


def portable(stream: str = "", *, page: str = "", font: str = "", more: str = "") -> bytes:
    """Return a PDF of one page; what is said stands in `stream`, as its own letters."""
    font = font or "/Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding"
    resources = f"/Resources<</Font<</F1 4 0 R>>/XObject<<{more}>>>>"
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{page}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]{resources}/Contents 5 0 R"
        "/Annots[6 0 R]>>",
        f"<<{font}>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        f"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(note {PHONE[:-1]}0)>>",
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        "/BitsPerComponent 8/Length 1>>stream\nx\nendstream",
        f"<</Author({AUTHOR.encode('utf-16-be').hex()})>>",
    ]
    text, places = "%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj{each}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 8 0 R>>\nstartxref\n{len(text)}\n%%EOF"
    ).encode()


def said(words: str) -> str:
    return f"BT /F1 12 Tf 50 400 Td ({words}) Tj ET"


def places(content: bytes, name: str = "附件") -> list[str]:
    return [each.place for each in read_through(content, name).pieces if PHONE in each.text]


@pytest.fixture(scope="module")
def workbook() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"author": AUTHOR, "manager": AUTHOR, "created": datetime(2026, 1, 1)})  # noqa: DTZ001
    shown = book.add_worksheet("名单")
    shown.write_string(1, 1, PHONE)
    shown.write_number(2, 2, int(PHONE))
    shown.write_rich_string(6, 0, PHONE[:3], book.add_format({"bold": True}), PHONE[3:])
    shown.write_comment(0, 0, f"电话 {PHONE}", {"author": AUTHOR})
    shown.set_header(f"&C{PHONE}")
    shown.insert_textbox(5, 5, f"框 {PHONE}")
    chart = book.add_chart({"type": "line"})
    chart.set_title({"name": f"图 {PHONE}"})
    chart.add_series({"values": "=名单!$C$3"})
    shown.insert_chart(20, 0, chart)
    shown.write_url(8, 0, f"https://example.gov.cn/{PHONE}", string="链接")
    hidden = book.add_worksheet("底稿")
    hidden.write_string(0, 0, PHONE)
    hidden.hide()
    book.close()
    return stream.getvalue()


@pytest.mark.rule("RED-02")
def test_a_workbook_is_read_in_every_corner_hidden_sheets_and_comments_too(workbook: bytes):
    reading = read_through(workbook, "名单.pdf")
    assert reading.media_type == XLSX, "a file is what it holds, not what it is called"
    assert places(workbook) == [
        "工作表“名单”B2", "工作表“名单”C3", "工作表“名单”A7", "工作表“底稿”A1", "公式和页眉页脚",
        "文件部件 chart1.xml", "文本框", "批注", "链接和图片说明",
    ]  # fmt: skip
    assert [table.place for table in reading.tables] == ["工作表“名单”", "工作表“底稿”"]
    assert reading.remarks == ("含隐藏工作表“底稿”，请确认是否应当公开",)
    assert [grid.rows for grid in sheets.read(reading.content)] == [
        grid.rows for grid in sheets.read(workbook)
    ]


@pytest.mark.rule("RED-02")
def test_a_document_is_read_with_tables_headers_notes_and_deleted_words():
    cell = f"<w:tc>{paragraph('138')}</w:tc><w:tc>{paragraph(PHONE[:5], PHONE[5:])}</w:tc>"
    content = document(
        paragraph("联系 ", PHONE[:3], PHONE[3:]) + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
        f"<w:del w:author='{AUTHOR}'>{paragraph(PHONE, tag='delText')}</w:del>"
        f'<w:docPr descr="{PHONE}"/>',
        word__header1=f"<w:hdr {W}>{paragraph(PHONE)}</w:hdr>",
        word__comments=f"<w:c {W}><w:comment w:author='{AUTHOR}'>{paragraph(PHONE)}</w:comment>"
        "</w:c>",
    )
    assert read_through(content, "a").media_type == DOCX
    assert [each.rows for each in read_through(content, "a").tables] == [(("138", PHONE),)]
    assert places(content) == [
        "正文第1段", "正文表格1第1行第2列", "正文第2段", "链接和图片说明", "页眉第1段", "批注第1段",
    ]  # fmt: skip


@pytest.mark.rule("RED-02")
def test_who_wrote_it_is_taken_out(workbook: bytes):
    content = document(f"<w:ins w:author='{AUTHOR}'>{paragraph('正文')}</w:ins>")
    for original in (workbook, content):
        with zipfile.ZipFile(io.BytesIO(original)) as archive:
            assert AUTHOR.encode() in b"".join(map(archive.read, archive.namelist()))
        with zipfile.ZipFile(io.BytesIO(read_through(original, "a").content)) as archive:
            assert AUTHOR.encode() not in b"".join(map(archive.read, archive.namelist()))
    assert b"/Author" not in read_through(portable(said("text")), "a").content


@pytest.mark.rule("RED-02")
def test_a_pdf_is_read_page_by_page_with_its_notes():
    reading = read_through(portable(said(f"tel {PHONE}")), "a")
    assert reading.media_type == PDF
    assert [(each.place, each.text) for each in reading.pieces] == [
        ("第1页", f"tel {PHONE}"), ("第1页批注或表单", f"note {PHONE[:-1]}0"),
    ]  # fmt: skip
    with_image = read_through(portable(said("seal"), more="/I 7 0 R"), "a")
    assert with_image.remarks == ("第1页有图片，系统读不出其中的文字，须人工核对",)


@pytest.mark.rule("RED-02")
def test_bookmarks_pivot_tables_and_bound_data_are_read_too():
    outlines = f"/Outlines<</First<</Title({PHONE})>>>>"
    assert places(portable(said("x"), page=outlines)) == ["书签、表单或图片说明"]
    bound = document(paragraph("x"), customXml__item1=f"<data><phone>{PHONE}</phone></data>")
    assert places(bound) == ["文件部件 item1.xml"]


def test_the_small_picture_of_the_first_page_is_taken_out():
    rels = '<Relationships><Relationship Id="r" Target="docProps/thumbnail.jpeg"/></Relationships>'
    content = document(paragraph("x"), docProps__thumbnail="<a/>", _rels__="x")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    del parts["_rels/.xml"], parts["docProps/thumbnail.xml"]
    parts |= {"_rels/.rels": rels, "docProps/thumbnail.jpeg": "picture"}
    with zipfile.ZipFile(io.BytesIO(read_through(packed(parts), "a").content)) as archive:
        assert "docProps/thumbnail.jpeg" not in archive.namelist()
        assert archive.read("_rels/.rels") == b"<Relationships></Relationships>"


def test_a_text_is_read_by_lines_in_either_encoding_and_kept_in_one():
    for coded in ("utf-8", "utf-8-sig", "gb18030"):
        reading = read_through(f"姓名,电话\n王某,{PHONE}".encode(coded), "表.CSV")
        assert (reading.media_type, reading.content[:3]) == (CSV, b"\xef\xbb\xbf")
        assert [each.place for each in reading.pieces if PHONE in each.text] == ["第2行"]
    assert read_through(b"a", "a.xlsx").media_type == TEXT


MACRO = {"word/vbaProject.bin": "x", "word/document.xml": "<a/>"}
INSIDE = {"word/embeddings/a.xlsx": "x", "word/document.xml": "<a/>"}
BOMB = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
COMPOSITE = "/Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[]"


@pytest.mark.rule("RED-02")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \n", "empty"),
        (b"\xd0\xcf\x11\xe0 old or encrypted", "encrypted"),
        (b"\x89PNG\r\n\x1a\n\x00", "unknown_kind"),
        (b"PK\x03\x04 broken", "unreadable"),
        (packed({"a.txt": "x"}), "unknown_kind"),
        (packed(MACRO), "macro"),
        (packed(INSIDE), "embedded"),
        (packed({"word/document.xml": "<a/>", "word/a.pdf": "x"}), "embedded"),
        (document("", word__a=BOMB), "unreadable"),
        (document("", word__media__a="<a/>"), "scanned"),
        (b"%PDF-1.7 broken", "unreadable"),
        (portable(said("x"), page="/OpenAction<</S/JavaScript/JS(x)>>"), "macro"),
        (portable(said("x"), page="/Names<</EmbeddedFiles<<>>>>"), "embedded"),
        (portable(said("x"), page="/AcroForm<</XFA[]>>"), "unreadable"),
        (portable("q /I Do Q", more="/I 7 0 R"), "scanned"),
        (portable("0 0 m 9 9 l S "), "scanned"),
        (portable(said("x"), font=COMPOSITE), "unreadable"),
    ],
)
def test_what_cannot_be_read_through_is_refused_with_the_way_out(content: bytes, code: str):
    with pytest.raises(Invalid) as refusal:
        read_through(content, "附件.docx")
    assert refusal.value.code == f"upload.{code}"
    assert refusal.value.message.endswith("。")
