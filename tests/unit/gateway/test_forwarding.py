"""What comes in over HTTP goes out as one flat command with its conditions, and nothing else."""

import io

import pytest

from gateway.app import create_app
from gateway.auth import Door
from gateway.routes import read_contracts
from shared.testing.client import answer
from tests.contract._sample import Passes
from tests.unit.gateway.conftest import AS_LIBRARIAN, SETTINGS

LEND = "/api/v1/library/books/b1/actions/lend"
JSON = {**AS_LIBRARIAN, "Content-Type": "application/json"}


def test_path_and_body_become_one_flat_command(http, bus):
    bus.answers["library.lend_book"] = answer({"book_id": "b1"})
    http.simulate_post(LEND, json={"reader": "wang"}, headers={**AS_LIBRARIAN, "If-Match": '"3"'})
    (asked,) = bus.calls
    assert (asked.service, asked.operation) == ("library", "lend_book")
    assert asked.command == {"book_id": "b1", "reader": "wang"}
    assert (asked.token, asked.if_match, asked.timeout) == ("librarian", 3, 7)


def test_query_fields_go_as_text_and_arrays_as_lists(http, bus):
    bus.answers["library.list_books"] = answer({"items": []})
    http.simulate_get(
        "/api/v1/library/books", query_string="limit=5&status=LENT&q=", headers=AS_LIBRARIAN
    )
    assert bus.calls[0].command == {"limit": "5", "status": ["LENT"], "q": ""}


def test_an_action_without_a_body_is_forwarded(http, bus):
    bus.answers["library.lend_book"] = answer({})
    http.simulate_post(LEND, headers=AS_LIBRARIAN)
    assert bus.calls[0].command == {"book_id": "b1"}


def test_head_asks_like_get_and_shows_no_body(http, bus):
    bus.answers["library.show_book"] = answer({"book_id": "b1"}, version=2)
    shown = http.simulate_head("/api/v1/library/books/b1")
    assert (shown.status_code, shown.content, shown.headers["ETag"]) == (200, b"", '"2"')


@pytest.mark.parametrize(
    ("query", "body", "pointer"),
    [("", {"book_id": "b2"}, "/book_id"), ("reader=li", {"reader": "wang"}, "/reader")],
)
def test_a_field_in_two_places_is_refused(http, bus, query, body, pointer):
    refused = http.simulate_post(LEND, json=body, query_string=query, headers=AS_LIBRARIAN)
    assert (refused.status_code, refused.json["code"]) == (422, "request.ambiguous_field")
    assert [error["pointer"] for error in refused.json["errors"]] == [pointer]
    assert bus.calls == []


def test_a_repeated_filter_is_refused_unless_it_is_a_list(http, bus):
    bus.answers["library.list_books"] = answer({"items": []})
    books = "/api/v1/library/books"
    once = http.simulate_get(books, query_string="q=a&q=b", headers=AS_LIBRARIAN)
    assert (once.status_code, once.json["code"]) == (422, "request.repeated_field")
    http.simulate_get(books, query_string="status=LENT&status=SHELVED", headers=AS_LIBRARIAN)
    assert bus.calls[0].command == {"status": ["LENT", "SHELVED"]}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"reader":', 400, "request.malformed_json"),
        (b'{"reader":"\xff"}', 400, "request.malformed_json"),
        (b'{"reader":NaN}', 400, "request.malformed_json"),
        (b'["reader"]', 422, "request.not_an_object"),
        (b'{"reader":' + b"[" * 40 + b"]" * 40 + b"}", 422, "request.too_deep"),
        (b"[" * 1500, 400, "request.malformed_json"),
        (b'{"reader":"a\\u0000b"}', 422, "request.unprintable"),
        (b'{"reader":"' + b"x" * 2000 + b'"}', 413, "request.too_large"),
    ],
)
def test_a_body_that_cannot_be_taken_is_refused(http, bus, body, status, code):
    refused = http.simulate_post(LEND, body=body, headers=JSON)
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert bus.calls == []


