"""The unit of work in memory keeps the promises of the real one."""

from datetime import datetime

import pytest

from shared.kernel.clock import TZ
from shared.testing.unit_of_work import Memory
from tests.integration._garden import Plot
from tests.unit.chassis._unit_of_work import CLERK, UnitOfWorkPromises


class Told:
    """A `Memory` as the suite reads it."""

    def __init__(self):
        self.memory = Memory("garden", at=datetime(2026, 3, 2, 9, tzinfo=TZ))
        self.act, self.react = self.memory.act, self.memory.react

    @property
    def told(self):
        return [(fact.subject_id, fact.event_type) for fact in self.memory.told]

    @property
    def forwarded(self):
        return self.memory.forwarded

    @property
    def audit(self):
        return [
            (line.actor_id, line.subject_id, line.basis_doc_no, line.facts)
            for line in self.memory.audit
        ]

    @property
    def timers(self):
        return self.memory.timers


class TestMemory(UnitOfWorkPromises):
    @pytest.fixture
    def town(self):
        return Told()


def test_a_value_edited_in_place_is_noticed_because_the_database_would_not_see_it():
    town = Memory("garden", at=datetime(2026, 3, 2, 9, tzinfo=TZ))
    with town.act(CLERK) as uow:
        plot = Plot(id="p-1", code="p-1")
        plot.beds = []
        uow.add(plot)
    with pytest.raises(AssertionError, match="edited in place"), town.act(CLERK) as uow:
        uow.get(Plot, "p-1").beds.append("番茄")


def test_sql_is_refused_so_that_such_a_use_case_is_tested_on_postgresql():
    town = Memory("garden", at=datetime(2026, 3, 2, 9, tzinfo=TZ))
    with town.act(CLERK) as uow, pytest.raises(AssertionError, match="tests/integration"):
        _ = uow.session
