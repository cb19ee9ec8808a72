"""The system for measuring and breaking: real processes, no demonstration clock, one item on offer.

Everybody and everything in it is made up and says so.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

from infra.local.place import ROOT
from infra.local.system import System
from services.centers import handlers as centers
from services.centers import store
from shared.chassis import calendars, tokens
from shared.chassis.database import Database
from shared.chassis.house import House, open_house
from shared.chassis.migrate import migrate
from shared.chassis.settings import Settings
from shared.chassis.unit_of_work import Request, SqlUnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.calendar import CalendarYear
from shared.testing.actors import path_of, story

assert store.mapper  # the mapping happens at import

STREET = path_of("510115001")
ITEM = "510115-MZ-SAMPLE"
ROW = "sample-row-1"
OFFER: dict[str, Any] = {
    "row_id": ROW,
    "lineage_id": "sample-lineage",
    "number": 1,
    "item_id": ITEM,
    "item_name": "示例事项：高龄津贴申领",
    "department": "510115-MZ",
    "department_path": path_of("510115-MZ"),
    "row": {
        "item_type": "行政给付",
        "handling": "COMMITTED",
        "field": "民政",
        "legal_limit": "20WD",
        "promised_limit": "5WD",
        "basis": [{"title": "示例依据", "article": "第一条"}],
        "materials": [
            {"name": "申请表", "source": "申请人自备", "necessity": "必要", "form": ["电子"]},
            {"name": "身份证", "source": "申请人自备", "necessity": "必要", "form": ["电子"]},
        ],
    },
}
SUBMISSION: dict[str, Any] = {
    "row_id": ROW,
    "channel": "WEB",
    "applicant": {
        "name": "示例居民", "id_no": "51011519500101001X", "phone": "13800000000",
        "address": "示例街道示例社区",
    },
    "materials": [{"name": "申请表"}, {"name": "身份证"}],
}  # fmt: skip


class Stage:
    """One running instance, `.local/<name>`, and what a test must know of it."""

    def __init__(self, name: str, **settings: str) -> None:
        """Prepare; `opened` starts and stops it."""
        free = {"JIEDAO_RATE_LIMIT": "", "JIEDAO_STRICT_RATE_LIMIT": ""}
        quiet = {"JIEDAO_LOG_LEVEL": "WARNING"}
        self.system = System(name, demo=False, **{**free, **quiet, **settings})
        self._key: OKPKey | None = None

    @contextmanager
    def opened(self) -> Iterator["Stage"]:
        """Bring everything up with the sample item on offer; take it down in the end."""
        try:
            self.system.provision()
            self._date_commits()
            self.system.jiedao("migrate", "all")
            self.system.jiedao("topology")
            for service in ("centers", "disclosure"):
                furnish(self.house(service))
            self.system.launch()
            self.system.wait_ready()
            yield self
        finally:
            self.system.stop()

    def _date_commits(self) -> None:
        postgres = self.system.postgres
        postgres.sql("postgres", "ALTER SYSTEM SET track_commit_timestamp = on")
        postgres.stop()
        postgres.start()

    @property
    def port(self) -> int:
        return self.system.port

    def settings(self, service: str) -> Settings:
        return Settings.load(self.system.settings_of(service))

    def house(self, service: str, *, url: str = "") -> House:
        """Open a service's house in this process, on its own database or on another of its kind."""
        settings = self.settings(service)
        return open_house(
            service, settings, database=Database(url or settings.service_database_url)
        )

    def token(self, username: str) -> str:
        """Return a token of the demonstration's account, signed as identity signs."""
        if self._key is None:
            pem = Path(self.system.settings_of("identity")["JIEDAO_TOKEN_PRIVATE_KEY"])
            self._key = OKPKey.import_key(pem.read_bytes())
        return tokens.sign(story(username), self._key, ttl=timedelta(hours=6))

    def headers(self, username: str) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.token(username)}"}

    @contextmanager
    def database(self, name: str, service: str = "centers") -> Iterator[str]:
        """Make a database of a service's kind that no process of the system uses; its URL."""
        serving = make_url(self.settings(service).migration_database_url)
        url = serving.set(database=name).render_as_string(hide_password=False)
        with self._administrator() as admin:
            admin.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
            admin.execute(text(f'CREATE DATABASE "{name}" OWNER "{service}_owner"'))
        settings = replace(
            self.settings(service), service_database_url=url, migration_database_url=url
        )
        migrate(service, settings)
        yield url
        with self._administrator() as admin:
            admin.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))

    @contextmanager
    def _administrator(self) -> Iterator[Connection]:
        url = make_url(self.system.postgres.admin_url).set(drivername="postgresql+psycopg2")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield connection
        engine.dispose()


def furnish(house: House) -> None:
    """Give a service its calendars, and centers one item on offer, delegated to one street."""
    request = Request(act=f"{house.service}.load", actor=system_actor(house.service))
    with SqlUnitOfWork(house, request) as uow:
        for file in sorted((ROOT / "infra/data/calendars").glob("*.json")):
            year = json.loads(file.read_text(encoding="utf-8"))
            calendars.store(uow.session, CalendarYear.from_json(year))
        if house.service == "centers":
            _offer(uow)
        uow.commit()


def _offer(uow: SqlUnitOfWork) -> None:
    centers.learn_offer(uow, **OFFER)
    centers.learn_delegation(
        uow,
        delegation_id="sample-delegation",
        item_id=ITEM,
        street_path=STREET,
        valid_from="2026-01-01",
        valid_to=None,
    )
