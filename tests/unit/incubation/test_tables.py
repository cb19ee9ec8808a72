"""Every state × action × actor of the tables of incubation."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

import pytest

from services.incubation.model import Filing, Organisation, Registration
from services.incubation.workflow import FILING, ORGANISATION, REGISTRATION
from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.workflow import Workflow
from shared.testing.actors import stories, story
from tests.unit.incubation._town import OWN, TERMS, Town

OFFICER, LEADER = {"shezu"}, {"shezu_leader"}
STREET, STREET_LEADER = {"liucheng"}, {"liucheng_leader"}
ELSEWHERE = "incubation.other_jurisdiction"
NOT_MINE = "incubation.not_the_applicant"
RECORD = dict.fromkeys(("enlist", "delist", "punish", "check"), "same")
FILED = {
    "promote": "PROMOTED", "change_filing": "CHANGED", "renew_filing": "same",
    "expire": "EXPIRED", "cancel_filing": "CANCELLED", **RECORD,
}  # fmt: skip
REGISTERED = {"change_registration": "same", "cancel_registration": "CANCELLED", **RECORD}


@dataclass(frozen=True)
class Expected:
    """What a table must be: state → action → next; action → who may, and who may only elsewhere."""

    table: Workflow
    rows: Mapping[str, Mapping[str, str]]
    may: Mapping[str, set[str]]
    elsewhere: Mapping[str, tuple[set[str], str]] = field(default_factory=dict)


EXPECTED = [
    Expected(
        ORGANISATION,
        {
            "APPLYING": {"file": "FILED", "register": "REGISTERED", "fall": "REFUSED"},
            "FILED": FILED, "CHANGED": FILED, "REGISTERED": REGISTERED, "PROMOTED": REGISTERED,
        },
        {
            **{action: STREET_LEADER for action in FILED if action.endswith("_filing")},
            **{action: LEADER for action in REGISTERED if action.endswith("_registration")},
            **dict.fromkeys(RECORD, OFFICER),
        },
        {each: ({"gongping_leader"}, ELSEWHERE) for each in FILED if each.endswith("_filing")},
    ),
    Expected(
        FILING,
        {
            "APPLIED": {"send": "COMMUNITY_OPINION", "withdraw": "WITHDRAWN"},
            "COMMUNITY_OPINION": {"opine": "STREET_REVIEW", "withdraw": "WITHDRAWN"},
            "STREET_REVIEW": {"file": "FILED", "refuse": "REFUSED"},
        },
        {"send": STREET, "opine": {"heping_leader"}, "file": STREET_LEADER,
         "refuse": STREET_LEADER, "withdraw": {OWN}},
        {
            "send": ({"gongping"}, ELSEWHERE),
            **dict.fromkeys(("file", "refuse"), ({"gongping_leader"}, ELSEWHERE)),
            "withdraw": ({"lvyuan", "daiban"}, NOT_MINE),
        },
    ),
    Expected(
        REGISTRATION,
        {
            "APPLIED": {"accept": "EXAMINING", "withdraw": "WITHDRAWN"},
            "EXAMINING": {"register": "REGISTERED", "refuse": "REFUSED", "withdraw": "WITHDRAWN"},
        },
        {"accept": OFFICER, "register": LEADER, "refuse": LEADER, "withdraw": {OWN}},
        {"withdraw": ({"lvyuan"}, NOT_MINE)},
    ),
]  # fmt: skip


@cache
def matters() -> dict[str, Any]:
    """One real matter of each table."""
    town = Town()
    organisation = town.filed()
    town.do(OWN, "apply_promotion", organisation_id=organisation.id, terms=TERMS)
    return {
        ORGANISATION.name: town.memory.the(Organisation),
        FILING.name: town.memory.the(Filing),
        REGISTRATION.name: town.memory.the(Registration),
    }


def outcome(wanted: Expected, state: str, action: str, who: str) -> str:
    """Say what must become of a cell: the next state, or the code of the refusal."""
    target = wanted.rows.get(state, {}).get(action)
    if target is None:
        return f"{wanted.table.name}.not_now"
    if who in wanted.may.get(action, ()):
        return state if target == "same" else target
    others, code = wanted.elsewhere.get(action, ((), ""))
    return code if who in others else f"{wanted.table.name}.not_permitted"


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("wanted", EXPECTED, ids=lambda wanted: wanted.table.name)
def test_every_cell_of_state_action_actor_is_as_the_table_says(wanted: Expected):
    table = wanted.table
    for cell in product(table.states, table.actions(), stories()):
        state, action, who = cell
        matter = copy(matters()[table.name])
        matter.status = state
        try:
            found = str(table.step(matter, action, story(who)).target)
        except (Conflict, Forbidden) as refusal:
            found = refusal.code
        assert found == outcome(wanted, *cell), cell


@pytest.mark.rule("G-07")
def test_no_single_person_carries_an_application_from_papers_to_decision():
    for permissions in (
        {"incubation.filing.apply", "incubation.filing.decide"},
        {"incubation.filing.handle", "incubation.filing.decide"},
        {"incubation.registration.apply", "incubation.registration.handle"},
        {"incubation.registration.handle", "incubation.registration.decide"},
    ):
        assert [who for who in stories() if permissions <= story(who).permissions] == []
