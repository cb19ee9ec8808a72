"""Live updates (Server-Sent Events): one long answer that says when to ask again.

`GET /api/v1/changes/<service><path>` watches what `GET /api/v1/<service><path>` answers. It runs in
a process of its own: in the gateway's, eight open boards would leave no thread for anybody else.

    event: changed        the answer may be another; `id` serves as Last-Event-ID
    event: missed         nobody knows what was missed: ask again for everything
    : ping                every ten seconds, so that a dead line is noticed

A reader who may not ask the operation is refused before anything is streamed. A stream ends after
`stream_seconds`; the browser comes back by itself, and what it may see is asked anew.
"""

import threading
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from queue import Empty
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import falcon
import orjson
from prometheus_client import Gauge

from gateway import errors
from gateway.feeds import MISSED, Change, Feed, Topic
from gateway.health import Healthz, Metrics
from gateway.observe import Observer
from gateway.routes import CHANGES, PREFIX, App, Desk, Route, routes
from shared.kernel.errors import Unavailable

PING_SECONDS = 10.0
RETRY = b"retry: 3000\n\n"
"""What a browser waits before it comes back, in milliseconds."""

OPEN = Gauge(
    "jiedao_gateway_streams", "Streams that are open now.", multiprocess_mode="livesum"
)  # fmt: skip


def watched(contracts: Mapping[str, dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Return event type → (operation, field that names the subject) of all that may be watched."""
    found: dict[str, list[tuple[str, str]]] = {}
    for service, contract in contracts.items():
        for name, op in contract["operations"].items():
            for kind in op["changed_by"]:
                found.setdefault(kind, []).append((f"{service}.{name}", op["path_fields"][0]))
    return found


def changes_of(route: Route) -> str:
    """Return where the answers of a route are watched."""
    return CHANGES + route.template.removeprefix(PREFIX)


def create_stream_app(
    contracts: Mapping[str, dict[str, Any]], *, desk: Desk, feed: Feed, most: int, seconds: float
) -> App:
    """Return the WSGI application that streams; `most` streams at once, each for `seconds`."""
    app: App = falcon.App(middleware=[Observer()])
    errors.install(app)
    places = Places(most)
    for contract in contracts.values():
        for route in routes(contract):
            if route.watched:
                app.add_route(changes_of(route), Stream(desk, feed, places, route, seconds))
    app.add_route("/healthz", Healthz())
    app.add_route("/readyz", Following(feed))
    app.add_route("/metrics", Metrics())
    return app


@dataclass
class Places:
    """How many may watch at once; who finds none asks from time to time instead."""

    most: int
    taken: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> None:
        """Take one; raises Unavailable `stream.full`."""
        with self.lock:
            if self.taken >= self.most:
                raise Unavailable(
                    "stream.full", "实时更新的连接已满，请改为定时刷新。", retry_after=5
                )
            self.taken += 1
        OPEN.inc()

    def give_back(self) -> None:
        """Give it back."""
        with self.lock:
            self.taken -= 1
        OPEN.dec()


@dataclass(frozen=True)
class Stream:
    """The changes of one operation's answers."""

    desk: Desk
    feed: Feed
    places: Places
    route: Route
    seconds: float

    def on_get(self, req: falcon.Request, resp: falcon.Response, **path: str) -> None:
        """Ask once as the reader, then stream; whoever may not ask may not watch."""
        self.desk.ask(req, route=self.route, path=path)
        (subject,) = path.values()
        topic = Topic(f"{self.route.service}.{self.route.operation}", subject)
        self.places.take()
        resp.content_type = "text/event-stream"
        resp.set_header("Cache-Control", "no-store")
        resp.set_header("X-Accel-Buffering", "no")  # a proxy that gathers would hold it back
        if self.route.public:
            resp.set_header("Access-Control-Allow-Origin", "*")
        resp.stream = _Lines(self, topic, after=req.get_header("Last-Event-ID") or "")


class _Lines:
    """The body: gives its place back however it ends, begun or not."""

    def __init__(self, stream: Stream, topic: Topic, *, after: str) -> None:
        self._places = stream.places
        self._lines = _lines(stream.feed, topic, after=after, seconds=stream.seconds)

    def __iter__(self) -> Iterator[bytes]:
        return self._lines

    def close(self) -> None:
        self._lines.close()
        self._places.give_back()


def _lines(feed: Feed, topic: Topic, *, after: str, seconds: float) -> Generator[bytes, None, None]:
    ends = monotonic() + seconds
    yield RETRY
    with feed.watch(topic, after=after) as changes:
        while (left := ends - monotonic()) > 0:
            try:
                yield written(changes.get(timeout=min(PING_SECONDS, left)))
            except Empty:
                yield b": ping\n\n"


def written(change: Change) -> bytes:
    """Write one change as the page's EventSource reads it."""
    if change == MISSED:
        return b"event: missed\ndata: {}\n\n"
    data = orjson.dumps({"type": change.type})
    return b"id: %b\nevent: changed\ndata: %b\n\n" % (change.id.encode(), data)


@dataclass(frozen=True)
class Following:
    """Whether this process hears the bus; while it does not, nothing is lost but nothing is new."""

    feed: Feed

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Answer 200, or 503 with a problem document."""
        if not self.feed.following:
            raise Unavailable("stream.not_following", "暂时收不到变化，请改为定时刷新。")
        resp.data = b'{"ready":true}'


class Turn:
    """At the gateway where nothing stands before it: shows the way to the process that streams."""

    def __init__(self, port: int) -> None:
        """It listens on `port` of the same host."""
        self._port = port

    def on_get(self, req: falcon.Request, resp: falcon.Response, **path: str) -> None:
        """Answer 307; a browser's EventSource follows."""
        host = urlsplit(f"//{req.netloc}").hostname or "127.0.0.1"
        shown = f"[{host}]" if ":" in host else host
        raise falcon.HTTPTemporaryRedirect(f"{req.scheme}://{shown}:{self._port}{req.relative_uri}")
