"""Every state × action × actor of purchases and of requests for more money."""

from copy import copy
from functools import cache
from itertools import product
from typing import Any

import pytest

from services.delegation.model import Purchase, Supplement
from services.delegation.workflow import PURCHASE, SUPPLEMENT
from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.workflow import Workflow
from shared.testing.actors import stories, story
from tests.unit.delegation._desk import BUYABLE, Cases, running
from tests.unit.delegation._town import Town, active

ROWS = {
    "delegation.purchase": {
        "PLANNED": {"procure": "PROCURING", "give_up": "FAILED"},
        "PROCURING": {"sign": "SIGNED", "give_up": "FAILED"},
        "SIGNED": {"start": "RUNNING", "give_up": "FAILED"},
        "RUNNING": {
            "reach": "RUNNING", "opine": "RUNNING", "pay": "RUNNING", "accept": "ACCEPTED",
            "fail": "FAILED", "give_up": "FAILED",
        },
        "ACCEPTED": {"pay": "ACCEPTED", "settle": "SETTLED"},
        "FAILED": {"settle": "SETTLED"},
        "SETTLED": {},
    },
    "delegation.supplement": {
        "REQUESTED": {"grant": "GRANTED", "decline": "DECLINED"}, "GRANTED": {}, "DECLINED": {},
    },
}  # fmt: skip
LEADER, OFFICER, FINANCE = {"liucheng_leader"}, {"liucheng"}, {"caizheng"}
MAY = {
    "procure": LEADER, "sign": LEADER, "accept": LEADER, "fail": LEADER, "give_up": LEADER,
    "start": OFFICER, "reach": OFFICER, "pay": FINANCE, "settle": FINANCE,
    "opine": {"wang_xiuying", "li_wei"}, "grant": FINANCE, "decline": FINANCE,
}  # fmt: skip
OTHER_STREET = {
    **{each: {"gongping_leader"} for each in ("procure", "sign", "accept", "fail", "give_up")},
    **{each: {"gongping"} for each in ("start", "reach")},
}
"""Who may do such things, but not to a purchase of 柳城."""


@cache
def matters() -> dict[str, Any]:
    town = Town.listed({}, BUYABLE)
    delegation = active(town)
    cases = Cases(town, delegation)
    for _ in range(101):
        cases.accepted()
    found = running(town)
    for name in ("上半程", "下半程"):
        town.do("liucheng", "reach_milestone", purchase_id=found.id, milestone=name,
                evidence="服务记录册（示例）")  # fmt: skip
    whole = copy(town.memory.the(Purchase))
    whole.paid_fen = whole.price_fen
    return {PURCHASE.name: whole, SUPPLEMENT.name: town.memory.the(Supplement)}


def expected(table: Workflow, state: str, action: str, who: str) -> str:
    if action not in ROWS[table.name][state]:
        return f"{table.name}.not_now"
    if who in MAY[action]:
        return ROWS[table.name][state][action]
    if who in OTHER_STREET.get(action, ()):
        return "delegation.other_buyer"
    return f"{table.name}.not_permitted"


@pytest.mark.rule("G-07", "PUR-04")
@pytest.mark.parametrize("table", [PURCHASE, SUPPLEMENT], ids=lambda table: table.name)
def test_every_cell_of_state_action_actor_is_as_the_table_says(table: Workflow):
    assert set(ROWS[table.name]) == {str(state) for state in table.states}
    for cell in product(table.states, table.actions(), stories()):
        state, action, who = cell
        matter = copy(matters()[table.name])
        matter.status = state
        try:
            found = str(table.step(matter, action, story(who)).target)
        except (Conflict, Forbidden) as refusal:
            found = refusal.code
        assert found == expected(table, *cell), cell


@pytest.mark.rule("G-07")
def test_no_single_person_carries_a_purchase_from_plan_to_payment():
    for permissions in (
        {"delegation.purchase.plan", "delegation.purchase.decide"},
        {"delegation.purchase.decide", "delegation.purchase.pay"},
        {"delegation.purchase.run", "delegation.purchase.decide"},
        {"delegation.purchase.run", "delegation.purchase.pay"},
    ):
        assert [who for who in stories() if permissions <= story(who).permissions] == []
