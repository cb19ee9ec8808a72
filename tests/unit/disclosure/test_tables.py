"""State × action × actor of every table but those of records and requests, written by hand."""

from types import SimpleNamespace
from typing import Any

import pytest

from services.disclosure.workflow import (
    BOARD_QUESTION,
    COMPLAINT,
    DATA_CORRECTION,
    NOTICE,
    OBJECTION,
    ORDER,
    POSTING,
)
from shared.kernel.actor import SYSTEM, system_actor
from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.workflow import Workflow
from shared.testing.actors import path_of, stories, story
from tests.unit.disclosure._community import HEPING

COMMITTEE, SUPERVISOR = {"daiban", "heping_leader"}, {"heping_jiandu"}
ABOVE, ELSEWHERE = {"liucheng", "liucheng_leader"}, {"gongping", "gongping_leader"}
STREETS, TIME = ABOVE | ELSEWHERE, {SYSTEM}
ANSWERS = {"bianban", "minzheng", "renshe", "liucheng", "gongping"}
OFFICE, RESIDENTS = {"gongkai"}, {"wang_xiuying", "li_wei"}
OBJECTS = {"wang_xiuying", "li_wei", "chuangkou", "gongping_window", "gongkai"}

CLEAN = {
    "path": path_of(HEPING), "drafted_by": "nobody", "title": "收支", "content": {"text": "收支"},
    "bars": (), "applicant_account": "", "proposed_by": "",
    "unit": "510115-BB", "account": "", "entered_by": "", "open": 1,
}  # fmt: skip
"""A matter for which every rule but that of who may says yes."""

Table = dict[str, dict[str, str]]

MOVES: dict[str, tuple[Workflow, Table]] = {
    "posting": (POSTING, {
        "DRAFTED": {"rewrite": "DRAFTED", "sign": "SIGNED", "send_back": "RETURNED"},
        "RETURNED": {"rewrite": "DRAFTED"},
        "SIGNED": {"post": "POSTED"},
        "POSTED": {"correct": "CORRECTING", "take_down": "TAKEN_DOWN", "expire": "TAKEN_DOWN"},
        "CORRECTING": {"sign": "POSTED", "send_back": "POSTED"},
        "TAKEN_DOWN": {},
    }),
    "question": (BOARD_QUESTION, {"ASKED": {"answer": "ANSWERED"}, "ANSWERED": {}}),
    "complaint": (COMPLAINT, {
        "FILED": {"uphold": "UPHELD", "dismiss": "UNFOUNDED"}, "UPHELD": {}, "UNFOUNDED": {},
    }),
    "order": (ORDER, {
        "ORDERED": {"fulfil": "FULFILLED", "lift": "LIFTED"}, "FULFILLED": {}, "LIFTED": {},
    }),
    "correction": (DATA_CORRECTION, {
        "FILED": {"transfer": "FILED", "correct": "CORRECTED", "redirect": "REDIRECTED",
                  "propose_refusal": "PROPOSED", "withdraw": "WITHDRAWN"},
        "PROPOSED": {"approve_refusal": "REFUSED", "return_refusal": "FILED",
                     "withdraw": "WITHDRAWN"},
        "CORRECTED": {}, "REFUSED": {}, "REDIRECTED": {}, "WITHDRAWN": {},
    }),
    "notice": (NOTICE, {
        "HELD": {"open": "OPEN", "clear": "OPEN", "answer": "HELD", "reopen": "HELD"},
        "OPEN": {"object": "OPEN", "answer": "OPEN", "end": "disclosure.objections_open",
                 "end_unanswered": "ANSWERING", "reopen": "HELD"},
        "ANSWERING": {"answer": "disclosure.last_objection", "answer_last": "ENDED",
                      "reopen": "HELD"},
        "ENDED": {"reopen": "HELD"},
    }),
    "objection": (OBJECTION, {
        "FILED": {"uphold": "UPHELD", "dismiss": "DISMISSED"}, "UPHELD": {}, "DISMISSED": {},
    }),
}  # fmt: skip

PERMITTED: dict[str, dict[str, set[str]]] = {
    "posting": {
        "rewrite": COMMITTEE, "sign": SUPERVISOR, "send_back": SUPERVISOR, "post": COMMITTEE,
        "correct": COMMITTEE, "take_down": COMMITTEE, "expire": TIME,
    },
    "question": {"answer": COMMITTEE},
    "complaint": {"uphold": STREETS, "dismiss": STREETS},
    "order": {"fulfil": TIME, "lift": STREETS},
    "correction": {
        "transfer": OFFICE, "correct": OFFICE, "redirect": OFFICE, "propose_refusal": OFFICE,
        "approve_refusal": {"gongkai_leader"}, "return_refusal": {"gongkai_leader"},
        "withdraw": OFFICE | RESIDENTS,
    },
    "notice": {
        "open": TIME, "clear": {"gongkai"}, "object": OBJECTS, "answer": ANSWERS,
        "answer_last": ANSWERS, "end": TIME, "end_unanswered": TIME, "reopen": TIME,
    },
    "objection": {"uphold": ANSWERS, "dismiss": ANSWERS},
}  # fmt: skip

REFUSED = {
    "correction": dict.fromkeys(RESIDENTS, "disclosure.not_the_applicant"),
    "complaint": dict.fromkeys(ELSEWHERE, "disclosure.not_above"),
    "order": dict.fromkeys(ELSEWHERE, "disclosure.not_above"),
    "notice": dict.fromkeys(ANSWERS - {"bianban"}, "disclosure.not_the_asker"),
    "objection": dict.fromkeys(ANSWERS - {"bianban"}, "disclosure.not_the_asker"),
}
"""Who holds the permission, but not for this one."""


@pytest.mark.rule("BRD-02", "BRD-08", "BRD-09", "NTC-04", "REQ-13", "G-07")
@pytest.mark.parametrize("name", MOVES)
def test_every_cell_of_state_action_actor_is_as_the_table_says(name: str):
    table, moves = MOVES[name]
    assert (set(moves), set(PERMITTED[name])) == (set(table.states), set(table.actions()))
    actors = {**{who: story(who) for who in stories()}, SYSTEM: system_actor("disclosure")}
    for state in table.states:
        for action in table.actions():
            for who, actor in actors.items():
                matter: Any = SimpleNamespace(**CLEAN, status=state)
                try:
                    found = str(table.step(matter, action, actor).target)
                except (Conflict, Forbidden) as refusal:
                    found = refusal.code
                assert found == expected(name, str(state), action, who), (state, action, who)


def expected(name: str, state: str, action: str, who: str) -> str:
    table, moves = MOVES[name]
    if action not in moves[state]:
        return f"{table.name}.not_now"
    if who not in PERMITTED[name][action]:
        return f"{table.name}.not_permitted"
    return REFUSED.get(name, {}).get(who, moves[state][action])


def test_people_see_the_buttons_of_their_part():
    matter = SimpleNamespace(**CLEAN, status=POSTING.initial)
    seen = {who: [o.action for o in POSTING.offered(matter, story(who))] for who in stories()}
    assert {who: buttons for who, buttons in seen.items() if buttons} == {
        "daiban": ["rewrite"], "heping_leader": ["rewrite"],
        "heping_jiandu": ["sign", "send_back"],
    }  # fmt: skip
