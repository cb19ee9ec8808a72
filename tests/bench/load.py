"""A closed loop of connections against one server, in a process of its own.

    result = run(port, requests, connections=32, seconds=3)

Requests are bytes made beforehand, so that this side costs little; what it costs is told beside the
rate. A connection sends its next request when the answer to its last is complete.
"""

import multiprocessing
import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.bench.measure import percentile

HOST = "127.0.0.1"


@dataclass
class Result:
    """What came back: answers by status, seconds of each, the load's own CPU seconds."""

    seconds: float = 0.0
    cpu: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Return good answers a second."""
        good = sum(n for status, n in self.statuses.items() if 200 <= status < 300)
        return good / self.seconds

    def milliseconds(self, share: float) -> float:
        return 1000 * percentile(self.times, share)

    def check(self) -> "Result":
        """Refuse a run in which anything failed: fast errors would look like speed."""
        bad = {status: n for status, n in self.statuses.items() if not 200 <= status < 300}
        if bad or not self.times:
            raise AssertionError(f"answers that are not good: {bad or 'none came'}")
        return self


def request(
    method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> bytes:
    """Write an HTTP/1.1 request."""
    fields = {"Host": "bench", **(headers or {})}
    if body:
        fields |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


def run(
    port: int, requests: Sequence[bytes], *, connections: int = 32, seconds: float = 3.0
) -> Result:
    """Send `requests` in order, from the start again when they are used up."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    task = context.Process(target=_task, args=(there, port, requests, connections, seconds))
    task.start()
    there.close()
    try:
        result = here.recv()
    except EOFError:
        raise AssertionError("the load process died") from None
    finally:
        task.join()
    if isinstance(result, BaseException):
        raise result
    return result.check()


def _task(
    pipe: "multiprocessing.connection.Connection[object, object]",
    port: int,
    requests: Sequence[bytes],
    connections: int,
    seconds: float,
) -> None:
    try:
        pipe.send(_Loop(port, _endless(requests).__next__).run(connections, seconds))
    except Exception as broken:
        pipe.send(broken)


def _endless(requests: Sequence[bytes]) -> Iterator[bytes]:
    while True:
        yield from requests


class _Loop:
    def __init__(self, port: int, following: Callable[[], bytes]) -> None:
        self._port = port
        self._following = following
        self._result = Result()
        self._selector = selectors.DefaultSelector()

    def run(self, connections: int, seconds: float) -> Result:
        lines = [_Line(self._port) for _ in range(connections)]
        started, cpu = time.perf_counter(), time.process_time()
        for line in lines:
            self._selector.register(line.socket, selectors.EVENT_READ, line)
            line.send(self._following())
        until = started + seconds
        while time.perf_counter() < until:
            for key, _ in self._selector.select(0.5):
                self._answered(key.data)
        self._result.seconds = time.perf_counter() - started
        self._result.cpu = time.process_time() - cpu
        for line in lines:
            line.socket.close()
        return self._result

    def _answered(self, line: "_Line") -> None:
        status = line.receive()
        if status:
            self._result.statuses[status] += 1
            self._result.times.append(time.perf_counter() - line.sent)
            line.send(self._following())


class _Line:
    """One kept-alive connection with one request under way."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._got = b""
        self.sent = 0.0
        self.socket = socket.create_connection((HOST, port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, message: bytes) -> None:
        self.sent = time.perf_counter()
        self.socket.sendall(message)

    def receive(self) -> int:
        """Return the status once the whole answer is there, else 0."""
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the server closed a kept-alive connection")
        self._got += part
        head, found, body = self._got.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return 0
        self._got = b""
        return int(head[9:12])


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"\r\ncontent-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0
