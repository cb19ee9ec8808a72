"""The rules by which a promise is broken, each shown on a small service."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from infra.scripts.contracts import breaks
from shared.chassis.contract import contract
from tests.contract._sample import Library

Contract = dict[str, Any]


def changed(change: Callable[[Contract], Any]) -> list[str]:
    old = contract(Library)
    new = copy.deepcopy(old)
    change(new)
    return breaks({"library": old}, {"library": new})


def op(new: Contract, name: str) -> Contract:
    return new["operations"][name]


def schema(new: Contract, name: str) -> Contract:
    return new["schemas"][name]


def prop(new: Contract, name: str, field: str) -> Contract:
    return schema(new, name)["properties"][field]


def event(new: Contract, name: str = "library.book.lent") -> Contract:
    return new["events"][name]


BREAKS = {
    "an operation gone": lambda n: n["operations"].pop("lend_book"),
    "another method": lambda n: op(n, "lend_book").update(method="PUT"),
    "another path": lambda n: op(n, "lend_book").update(path="/books/{book_id}/actions/give"),
    "a permanent address gone": lambda n: op(n, "print_card").pop("address"),
    "another permission": lambda n: op(n, "list_books").update(permission="library.book.add"),
    "another status": lambda n: op(n, "add_book").update(status=200),
    "a list that is no list": lambda n: op(n, "list_books").update(paged=False),
    "an Idempotency-Key demanded": lambda n: op(n, "lend_book").update(idempotent=True),
    "an If-Match demanded": lambda n: op(n, "log_in").update(if_match=True),
    "a filter repeated no more": lambda n: op(n, "list_books").update(array_fields=[]),
    "an input field gone": lambda n: schema(n, "NewBook")["properties"].pop("copies"),
    "an input field newly required": lambda n: schema(n, "NewBook")["required"].append("copies"),
    "an input of another type": lambda n: prop(n, "NewBook", "copies").update(type="string"),
    "an input without null": lambda n: prop(n, "ListBooks", "q").update(type="string"),
    "an input held to a format": lambda n: prop(n, "NewBook", "title").update(format="date"),
    "an input held to a pattern": lambda n: prop(n, "NewBook", "title").update(pattern="^A"),
    "a higher least value": lambda n: prop(n, "NewBook", "copies").update(minimum=2),
    "a lower greatest length": lambda n: prop(n, "NewBook", "title").update(maxLength=40),
    "a choice gone": lambda n: prop(n, "ListBooks", "status")["items"].update(enum=["LENT"]),
    "input taken no more": lambda n: op(n, "log_in").update(takes=None),
    "a nested input newly required": lambda n: schema(n, "Author").update(
        properties={"name": {"type": "string"}, "born": {"type": "integer"}},
        required=["name", "born"],
    ),
    "an output field gone": lambda n: schema(n, "Book")["properties"].pop("title"),
    "an output of another type": lambda n: prop(n, "Book", "copies").update(type="number"),
    "an output that may be null": lambda n: prop(n, "Book", "title").update(
        type=["string", "null"]
    ),
    "output given no more": lambda n: op(n, "log_in").update(gives=None),
    "an event gone": lambda n: n["events"].pop("library.book.shelved"),
    "an event field gone": lambda n: event(n)["schema"]["properties"].pop("reader"),
    "an event field not always there": lambda n: event(n)["schema"]["required"].remove("reader"),
    "an event field inside gone": lambda n: event(n)["schema"]["properties"]["shelf"][
        "properties"
    ].pop("room"),
    "a queue gone": lambda n: n["queues"].pop(),
    "a queue of another type": lambda n: n["queues"][1].update(type="classic"),
    "a timer gone": lambda n: n["timers"].pop(),
}

KEPT = {
    "nothing": lambda n: None,
    "a new operation": lambda n: n["operations"].update(new=dict(op(n, "log_in"))),
    "a condition dropped": lambda n: op(n, "lend_book").update(if_match=False),
    "another summary": lambda n: op(n, "lend_book").update(summary="借"),
    "a new optional input": lambda n: schema(n, "NewBook")["properties"].update(
        isbn={"type": "string"}
    ),
    "an input no longer required": lambda n: schema(n, "NewBook")["required"].remove("title"),
    "an input that may be null": lambda n: prop(n, "NewBook", "title").update(
        type=["string", "null"]
    ),
    "wider bounds": lambda n: prop(n, "NewBook", "copies").update(minimum=0, maximum=999),
    "a new choice": lambda n: prop(n, "ListBooks", "status")["items"]["enum"].append("LOST"),
    "a new output field": lambda n: schema(n, "Book")["properties"].update(isbn={"type": "string"}),
    "an output never null": lambda n: prop(n, "Book", "lent_to").update(type="string"),
    "a new event field": lambda n: event(n)["schema"]["properties"].update(isbn={"type": "string"}),
    "another event field in a higher version": lambda n: event(n).update(
        version=2, schema={"type": "object"}
    ),
    "a subscription gone": lambda n: n["subscriptions"].clear(),
}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS.keys())
def test_a_broken_promise_is_found(change):
    assert changed(change) != []


@pytest.mark.parametrize("change", KEPT.values(), ids=KEPT.keys())
def test_a_kept_promise_is_let_through(change):
    assert changed(change) == []


def test_a_service_that_is_gone_breaks_its_promises():
    assert breaks({"library": contract(Library)}, {}) == ["library: gone"]
