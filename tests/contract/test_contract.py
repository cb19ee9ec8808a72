"""How declarations become a contract."""

import base64
import re
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

import pytest

from shared.chassis.contract import contract, schema_of, written
from shared.chassis.schema import Schema, fields
from shared.chassis.service import Service, operation
from shared.kernel.actor import PUBLIC
from shared.kernel.events import Fact
from tests.contract._sample import Library, Readers


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("annotation", "schema"),
    [
        (str, {"type": "string"}),
        (int | None, {"type": ["integer", "null"]}),
        (date | None, {"type": ["string", "null"], "format": "date"}),
        (datetime, {"type": "string", "format": "date-time"}),
        (Colour, {"type": "string", "enum": ["red"]}),
        (Colour | None, {"anyOf": [{"type": "string", "enum": ["red"]}, {"type": "null"}]}),
        (tuple[int, ...], {"type": "array", "items": {"type": "integer"}}),
        (
            tuple[int, str],
            {
                "type": "array",
                "prefixItems": [{"type": "integer"}, {"type": "string"}],
                "items": False,
            },
        ),
        (dict[str, Any], {"type": "object", "additionalProperties": True}),
        (dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
        (Literal["started", "none"], {"enum": ["started", "none"]}),
    ],
)
def test_an_annotation_is_promised_as_it_is_written(annotation, schema):
    assert schema_of(annotation) == schema


@pytest.mark.parametrize("annotation", [object, set[str], Fact | bytes])
def test_what_is_not_json_cannot_be_promised(annotation):
    with pytest.raises(TypeError):
        schema_of(annotation)


def test_the_same_declarations_give_the_same_bytes():
    assert written(contract(Library)) == written(contract(Library))
    assert written(contract(Library)).endswith(b"}\n")


def test_every_service_answers_health_and_follows_the_clock():
    promised = contract(Readers)
    health = promised["operations"]["health"]
    assert (health["method"], health["path"], health["permission"]) == ("GET", "/health", PUBLIC)
    assert "identity.clock.moved" in [one["pattern"] for one in promised["subscriptions"]]


def test_every_service_is_told_of_a_loaded_calendar():
    loaded = contract(Readers)["events"]["readers.calendar.loaded"]
    assert loaded["schema"]["properties"] == {"year": {"type": "integer"}}


def test_every_service_announces_the_root_of_its_audit_day():
    sealed = contract(Readers)["events"]["readers.audit.sealed"]
    assert sealed["subject_field"] in sealed["schema"]["required"]
    assert not sealed["announced_only"]


def test_an_operation_is_promised_whole():
    assert contract(Library)["operations"]["list_books"] == {
        "method": "GET",
        "path": "/books",
        "permission": "library.book.read",
        "summary": "查询图书。",
        "description": "",
        "takes": "ListBooks",
        "gives": "Book",
        "status": 200,
        "paged": True,
        "idempotent": False,
        "if_match": False,
        "file": False,
        "path_fields": [],
        "array_fields": ["status"],
        "changed_by": [],
    }


def test_what_changes_says_by_which_events_of_which_subject():
    kinds = ["library.book.lent", "library.book.shelved"]
    assert contract(Library)["operations"]["show_book"]["changed_by"] == kinds
    for kind in ("library.book.burnt", "library.reader.joined"):
        watched = type("Other", (Library,), {"look": operation(
            "GET /halls/{hall_id}", permission=PUBLIC, changed_by=(kind,)
        )(_look)})  # fmt: skip
        with pytest.raises(ValueError, match="is no event that names its hall_id"):
            contract(watched)


def _look(self, uow, hall_id):
    """查看。"""


@pytest.mark.parametrize("route", ["GET /books", "POST /books/{book_id}", "GET /a/{b}/c/{d}"])
def test_only_the_reading_of_one_subject_can_be_watched(route):
    with pytest.raises(ValueError, match="cannot be watched"):
        operation(route, permission=PUBLIC, changed_by=("library.book.lent",))


@pytest.mark.rule("PAGE-01")
@pytest.mark.parametrize(
    ("route", "permission", "address", "why"),
    [
        ("GET /books/{book_id}", PUBLIC, "cards/{book_id}", "not an address"),
        ("GET /books/{book_id}", PUBLIC, "/api/{book_id}", "not an address"),
        ("GET /books/{book_id}", PUBLIC, "/cards/{card_id}", "not an address"),
        ("GET /books/{book_id}", "library.book.read", "/cards/{book_id}", "for everybody"),
        ("POST /books/{book_id}", PUBLIC, "/cards/{book_id}", "for everybody"),
    ],
)
def test_a_permanent_address_is_for_everybody_to_read_and_names_the_same(
    route, permission, address, why
):
    with pytest.raises(ValueError, match=why):
        operation(route, permission=permission, address=address)
    assert "address" not in contract(Library)["operations"]["show_book"]
    assert contract(Library)["operations"]["print_card"]["address"] == "/cards/{book_id}"


def test_states_and_buttons_are_promised_with_their_words():
    book = contract(Library)["schemas"]["Book"]["properties"]
    assert book["status"]["x-labels"] == {"SHELVED": "在架", "LENT": "借出"}
    assert book["offered"]["items"]["properties"]["action"]["enum"] == ["expire", "lend"]
    assert book["authors"]["items"] == {"$ref": "#/schemas/Author"}


def test_a_fact_is_promised_with_every_field():
    lent = contract(Library)["events"]["library.book.lent"]
    assert (lent["version"], lent["label"], lent["announced_only"]) == (1, "借出", False)
    assert lent["subject_field"] == "book_id"
    assert set(lent["schema"]["required"]) == {
        "book_id", "path", "reader", "due", "shelf", "tags",
    }  # fmt: skip
    assert lent["schema"]["properties"]["shelf"]["required"] == ["number", "room"]


def test_two_schemas_of_one_name_are_refused():
    def named(field: str) -> type[Schema]:
        return type("Same", (Schema,), {field: fields.Str()})

    class Doubled(Service):
        name = "doubled"
        title = "重名"
        facts = Readers.facts

        @operation("GET /things", permission=PUBLIC, takes=named("a"), gives=named("b"))
        def list_things(self, uow, a):
            """查询。"""

    with pytest.raises(ValueError, match="Same"):
        contract(Doubled)


def test_a_file_is_promised_as_one_and_an_upload_says_how_it_travels():
    promised = contract(Library)
    assert promised["operations"]["print_card"]["file"] is True
    assert promised["operations"]["show_book"]["file"] is False
    content = {"type": "string", "contentEncoding": "base64"}
    assert promised["schemas"]["File"]["properties"]["content"] == content
    scan = promised["schemas"]["BindBook"]["properties"]["scan"]
    assert {**content, "maxLength": 120}.items() <= scan.items()
    for size in range(12):
        assert re.match(scan["pattern"], base64.b64encode(b"%PDF-" + b"\xff" * size).decode())
    assert not re.match(scan["pattern"], base64.b64encode(b"%PDX-").decode())
    assert not re.match(scan["pattern"], base64.b64encode(b"%PDF.").decode())
