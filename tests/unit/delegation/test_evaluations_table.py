"""Every state × action × actor of the evaluation and of the appeal against its result."""

from functools import cache
from typing import Any

import pytest

from services.delegation.workflow import APPEAL, EVALUATION
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Workflow
from shared.testing.actors import stories, story
from shared.testing.tables import targets, unguarded
from tests.unit.delegation._round import Round

TABLES = [EVALUATION, APPEAL]

ROWS = {
    "delegation.evaluation": {
        "OPEN": {"engage": "OPEN", "begin_scoring": "SCORING"},
        "SCORING": {
            "engage": "SCORING", "assess_self": "SCORING", "assess_peer": "SCORING",
            "assess_third": "SCORING", "close_scoring": "CHECKING", "end_scoring": "CHECKING",
        },
        "CHECKING": {"veto": "CHECKING", "reweight": "CHECKING", "start_notice": "NOTICE"},
        "NOTICE": {"end_notice": "APPEAL"},
        "APPEAL": {"appeal": "APPEAL", "answer_appeal": "APPEAL", "conclude": "FINAL"},
    },
    "delegation.appeal": {"FILED": {"uphold": "UPHELD", "dismiss": "DISMISSED"}},
}  # fmt: skip
"""What the domain says, written by hand: state → action → next state."""

WHO = {
    "delegation.evaluation.manage": {"bianban"},
    "delegation.evaluation.assess_self": {"liucheng_leader", "gongping_leader"},
    "delegation.evaluation.assess_peer": {"liucheng_leader", "gongping_leader",
                                          "minzheng_leader", "renshe_leader"},
    "delegation.evaluation.decide": {"zhengfu"},
    "delegation.evaluation.appeal": {"liucheng_leader", "gongping_leader"},
    "delegation.evaluation.answer_appeal": {"sifa"},
    "delegation.evaluation.inspect": {"bianban", "sifa", "auditor"},
}  # fmt: skip
"""Who holds what: nobody both runs and decides, decides and answers, appeals and answers."""


@cache
def matters() -> dict[str, Any]:
    town = Round()
    evaluation_id = town.appealable()
    appeal = town.appeal(evaluation_id)
    return {"delegation.evaluation": town.the(evaluation_id), "delegation.appeal": appeal}


@pytest.mark.rule("EVP-01")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_may_happen_is_exactly_what_the_domain_says(table: Workflow):
    assert targets(table) == {state: row for state, row in ROWS[table.name].items() if row}


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nobody_takes_a_step_without_its_permission(table: Workflow):
    assert unguarded(table, matters()[table.name], stories()) == []


@pytest.mark.rule("G-07", "EVP-01")
@pytest.mark.parametrize("permission", sorted(WHO))
def test_each_permission_is_held_by_exactly_these_people(permission: str):
    assert {name for name in stories() if story(name).may(permission)} == WHO[permission]


@pytest.mark.rule("EVP-01")
def test_what_time_decides_is_decided_by_no_person():
    timed = {row.name for row in EVALUATION.steps if row.permission == SYSTEM}
    assert timed == {"end_scoring", "end_notice", "conclude"}
