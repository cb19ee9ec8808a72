"""State × action × actor of places and referrals: every cell asked; referrals lived through."""

import copy
from datetime import date

import pytest

from services.centers import handlers
from services.centers.model import Case, Place, Referral
from services.centers.workflow import PLACE, REFERRAL, PlaceStatus, ReferralStatus
from shared.kernel.actor import SYSTEM, Actor, system_actor
from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.workflow import Workflow
from shared.testing.actors import stories, story
from tests.unit.centers._network import Network
from tests.unit.centers._town import PERSON

P, R = PlaceStatus, ReferralStatus

PLACE_MOVES = {
    P.PLANNED: {"open": P.OPEN, "cancel": P.CLOSED, "stand_under": P.PLANNED},
    P.OPEN: {
        "change": P.OPEN,
        "move": P.OPEN,
        "take_over": P.OPEN,
        "close": P.CLOSING,
        "stand_under": P.OPEN,
    },
    P.CLOSING: {"keep": P.OPEN, "end": P.CLOSED, "stand_under": P.CLOSING},
    P.CLOSED: {},
}
REFERRAL_MOVES = {
    R.SENT: {"take": R.TAKEN, "return": R.RETURNED, "recall": R.RECALLED},
    R.TAKEN: {"answer": R.ANSWERED},
    R.ANSWERED: {}, R.RETURNED: {}, R.RECALLED: {},
}  # fmt: skip

HERE, ELSEWHERE = {"liucheng"}, {"gongping"}
PLACE_MAY = {
    "open": {SYSTEM}, "take_over": {SYSTEM}, "end": {SYSTEM}, "cancel": HERE, "change": HERE,
    "move": HERE, "close": HERE, "keep": HERE, "stand_under": {SYSTEM},
}  # fmt: skip
DESK, FAR = {"chuangkou", "liucheng"}, {"gongping_window", "gongping"}
REFERRAL_MAY = {
    "take": DESK,
    "return": DESK,
    "answer": DESK,
    "recall": DESK | {"daiban"},
}
REFERRAL_OUTSIDE = {
    "take": FAR | {"daiban"}, "return": FAR | {"daiban"}, "answer": FAR | {"daiban"},
    "recall": FAR,
}  # fmt: skip
"""From `north` (the community of daiban) up to the center: she sends, the street answers."""


def actors() -> dict[str, Actor]:
    return {**{name: story(name) for name in stories()}, SYSTEM: system_actor("centers")}


def outcome(table: Workflow, matter: object, action: str, actor: Actor) -> object:
    try:
        return table.step(matter, action, actor).target
    except (Conflict, Forbidden) as refusal:
        return refusal.code


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("state", P)
def test_every_cell_of_a_place_is_as_the_table_says(state: PlaceStatus):
    town = Network()
    for action in PLACE.actions():
        for who, actor in actors().items():
            place = copy.copy(town.place("north"))
            place.status = state
            if action not in PLACE_MOVES[state]:
                expected: object = "centers.place.not_now"
            elif who in PLACE_MAY[action]:
                expected = PLACE_MOVES[state][action]
            elif who in ELSEWHERE and PLACE_MAY[action] == HERE:
                expected = "centers.place_outside"
            else:
                expected = "centers.place.not_permitted"
            assert outcome(PLACE, place, action, actor) == expected, (state, action, who)


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("state", R)
def test_every_cell_of_a_referral_is_as_the_table_says(state: ReferralStatus):
    town = Network()
    sent = town.refer("north", "center", who="daiban")
    for action in REFERRAL.actions():
        for who, actor in actors().items():
            referral = copy.copy(sent)
            referral.status = state
            if action not in REFERRAL_MOVES[state]:
                expected: object = "centers.referral.not_now"
            elif who in REFERRAL_MAY[action]:
                expected = REFERRAL_MOVES[state][action]
            elif who in REFERRAL_OUTSIDE[action]:
                expected = "centers.referral_outside"
            else:
                expected = "centers.referral.not_permitted"
            assert outcome(REFERRAL, referral, action, actor) == expected, (state, action, who)


def test_the_hand_written_tables_know_every_state_and_action():
    assert set(PLACE_MOVES) == set(P)
    assert set(PLACE_MAY) == set(PLACE.actions())
    assert set(REFERRAL_MOVES) == set(R)
    assert set(REFERRAL_MAY) == set(REFERRAL_OUTSIDE) == set(REFERRAL.actions())