def test_wide_bodies_and_written_backslashes_are_not_mistaken_for_deep_or_unprintable(http, bus):
    bus.answers["library.lend_book"] = answer({})
    wide = {"reader": [[] for _ in range(60)], "note": "\\u0000"}
    assert http.simulate_post(LEND, json=wide, headers=AS_LIBRARIAN).status_code == 200
    assert bus.calls[0].command == {"book_id": "b1", **wide}


@pytest.mark.parametrize(
    "address",
    ["/api/v1/library/books/b%00", "/api/v1/library/books?q=%00", "/api/v1/library/books?%00=1"],
)
def test_a_nul_character_in_the_address_is_refused(http, bus, address):
    refused = http.simulate_get(address, headers=AS_LIBRARIAN)
    assert (refused.status_code, refused.json["code"]) == (422, "request.unprintable")
    assert bus.calls == []


def test_a_chunked_body_is_read_and_bounded(http, bus):
    bus.answers["library.lend_book"] = answer({})

    def send(body: bytes):
        return http.simulate_post(
            LEND,
            headers={**JSON, "Transfer-Encoding": "chunked"},
            extras={
                "wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True,
                "CONTENT_LENGTH": "",
            },
        )  # fmt: skip

    assert send(b'{"reader":"wang"}').status_code == 200
    assert bus.calls[0].command == {"book_id": "b1", "reader": "wang"}
    assert send(b'{"reader":"' + b"x" * 2000 + b'"}').status_code == 413


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_taken(http, bus, media_type):
    refused = http.simulate_post(
        LEND, body=b'{"reader":"wang"}', headers={**AS_LIBRARIAN, "Content-Type": media_type}
    )
    assert (refused.status_code, refused.json["code"]) == (415, "request.unsupported_media_type")
    assert bus.calls == []


@pytest.mark.parametrize("value", ['W/"3"', "3", "*", '"3", "4"', '"x"', '"-1"', ""])
def test_an_if_match_that_names_no_version_is_refused(http, bus, value):
    refused = http.simulate_post(LEND, headers={**AS_LIBRARIAN, "If-Match": value})
    assert refused.status_code == 400
    assert refused.json["code"] == "precondition.if_match_unreadable"
    assert bus.calls == []


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ('"8e03978e-40d5"', "8e03978e-40d5"),
        ("8e03978e-40d5", "8e03978e-40d5"),
        ('"a b"', "a b"),
        (r'"a\"b"', 'a"b'),
        ('"k";v=1', "k"),
    ],
)
def test_an_idempotency_key_may_be_quoted_or_bare(http, bus, value, key):
    bus.answers["library.add_book"] = answer({}, status=201)
    headers = {**AS_LIBRARIAN, "Idempotency-Key": value}
    http.simulate_post("/api/v1/library/books", json={}, headers=headers)
    assert bus.calls[0].idempotency_key == key


@pytest.mark.parametrize("value", ["", '""', '"open', "a b", "k" * 256, '"' + "k" * 256 + '"'])
def test_an_unreadable_idempotency_key_is_refused(http, bus, value):
    headers = {**AS_LIBRARIAN, "Idempotency-Key": value}
    refused = http.simulate_post("/api/v1/library/books", json={}, headers=headers)
    assert (refused.status_code, refused.json["code"]) == (400, "idempotency.key_unreadable")
    assert bus.calls == []


def test_addresses_that_differ_only_in_a_fields_name_do_not_start(contracts, bus):
    clash = contracts["library"]["operations"]["show_book"] | {"path": "/books/{id}"}
    operations = contracts["library"]["operations"] | {"show_again": clash}
    doubled = {"library": contracts["library"] | {"operations": operations}}
    with pytest.raises(ValueError, match="id"):
        create_app(doubled, bus=bus, door=Door(Passes()), settings=SETTINGS)


def test_a_house_without_contracts_does_not_start(tmp_path):
    with pytest.raises(ValueError, match="make contracts"):
        read_contracts(tmp_path)
