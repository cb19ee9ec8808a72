"""State × action × actor of a request: one hand-written table, every cell of it asked."""

import copy
from dataclasses import replace

import pytest

from services.disclosure import handlers
from services.disclosure.model import InformationRequest
from services.disclosure.workflow import REQUEST, RequestStatus
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict, Forbidden
from shared.testing.actors import stories, story
from tests.unit.disclosure._requests import OFFICER, Office

R = RequestStatus

AT_WORK = {"answer": R.ANSWERED, "propose_answer": R.PROPOSED}
MOVES = {
    R.SUBMITTED: {"receive": R.RECEIVED, "acknowledge": R.ACKNOWLEDGED},
    R.ACKNOWLEDGED: {"confirm": R.RECEIVED},
    R.RECEIVED: {
        "ask_correction": R.CORRECTION, "consult": R.CONSULTING, "propose_extension": R.EXTENDING,
        "ask_reasons": R.REASONS, "charge": R.CHARGED, **AT_WORK,
    },
    R.CORRECTION: {"correct": R.RECEIVED, "abandon": R.ABANDONED},
    R.CONSULTING: {
        "consult": R.CONSULTING, "record_opinion": R.CONSULTING, "record_last_opinion": R.RECEIVED,
        "hear_silence": R.CONSULTING, "hear_last_silence": R.RECEIVED,
    },
    R.REASONS: {"give_reasons": R.RECEIVED, **AT_WORK},
    R.EXTENDING: {"approve_extension": R.RECEIVED, "reject_extension": R.RECEIVED},
    R.CHARGED: {"pay": R.RECEIVED, "abandon": R.ABANDONED},
    R.PROPOSED: {"approve_answer": R.ANSWERED, "return_answer": R.RECEIVED},
    R.ANSWERED: {},
    R.ABANDONED: {"excuse": R.CORRECTION},
    R.WITHDRAWN: {},
}  # fmt: skip
for _state in R:
    if _state not in (R.ANSWERED, R.WITHDRAWN, R.ABANDONED):
        MOVES[_state] = {**MOVES[_state], "withdraw": R.WITHDRAWN}

OFFICE, HEAD, RESIDENTS = {"gongkai"}, {"gongkai_leader"}, {"wang_xiuying", "li_wei"}
APPLY = RESIDENTS | OFFICE
BY_APPLICANT = ("confirm", "correct", "give_reasons", "withdraw")
BY_HEAD = ("approve_extension", "reject_extension", "approve_answer", "return_answer")
BY_TIME = ("abandon", "hear_silence", "hear_last_silence")
PERMITTED = {
    **dict.fromkeys(BY_APPLICANT, APPLY),
    **dict.fromkeys(BY_HEAD, HEAD),
    **dict.fromkeys(BY_TIME, frozenset()),
    **dict.fromkeys(
        (
            "receive", "acknowledge", "ask_correction", "excuse", "consult", "record_opinion",
            "record_last_opinion", "propose_extension", "ask_reasons", "charge", "pay", "answer",
            "propose_answer",
        ),
        OFFICE,
    ),
}  # fmt: skip


def standing(first: InformationRequest, state: RequestStatus, action: str) -> InformationRequest:
    """Return a copy in that state for which every rule but that of who may says yes."""
    found = copy.copy(first)
    found.status, found.abandoned = state, "correction"
    if action in ("record_opinion", "hear_silence"):
        (one,) = found.consultations
        found.consultations = (one, replace(one, number=2))
    return found


def outcome(found: InformationRequest, action: str, actor: Actor) -> object:
    try:
        return REQUEST.step(found, action, actor).target
    except (Conflict, Forbidden) as refusal:
        return refusal.code


def expected(state: RequestStatus, action: str, who: str) -> object:
    if action not in MOVES[state]:
        return "disclosure.request.not_now"
    if who not in PERMITTED[action]:
        return "disclosure.request.not_permitted"
    if who in RESIDENTS:
        return "disclosure.not_the_applicant"
    return MOVES[state][action]


@pytest.fixture(scope="module")
def first() -> InformationRequest:
    """A request on paper, with one party that was asked."""
    office = Office()
    office.asked()
    office.consulted()
    return office.request


@pytest.fixture(scope="module")
def by_web() -> InformationRequest:
    office = Office()
    return office.asked("WEB")


@pytest.mark.rule("REQ-01", "REQ-09", "REQ-12", "G-07")
@pytest.mark.parametrize("state", R)
def test_every_cell_of_state_action_actor_is_as_the_table_says(first, state):
    for action in REQUEST.actions():
        for who in stories():
            found = outcome(standing(first, state, action), action, story(who))
            assert found == expected(state, action, who), (state, action, who)


def test_the_hand_written_table_knows_every_state_and_action():
    assert set(MOVES) == set(R)
    assert set(PERMITTED) == set(REQUEST.actions())


@pytest.mark.rule("REQ-12")
@pytest.mark.parametrize("action", BY_APPLICANT)
def test_of_a_request_by_the_web_only_its_applicant_takes_her_steps(by_web, action):
    state = next(state for state in R if action in MOVES[state])
    answers = {who: outcome(standing_web(by_web, state), action, story(who)) for who in APPLY}
    assert answers == {
        "wang_xiuying": MOVES[state][action],
        "li_wei": "disclosure.not_the_applicant",
        "gongkai": "disclosure.not_the_applicant",
    }


def standing_web(request: InformationRequest, state: RequestStatus) -> InformationRequest:
    found = copy.copy(request)
    found.status = state
    return found


@pytest.mark.rule("REQ-01")
def test_what_came_by_the_web_is_not_received_without_confirmation(by_web):
    found = outcome(standing_web(by_web, R.SUBMITTED), "receive", story(OFFICER))
    assert found == "disclosure.confirm_first"


@pytest.mark.rule("REQ-12")
def test_an_office_elsewhere_works_on_none_of_it(first):
    elsewhere = replace(story(OFFICER), scope="510116", permissions=frozenset(
        {"disclosure.request.handle", "disclosure.request.apply", "disclosure.request.approve"}
    ))  # fmt: skip
    for state, moves in MOVES.items():
        for action in set(moves) - set(BY_TIME):
            found = outcome(standing(first, state, action), action, elsewhere)
            wanted = "not_the_applicant" if action in BY_APPLICANT else "request_elsewhere"
            assert found == f"disclosure.{wanted}", (state, action)


@pytest.mark.rule("G-07", "REQ-09")
def test_who_proposes_does_not_approve_whatever_she_may():
    both = replace(
        story(OFFICER),
        permissions=story(OFFICER).permissions | {"disclosure.request.approve"},
    )
    office = Office()
    office.asked()
    office.extension_proposed()
    found = copy.copy(office.request)
    assert outcome(found, "approve_extension", both) == "disclosure.own_extension"
    office.go("gongkai_leader", handlers.reject_extension)
    office.answered("REFUSED", alone=False, reasons="内部信息（示例）")
    found = copy.copy(office.request)
    assert outcome(found, "approve_answer", both) == "disclosure.own_answer"


def offers(found: InformationRequest, who: str) -> list[str]:
    return [offer.action for offer in REQUEST.offered(found, story(who))]


def test_the_office_sees_the_buttons_that_would_succeed(first, by_web):
    assert offers(first, OFFICER) == ["consult", "record_last_opinion", "withdraw"]
    assert offers(by_web, OFFICER) == ["acknowledge"]
    assert offers(by_web, "wang_xiuying") == ["withdraw"]
