"""Permanent pages: found by anybody, printed with every rare name, gone when withdrawn."""

import io
import re
from base64 import b64decode
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from shared.kernel.errors import NotFound, Unavailable
from tests.integration.services._room import Room
from tests.integration.services.test_records import publish
from tests.unit.disclosure._board import text

RARE = "𬱖㛃𠅤䶮赟堃𠮷𬭎"


def drafted(disclosure: Room, name: str = "困难老人生活补贴（示例）") -> str:
    """Let a list be formed that names something; return the record's id."""
    disclosure.react(
        disclosure.handlers.draft_list, list_version_id="list-1", path="510115", list_code="L1",
        list_name="延伸事项清单", number=1, effective_from="2026-02-11",
        formed_at=disclosure.now.isoformat(),
        entries=[{"name": name, "department": "民政局", "basis": []}],
    )  # fmt: skip
    (line,) = disclosure.ask("gongkai", "list_records")["body"]["items"]
    return str(line["record_id"])


def print_now(disclosure: Room, record_id: str) -> None:
    disclosure.react(disclosure.handlers.print_pages, subject_id=record_id)


def page(disclosure: Room, record_id: str, **which: Any) -> str:
    shown = disclosure.ask("reader", "read_page", record_id=record_id, **which)["body"]
    return b64decode(shown["content"]).decode()


def fonts(reader: PdfReader) -> list[tuple[TTFont, dict[str, int]]]:
    """Return each embedded font with the glyph that it prints for a letter, by its own map."""
    found = []
    for resource in reader.pages[0]["/Resources"]["/Font"].values():
        font = resource.get_object()
        (inner,) = font["/DescendantFonts"]
        file = inner.get_object()["/FontDescriptor"].get_object()
        data = next(file[key].get_object().get_data() for key in file if "FontFile" in key)
        mapped = font["/ToUnicode"].get_object().get_data().decode("latin-1")
        glyphs = {
            bytes.fromhex(said).decode("utf-16-be"): int(code, 16)
            for code, said in re.findall(r"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>", mapped)
        }
        found.append((TTFont(io.BytesIO(data)), glyphs))
    return found


@pytest.mark.rule("PAGE-03")
def test_rare_names_are_really_printed(disclosure: Room):
    record_id = drafted(disclosure, f"{RARE}（示例）")
    publish(disclosure, record_id)
    with pytest.raises(Unavailable):
        disclosure.ask("reader", "print_page", record_id=record_id)
    print_now(disclosure, record_id)
    file = disclosure.ask("reader", "print_page", record_id=record_id)["body"]
    assert (file["media_type"], file["inline"]) == ("application/pdf", True)
    reader = PdfReader(io.BytesIO(b64decode(file["content"])))
    said = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    assert RARE in said
    assert "〓" not in said
    ((font, glyphs),) = fonts(reader)
    order = font.getGlyphOrder()
    for letter in RARE:
        assert order[glyphs[letter]] != ".notdef"
        assert glyphs[letter] != 0


@pytest.mark.rule("PAGE-01", "PAGE-02")
def test_every_edition_is_found_until_it_is_withdrawn_and_none_after(disclosure: Room):
    record_id = drafted(disclosure)
    with pytest.raises(NotFound):
        page(disclosure, record_id)
    shown = publish(disclosure, record_id)
    first = page(disclosure, record_id)
    assert "困难老人生活补贴（示例）" in first
    shown = disclosure.step("gongkai", "correct_record", record_id=record_id, note="更正（示例）",
                            version=shown["version"], content=text("更正后（示例）"))  # fmt: skip
    assert page(disclosure, record_id, edition=1) == first
    assert "更正后（示例）" in page(disclosure, record_id)
    with pytest.raises(NotFound):
        page(disclosure, record_id, edition=3)
    print_now(disclosure, record_id)
    disclosure.step("gongkai_leader", "withdraw_record", record_id=record_id,
                    version=shown["version"], reason="依据已废止（示例）")  # fmt: skip
    for which in ({}, {"edition": 1}, {"edition": 2}):
        assert "理由：依据已废止（示例）" in page(disclosure, record_id, **which)
        assert "困难老人" not in page(disclosure, record_id, **which)
        with pytest.raises(Unavailable):
            disclosure.ask("reader", "print_page", record_id=record_id, **which)


def test_what_was_public_before_there_were_pages_gets_its_page(disclosure: Room):
    record_id = drafted(disclosure)
    publish(disclosure, record_id)
    disclosure.react(lambda uow: uow.session.execute(disclosure.store.pages.delete()))
    with pytest.raises(NotFound):
        page(disclosure, record_id)
    print_now(disclosure, record_id)
    assert "困难老人" in page(disclosure, record_id)
