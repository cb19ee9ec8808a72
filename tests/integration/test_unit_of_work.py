"""The unit of work over PostgreSQL keeps the promises that handlers are written against."""

from contextlib import contextmanager

import pytest

from shared.chassis import calendars, tables
from shared.chassis.unit_of_work import Request
from shared.kernel.actor import system_actor
from shared.kernel.calendar import CalendarYear, load_calendars
from shared.testing.unit_of_work import DATA
from tests.unit.chassis._unit_of_work import UnitOfWorkPromises


class Sql:
    """The garden's database as the suite reads it; acts end as the executor ends them."""

    def __init__(self, estate):
        self.estate = estate

    @contextmanager
    def act(self, actor, *, if_match=None, subject="", cause=""):
        request = Request(
            act="garden.test", actor=actor, causation_id=cause, expected_version=if_match,
            subject_id=subject,
        )  # fmt: skip
        with self.estate.executor.unit(request) as uow:
            yield uow
            uow.commit()
        if uow.refusal is not None:
            raise uow.refusal

    def react(self, *, cause=""):
        return self.act(system_actor("garden"), cause=cause)

    @property
    def told(self):
        return [(event.subject, event.type) for event in self.estate.outbox()]

    @property
    def forwarded(self):
        rows = self.estate.rows(tables.outbox)
        return [(row["type"], row["subject"], bytes(row["body"])) for row in rows]

    @property
    def audit(self):
        return [
            (row["actor_id"], row["subject_id"], row["basis_doc_no"],
             tuple(fact["type"] for fact in row["facts"]))
            for row in self.estate.rows(tables.audit)
        ]  # fmt: skip

    @property
    def timers(self):
        rows = self.estate.rows(tables.timers)
        return {(row["name"], row["subject_id"]): row["due_at"] for row in rows}


class TestPostgres(UnitOfWorkPromises):
    @pytest.fixture
    def town(self, garden):
        with garden.database.write() as session, session.begin():
            raw = load_calendars(DATA / "calendars")._years[2026]
            calendars.store(session, CalendarYear.from_json(raw.to_json()))
        return Sql(garden)
