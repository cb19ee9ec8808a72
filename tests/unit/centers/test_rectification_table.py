"""State × action × actor of a rectification: one hand-written table, every cell of it asked."""

import copy

import pytest

from services.centers.model import Rectification
from services.centers.workflow import RECTIFICATION, RectificationStatus
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict, Forbidden
from shared.testing.actors import stories, story
from tests.unit.centers._town import moment
from tests.unit.centers.test_rectifications import Rated

R = RectificationStatus
AT = moment("2026-02-14")

BEFORE_ANSWER = {
    "fix_now": R.FIX_NOW, "fix_by": R.FIX_BY, "explain": R.EXPLAINED, "dispute": R.DISPUTED,
}  # fmt: skip
MOVES = {
    R.RECEIVED: {"contact": R.CONTACTED, **BEFORE_ANSWER},
    R.CONTACTED: BEFORE_ANSWER,
    R.FIX_NOW: {"finish": R.FIXED},
    R.FIX_BY: {"finish": R.FIXED},
    R.EXPLAINED: {"call_back": R.CALLED_BACK, "close": R.CLOSED},
    R.DISPUTED: {"uphold": R.EXPLAINED, "reject": R.FIX_NOW},
    R.FIXED: {"call_back": R.CALLED_BACK, "close": R.CLOSED},
    R.CALLED_BACK: {"close": R.CLOSED},
    R.CLOSED: {},
}

for _state in RectificationStatus:
    if _state is not R.CLOSED:
        MOVES[_state] = {**MOVES[_state], "take": _state, "release": _state}

HANDLERS = {"liucheng", "gongping", "minzheng", "renshe"}
REVIEWERS = {"liucheng_leader", "gongping_leader", "minzheng_leader", "renshe_leader"}
PERMITTED = {
    **dict.fromkeys(("take", "contact", *BEFORE_ANSWER, "finish", "call_back", "close"), HANDLERS),
    "uphold": REVIEWERS,
    "release": REVIEWERS,
    "reject": REVIEWERS,
}
OWN = {"liucheng", "liucheng_leader"}
"""Who belongs to the unit that was rated: 柳城."""


def standing(first: Rectification, state: RectificationStatus, action: str) -> Rectification:
    """Return a copy in that state, taken by 柳城's officer, for which every other rule says yes."""
    found = copy.copy(first)
    found.status = state
    found.handler = "" if action == "take" else "liucheng"
    found.contacted_at = found.called_back_at = AT
    return found


def outcome(found: Rectification, action: str, actor: Actor) -> object:
    try:
        return RECTIFICATION.step(found, action, actor).target
    except (Conflict, Forbidden) as refusal:
        return refusal.code


def expected(state: RectificationStatus, action: str, who: str) -> object:
    if action not in MOVES[state]:
        return "centers.rectification.not_now"
    if who not in PERMITTED[action]:
        return "centers.rectification.not_permitted"
    if who in OWN:
        return MOVES[state][action]
    by_unit = action in ("take", "release", "uphold", "reject")
    return "centers.rectification_elsewhere" if by_unit else "centers.not_the_handler"


@pytest.fixture(scope="module")
def first() -> Rectification:
    return Rated().rectification


@pytest.mark.rule("EVAL-04", "G-07")
@pytest.mark.parametrize("state", RectificationStatus)
def test_every_cell_of_state_action_actor_is_as_the_table_says(first: Rectification, state):
    for action in RECTIFICATION.actions():
        for who in stories():
            found = outcome(standing(first, state, action), action, story(who))
            assert found == expected(state, action, who), (state, action, who)


def test_the_hand_written_table_knows_every_state_and_action():
    assert set(MOVES) == set(RectificationStatus)
    assert set(PERMITTED) == set(RECTIFICATION.actions())


@pytest.mark.parametrize(
    ("state", "named", "contacted", "buttons"),
    [
        (R.RECEIVED, True, False, {"contact"}),
        (R.CONTACTED, True, True, {"fix_now", "fix_by", "explain", "dispute"}),
        (R.RECEIVED, False, False, {"fix_now", "fix_by", "explain", "dispute"}),
        (R.DISPUTED, True, True, set()),
    ],
)
def test_the_handler_sees_the_buttons_that_would_succeed(
    first: Rectification, state, named, contacted, buttons
):
    found = standing(first, state, "")
    found.named = named
    found.contacted_at = AT if contacted else None
    offers = RECTIFICATION.offered(found, story("liucheng"))
    assert {offer.action for offer in offers} == buttons
