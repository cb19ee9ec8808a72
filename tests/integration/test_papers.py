"""Papers to post: printed with rare names, whole however long, the same bytes each time."""

import io
import re
import zlib
from dataclasses import replace
from datetime import datetime

import pytest
from docx import Document

from shared.chassis import papers
from shared.chassis.papers import Paper, Table, printed
from shared.chassis.reading import read_through
from shared.kernel.clock import TZ
from shared.kernel.errors import Unavailable

RARE = "𠮷䶮㛃𬭎"
TABLE = Table(("序号", "事项名称"), (1, 9), (("1", f"{RARE}家村证明"), ("2", "临时救助")))
PAPER = Paper(
    title="需加盖社区印章事项清单",
    lines=("第1版",),
    parts=("说明", TABLE),
    foot=("内容校验码：abc",),
    made_at=datetime(2026, 3, 2, 9, tzinfo=TZ),
)


def unpacked(content: bytes) -> str:
    """Return every stream of a PDF, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return b"\n".join(_inflate(each) for each in streams).decode("latin-1")


def _inflate(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def letters(content: bytes) -> set[str]:
    """Return the letters that the embedded font can show, by its own map to Unicode."""
    found = re.findall(r"<[0-9A-Fa-f]{4}> <([0-9A-Fa-f]+)>", unpacked(content))
    return {bytes.fromhex(code).decode("utf-16-be") for code in found}


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", content))


def test_rare_names_are_printed():
    pdf = papers.pdf(PAPER)
    assert pdf.startswith(b"%PDF-")
    assert set(RARE) <= letters(pdf)
    assert printed.MISSING not in letters(pdf)


def test_a_letter_that_no_font_has_is_marked_and_named():
    pdf = papers.pdf(replace(PAPER, lines=("第1版\U0002fa1f",)))
    assert printed.MISSING in letters(pdf)
    assert {"缺", "字", "2", "F", "A", "1"} <= letters(pdf)


@pytest.mark.parametrize("press", [papers.pdf, papers.word])
def test_the_same_paper_gives_the_same_bytes(press):
    assert press(PAPER) == press(PAPER)
    assert press(PAPER) != press(replace(PAPER, foot=("内容校验码：abd",)))


def test_a_cell_longer_than_a_page_goes_on_on_the_next():
    long = replace(TABLE, rows=(("1", "长" * 20_000),))
    assert pages(papers.pdf(replace(PAPER, parts=(long,)))) > 5


def test_the_headings_of_a_table_stand_on_every_page():
    rows = tuple((str(number), "临时救助") for number in range(120))
    pdf = papers.pdf(replace(PAPER, parts=(replace(TABLE, rows=rows),)))
    assert pages(pdf) > 3
    document = Document(io.BytesIO(papers.word(replace(PAPER, parts=(replace(TABLE, rows=rows),)))))
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml


def test_a_word_document_says_all_that_the_paper_says():
    document = Document(io.BytesIO(papers.word(PAPER)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts == ["需加盖社区印章事项清单", "第1版", "说明", "内容校验码：abc"]
    (table,) = document.tables
    said = [[cell.text for cell in row.cells] for row in table.rows]
    assert said == [["序号", "事项名称"], ["1", f"{RARE}家村证明"], ["2", "临时救助"]]


def test_without_the_font_the_other_form_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(printed, "FONT", tmp_path / "none.ttc")
    with pytest.raises(Unavailable, match="Word") as refusal:
        papers.pdf(PAPER)
    assert refusal.value.code == "papers.no_font"


def test_no_line_of_a_cell_begins_with_a_mark_that_closes_and_nothing_is_lost():
    text = "申请；社区核对事实和依据；社区负责人审批；登记用印；留存副本（一式两份）。"
    for width in range(3, 12):
        lines = list(printed._broken(text, width))
        assert "".join(lines) == text
        assert not [line for line in lines if line[0] in printed._CLOSING]
    assert list(printed._broken("；；；", 1)) == ["；", "；", "；"]
    assert list(printed._broken("", 5)) == [""]


@pytest.mark.rule("RED-02")
def test_a_pdf_of_more_than_255_letters_is_read_letter_by_letter():
    """Codes of two bytes that stand in a table of the file: read as one byte, a number is lost."""
    many = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))
    pdf = papers.pdf(replace(PAPER, parts=(many, "联系电话 13800005678")))
    reading = read_through(pdf, "公示")
    (first, *_) = reading.pieces
    assert letters(reading.content) == letters(pdf)
    assert unpacked(reading.content).count("begincidchar") == unpacked(pdf).count("begincidchar")
    assert "13800005678" in first.text
    assert many in first.text.replace("\n", "")
