"""Workbooks: what is written is read back, nothing in them is computed, none fills the memory."""

import io
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.chassis import sheets
from shared.chassis.sheets import Column, Sheet
from shared.kernel.clock import TZ
from shared.kernel.errors import Invalid

AT = datetime(2026, 3, 2, 9, tzinfo=TZ)
COLUMNS = (Column("name", "事项名称"), Column("level", "承接层级", choices=("街道", "社区")))


def book(*rows: tuple[str, ...], **more) -> bytes:
    return sheets.write([Sheet("L1 清单", COLUMNS, rows, **more)], title="清单", made_at=AT)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def stretched(content: bytes, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    parts[sheet] = parts[sheet].replace(old, new)
    return packed(parts)


def test_what_is_written_is_read_back_with_its_row_numbers():
    (grid,) = sheets.read(book(("临时救助", "街道"), ("", ""), ("𠮷家村证明", "社区")))
    assert grid.name == "L1 清单"
    assert grid.head == ("事项名称", "承接层级")
    assert grid.rows == ((2, ("临时救助", "街道")), (4, ("𠮷家村证明", "社区")))


@pytest.mark.parametrize("evil", ["=1+1", "+86", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_what_begins_like_a_formula_is_text_that_no_program_computes(evil: str):
    content = book((evil, "街道"))
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")
    assert sheets.neutral(evil)[0] == "'"
    assert sheets.neutral(evil).strip() in part(content, "xl/sharedStrings.xml").replace(
        "&apos;", "'"
    )


@given(st.text(max_size=20))
def test_the_disguise_of_a_formula_comes_off_without_loss(text: str):
    shown = sheets.neutral(text)
    assert sheets.plain(shown) == text
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_same_sheets_give_the_same_bytes():
    assert book(("临时救助", "街道")) == book(("临时救助", "街道"))


def test_a_sheet_offers_its_choices_and_keeps_its_headings_in_sight():
    page = part(book(), "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1"' in page
    assert 'type="list"' in page
    assert "街道,社区" in page


def test_a_wrong_cell_is_marked_and_commented():
    content = book(("临时救助", "区级"), notes={(0, 1): "层级不合要求。请从列表中选择。"})
    assert "层级不合要求" in part(content, "xl/comments1.xml")
    assert 'ref="B2"' in part(content, "xl/comments1.xml")


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 99])
def test_what_is_no_workbook_is_refused(content: bytes):
    with pytest.raises(Invalid) as refusal:
        sheets.read(content)
    assert refusal.value.code == "sheet.unreadable"


def test_an_archive_that_is_no_workbook_is_refused():
    with pytest.raises(Invalid) as refusal:
        sheets.read(packed({"a.txt": b"a"}))
    assert refusal.value.code == "sheet.unreadable"


@pytest.mark.parametrize("far", [b'r="A1048576"', b'r="XFD2"', b"r='B99999999999'"])
def test_a_lonely_cell_far_away_does_not_fill_the_memory(far: bytes):
    with pytest.raises(Invalid) as refusal:
        sheets.read(stretched(book(("临时救助", "街道")), b'r="B2"', far))
    assert refusal.value.code == "sheet.too_large"


def test_an_archive_that_unpacks_without_end_is_not_unpacked():
    bomb = packed({"xl/worksheets/sheet1.xml": b" " * (sheets.UNPACKED + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(Invalid) as refusal:
        sheets.read(bomb)
    assert refusal.value.code == "sheet.too_large"


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")]
)
def test_a_cell_has_the_name_that_excel_gives_it(column: int, name: str):
    assert sheets.address(column, 7) == name


def test_one_long_text_in_every_cell_does_not_fill_the_memory():
    long = book(*[("长" * 30_000, "街道")] * 2_000)
    assert len(long) < 200_000
    with pytest.raises(Invalid) as refusal:
        sheets.read(long)
    assert refusal.value.code == "sheet.too_large"


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_but_never_a_fault(data):
    parts = data.draw(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml",
                                       "xl/sharedStrings.xml", "xl/styles.xml"]))  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(book(("临时救助", "街道"), ("+1", "社区")))) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    text = whole[parts]
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 12))
    whole[parts] = text[:start] + data.draw(st.binary(max_size=6)) + text[start + length :]
    try:
        sheets.read(packed(whole))
    except Invalid as refusal:
        assert refusal.code.startswith("sheet.")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=4))
def test_a_damaged_archive_is_read_or_refused_but_never_a_fault(place: int, junk: bytes):
    content = book(("临时救助", "街道"))
    damaged = content[:place] + junk + content[place + len(junk) :]
    try:
        sheets.read(damaged)
    except Invalid as refusal:
        assert refusal.code.startswith("sheet.")


@pytest.mark.parametrize("names", [("L1/a", "L1:b"), ("l1", "L1"), ("'a", ""), ("长" * 40, "b")])
def test_a_name_that_excel_would_not_have_is_replaced(names):
    written = sheets.write([Sheet(name, COLUMNS) for name in names], title="清单", made_at=AT)
    assert len(sheets.read(written)) == 2


def test_parts_that_say_two_things_are_refused():
    stream = io.BytesIO(book(("临时救助", "街道")))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    with pytest.raises(Invalid) as refusal:
        sheets.read(stream.getvalue())
    assert refusal.value.code == "sheet.unreadable"
