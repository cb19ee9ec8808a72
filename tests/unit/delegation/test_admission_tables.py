"""Every state × action × actor of admissions, seals and seal requests."""

from functools import cache
from typing import Any

import pytest

from services.delegation.workflow import ADMISSION, SEAL, SEAL_REQUEST
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Workflow
from shared.testing.actors import stories, story
from shared.testing.tables import targets, unguarded
from tests.unit.delegation._offices import Offices, stand_in
from tests.unit.delegation._town import SEALED

TABLES = [ADMISSION, SEAL, SEAL_REQUEST]

ROWS = {
    "delegation.admission": {
        "APPLIED": {
            "begin_review": "UNDER_REVIEW", "enter_urgently": "URGENT_IN_FORCE",
            "withdraw": "WITHDRAWN",
        },
        "UNDER_REVIEW": {
            "review": "UNDER_REVIEW", "approve": "APPROVED", "refuse": "REFUSED",
            "withdraw": "WITHDRAWN",
        },
        "URGENT_IN_FORCE": {
            "review": "URGENT_IN_FORCE", "approve": "APPROVED", "refuse": "WITHDRAWN",
            "withdraw": "WITHDRAWN", "lapse": "WITHDRAWN",
        },
        "APPROVED": {"enter": "IN_FORCE", "finish": "ENDED", "expire": "ENDED"},
        "IN_FORCE": {"finish": "ENDED", "expire": "ENDED"},
    },
    "delegation.seal": {"IN_USE": {"retire": "RETIRED"}},
    "delegation.seal_request": {
        "REQUESTED": {"check": "CHECKED", "reject": "REJECTED", "turn_away": "REJECTED"},
        "CHECKED": {"approve": "APPROVED", "decline": "REJECTED"},
        "APPROVED": {"stamp": "STAMPED"},
        "STAMPED": {"file": "FILED"},
    },
}  # fmt: skip
"""What the domain says, written by hand: state → action → next state."""

WHO = {
    "delegation.admission.apply": {"minzheng", "renshe", "minzheng_leader", "renshe_leader"},
    "delegation.admission.urge": {"minzheng_leader", "renshe_leader"},
    "delegation.admission.review": {"bianban", "mz_review", "sifa", "caizheng", "zhengwu",
                                    "zhengfu", "zuzhi"},
    "delegation.admission.approve": {"quwei"},
    "delegation.seal.keep": {"liucheng", "gongping"},
    "delegation.seal_request.open": {"daiban"},
    "delegation.seal_request.check": {"daiban"},
    "delegation.seal_request.approve": {"heping_leader"},
    "delegation.seal_request.stamp": {"daiban"},
    "delegation.seal_request.reveal": {"daiban", "heping_leader"},
}  # fmt: skip
"""Who holds what: nobody both applies and approves, checks and approves, approves and stamps."""


@pytest.mark.rule("LST-07", "LST-21")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_may_happen_is_exactly_what_the_domain_says(table: Workflow):
    assert targets(table) == {state: row for state, row in ROWS[table.name].items() if row}


@cache
def matters() -> dict[str, Any]:
    """One real matter for each table, as a town's life has left it."""
    with pytest.MonkeyPatch.context() as patch:
        stand_in(patch)
        town = Offices.listed(SEALED)
        return {"admission": town.admitted(), "seal": town.seal(), "seal_request": town.granted()}


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nobody_takes_a_step_without_its_permission(table: Workflow):
    assert unguarded(table, matters()[table.name.split(".")[1]], stories()) == []


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("permission", sorted(WHO))
def test_each_permission_is_held_by_exactly_these_people(permission: str):
    assert {name for name in stories() if story(name).may(permission)} == WHO[permission]


def test_every_permission_of_a_step_is_named_above():
    asked = {row.permission for table in TABLES for row in table.steps} - {SYSTEM}
    assert asked <= set(WHO)
