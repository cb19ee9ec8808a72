"""One service with its migrated database, asked and told as its own process would be."""

import dataclasses
import json
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

from sqlalchemy import create_engine, text

from infra.local.place import ROOT
from infra.local.system import System
from shared.chassis import calendars
from shared.chassis.database import Database
from shared.chassis.execution import Answer, Call, Executor
from shared.chassis.house import open_house
from shared.chassis.migrate import migrate
from shared.chassis.settings import Settings
from shared.chassis.unit_of_work import Request
from shared.kernel.actor import system_actor
from shared.kernel.calendar import CalendarYear
from shared.kernel.clock import TZ
from shared.kernel.ids import new_id
from shared.testing.actors import story
from tests.architecture._house import service_class

KEPT = (
    "AMQP_URI", "TOKEN_PUBLIC_KEY", "TOKEN_PRIVATE_KEY", "LOG_KEY", "DATA_KEYS", "AUDIT_KEY"
)  # fmt: skip


class Room:
    """`now` is the time of every act until a test sets another."""

    def __init__(self, service: str, system: System) -> None:
        self.service = service
        self.handlers: Any = import_module(f"services.{service}.handlers")
        self.store: Any = import_module(f"services.{service}.store")
        self.settings = Settings.load(self._environment(system))
        migrate(service, self.settings)
        self.database = Database(self.settings.service_database_url)
        house = open_house(service, self.settings, database=self.database)
        house = dataclasses.replace(house, now=lambda session: self.now)
        self.executor = Executor(service_class(service), house)
        self.now = datetime(2026, 2, 11, 9, tzinfo=TZ)

    def clean(self) -> None:
        """Empty the service's own tables, set the clock back, load the calendar."""
        self.now = datetime(2026, 2, 11, 9, tzinfo=TZ)
        owner = create_engine(self.settings.migration_database_url)
        with owner.begin() as connection:
            names = [*self.store.metadata.tables, "outbox", "audit", "timers", "requests"]
            connection.execute(text("; ".join(f"DELETE FROM {name}" for name in names)))
        owner.dispose()

        def load(uow: Any) -> None:
            for year in ("2025", "2026", "2027"):
                file = ROOT / "infra" / "data" / "calendars" / f"{year}.json"
                raw = json.loads(file.read_text(encoding="utf-8"))
                calendars.store(uow.session, CalendarYear.from_json(raw))

        self.react(load)

    def close(self) -> None:
        self.database.dispose()

    def ask(self, who: str, operation: str, **command: Any) -> Answer:
        """Ask an operation as somebody of the story."""
        version = command.pop("version", None)
        return self.executor.answer(
            Call(operation, command, story(who), idempotency_key=new_id(), if_match=version)
        )

    def step(self, who: str, operation: str, **command: Any) -> Any:
        """Take a step on what the last answer showed."""
        return self.ask(who, operation, **command)["body"]

    def react(self, work: Callable[..., Any], **fact: Any) -> None:
        """Let the service itself react, caused by some event."""
        request = Request(
            act=f"{self.service}.test", actor=system_actor(self.service), causation_id=new_id()
        )
        with self.executor.unit(request) as uow:
            work(uow, **fact)
            uow.commit()

    def listed(self, who: str, operation: str, field: str, **filters: Any) -> list[Any]:
        """Return one field of everything that a list shows, page by page, two to a page."""
        found, cursor = [], None
        while True:
            answer = self.ask(who, operation, limit=2, cursor=cursor, **filters)
            found += [item[field] for item in answer["body"]["items"]]
            cursor = answer["next"]
            if cursor is None:
                return found

    def _environment(self, system: System) -> dict[str, str]:
        name = f"room_{self.service}"
        admin = create_engine(
            system.postgres.admin_url.replace("postgresql://", "postgresql+psycopg2://"),
            isolation_level="AUTOCOMMIT",
        )
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        admin.dispose()
        system.postgres.create([name])
        serve, owner = system.postgres.urls(name)
        known = {**system.settings_of("identity"), **system.settings_of("disclosure")}
        return {
            **{f"JIEDAO_{key}": known[f"JIEDAO_{key}"] for key in KEPT},
            "JIEDAO_SERVICE_DATABASE_URL": serve,
            "JIEDAO_MIGRATION_DATABASE_URL": owner,
        }
