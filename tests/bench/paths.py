"""Reading and writing one case through the house, and through its rivals."""

import statistics
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson

from shared.chassis.database import Database
from shared.kernel.ids import new_id
from tests.bench import load, rivals
from tests.bench.measure import Figure, alternate, ratio
from tests.bench.stage import SUBMISSION, Stage, furnish

CONNECTIONS = 32
SECONDS = 3.0
CASES = 200
"""Cases that the reads ask for in turn."""

RESIDENT = "wang_xiuying"
HOUSE, RIVAL = "/api/v1/centers/cases", "/cases"


def read_vs_monolith(stage: Stage, *, rounds: int) -> Figure:
    """One case by key, as JSON, for its logged-in applicant: requests a second."""
    ids = [_submit(stage.port, HOUSE, stage)["case_id"] for _ in range(CASES)]
    serving = stage.settings("centers").service_database_url
    with rivals.monolith(stage, database_url=serving) as plain, rivals.stock(stage) as stock:
        doors = {"house": (stage.port, HOUSE), "monolith": (plain, RIVAL), "stock": (stock, RIVAL)}
        for door in doors.values():
            _same_bytes(stage, doors["house"], door, ids[0])
        runs = {
            name: _run(port, [_read(stage, f"{path}/{each}") for each in ids])
            for name, (port, path) in doors.items()
        }
        warm(runs)
        found = alternate(runs, rounds=rounds)
    return _figure("read_vs_monolith", 0.4, found)


def write_vs_monolith(stage: Stage, *, rounds: int) -> Figure:
    """Submit a case: row, timer, outbox, audit line and answer to a repeat: requests a second."""
    serving = stage.settings("centers").service_database_url
    with _apart(stage) as url, rivals.monolith(stage, database_url=url) as plain:
        doors = {"house": (stage.port, HOUSE, serving), "monolith": (plain, RIVAL, url)}
        kept = {n: sorted(_submit(port, path, stage)) for n, (port, path, _) in doors.items()}
        assert kept["house"] == kept["monolith"], "both answer with the same fields"
        runs = {name: _writes(stage, *door) for name, door in doors.items()}
        warm(runs)
        found = alternate(runs, rounds=rounds)
    return _figure("write_vs_monolith", 0.5, found)


def warm(runs: dict[str, Callable[[], float]]) -> None:
    """Fill pools and caches; the first seconds of a process are not its speed."""
    for run in runs.values():
        run()


def _run(port: int, requests: Sequence[bytes]) -> Callable[[], float]:
    return lambda: load.run(port, requests, connections=CONNECTIONS, seconds=SECONDS).rate


def _writes(stage: Stage, port: int, path: str, url: str) -> Callable[[], float]:
    database = Database(url, pool_size=1)

    def run() -> float:
        """Write with fresh keys, and count what came of it: a repeat would be cheap."""
        requests = [_write(stage, path) for _ in range(int(SECONDS * 3000))]
        before = _written(database)
        result = load.run(port, requests, connections=CONNECTIONS, seconds=SECONDS)
        answered, written = sum(result.statuses.values()), _written(database) - before
        assert answered <= written, f"{answered} answers for {written} cases"
        _settled(database)
        return result.rate

    return run


def _written(database: Database) -> int:
    with database.line() as line:
        return int(line.exec_driver_sql("SELECT count(*) FROM cases").scalar_one())


def _settled(database: Database) -> None:
    """Let the relay of the house finish its work, so that it burdens no other's round."""
    limit = time.monotonic() + 30
    while time.monotonic() < limit and _waiting(database):
        time.sleep(0.1)


def _waiting(database: Database) -> bool:
    with database.line() as line:
        held = "SELECT EXISTS (SELECT FROM outbox), NOT EXISTS (SELECT FROM audit_links)"
        rows, without_relay = line.exec_driver_sql(held).one()
    return bool(rows and not without_relay)


def _figure(name: str, goal: float, found: dict[str, list[float]]) -> Figure:
    detail: dict[str, Any] = {
        "connections": CONNECTIONS,
        "requests_per_second": {each: round(statistics.median(v)) for each, v in found.items()},
        "rounds": {each: [round(value) for value in v] for each, v in found.items()},
    }
    if "stock" in found:
        detail["stock_nameko_vs_monolith"] = round(ratio(found["stock"], found["monolith"]), 3)
    return Figure(name, ratio(found["house"], found["monolith"]), goal, detail)


def _read(stage: Stage, path: str) -> bytes:
    return load.request("GET", path, headers=stage.headers(RESIDENT))


def _write(stage: Stage, path: str) -> bytes:
    headers = {**stage.headers(RESIDENT), "Idempotency-Key": new_id()}
    return load.request("POST", path, headers=headers, body=orjson.dumps(SUBMISSION))


def _same_bytes(stage: Stage, one: tuple[int, str], other: tuple[int, str], case_id: str) -> None:
    first, second = (_get(stage, port, f"{path}/{case_id}") for port, path in (one, other))
    assert first == second, f"not the same answer:\n{first!r}\n{second!r}"


def _get(stage: Stage, port: int, path: str) -> bytes:
    return _ask(stage, port, path)


def _submit(port: int, path: str, stage: Stage) -> Any:
    return orjson.loads(_ask(stage, port, path, orjson.dumps(SUBMISSION)))


def _ask(stage: Stage, port: int, path: str, body: bytes | None = None) -> bytes:
    headers = {**stage.headers(RESIDENT), "Content-Type": "application/json"}
    if body is not None:
        headers["Idempotency-Key"] = new_id()
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, headers)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            read: bytes = answer.read()
            return read
    except urllib.error.HTTPError as refused:
        raise AssertionError(refused.read().decode()) from refused


@contextmanager
def _apart(stage: Stage) -> Iterator[str]:
    """Give the monolith tables of its own, where no relay takes the rows away."""
    with stage.database("monolith") as url:
        furnish(stage.house("centers", url=url))
        yield url
