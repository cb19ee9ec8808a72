"""Every state × action × actor of calls, projects, jury, joint projects, social work, support."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from services.incubation import workflow
from shared.kernel.actor import system_actor
from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.workflow import Workflow
from shared.testing.actors import stories, story
from tests.unit.incubation._fund import JUDGES, running

OFFICER, LEADER, MONEY = {"shegong"}, {"shegong_leader"}, {"caizheng"}
OWN, OTHERS = {"yixin"}, {"lvyuan", "nuanxiang", "qingshui"}
ORGANISATIONS = OWN | OTHERS
RESIDENTS = {"wang_xiuying", "li_wei"}
RUNS, CONSULTS = {"daiban", "liucheng"}, {"daiban", "liucheng", "shezu"}
KEEPS = {"liucheng", "shezu"}
SERVES = {"fuhua", "fuhua_qu"}
ELSEWHERE = "incubation.other_jurisdiction"
HERE = "510115/510115001/510115001001"
PLACED = {"path": HERE}


@dataclass(frozen=True)
class Expected:
    """What a table must be: state → action → next; action → who; who holds it but elsewhere.

    `given` is what the matter is; `when` what it must be besides for an action of a state.
    """

    table: Workflow
    rows: Mapping[str, Mapping[str, str]]
    may: Mapping[str, set[str]]
    given: Mapping[str, Any]
    elsewhere: Mapping[str, tuple[set[str], str]] = field(default_factory=dict)
    when: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)


def gongping(*actions: str) -> dict[str, tuple[set[str], str]]:
    return dict.fromkeys(actions, ({"gongping"}, ELSEWHERE))


ORGANISED = {"path": "510115/510115-SZ"}
EXAMS = {"mend": {"rectified": "已整改", "midterm_passed": False},
         "mended": {"rectified": "已整改", "midterm_passed": True}}  # fmt: skip
EXPECTED = [
    Expected(
        workflow.CALL,
        {
            "DRAFT": {"collect": "COLLECTING"},
            "COLLECTING": {"raise_need": "COLLECTING", "open": "OPEN"},
            "OPEN": {"apply": "OPEN", "close": "REVIEWING", "seat": "OPEN"},
            "REVIEWING": {"seat": "REVIEWING", "declare": "REVIEWING", "rank": "REVIEWING",
                          "announce": "NOTICE"},
            "NOTICE": {"object": "NOTICE", "answer": "NOTICE", "end_notice": "READY",
                       "end_contested": "CONTESTED"},
            "CONTESTED": {"answer": "CONTESTED", "settle": "READY", "renew_notice": "NOTICE"},
            "READY": {"award": "READY", "conclude": "CONCLUDED"},
        },
        {
            **dict.fromkeys(("collect", "seat", "rank", "announce", "answer", "settle",
                             "renew_notice"), OFFICER),
            **dict.fromkeys(("open", "award", "conclude"), LEADER),
            "raise_need": RESIDENTS | {"daiban", "heping_leader"},
            "apply": ORGANISATIONS,
            "object": RESIDENTS | ORGANISATIONS,
            "declare": set(JUDGES),
        },
        {**ORGANISED, "drafted_by": "shegong", "changed": False},
        when={("CONTESTED", "renew_notice"): {"changed": True}},
    ),
    Expected(
        workflow.NEED,
        {"RAISED": {"publish": "PUBLISHED", "decline": "DECLINED"}},
        {"publish": OFFICER, "decline": OFFICER},
        {"path": HERE, "organiser": "510115/510115-SZ"},
    ),
    Expected(
        workflow.RANKING_OBJECTION,
        {"FILED": {"uphold": "UPHELD", "dismiss": "DISMISSED"}},
        {"uphold": OFFICER, "dismiss": OFFICER},
        ORGANISED,
    ),
    Expected(
        workflow.VENTURE,
        {
            "CALL_OPEN": {"apply": "SUBMITTED"},
            "SUBMITTED": {"shortlist": "SHORTLISTED", "reject": "REJECTED"},
            "SHORTLISTED": {"score": "SHORTLISTED", "rank": "RANKED"},
            "RANKED": {"award": "AWARDED", "decline": "REJECTED"},
            "AWARDED": {"sign": "RUNNING", "end_for_breach": "TERMINATED"},
            "RUNNING": {"pay": "RUNNING", "report": "RUNNING", "midterm": "RUNNING",
                        "fail_midterm": "RECTIFYING", "accept": "ACCEPTED",
                        "fail_acceptance": "RECTIFYING", "end_for_breach": "TERMINATED"},
            "RECTIFYING": {"report": "RECTIFYING", "rectify": "RECTIFYING", "midterm": "RUNNING",
                           "fail_midterm": "TERMINATED", "accept": "ACCEPTED",
                           "fail_acceptance": "TERMINATED", "lapse": "TERMINATED",
                           "end_for_breach": "TERMINATED"},
            "TERMINATED": {"recover": "TERMINATED"},
            "ACCEPTED": {"pay": "ACCEPTED", "report": "ACCEPTED", "evaluate": "EVALUATED"},
        },
        {
            **dict.fromkeys(("shortlist", "reject", "rank", "sign", "midterm", "fail_midterm",
                             "accept", "fail_acceptance", "evaluate"), OFFICER),
            **dict.fromkeys(("award", "decline", "end_for_breach"), LEADER),
            **dict.fromkeys(("pay", "recover"), MONEY),
            **dict.fromkeys(("report", "rectify"), OWN),
            "apply": ORGANISATIONS, "score": set(JUDGES),
        },
        {},
        elsewhere=dict.fromkeys(("report", "rectify"), (OTHERS, "incubation.other_project")),
        when={
            ("RUNNING", "accept"): {"midterm_passed": True},
            ("RUNNING", "fail_acceptance"): {"midterm_passed": True},
            ("RECTIFYING", "midterm"): EXAMS["mend"],
            ("RECTIFYING", "fail_midterm"): EXAMS["mend"],
            ("RECTIFYING", "accept"): EXAMS["mended"],
            ("RECTIFYING", "fail_acceptance"): EXAMS["mended"],
            ("TERMINATED", "recover"): {"owed_fen": 1},
            ("ACCEPTED", "evaluate"): {"paid_fen": 5_000_001},
        },
    ),
    Expected(
        workflow.SEAT,
        {"INVITED": {"declare": "DECLARED", "stand_down": "STOOD_DOWN"},
         "DECLARED": {"recuse": "DECLARED", "stand_down": "STOOD_DOWN"}},
        {"declare": {"pingwei1"}, "recuse": OFFICER, "stand_down": OFFICER},
        {**ORGANISED, "judge_id": "pingwei1"},
        elsewhere={"declare": (set(JUDGES) - {"pingwei1"}, "incubation.other_seat")},
    ),
    Expected(
        workflow.LINKAGE,
        {"PLANNED": {"start": "RUNNING", "stop": "STOPPED"},
         "RUNNING": {"complete": "COMPLETED", "stop": "STOPPED"}},
        dict.fromkeys(("start", "stop", "complete"), RUNS),
        {**PLACED, "community": "1", "organisation_id": "1", "worker_id": "1"},
        elsewhere=gongping("start", "stop", "complete"),
    ),
    Expected(
        workflow.ISSUE,
        {"RAISED": {"settle": "SETTLED"}},
        {"settle": CONSULTS}, PLACED, elsewhere=gongping("settle"),
    ),
    Expected(
        workflow.WORKER,
        {
            "REGISTERED": {"train": "REGISTERED", "renew": "REGISTERED", "post": "REGISTERED",
                           "end_posting": "REGISTERED", "expire": "EXPIRED",
                           "cancel": "CANCELLED"},
            "EXPIRED": {"train": "EXPIRED", "renew": "REGISTERED", "end_posting": "EXPIRED",
                        "cancel": "CANCELLED"},
        },
        dict.fromkeys(("train", "renew", "post", "end_posting", "cancel"), KEEPS),
        {**PLACED, "hours": 72, "least_hours": 72, "community": "1"},
        elsewhere=gongping("train", "renew", "post", "end_posting", "cancel"),
        when={("REGISTERED", "post"): {"community": ""}},
    ),
    Expected(
        workflow.CENTER,
        {"SERVING": {"offer": "SERVING", "ask": "SERVING", "close": "CLOSED"}},
        {"offer": SERVES, "close": SERVES, "ask": ORGANISATIONS}, PLACED,
    ),
    Expected(
        workflow.SERVICE_REQUEST,
        {"ASKED": {"accept": "ACCEPTED", "decline": "DECLINED"},
         "ACCEPTED": {"finish": "DONE"}, "DONE": {"rate": "RATED"}},
        {**dict.fromkeys(("accept", "decline", "finish"), SERVES), "rate": OWN},
        {**PLACED, "asked_by": "yixin"},
        elsewhere={"rate": (OTHERS, "incubation.other_request")},
    ),
]  # fmt: skip


def matter(wanted: Expected, state: str, action: str) -> Any:
    """Return what the table is about, so that only the actor decides."""
    given = project() if wanted.table is workflow.VENTURE else wanted.given
    return SimpleNamespace(**{**given, **wanted.when.get((state, action), {})})


@cache
def project() -> dict[str, Any]:
    """Return what there is of a project that runs: its verdict passes, its first part is due."""
    found = running()[1]
    values = {name: value for name, value in vars(found).items() if name[0] != "_"}
    return {**values, "reached": found.reached, "owed_fen": found.owed_fen}


def outcome(wanted: Expected, state: str, action: str, who: str) -> str:
    """Say what must become of a cell: the next state, or the code of the refusal."""
    target = wanted.rows.get(state, {}).get(action)
    if target is None:
        return f"{wanted.table.name}.not_now"
    if who in wanted.may.get(action, ()):
        return target
    others, code = wanted.elsewhere.get(action, ((), ""))
    return code if who in others else f"{wanted.table.name}.not_permitted"


@pytest.mark.rule("G-07", "SO-13", "SO-16", "SO-21")
@pytest.mark.parametrize("wanted", EXPECTED, ids=lambda wanted: wanted.table.name)
def test_every_cell_of_state_action_actor_is_as_the_table_says(wanted: Expected):
    table = wanted.table
    for state, action in product(map(str, table.states), table.actions()):
        about = matter(wanted, state, action)
        for who in stories():
            about.status = table.states(state)
            try:
                found = str(table.step(about, action, story(who)).target)
            except (Conflict, Forbidden) as refusal:
                found = refusal.code
            assert found == outcome(wanted, state, action, who), (state, action, who)


def test_only_the_system_ends_a_window_a_notice_a_silence_and_a_registration():
    system = system_actor("incubation")
    for wanted, state, action in (
        (EXPECTED[0], "OPEN", "close"), (EXPECTED[0], "NOTICE", "end_notice"),
        (EXPECTED[3], "RECTIFYING", "lapse"), (EXPECTED[7], "REGISTERED", "expire"),
    ):  # fmt: skip
        about = matter(wanted, state, action)
        about.status = wanted.table.states(state)
        assert str(wanted.table.step(about, action, system).target) == wanted.rows[state][action]


@pytest.mark.rule("G-07")
def test_no_single_person_carries_a_grant_from_call_to_payment():
    for permissions in (
        {"incubation.call.manage", "incubation.call.decide"},
        {"incubation.venture.screen", "incubation.venture.award"},
        {"incubation.venture.award", "incubation.venture.pay"},
        {"incubation.venture.examine", "incubation.venture.pay"},
        {"incubation.jury.seat", "incubation.jury.judge"},
        {"incubation.venture.apply", "incubation.jury.judge"},
    ):
        assert [who for who in stories() if permissions <= story(who).permissions] == []
