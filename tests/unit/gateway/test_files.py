"""A file leaves the gateway as its bytes, with the name that people read."""

import base64

import pytest

from gateway.headers import styled
from gateway.settings import Settings
from shared.chassis.files import UPLOAD_LIMIT
from shared.testing.client import answer
from tests.unit.gateway.conftest import AS_LIBRARIAN

CARD = "/api/v1/library/books/b1/card"
PDF = b"%PDF-1.7 \x00\xff card"


def card(filename: str = "书卡.pdf", content: bytes = PDF):
    file = {"filename": filename, "media_type": "application/pdf"}
    return answer({**file, "content": base64.b64encode(content).decode()})


def test_a_file_is_its_bytes_its_kind_and_its_name(http, bus):
    bus.answers["library.print_card"] = card()
    shown = http.simulate_get(CARD)
    assert (shown.status_code, shown.content) == (200, PDF)
    assert shown.headers["Content-Type"] == "application/pdf"
    assert shown.headers["Content-Disposition"] == (
        "attachment; filename=\"_.pdf\"; filename*=UTF-8''%E4%B9%A6%E5%8D%A1.pdf"
    )


@pytest.mark.parametrize("evil", ['a"b.pdf', "a\r\nX-Evil: 1.pdf", "a/../b.pdf", "a\\b;c.pdf"])
def test_a_name_cannot_leave_its_header(http, bus, evil: str):
    bus.answers["library.print_card"] = card(evil)
    shown = http.simulate_get(CARD)
    assert "X-Evil" not in shown.headers
    said = shown.headers["Content-Disposition"]
    plain = said.removeprefix('attachment; filename="').partition('"')[0]
    assert not set(plain) & set('"\\/\r\n;')
    assert said.partition("filename*=UTF-8''")[2].isascii()
    assert not set(said.partition("filename*=UTF-8''")[2]) & set(' "\\/\r\n;')


def test_who_has_the_same_bytes_is_told_so_and_other_bytes_are_sent(http, bus):
    bus.answers["library.print_card"] = card()
    tag = http.simulate_get(CARD).headers["ETag"]
    again = http.simulate_get(CARD, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    bus.answers["library.print_card"] = card(content=b"%PDF-1.7 other")
    assert http.simulate_get(CARD, headers={"If-None-Match": tag}).content == b"%PDF-1.7 other"


def test_a_file_that_answers_a_submission_is_never_not_modified(http, bus):
    bus.answers["library.bind_book"] = card()
    bound = "/api/v1/library/books/b1/actions/bind"
    tag = http.simulate_get(CARD, headers=AS_LIBRARIAN).headers.get("ETag", "*")
    headers = {**AS_LIBRARIAN, "If-None-Match": tag}
    shown = http.simulate_post(bound, json={"scan": "x"}, headers=headers)
    assert (shown.status_code, shown.content) == (200, PDF)


def test_a_sheet_of_an_office_fits_through_the_door():
    limit = Settings.__dataclass_fields__["body_limit"].default
    assert limit > -(-UPLOAD_LIMIT // 3) * 4 + 100_000


STYLE = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


@pytest.mark.rule("PAGE-01")
def test_what_has_a_permanent_address_is_found_there_too(http, bus):
    bus.answers["library.print_card"] = card()
    assert http.simulate_get("/cards/b1").content == http.simulate_get(CARD).content == PDF
    assert http.simulate_head("/cards/b1").status_code == 200
    assert http.simulate_post("/cards/b1").status_code == 405
    assert [call.command["book_id"] for call in bus.calls] == ["b1"] * 3


@pytest.mark.rule("PAGE-04")
def test_a_page_opens_at_once_with_its_own_style_and_nothing_else(http, bus):
    page = {"filename": "公告.html", "media_type": "text/html; charset=utf-8", "inline": True,
            "content": base64.b64encode(b"<!doctype html>").decode(), "style": STYLE,
            "cached_for": 60, "modified": "2026-02-11T09:00:00+08:00"}  # fmt: skip
    bus.answers["library.print_card"] = answer(page)
    shown = http.simulate_get("/cards/b1")
    assert shown.headers["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'sha256-{STYLE}'; frame-ancestors 'none'"
    )
    assert shown.headers["Content-Disposition"].startswith("inline; ")
    assert shown.headers["Cache-Control"] == "public, max-age=60"
    assert shown.headers["Last-Modified"] == "Wed, 11 Feb 2026 01:00:00 GMT"
    tag = {"If-None-Match": shown.headers["ETag"]}
    again = http.simulate_get("/cards/b1", headers=tag)
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "public, max-age=60")


@pytest.mark.parametrize("style", ["x", "'none'; script-src *", f"{STYLE}'"])
def test_a_style_that_is_no_digest_loosens_nothing(style: str):
    with pytest.raises(ValueError, match="SHA-256"):
        styled(style)
