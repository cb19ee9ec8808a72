"""What changed, for whoever watches: hears the events after which an answer is another.

Only that something changed is told, never what: the page asks again, as who it is. The latest are
kept, so that a reader who was away for a moment misses nothing; who cannot be told what was missed
is told to ask again for everything.
"""

import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from shared.chassis import bus, topology
from shared.chassis.envelope import decode
from shared.chassis.logs import get_logger
from shared.kernel.errors import Invalid

KEPT = 2048

log = get_logger(__name__)


@dataclass(frozen=True)
class Topic:
    """One answer of one operation: of `subject`, the value of the field in its path."""

    operation: str
    subject: str


@dataclass(frozen=True)
class Change:
    """The answer may be another. Without `id` nobody knows what was missed: ask again."""

    id: str = ""
    type: str = ""


MISSED = Change()


class Feed:
    """Keeps the latest changes of all topics and hands new ones to those who watch."""

    def __init__(self, watched: Mapping[str, Iterable[tuple[str, str]]]) -> None:
        """`watched`: event type → (operation, the field of the event that names the subject)."""
        self._watched = {kind: tuple(each) for kind, each in watched.items()}
        self._kept: deque[tuple[Topic, Change]] = deque(maxlen=KEPT)
        self._watchers: dict[Topic, set[SimpleQueue[Change]]] = {}
        self._lock = threading.Lock()
        self.following = False

    def take(self, body: bytes) -> None:
        """Take an event as it came from the bus; one that cannot be read changed nothing here."""
        try:
            event = decode(body)
        except Invalid as unreadable:
            log.warning("feed.unreadable", error=str(unreadable))
            return
        change = Change(event.id, event.type)
        for operation, field in self._watched.get(event.type, ()):
            topic = Topic(operation, str(event.data.get(field, "")))
            with self._lock:
                self._kept.append((topic, change))
                for watcher in self._watchers.get(topic, ()):
                    watcher.put(change)

    def interrupt(self) -> None:
        """Nobody knows what happened meanwhile: tell everybody to ask again."""
        with self._lock:
            self._kept.clear()
            for watcher in [each for group in self._watchers.values() for each in group]:
                watcher.put(MISSED)

    @contextmanager
    def watch(self, topic: Topic, *, after: str) -> Iterator["SimpleQueue[Change]"]:
        """Yield the changes of the topic as they come, first those missed since the id `after`."""
        watcher: SimpleQueue[Change] = SimpleQueue()
        with self._lock:
            for change in self._since(topic, after):
                watcher.put(change)
            self._watchers.setdefault(topic, set()).add(watcher)
        try:
            yield watcher
        finally:
            with self._lock:
                self._watchers[topic].discard(watcher)
                if not self._watchers[topic]:
                    del self._watchers[topic]

    def _since(self, topic: Topic, after: str) -> list[Change]:
        ids = [change.id for _, change in self._kept]
        if after not in ids:
            return [MISSED]
        missed = list(self._kept)[len(ids) - ids[::-1].index(after) :]
        return [change for each, change in missed if each == topic]

    def follow(self, uri: str) -> None:
        """Hear the bus for ever, in a thread of its own."""
        threading.Thread(target=self._follow, args=(uri,), name="feed", daemon=True).start()

    def _follow(self, uri: str) -> None:
        pause = 0.2
        while True:
            try:
                self._hear(bus.connect(uri))
                pause = 0.2
            except bus.CLOSED_ERRORS as broken:
                log.warning("feed.broker_away", error=repr(broken))
            time.sleep(pause)
            pause = min(2 * pause, 4)

    def _hear(self, connection: Any) -> None:
        """Take events from a queue of this process alone; it goes when the process goes."""
        try:
            channel = connection.channel()
            queue = channel.queue_declare("", exclusive=True, auto_delete=True).queue
            for kind in self._watched:
                source = topology.exchange(kind.partition(".")[0])
                channel.exchange_declare(source, "topic", durable=True, auto_delete=False)
                channel.queue_bind(queue, source, kind)
            channel.basic_consume(queue, no_ack=True, callback=lambda m: self.take(bus.bytes_of(m)))
            self.interrupt()
            self.following = True
            log.info("feed.following", events=len(self._watched))
            while True:
                with suppress(TimeoutError):
                    connection.drain_events(timeout=5)
                connection.heartbeat_tick()
        finally:
            self.following = False
            with suppress(Exception):
                connection.collect()
