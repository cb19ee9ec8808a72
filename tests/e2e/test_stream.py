"""Live updates on the real thing: a board hears of a call, and of what it missed while away."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from tests.e2e.client import Town
from tests.e2e.hall import CENTER, Hall

BOARD = f"/api/v1/changes/centers/places/{CENTER}/board"


@dataclass(frozen=True)
class Told:
    """One event as a browser's EventSource gives it to the page."""

    kind: str
    id: str
    data: dict[str, Any]


@contextmanager
def listening(town: Town, *, last: str = "") -> Iterator[Iterator[Told]]:
    """Open the board's stream and yield its events; 20 s of silence is a failure."""
    headers = {"Last-Event-ID": last} if last else {}
    url = f"{town.base}{BOARD}"
    with requests.get(url, headers=headers, stream=True, timeout=20) as answer:
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Type"] == "text/event-stream"
        yield _events(answer)


def _events(answer: requests.Response) -> Iterator[Told]:
    fields: dict[str, str] = {}
    for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
        name, _, value = line.partition(": ")
        if line:
            fields[name] = value
        elif "event" in fields:
            yield Told(fields["event"], fields.get("id", ""), json.loads(fields["data"]))
            fields = {}


def until(events: Iterator[Told], kind: str) -> Told:
    """Return the next event of that type; those before it may be of the hour's opening."""
    return next(told for told in events if told.data.get("type") == kind)


@pytest.fixture
def hall(town: Town) -> Hall:
    """柳城's center at nine o'clock, the civil affairs' window open."""
    found = Hall(town, CENTER)
    found.next_morning()
    found.desk("4", "open")
    return found


@pytest.mark.rule("Q-01")
def test_a_board_is_told_of_each_number_and_of_those_it_missed(town: Town, hall: Hall):
    with listening(town) as events:
        assert next(events).kind == "missed", "who comes anew reads the board first"
        ticket = hall.take()
        told = until(events, "centers.ticket.issued")
        assert (told.kind, told.id != "") == ("changed", True)
        assert hall.line("民政")["waiting"] == 1, "what is shown is read, not pushed"
    called = hall.call("4")
    assert called["number"] == ticket["number"]
    with listening(town, last=told.id) as events:
        assert next(events).data == {"type": "centers.ticket.called"}
        hall.serve(called)
        kinds = [next(events).data["type"] for _ in range(2)]
    assert kinds == ["centers.ticket.started", "centers.ticket.finished"]


def test_what_nobody_may_watch_is_refused_as_a_problem(town: Town):
    answer = requests.get(f"{town.base}{BOARD.replace(CENTER, 'C-nowhere')}", timeout=20)
    assert (answer.status_code, answer.json()["code"]) == (404, "centers.not_found")
