"""Every state × action × actor of organisations."""

from copy import copy
from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest

from services.party.model import Organisation
from services.party.workflow import GATHERING, INFLOW, ORGANISATION, POSTING
from shared.kernel.errors import Conflict, Forbidden
from shared.testing.actors import stories, story
from tests.unit.party._town import COMMUNITY, OFFICER, OTHER, STREET, street

LIVING = {"move": None, "count": None, "merge": "DISSOLVED", "dissolve": "DISSOLVED",
          "end_task": "DISSOLVED"}  # fmt: skip
VOTING = {"elect": "ACTIVE", "fail_election": None, "shift": "ACTIVE"}
ROWS: dict[str, dict[str, str | None]] = {
    "PROPOSED": {"approve": "APPROVED", "reject": "REJECTED"},
    "REJECTED": {},
    "APPROVED": {"activate": "ACTIVE", "reject": "REJECTED"},
    "ACTIVE": {**LIVING, **VOTING, "reorganise": "REORGANISING", "lapse": "TERM_OVERDUE"},
    "REORGANISING": {**LIVING, "resume": "ACTIVE"},
    "TERM_OVERDUE": {**LIVING, **VOTING, "reorganise": "REORGANISING"},
    "DISSOLVED": {},
}
"""State → action → where it leads; None stays."""

DECIDED = {"approve", "reject", "move", "reorganise", "resume", "merge", "dissolve", "shift"}
BY_ITSELF = {"lapse", "end_task"}
DECIDERS, KEEPERS = {OFFICER, STREET, OTHER}, {STREET, OTHER, COMMUNITY}


def expected(state: str, action: str, who: str) -> str:
    if action not in ROWS[state]:
        return "party.organisation.not_now"
    if action in BY_ITSELF:
        return "party.organisation.not_permitted"
    if who not in (DECIDERS if action in DECIDED else KEEPERS):
        return "party.organisation.not_permitted"
    if action in DECIDED and who == OTHER:
        return "party.superior_decides"
    return ROWS[state][action] or state


@pytest.mark.rule("G-07", "PTY-15")
def test_every_cell_of_state_action_actor_is_as_the_table_says():
    town, _, _, branch = street()
    assert set(ROWS) == {str(state) for state in ORGANISATION.states}
    matter = copy(town.memory.rows[Organisation][branch])
    matter.lawful_end = date(2026, 3, 15)
    for state, action, who in product(ROWS, ORGANISATION.actions(), stories()):
        matter.status = ORGANISATION.states(state)
        try:
            found = str(ORGANISATION.step(matter, action, story(who)).target)
        except (Conflict, Forbidden) as refusal:
            found = refusal.code
        assert found == expected(state, action, who), (state, action, who)


@pytest.mark.rule("PTY-18", "PTY-02", "PTY-04")
def test_posts_guests_and_gatherings_are_kept_by_those_of_the_place():
    rows = {
        POSTING: {"HELD": {"relieve": "ENDED", "lapse": "ENDED"}, "ENDED": {}},
        INFLOW: {
            "PLACED": {"report": "REPORTED", "end": "ENDED"},
            "REPORTED": {"note_home_report": "REPORTED", "end": "ENDED"}, "ENDED": {},
        },
        GATHERING: {"OPEN": {"count": "OPEN", "settle": "SETTLED"}, "SETTLED": {}},
    }  # fmt: skip
    for table, states in rows.items():
        assert set(states) == {str(state) for state in table.states}
        for state, action, who in product(states, table.actions(), stories()):
            matter = SimpleNamespace(status=table.states(state))
            try:
                found = str(table.step(matter, action, story(who)).target)
            except (Conflict, Forbidden) as refusal:
                found = refusal.code.rpartition(".")[2]
            if action not in states[state]:
                assert found == "not_now"
            else:
                may = who in KEEPERS and action != "lapse"
                assert found == (states[state][action] if may else "not_permitted")


@pytest.mark.rule("G-07")
def test_no_single_person_both_asks_for_an_organisation_and_approves_it():
    town, _, _, branch = street()
    matter = copy(town.memory.rows[Organisation][branch])
    matter.status, matter.proposed_by = ORGANISATION.states("PROPOSED"), STREET
    offered = [offer.action for offer in ORGANISATION.offered(matter, story(STREET))]
    assert offered == []
    assert {"approve", "reject"} == {
        offer.action for offer in ORGANISATION.offered(matter, story(OFFICER))
    }
