"""One sample service as a test sees it: its database, its executor, its processes."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Table, create_engine, insert, select, text

from infra.local.place import ROOT, free_port
from infra.local.system import System
from shared.chassis import tables
from shared.chassis.database import Database
from shared.chassis.envelope import Event, decode
from shared.chassis.execution import Answer, Call, Executor
from shared.chassis.house import open_house
from shared.chassis.inbox import EventConsumer
from shared.chassis.migrate import migrate
from shared.chassis.relay import Relay
from shared.chassis.settings import Settings
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.integration import _garden
from tests.integration._garden import KEEPER, SERVICES

PAUSES = "0.05,0.1,0.2"


@dataclass
class Running:
    """A started process; `stop` is polite, `kill` is not."""

    process: subprocess.Popen[bytes]
    port: int

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2):
                return True
        except (urllib.error.HTTPError, OSError):
            return False

    def wait_ready(self, seconds: float = 30) -> None:
        until(self.ready, seconds=seconds)

    def metrics(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=2) as answer:
            return answer.read().decode()

    def stop(self, seconds: float = 25) -> int:
        """Ask it to end and return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Estate:
    """The rooms of one sample service."""

    def __init__(self, service: str, system: System) -> None:
        self.service = service
        self.system = system
        self.environment = _environment(service, system)
        self.settings = Settings.load(self.environment)
        self.started: list[Running] = []

    def build(self) -> None:
        """Make the database anew, as its owner, with the chassis' own migrations."""
        admin = create_engine(
            self.system.postgres.admin_url.replace("postgresql://", "postgresql+psycopg2://"),
            isolation_level="AUTOCOMMIT",
        )
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{self.service}" WITH (FORCE)'))
            self.system.postgres.create([self.service])
            connection.execute(text(f'ALTER DATABASE "{self.service}" SET lock_timeout = 10000'))
        admin.dispose()
        owner = create_engine(self.settings.migration_database_url)
        _garden.metadata.create_all(owner)
        owner.dispose()
        migrate(self.service, self.settings)

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.service_database_url)

    @cached_property
    def owner(self) -> Database:
        return Database(self.settings.migration_database_url, pool_size=1)

    @cached_property
    def executor(self) -> Executor:
        house = open_house(self.service, self.settings, database=self.database)
        return Executor(SERVICES[self.service], house)

    @cached_property
    def relay(self) -> Relay:
        return Relay(self.settings, self.service)

    @cached_property
    def consumer(self) -> EventConsumer:
        pauses = self.settings.retry_pauses
        return EventConsumer(self.executor, self.settings.amqp_uri, batch=500, pauses=pauses)

    def clean(self) -> None:
        """Empty every table."""
        names = [*tables.CHASSIS.tables, *_garden.metadata.tables]
        with self.owner.write() as session, session.begin():
            session.execute(text("; ".join(f"DELETE FROM {name}" for name in names)))
        self.executor.house.calendar.forget()  # type: ignore[attr-defined]

    def close(self) -> None:
        """Close every pool."""
        for database in (self.database, self.owner, self.relay._database):
            database.dispose()

    # --- acts --------------------------------------------------------------------------------

    def call(
        self, operation: str, *, actor: Actor = KEEPER, key: str | None = None,
        if_match: int | None = None, traceparent: str = "", **command: Any,
    ) -> Answer:  # fmt: skip
        """Answer an operation as the request server would."""
        call = Call(
            operation=operation,
            command=command,
            actor=actor,
            traceparent=traceparent,
            idempotency_key=new_id() if key is None else key,
            if_match=if_match,
        )
        return self.executor.answer(call)

    def hinder(self, code: str) -> None:
        with self.database.write() as session, session.begin():
            session.execute(insert(_garden.hindrances).values(code=code))

    def unhinder(self) -> None:
        with self.database.write() as session, session.begin():
            session.execute(_garden.hindrances.delete())

    # --- what stands ---------------------------------------------------------------------------

    def rows(self, table: Table) -> list[Mapping[str, Any]]:
        """Return all rows, in order of the first column."""
        with self.database.read() as session:
            query = select(table).order_by(next(iter(table.c)))
            return [dict(row) for row in session.execute(query).mappings()]

    def outbox(self) -> list[Event]:
        return [decode(bytes(row["body"])) for row in self.rows(tables.outbox)]

    def bodies(self) -> list[bytes]:
        return [bytes(row["body"]) for row in self.rows(tables.outbox)]

    def notes(self) -> list[str]:
        return [row["id"] for row in self.rows(_garden.notes)]

    def begun(self) -> list[str]:
        return [row["what"] for row in self.rows(_garden.begun)]

    # --- processes -------------------------------------------------------------------------

    def start(self, kind: str = "serve", *, wait: bool = True, **settings: str) -> Running:
        """Start the service or its relay as a process."""
        port = free_port()
        names = {f"JIEDAO_{name.upper()}": value for name, value in settings.items()}
        log = self.system.place.folder / "log" / f"{self.service}-{kind}.log"
        with log.open("ab") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.integration._process", kind, self.service],
                cwd=ROOT, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                env={
                    "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
                    **self.environment, "JIEDAO_METRICS_PORT": str(port), **names,
                },
            )  # fmt: skip
        running = Running(process, port)
        self.started.append(running)
        if wait:
            running.wait_ready()
        return running

    def end_processes(self) -> None:
        """Kill what the test left running."""
        for running in self.started:
            if running.process.poll() is None:
                running.kill()
        self.started.clear()


def until(holds: Callable[[], Any], *, seconds: float = 15) -> Any:
    """Wait until something holds and return it; fail when it does not in time."""
    limit = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < limit, f"not within {seconds} s"
        time.sleep(0.02)
    return found


def with_uri(settings: Settings, uri: str) -> Settings:
    """Return the settings with another broker address."""
    return replace(settings, amqp_uri=uri)


def _environment(service: str, system: System) -> dict[str, str]:
    system.postgres.create([service])
    serve, owner = system.postgres.urls(service)
    common = system.settings_of("identity")
    kept = ("AMQP_URI", "TOKEN_PUBLIC_KEY", "TOKEN_PRIVATE_KEY", "DATA_KEYS", "AUDIT_KEY")
    return {
        **{f"JIEDAO_{name}": common[f"JIEDAO_{name}"] for name in kept},
        "JIEDAO_SERVICE_DATABASE_URL": serve,
        "JIEDAO_MIGRATION_DATABASE_URL": owner,
        "JIEDAO_RETRY_PAUSES": PAUSES,
    }
