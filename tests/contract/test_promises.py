"""The promises of this project's services: fresh, kept, and met by whoever relies on them."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from gateway.asyncapi import matches
from infra.scripts.contracts import breaks, committed, current, drift
from shared import RELEASE
from shared.chassis.contract import contract
from shared.kernel.actor import PUBLIC
from tests.contract._sample import Library, Readers

ROOT = Path(__file__).parents[2]

Contracts = Mapping[str, Mapping[str, Any]]


@cache
def promised() -> Contracts:
    return {name: orjson.loads(content) for name, content in current().items()}


def unmet(contracts: Contracts) -> Iterator[str]:
    """Name every subscription to an event, or to a field of it, that nobody promises."""
    events = {name: event for one in contracts.values() for name, event in one["events"].items()}
    for service, one in contracts.items():
        for subscription in one["subscriptions"]:
            heard = [name for name in events if matches(subscription["pattern"], name)]
            if not heard:
                yield f"{service}: nobody announces {subscription['pattern']}"
            for name in heard:
                needed = {subscription["only_with"]} - {""}
                missing = needed.union(subscription["fields"] or ()) - set(
                    events[name]["schema"]["properties"]
                )
                yield from (f"{service}: {name} has no {field}" for field in sorted(missing))


def unheard(contracts: Contracts) -> list[str]:
    """Name every event that nobody takes and that is not announced only."""
    patterns = [
        subscription["pattern"]
        for one in contracts.values()
        for subscription in one["subscriptions"]
    ]
    return [
        name
        for one in contracts.values()
        for name, event in one["events"].items()
        if not event["announced_only"] and not any(matches(pattern, name) for pattern in patterns)
    ]


def sample() -> dict[str, Any]:
    clock = {"schema": {"properties": {"offset_seconds": {}}}, "announced_only": False}
    identity = {"events": {"identity.clock.moved": clock}, "subscriptions": []}
    found = {"library": contract(Library), "readers": contract(Readers), "identity": identity}
    for name in ("library", "readers"):
        del found[name]["events"][f"{name}.audit.sealed"]  # nobody here keeps a log of audit days
    return found


def test_the_files_are_what_the_declarations_say():
    assert drift() == []


def test_no_promise_of_the_last_commit_is_broken():
    assert breaks(committed("HEAD"), promised()) == []


def test_every_subscription_finds_its_event_and_its_fields():
    assert list(unmet(promised())) == []


def test_every_event_is_taken_or_announced_only():
    assert unheard(promised()) == []


def test_a_subscription_to_what_nobody_announces_is_found():
    contracts = sample()
    assert list(unmet(contracts)) == []
    contracts["readers"]["subscriptions"][1].update(pattern="library.book.burnt")
    assert list(unmet(contracts)) == ["readers: nobody announces library.book.burnt"]


def test_a_subscription_to_a_field_that_is_not_there_is_found():
    contracts = sample()
    contracts["readers"]["subscriptions"][1].update(fields=["book_id", "price"])
    assert list(unmet(contracts)) == ["readers: library.book.lent has no price"]


def test_an_event_that_nobody_takes_is_found():
    contracts = sample()
    assert unheard(contracts) == []
    contracts["readers"]["subscriptions"].pop(1)
    assert unheard(contracts) == ["library.book.lent"]


def test_a_subscription_to_a_whole_service_takes_all_its_events():
    assert matches("library.#", "library.book.lent")
    assert not matches("library.#", "librarians.book.lent")


def test_the_release_is_the_packages_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == RELEASE


def test_health_is_asked_without_an_account_everywhere():
    assert {one["operations"]["health"]["permission"] for one in promised().values()} == {PUBLIC}
