"""From the outbox to the effect in another service, against a relay as one writes it first.

An act here is the commit of a transaction that leaves a row in the outbox of centers; its effect is
the line in oversight's own table, seen from outside.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import insert, text

from services.centers.events import CaseSubmitted
from shared.chassis import tables
from shared.chassis.database import Database
from shared.chassis.envelope import Context, encode
from shared.kernel.clock import machine_time
from shared.kernel.ids import new_id
from shared.testing.actors import story
from tests.bench import naive
from tests.bench.measure import Figure, alternate, percentile, ratio
from tests.bench.stage import ROW, STREET, Stage

MANY, FEW = 4000, 200
"""Events of one round: of the house, and of the naive relay, which would take minutes for many."""

RATE, STEADY_SECONDS = 200, 8
WARM = 100
LIMIT = 60


def outbox_vs_naive(stage: Stage, *, rounds: int) -> Figure:
    """Events a second from a full outbox to the last effect."""
    with naive.running(stage) as (outbox, effects):
        rivals = {
            "house": lambda: _flood(_Pair.of(stage), MANY),
            "naive": lambda: _flood(_Pair(Database(outbox), Database(effects)), FEW),
        }
        for run in rivals.values():
            run()
        found = alternate(rivals, rounds=rounds)
    detail = {
        "events": {"house": MANY, "naive": FEW},
        "events_per_second": {name: [round(value) for value in v] for name, v in found.items()},
    }
    return Figure("outbox_vs_naive", ratio(found["house"], found["naive"]), 10, detail)


def event_p50_ms(stage: Stage, *, rounds: int) -> Figure:
    """Milliseconds from an acknowledged commit to the commit of its effect, at 200 events a second.

    The database dates the effect's commit itself (track_commit_timestamp): looking for it all the
    time would take the processor from those who are measured.
    """
    pair = _Pair.of(stage)
    medians, tails = [], []
    for _ in range(rounds):
        took = sorted(_steady(pair))[: RATE * STEADY_SECONDS]
        medians.append(1000 * percentile(took, 0.5))
        tails.append(1000 * percentile(took, 0.99))
    detail = {
        "events_per_second": RATE,
        "seen_by": "the database's own time of the effect's commit",
        "p50_ms": [round(value, 2) for value in medians],
        "p99_ms": [round(value, 2) for value in tails],
    }
    return Figure("event_p50_ms", percentile(medians, 0.5), 10, detail, most=True)


class _Pair:
    """An outbox and the table in which its effects appear."""

    def __init__(self, outbox: Database, effects: Database) -> None:
        self.outbox, self.effects = outbox, effects

    @classmethod
    def of(cls, stage: Stage) -> "_Pair":
        urls = (stage.settings(name).service_database_url for name in ("centers", "oversight"))
        return cls(*(Database(url) for url in urls))

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        with self.outbox.write() as session:
            session.execute(insert(tables.outbox), rows)
            session.commit()

    def dated(self, ids: Sequence[str]) -> dict[str, float]:
        """Return when the effects were committed, as seconds of the machine's clock."""
        with self.effects.line() as line:
            query = text(
                "SELECT id, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float"
                " FROM entries WHERE id = ANY(:ids)"
            )
            return {row[0]: row[1] for row in line.execute(query, {"ids": list(ids)})}

    def arrived(self, ids: Sequence[str]) -> set[str]:
        with self.effects.line() as line:
            query = text("SELECT id FROM entries WHERE id = ANY(:ids)")
            return set(line.execute(query, {"ids": list(ids)}).scalars())


def _flood(pair: _Pair, events: int) -> float:
    """Fill the outbox in one transaction; return events a second until the last has arrived."""
    rows = [row() for _ in range(events)]
    last = [rows[-1]["event_id"]]
    pair.write(rows)
    started = time.perf_counter()
    _until(lambda: pair.arrived(last), "the last event arrives")
    took = time.perf_counter() - started
    missing = events - len(pair.arrived([each["event_id"] for each in rows]))
    assert not missing, f"{missing} events had no effect"
    return events / took


def _steady(pair: _Pair) -> Iterator[float]:
    """Commit events one by one at the rate; yield the seconds from each commit to its effect's."""
    committed: dict[str, float] = {}
    started = time.perf_counter()
    for sent in range(WARM + RATE * STEADY_SECONDS):
        time.sleep(max(started + sent / RATE - time.perf_counter(), 0))
        written = row()
        pair.write([written])
        committed[written["event_id"]] = machine_time().timestamp()
    ids = list(committed)[WARM:]
    _until(lambda: len(pair.arrived(ids)) == len(ids), "every event has its effect")
    yield from (at - committed[event_id] for event_id, at in pair.dated(ids).items())


def _until(question: Callable[[], Any], promise: str) -> None:
    limit = time.monotonic() + LIMIT
    while not question():
        assert time.monotonic() < limit, f"not within {LIMIT} s: {promise}"
        time.sleep(0.002)


def row() -> dict[str, Any]:
    """Return an outbox row of centers: a made-up case was submitted."""
    event_id, case_id = new_id(), new_id()
    fact = CaseSubmitted(
        case_id=case_id, path=STREET, case_no="BJ20260101000000", row_id=ROW, row_number=1,
        item_id="SAMPLE", item_name="示例事项", delegation_id="", accept_path=STREET, channel="WEB",
    )  # fmt: skip
    context = Context("centers", "centers.submit_case", story("wang_xiuying"), machine_time())
    return {
        "event_id": event_id,
        "type": fact.event_type,
        "subject": case_id,
        "body": encode(event_id, fact, context),
        "announced_only": False,
    }
