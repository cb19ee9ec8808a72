"""Live updates: who watches is told when to ask again, misses nothing, and sees no content."""

from datetime import datetime

import falcon.testing
import orjson
import pytest

from gateway import stream
from gateway.app import create_desk
from gateway.auth import Door
from gateway.feeds import KEPT, MISSED, Change, Feed, Topic
from gateway.stream import create_stream_app, watched
from shared.chassis.envelope import Context, write
from shared.kernel.actor import ANONYMOUS
from shared.kernel.clock import TZ
from shared.kernel.errors import NotFound
from shared.testing.client import FakeClient, answer
from tests.contract._sample import Passes
from tests.unit.gateway.conftest import SETTINGS

BOOK = Topic("library.show_book", "B-1")
LENT = "library.book.lent"


def event(id: str, *, book: str = "B-1") -> bytes:
    context = Context("library", "lend_book", ANONYMOUS, datetime(2026, 3, 4, 9, tzinfo=TZ))
    data = {"book_id": book, "path": "510115", "reader": "王秀英", "due": None}
    return write(id, (LENT, 1, "借出"), book, data, context)


@pytest.fixture
def feed(contracts) -> Feed:
    return Feed(watched(contracts))


def heard(feed: Feed, *, after: str = "", topic: Topic = BOOK) -> list[Change]:
    """Return what a reader who comes back is told at once."""
    with feed.watch(topic, after=after) as changes:
        return [changes.get_nowait() for _ in range(changes.qsize())]


def test_who_comes_anew_is_told_to_ask_and_then_of_each_change(feed: Feed):
    feed.take(event("1"))
    with feed.watch(BOOK, after="") as changes:
        assert changes.get_nowait() == MISSED
        feed.take(event("2"))
        feed.take(event("3", book="B-2"))
        assert changes.get_nowait() == Change("2", LENT)
        assert changes.empty()


def test_who_was_away_for_a_moment_gets_what_was_missed_of_her_subject(feed: Feed):
    for number, book in enumerate(("B-1", "B-2", "B-1", "B-1")):
        feed.take(event(str(number), book=book))
    assert [change.id for change in heard(feed, after="1")] == ["2", "3"]
    assert heard(feed, after="3") == []


def test_who_was_away_too_long_asks_again_for_everything(feed: Feed):
    for number in range(KEPT + 1):
        feed.take(event(str(number)))
    assert heard(feed, after="0") == [MISSED]
    assert len(heard(feed, after="1")) == KEPT - 1


def test_what_happened_while_the_bus_was_away_is_not_guessed(feed: Feed):
    feed.take(event("1"))
    with feed.watch(BOOK, after="1") as changes:
        feed.interrupt()
        assert changes.get_nowait() == MISSED
    assert heard(feed, after="1") == [MISSED]


def test_what_cannot_be_read_stops_nothing(feed: Feed):
    with feed.watch(BOOK, after="") as changes:
        feed.take(b"no event")
        feed.take(event("1"))
        assert [changes.get_nowait().id for _ in range(2)] == ["", "1"]


def test_nobody_is_kept_who_has_gone(feed: Feed):
    heard(feed)
    assert feed._watchers == {}


# --- over HTTP -----------------------------------------------------------------------------------


AT = "/api/v1/changes/library/books/B-1"


@pytest.fixture
def desk(contracts, feed: Feed, bus: FakeClient, monkeypatch) -> falcon.testing.TestClient:
    """The streaming process: short streams, one place only."""
    bus.answers["library.show_book"] = answer({"title": "街道志"})
    monkeypatch.setattr(stream, "PING_SECONDS", 0.01)
    desk = create_desk(bus, Door(Passes()), SETTINGS)
    app = create_stream_app(contracts, desk=desk, feed=feed, most=1, seconds=0.03)
    return falcon.testing.TestClient(app)


def test_a_stream_says_when_to_ask_and_never_what(desk, feed: Feed):
    for number in "123":
        feed.take(event(number))
    found = desk.simulate_get(AT, headers={"Last-Event-ID": "2"})
    assert found.headers["Content-Type"] == "text/event-stream"
    parts = found.text.split("\n\n")
    assert parts[0] == "retry: 3000"
    assert parts[1].splitlines()[:2] == ["id: 3", "event: changed"]
    assert orjson.loads(parts[1].partition("data: ")[2]) == {"type": LENT}
    assert ": ping" in parts
    assert "王秀英" not in found.text


def test_whoever_may_not_ask_may_not_watch(desk, bus: FakeClient):
    bus.answers["library.show_book"] = NotFound("library.not_found", "没有这本书。")
    found = desk.simulate_get(AT)
    assert (found.status_code, found.json["code"]) == (404, "library.not_found")


def test_who_finds_no_place_is_told_when_to_ask_again_and_places_come_back(desk):
    places = desk.app._router.find(AT)[0].places
    places.take()
    full = desk.simulate_get(AT)
    assert (full.status_code, full.json["code"], full.headers["Retry-After"]) == (
        503, "stream.full", "5",
    )  # fmt: skip
    places.give_back()
    for _ in range(3):
        assert desk.simulate_get(AT).status_code == 200


def test_it_is_ready_while_it_hears_the_bus(desk, feed: Feed):
    found = desk.simulate_get("/readyz")
    assert (found.status_code, found.json["code"]) == (503, "stream.not_following")
    feed.following = True
    assert desk.simulate_get("/readyz").status_code == 200


def test_what_does_not_say_by_what_it_changes_is_not_watched(desk):
    assert desk.simulate_get(f"{AT}/card").status_code == 404


def test_a_bare_gateway_shows_the_way_to_the_process_that_streams(build):
    found = build(stream_port=9000).simulate_get(AT, headers={"Host": "hall.example:8080"})
    assert found.status_code == 307
    assert found.headers["Location"] == f"http://hall.example:9000{AT}"
    assert build().simulate_get(AT).status_code == 404