# --- referrals, lived through ------------------------------------------------------------------


@pytest.fixture
def town() -> Network:
    return Network()


@pytest.mark.parametrize(
    ("sender", "receiver", "direction"),
    [("north", "center", "UP"), ("center", "north", "DOWN"), ("social", "north", "UP"),
     ("north", "social", "DOWN")],
)  # fmt: skip
def test_a_referral_goes_one_level_up_or_down_and_is_answered(town, sender, receiver, direction):
    sent = town.refer(sender, receiver)
    assert (sent.direction, sent.due) == (direction, date(2026, 2, 13))
    town.on_referral(handlers.take_referral)
    answered = town.on_referral(handlers.answer_referral, answer="已办结，材料当场退还")
    assert (answered.status, answered.answered_by) == (R.ANSWERED, "chuangkou")
    assert town.told[-1].on_time is True
    assert town.timers.keys() & {("referral_due", sent.id)} == set()


@pytest.mark.parametrize(
    ("sender", "receiver"), [("social", "center"), ("north", "south"), ("south", "social")]
)
def test_a_referral_never_jumps_a_level_or_crosses_the_network(town, sender, receiver):
    with pytest.raises(Conflict) as refused:
        town.refer(sender, receiver)
    assert refused.value.code == "centers.not_adjacent"


def test_a_referral_is_returned_with_a_reason_or_recalled_by_who_sent_it(town: Network):
    town.refer("north", "center", who="daiban")
    returned = town.on_referral(handlers.return_referral, answer="属社区职责，请就近办理")
    assert (returned.status, returned.answer) == (R.RETURNED, "属社区职责，请就近办理")
    other = Network()
    other.refer("north", "center", who="daiban")
    assert other.on_referral(handlers.recall_referral, who="daiban").status is R.RECALLED
    assert other.timers.keys() & {("referral_due", other.the(Referral).id)} == set()


def test_a_referral_that_nobody_answers_in_time_is_announced_once_and_stays_open(town: Network):
    town.refer("north", "center", who="daiban")
    town.at("2026-02-13 23:59")
    assert "referral.overdue" not in town.said()
    town.at("2026-02-14 00:00")
    assert town.said().count("referral.overdue") == 1
    town.on_referral(handlers.take_referral)
    town.on_referral(handlers.answer_referral, answer="已办结")
    assert town.told[-1].on_time is False


def test_only_the_sending_place_sends_and_only_the_receiving_place_answers(town: Network):
    with pytest.raises(Forbidden) as refused:
        town.refer("north", "center", who="gongping_window")
    assert refused.value.code == "centers.referral_outside"
    town.refer("north", "center", who="daiban")
    for handler, extra in (
        (handlers.take_referral, {}), (handlers.return_referral, {"answer": "不办"}),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            town.on_referral(handler, who="daiban", **extra)


def test_nothing_is_referred_to_a_place_that_is_not_open(town: Network):
    town.close("north", "2026-02-11", "south")
    town.at("2026-02-12")
    with pytest.raises(Conflict) as refused:
        town.refer("center", "north")
    assert refused.value.code == "centers.place_not_open"
    assert town.place("north").status is P.CLOSED
    assert isinstance(town.place("north"), Place)


@pytest.mark.rule("RED-03")
def test_reason_and_answer_of_a_case_name_nobody_and_never_travel(town: Network):
    case_id = town.submit().id
    with pytest.raises(Conflict) as refused:
        town.refer("north", "center", case_id=case_id, reason=f"{PERSON['name']}须到场")
    assert refused.value.code == "centers.text_names_person"
    town.refer("north", "center", case_id=case_id)
    with pytest.raises(Conflict):
        town.on_referral(handlers.return_referral, answer=f"请联系 {PERSON['phone']}")
    made = town.told[-1]
    assert made.case_id == town.the(Case).id
    assert "需现场核验设备" not in repr(made)


def test_a_case_is_referred_only_by_who_works_on_it(town: Network):
    case_id = town.submit().id
    with pytest.raises(Forbidden) as refused:
        town.refer("north", "center", who="daiban", case_id=case_id)
    assert refused.value.code == "centers.outside_jurisdiction"
