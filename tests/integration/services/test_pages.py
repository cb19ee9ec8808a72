"""Permanent pages: found by anybody, printed with every rare name, gone when withdrawn."""

import io
import re
from base64 import b64decode, b64encode
from typing import Any

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from pypdf import PdfReader
from sqlalchemy import LargeBinary, select, type_coerce

from shared.chassis.reading import read_through
from shared.kernel.errors import Forbidden, NotFound, Unavailable
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


def outlines(pdf: bytes) -> dict[str, list[Any]]:
    """Return letter → what the one embedded font draws for it: by its code, then by its CID."""
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    (font,) = [each.get_object() for each in page["/Resources"]["/Font"].values()]
    inner = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    drawn = CFFFontSet()
    drawn.decompile(io.BytesIO(inner["/FontFile3"].get_object().get_data()), None)
    glyphs = drawn[0].CharStrings
    said, cids = (font[key].get_object().get_data().decode() for key in ("/ToUnicode", "/Encoding"))
    codes = dict(re.findall(r"<([0-9A-F]{4})> (\d+)", cids))
    found = {}
    for code, letter in re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", said):
        pen, name = RecordingPen(), f"cid{int(codes[code]):05d}"
        if name in glyphs:
            glyphs[name].draw(pen)
        found[bytes.fromhex(letter).decode("utf-16-be")] = pen.value
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
    pdf = b64decode(file["content"])
    pieces = read_through(pdf, "公示").pieces
    assert RARE in re.sub(r"\s", "", "".join(piece.text for piece in pieces))
    drawn = outlines(pdf)
    assert "〓" not in drawn
    assert all(drawn[letter] for letter in RARE), "each has lines of its own"
    assert len({str(drawn[letter]) for letter in RARE}) == len(RARE), "no two share a box"


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


def attached(disclosure: Room, record_id: str, name: str, content: str) -> Any:
    shown = disclosure.ask("gongkai", "show_record", record_id=record_id)
    return disclosure.step("gongkai", "attach_file", record_id=record_id, version=shown["version"],
                           name=name, content=b64encode(content.encode()).decode())  # fmt: skip


def taken(disclosure: Room, who: str, operation: str, record_id: str, file_id: str) -> str:
    file = disclosure.ask(who, operation, record_id=record_id, file_id=file_id)["body"]
    return b64decode(file["content"]).decode("utf-8-sig")


@pytest.mark.rule("RED-02", "RED-03", "PAGE-01", "PAGE-02")
def test_a_file_is_sealed_until_an_edition_names_it_and_gone_when_withdrawn(disclosure: Room):
    record_id = drafted(disclosure)
    shown = attached(disclosure, record_id, "附表.csv", "示例秘密")
    file_id = shown["attachments"][0]["file_id"]
    files = disclosure.store.files.c
    kept = select(files.content, type_coerce(files.sealed, LargeBinary))
    with disclosure.database.read() as session:
        ((content, sealed),) = session.execute(kept).all()
    assert content is None
    assert "示例秘密".encode() not in bytes(sealed)
    for who, operation in (("reader", "download_file"), ("zhihui", "show_file")):
        with pytest.raises((NotFound, Forbidden)):
            taken(disclosure, who, operation, record_id, file_id)
    assert taken(disclosure, "gongkai_leader", "show_file", record_id, file_id) == "示例秘密"
    shown = publish(disclosure, record_id)
    assert taken(disclosure, "reader", "download_file", record_id, file_id) == "示例秘密"
    with pytest.raises(NotFound):
        taken(disclosure, "reader", "download_file", record_id, "elsewhere")
    with disclosure.database.read() as session:
        ((content, sealed),) = session.execute(kept).all()
    assert (bytes(content).decode("utf-8-sig"), sealed) == ("示例秘密", None)
    disclosure.step("gongkai_leader", "withdraw_record", record_id=record_id,
                    version=shown["version"], reason="依据已废止（示例）")  # fmt: skip
    with pytest.raises(NotFound):
        taken(disclosure, "reader", "download_file", record_id, file_id)
