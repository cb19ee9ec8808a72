"""A file leaves the gateway as its bytes, with the name that people read."""

import base64

import pytest

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
