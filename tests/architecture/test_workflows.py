"""Every (state, action) of every table is a row or a Conflict, and can be drawn."""

from types import SimpleNamespace

import pytest

from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.workflow import Workflow
from tests.architecture._house import room, service_names

NOBODY = Actor(id="nobody", kind=ActorKind.STAFF)


def tables() -> list:
    return [
        pytest.param(table, id=f"{service}.{table.name}")
        for service in service_names()
        for table in vars(room(service, "workflow")).values()
        if isinstance(table, Workflow)
    ]


@pytest.mark.parametrize("table", tables())
def test_what_is_not_a_row_is_a_conflict_and_nobody_passes_without_permission(table: Workflow):
    for state in table.states:
        for action in table.actions():
            matter = SimpleNamespace(status=state)
            expected = Forbidden if table.row(state, action) else Conflict
            with pytest.raises(expected):
                table.step(matter, action, NOBODY)
            assert matter.status == state


@pytest.mark.parametrize("table", tables())
def test_nobody_is_offered_nothing(table: Workflow):
    for state in table.states:
        assert table.offered(SimpleNamespace(status=state), NOBODY) == []


@pytest.mark.parametrize("table", tables())
def test_a_table_can_be_drawn(table: Workflow):
    drawing = table.mermaid()
    assert all(state.name in drawing for state in table.states)
