"""Every state × action × actor of organisations."""

from copy import copy
from itertools import product

import pytest

from services.party.model import Organisation
from services.party.workflow import ORGANISATION
from shared.kernel.errors import Conflict, Forbidden
from shared.testing.actors import stories, story
from tests.unit.party._town import COMMUNITY, OFFICER, OTHER, STREET, street

LIVING = {"move": None, "merge": "DISSOLVED", "dissolve": "DISSOLVED"}
ROWS: dict[str, dict[str, str | None]] = {
    "PROPOSED": {"approve": "APPROVED", "reject": "REJECTED"},
    "REJECTED": {},
    "APPROVED": {"activate": "ACTIVE"},
    "ACTIVE": {**LIVING, "reorganise": "REORGANISING"},
    "REORGANISING": {**LIVING, "resume": "ACTIVE"},
    "DISSOLVED": {},
}
"""State → action → where it leads; None stays."""

DECIDED = {"approve", "reject", "move", "reorganise", "resume", "merge", "dissolve"}
DECIDERS, KEEPERS = {OFFICER, STREET, OTHER}, {STREET, OTHER, COMMUNITY}


def expected(state: str, action: str, who: str) -> str:
    if action not in ROWS[state]:
        return "party.organisation.not_now"
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
    for state, action, who in product(ROWS, ORGANISATION.actions(), stories()):
        matter.status = ORGANISATION.states(state)
        try:
            found = str(ORGANISATION.step(matter, action, story(who)).target)
        except (Conflict, Forbidden) as refusal:
            found = refusal.code
        assert found == expected(state, action, who), (state, action, who)


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
