"""Looks at the system from outside: is everybody back, has everything settled, what is stored."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import requests
from sqlalchemy import create_engine, insert, text

from infra.local.place import is_alive
from infra.local.system import services
from shared.chassis import audit, bus, tables, topology
from shared.chassis.crypto import blind_index
from shared.chassis.database import Database
from shared.chassis.house import audit_key
from tests.bench import flow
from tests.bench.stage import Stage
from tests.chaos.history import Life, World

BACK_SECONDS = 30
SETTLE_SECONDS = 90


class Observer:
    """Asks databases and broker; knows no code of the services."""

    def __init__(self, stage: Stage) -> None:
        """Open the databases of centers and oversight as their own roles."""
        self._stage = stage
        self._centers = Database(stage.settings("centers").service_database_url, pool_size=2)
        self._oversight = Database(stage.settings("oversight").service_database_url, pool_size=2)

    def number_arrivals(self) -> None:
        """Let the database itself number the lines of oversight as they come in."""
        owner = create_engine(self._stage.settings("oversight").migration_database_url)
        app = self._stage.system.settings_of("oversight")["JIEDAO_SERVICE_DATABASE_URL"]
        role = app.partition("://")[2].partition(":")[0]
        with owner.begin() as database:
            database.execute(text("ALTER TABLE entries ADD COLUMN IF NOT EXISTS arrived bigserial"))
            database.execute(text(f'GRANT USAGE ON SEQUENCE entries_arrived_seq TO "{role}"'))
        owner.dispose()

    def everybody_back(self, gone: Sequence[int] = ()) -> float:
        """Return the seconds until every service answers and every queue has its consumer.

        `gone` are processes that were ended: what they still answer does not count. Raises
        AssertionError after 30 s: somebody is dead, or lives on without consumers.
        """
        started = time.monotonic()
        eventually(lambda: not any(map(is_alive, gone)), BACK_SECONDS, f"{gone} are gone")
        eventually(self._all_answer, BACK_SECONDS, "every service answers and consumes")
        return time.monotonic() - started

    def settled(self) -> None:
        """Wait until nothing is under way: one last event has come through behind all others,
        the outbox is empty, nothing is set aside or parked, every audit line is linked.
        """
        last = flow.row()
        with self._centers.write() as session:
            session.execute(insert(tables.outbox), [last])
            session.commit()
        eventually(lambda: self._told(last["subject"]), SETTLE_SECONDS, "the last event arrives")
        eventually(lambda: not self._rest(), SETTLE_SECONDS, "nothing is under way")

    def audit_faults(self) -> list[str]:
        """Return what is wrong with the audit chain of centers."""
        key = audit_key(self._stage.settings("centers"))
        with self._centers.write() as session:
            report = audit.verify(session, key)
        unlinked = report.lines - report.linked
        return [*report.faults, *([f"{unlinked} lines not linked"] if unlinked else [])]

    def world(self, lives: Sequence[Life]) -> World:
        """Read the cases of these lives and what oversight was told of them."""
        marks = {blind_index("phone", life.mark): life.mark for life in lives}
        cases: dict[str, list[str]] = defaultdict(list)
        for index, case_id in self._rows(
            self._centers,
            "SELECT applicant_phone_index, id FROM cases WHERE applicant_phone_index = ANY(:keys)",
            list(marks),
        ):
            cases[marks[index]].append(case_id)
        told = self._rows(
            self._oversight,
            "SELECT subject, type FROM entries WHERE subject = ANY(:keys) ORDER BY arrived",
            [case_id for ids in cases.values() for case_id in ids],
        )
        return World(cases, [(subject, kind) for subject, kind in told])

    def _told(self, subject: str) -> Sequence[Any]:
        query = "SELECT subject, type FROM entries WHERE subject = ANY(:keys) ORDER BY arrived"
        return self._rows(self._oversight, query, [subject])

    def _rest(self) -> bool:
        places = ((self._centers, "outbox"), (self._oversight, "deferred"))
        for database, table in places:
            with database.line() as line:
                if line.exec_driver_sql(f"SELECT EXISTS (SELECT FROM {table})").scalar_one():
                    return True
        return bool(self.audit_faults())

    def _all_answer(self) -> bool:
        try:
            ready = requests.get(f"{self._stage.system.url}/readyz", timeout=5).ok
            names = [q for s in services() for q in (topology.event_queue(s), bus.rpc_queue(s))]
            return ready and all(self._queue(name)[1] for name in names)
        except (requests.RequestException, *bus.CONNECTION_ERRORS):
            return False

    def _queue(self, name: str) -> tuple[int, int]:
        connection = bus.connect(self._stage.system.rabbit.uri)
        try:
            declared = connection.channel().queue_declare(name, passive=True)
            return declared.message_count, declared.consumer_count
        finally:
            connection.collect()

    def _rows(self, database: Database, query: str, keys: list[str]) -> Sequence[Any]:
        with database.line() as line:
            return line.execute(text(query), {"keys": keys}).all()


def eventually(question: Callable[[], Any], seconds: float, promise: str) -> None:
    """Ask until the answer is true; raise AssertionError when it never is."""
    limit = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < limit, f"not within {seconds} s: {promise}"
        time.sleep(0.1)
