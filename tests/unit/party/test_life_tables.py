"""Every state × action × actor of meetings, gaps, covered units, centres and money."""

from copy import copy
from functools import cache
from itertools import product
from typing import Any

import pytest

from services.party.model import MeetingGap, Organisation, span
from services.party.workflow import CENTRE, COVERAGE_UNIT, GAP, INVESTMENT, MEETING
from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.workflow import Workflow
from shared.testing.actors import stories, story
from tests.unit.party._meetings import RULES, SECRETARY, held, record
from tests.unit.party._places import booked, centre, unit
from tests.unit.party._town import COMMUNITY, OFFICER, OTHER, STREET, street

ROWS: dict[str, dict[str, dict[str, str]]] = {
    "party.meeting": {
        "DRAFTED": {"hold": "HELD", "cancel": "CANCELLED"},
        "HELD": {"hold": "HELD", "confirm": "CONFIRMED"},
        "CONFIRMED": {"correct": "CORRECTING"},
        "CORRECTING": {"correct": "CORRECTING", "confirm": "CONFIRMED"},
        "CANCELLED": {},
    },
    "party.meeting_gap": {"OPEN": {"settle": "SETTLED"}, "SETTLED": {"reopen": "OPEN"}},
    "party.coverage_unit": {
        "LIVE": {"change": "LIVE", "follow": "LIVE", "end": "ENDED"}, "ENDED": {}
    },
    "party.centre": {
        "OPEN": {"colocate": "OPEN", "separate": "OPEN", "lose_station": "OPEN",
                 "inspect": "OPEN", "close": "CLOSED"},
        "CLOSED": {},
    },
    "party.investment": {"BOOKED": {"reverse": "REVERSED"}, "REVERSED": {}},
}  # fmt: skip
KEEPERS = {OFFICER, STREET, OTHER}
MAY = {
    "hold": {COMMUNITY}, "correct": {COMMUNITY}, "cancel": {COMMUNITY}, "confirm": {SECRETARY},
    "change": KEEPERS | {COMMUNITY}, "end": KEEPERS | {COMMUNITY},
    "colocate": KEEPERS, "separate": KEEPERS, "inspect": KEEPERS, "close": KEEPERS,
    "reverse": KEEPERS, "lose_station": set(), "settle": set(), "reopen": set(), "follow": set(),
}  # fmt: skip
REFUSED = {(action, OTHER): "party.other_unit" for action in MAY} | {
    ("reverse", STREET): "party.own_booking"
}
"""Who holds the permission, but may not do it to this one."""


@cache
def matters() -> dict[str, Any]:
    town, *_ = street()
    branch = next(o.id for o in town.memory.all(Organisation) if o.form == "BRANCH")
    meeting = held(town, branch, record())
    joined = copy(centre(town))
    joined.place_id = "S-1"
    return {
        MEETING.name: meeting,
        GAP.name: MeetingGap.of(
            branch, meeting.path, RULES.kinds["GENERAL"], span("quarter", meeting.day), 0, 0
        ),
        COVERAGE_UNIT.name: unit(town),
        CENTRE.name: joined,
        INVESTMENT.name: booked(town, joined.id),
    }


def expected(table: Workflow, state: str, action: str, who: str) -> str:
    if action not in ROWS[table.name][state]:
        return f"{table.name}.not_now"
    if who not in MAY[action]:
        return f"{table.name}.not_permitted"
    return REFUSED.get((action, who), ROWS[table.name][state][action])


@pytest.mark.rule("G-07")
def test_every_cell_of_state_action_actor_is_as_the_tables_say():
    for table in (MEETING, GAP, COVERAGE_UNIT, CENTRE, INVESTMENT):
        assert set(ROWS[table.name]) == {str(state) for state in table.states}
        for cell in product(table.states, table.actions(), stories()):
            matter = copy(matters()[table.name])
            matter.status = cell[0]
            try:
                found = str(table.step(matter, cell[1], story(cell[2])).target)
            except (Conflict, Forbidden) as refusal:
                found = refusal.code
            assert found == expected(table, *cell), (table.name, cell)


@pytest.mark.rule("G-07")
def test_nobody_both_records_and_confirms_a_meeting():
    both = {"party.meeting.record", "party.meeting.confirm"}
    assert [who for who in stories() if both <= story(who).permissions] == []
