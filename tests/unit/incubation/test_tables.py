"""Every state × action × actor of the tables of incubation."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

import pytest

from services.incubation.model import Filing, Grading, Organisation, Registration
from services.incubation.workflow import FILING, GRADING, ORGANISATION, REGISTRATION, STAY
from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.workflow import Workflow
from shared.testing.actors import stories, story
from tests.unit.incubation._town import OWN, Town

OFFICER, LEADER = {"shezu"}, {"shezu_leader"}
STREET, STREET_LEADER = {"liucheng"}, {"liucheng_leader"}
MANAGERS = {"fuhua", "fuhua_qu"}
OTHERS = {"lvyuan", "nuanxiang", "qingshui"}
ELSEWHERE = "incubation.other_jurisdiction"
NOT_MINE = "incubation.not_the_applicant"
RECORD = dict.fromkeys(("enlist", "delist", "punish", "check", "link"), "same")
FILED = {
    "promote": "PROMOTED", "change_filing": "CHANGED", "renew_filing": "same",
    "expire": "EXPIRED", "cancel_filing": "CANCELLED", **RECORD,
}  # fmt: skip
REGISTERED = {"change_registration": "same", "cancel_registration": "CANCELLED", **RECORD}

LEDGER = {"support": "same", "correct": "same"}
INSIDE = {"check": "same", "graduate": "GRADUATED", "promote": "PROMOTED", "exit": "EXITED",
          **LEDGER}  # fmt: skip


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
            "withdraw": ({*OTHERS, "daiban"}, NOT_MINE),
        },
    ),
    Expected(
        REGISTRATION,
        {
            "APPLIED": {"accept": "EXAMINING", "withdraw": "WITHDRAWN"},
            "EXAMINING": {"register": "REGISTERED", "refuse": "REFUSED", "withdraw": "WITHDRAWN"},
        },
        {"accept": OFFICER, "register": LEADER, "refuse": LEADER, "withdraw": {OWN}},
        {"withdraw": (OTHERS, NOT_MINE)},
    ),
    Expected(
        STAY,
        {
            "APPLIED": {"screen": "SCREENED", "reject": "REJECTED", "withdraw": "WITHDRAWN"},
            "SCREENED": {"review": "REVIEWED", "decline": "REJECTED", "withdraw": "WITHDRAWN"},
            "REVIEWED": {"admit": "ADMITTED", "withdraw": "WITHDRAWN"},
            "ADMITTED": {"start": "INCUBATING", "promote": "PROMOTED", "exit": "EXITED"},
            "INCUBATING": {**INSIDE, "extend": "EXTENDED"}, "EXTENDED": INSIDE,
            "GRADUATED": {"track": "TRACKING", **LEDGER},
            "TRACKING": {"finish": "FINISHED", **LEDGER},
            "EXITED": {"hand_over": "HANDED_OVER", "correct": "same"},
        },
        {
            **dict.fromkeys(("screen", "reject", "admit", "start", "check", "support", "correct",
                             "track", "exit", "hand_over"), MANAGERS),
            **dict.fromkeys(("review", "decline", "extend", "graduate"), OFFICER | STREET_LEADER),
            "withdraw": {OWN},
        },
        {
            **dict.fromkeys(("review", "decline", "extend", "graduate"),
                            ({"gongping_leader"}, "incubation.other_incubator")),
            "withdraw": ({*OTHERS, "daiban"}, NOT_MINE),
        },
    ),
    Expected(
        GRADING,
        {
            "APPLIED": {"assess": "ASSESSED", "decline": "DECLINED", "withdraw": "WITHDRAWN",
                        "end": "ENDED"},
            "ASSESSED": {"publish": "NOTICED", "withdraw": "WITHDRAWN", "end": "ENDED"},
            "NOTICED": {"grant": "GRANTED", "deny": "DENIED", "end": "ENDED"},
            "GRANTED": {"revoke": "REVOKED", "supersede": "SUPERSEDED", "expire": "EXPIRED",
                        "end": "ENDED"},
        },
        {
            **dict.fromkeys(("assess", "decline", "publish"), OFFICER),
            **dict.fromkeys(("grant", "deny", "revoke"), LEADER),
            "withdraw": {OWN},
        },
        {"withdraw": (OTHERS, NOT_MINE)},
    ),
]  # fmt: skip


@cache
def matters() -> dict[str, Any]:
    """One real matter of each table."""
    town = Town()
    stay = town.ready()
    organisation = town.promoted(town.organisation())
    town.tick(days=800)
    town.do(OWN, "apply_grading", organisation_id=organisation.id)
    return {
        ORGANISATION.name: town.memory.the(Organisation),
        FILING.name: town.memory.the(Filing),
        REGISTRATION.name: town.memory.the(Registration),
        STAY.name: stay,
        GRADING.name: town.memory.the(Grading),
    }


@cache
def people() -> list[str]:
    """Everybody who may do something here, and some who may do nothing."""
    return [
        who
        for who in stories()
        if who in ("reader", "wang_xiuying", "renshe_leader")
        or any(each.startswith("incubation.") for each in story(who).permissions)
    ]


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
    for cell in product(table.states, table.actions(), people()):
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
        {"incubation.stay.manage", "incubation.stay.review"},
        {"incubation.stay.apply", "incubation.stay.manage"},
        {"incubation.grading.apply", "incubation.grading.handle"},
        {"incubation.grading.handle", "incubation.grading.decide"},
    ):
        assert [who for who in stories() if permissions <= story(who).permissions] == []
