"""Calls, jury and social workers on a real database: budgets, blindness, uniqueness, who sees."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.incubation.model import Venture, VentureCall
from services.incubation.service import Incubation
from services.incubation.workflow import CallStatus
from shared.chassis.schema import load
from shared.chassis.service import operations
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, JiedaoError, NotFound
from tests.integration.services._fund import NAMES, at, begun
from tests.integration.services._room import Room
from tests.unit.incubation._fund import APPLICATION, AT, CRITERIA, JUDGES, PLAN
from tests.unit.incubation._town import refused

SECRET = "只有评委可以看到的方案正文"


@pytest.fixture
def house(incubation: Room) -> Room:
    """Two registered organisations and a community."""
    return begun(incubation)


def opened(house: Room, budget_fen: int = 10_000_000) -> dict[str, Any]:
    call = house.step("shegong", "draft_call", title="2026年公益创投", year=2026, tier="MICRO",
                      budget_fen=budget_fen)  # fmt: skip
    call = house.step("shegong", "collect_needs", **at(call))
    return house.step("shegong_leader", "open_call", **at(call), opens_on="2026-03-02",
                      closes_on="2026-03-20", **AT)  # fmt: skip


def judging(house: Room) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Two files are with the jury."""
    call, found = opened(house), {}
    for who, title, field in (("yixin", "银龄暖巷", "助老"), ("lvyuan", "清水行动", "环保")):
        plan = {**PLAN, "summary": f"{SECRET}：{title}，每周一次。"}
        made = house.step(who, "apply_venture", call_id=call["call_id"],
                          **{**APPLICATION, "title": title, "field": field, "plan": plan},
                          )  # fmt: skip
        found[who] = house.step("shegong", "shortlist_venture", **at(made, "venture_id"))
    house.now = datetime(2026, 3, 21, 9, tzinfo=TZ)
    house.react(house.handlers.close_call, subject_id=call["call_id"])
    return call, found


def seat(house: Room, call: dict[str, Any], judge: str, *tied: str) -> dict[str, Any]:
    made = house.step("shegong", "seat_judge", call_id=call["call_id"], judge_id=judge)
    ties = [{"organisation_id": f"org-{each}", "nature": "配偶在该机构任职"} for each in tied]
    return house.step(judge, "declare_ties", **at(made, "seat_id"), ties=ties)


def score(house: Room, judge: str, venture: dict[str, Any], points: int) -> dict[str, Any]:
    marks = [{"name": name, "points": points} for name in CRITERIA]
    return house.step(judge, "score_file", venture_id=venture["venture_id"], marks=marks,
                      comment="方案可行")  # fmt: skip


def everything_read(house: Room, who: str, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Ask every reading operation with every id that fits, as somebody; yield what it answers."""
    for name, spec in operations(Incubation).items():
        if not spec.reads:
            continue
        wanted = set(spec.takes().load_fields) if spec.takes else set()
        command = {key: value for key, value in known.items() if key in wanted}
        variants = [command]
        if "q" in wanted:
            variants += [{**command, "q": word} for word in ("银龄", "清水")]
        for each in variants:
            try:
                if spec.takes:
                    load(spec.takes(), each)
                body = house.ask(who, name, **each)["body"]
            except JiedaoError as no:
                body = str(no)
            yield name, orjson.dumps(body, default=str).decode()


def known_of(call: dict[str, Any], venture: dict[str, Any]) -> dict[str, str]:
    return {"call_id": call["call_id"], "venture_id": venture["venture_id"],
            "organisation_id": venture["organisation_id"]}  # fmt: skip


@pytest.mark.rule("SO-16")
def test_a_tied_judge_sees_the_file_by_no_route_while_it_is_judged_and_after_the_ranking(
    house: Room,
):
    call, files = judging(house)
    for judge in JUDGES[:5]:
        seat(house, call, judge)
    tied = seat(house, call, "pingwei6", "yixin")
    known = known_of(call, files["yixin"]) | {"seat_id": tied["seat_id"]}
    answers = dict(everything_read(house, "pingwei6", known))
    assert {"list_files", "show_file", "export_files", "list_scores", "list_ventures"} <= set(
        answers
    )
    for name, answer in everything_read(house, "pingwei6", known):
        assert f"{SECRET}：银龄暖巷" not in answer, name
        assert "银龄暖巷" not in answer, name
    assert house.listed("pingwei6", "list_files", "title") == ["清水行动"]
    assert house.listed("pingwei1", "list_files", "title") == ["银龄暖巷", "清水行动"]
    for judge in JUDGES[:5]:
        score(house, judge, files["yixin"], 80)
    for judge in JUDGES:
        score(house, judge, files["lvyuan"], 70)
    house.step("shegong", "rank_ventures", **at(shown(house, call)))
    for name, answer in everything_read(house, "pingwei6", known):
        assert SECRET not in answer.replace(f"{SECRET}：清水行动", ""), name
    assert house.ask("pingwei6", "list_scores", venture_id=files["yixin"]["venture_id"])["body"][
        "items"
    ] == []  # fmt: skip


def shown(house: Room, call: dict[str, Any]) -> dict[str, Any]:
    return house.step("shegong", "show_call", call_id=call["call_id"])


@pytest.mark.rule("SO-16")
def test_an_exported_workbook_holds_no_file_of_a_tied_applicant(house: Room):
    import base64

    from shared.chassis import sheets

    call, _ = judging(house)
    seat(house, call, "pingwei6", "yixin")
    made = house.ask("pingwei6", "export_files", call_id=call["call_id"])["body"]
    (grid,) = sheets.read(base64.b64decode(made["content"]))
    assert [cells[0] for _, cells in grid.rows] == ["清水行动"]
    assert not any(name in str(grid) for name in NAMES.values())


@pytest.mark.rule("SO-16")
def test_before_the_declaration_nothing_is_seen_and_files_name_no_applicant(house: Room):
    call, files = judging(house)
    made = house.step("shegong", "seat_judge", call_id=call["call_id"], judge_id="pingwei1")
    known = known_of(call, files["yixin"]) | {"seat_id": made["seat_id"]}
    for name, answer in everything_read(house, "pingwei1", known):
        assert SECRET not in answer, name
        assert "银龄暖巷" not in answer, name
    names = house.ask("pingwei1", "list_applicants", call_id=call["call_id"])["body"]["items"]
    assert sorted(each["name"] for each in names) == sorted(NAMES.values())
    assert house.ask("pingwei2", "list_applicants", call_id=call["call_id"])["body"]["items"] == []
    house.step("pingwei1", "declare_ties", **at(made, "seat_id"), ties=[])
    for name, answer in everything_read(house, "pingwei1", known):
        if name != "list_applicants":
            assert not re.search("|".join([*NAMES.values(), '"yixin"']), answer), name
    assert SECRET in str(house.ask("pingwei1", "list_files")["body"])


@pytest.mark.rule("SO-16")
def test_nobody_reads_others_scores_before_all_are_in(house: Room):
    call, files = judging(house)
    key = {"venture_id": files["yixin"]["venture_id"]}
    for number, judge in enumerate(JUDGES[:5]):
        seat(house, call, judge)
        score(house, judge, files["yixin"], 80 + number)
        score(house, judge, files["lvyuan"], 70)
    for number, judge in enumerate(JUDGES[:5]):
        (own,) = house.ask(judge, "list_scores", **key)["body"]["items"]
        assert own["total"] == f"{80 + number}.00"
    assert house.ask("shegong", "list_scores", **key)["body"]["items"] == []
    panels = house.ask("shegong", "show_panels", call_id=call["call_id"])["body"]["panels"]
    assert [(each["judges"], each["scores"], each["short"]) for each in panels] == [
        (5, 5, False), (5, 5, False),
    ]  # fmt: skip
    house.step("shegong", "rank_ventures", **at(shown(house, call)))
    for who in ("shegong", *JUDGES[:5]):
        found = house.ask(who, "list_scores", **key)["body"]["items"]
        assert len(found) == 5
        assert "pingwei" not in str(found)


@pytest.mark.rule("SO-17")
def test_a_panel_that_is_short_shows(house: Room):
    call, _ = judging(house)
    for judge in JUDGES[:5]:
        seat(house, call, judge, *(["yixin"] if judge == "pingwei5" else []))
    panels = house.ask("shegong", "show_panels", call_id=call["call_id"])["body"]["panels"]
    assert [(each["title"], each["judges"], each["short"]) for each in panels] == [
        ("银龄暖巷", 4, True), ("清水行动", 5, False),
    ]  # fmt: skip
    (tie,) = house.ask("shegong", "list_ties", call_id=call["call_id"])["body"]["items"]
    assert tie["nature"] == "配偶在该机构任职"


def many_ranked(house: Room, number: int, budget_fen: int) -> list[str]:
    """Put a call that is ready, with so many ranked projects, into the database."""
    call, files = judging(house)
    for judge in JUDGES[:5]:
        seat(house, call, judge)
        for each in files.values():
            score(house, judge, each, 80)
    house.step("shegong", "rank_ventures", **at(shown(house, call)))
    ids: list[str] = []

    def multiply(uow: Any) -> None:
        found = uow.get(VentureCall, call["call_id"])
        found.status, found.budget_fen = CallStatus.READY, budget_fen
        first = uow.get(Venture, files["yixin"]["venture_id"])
        ids.append(first.id)
        fields = {k: v for k, v in vars(first).items() if not k.startswith("_")}
        for _ in range(number - 1):
            twin = Venture(**{**fields, "id": uow.new_id(), "version": 0})
            twin.verdict = replace(first.verdict, panel=5)
            uow.add(twin)
            ids.append(twin.id)

    house.react(multiply)
    return ids


@pytest.mark.rule("CT-01")
def test_many_awards_at_once_never_exceed_the_budget_of_the_call(house: Room):
    grant = APPLICATION["asked_fen"]
    ids = many_ranked(house, 24, budget_fen=7 * grant + 1)

    def award(venture_id: str) -> str:
        found = house.ask("shegong_leader", "show_venture", venture_id=venture_id)["body"]
        try:
            house.step("shegong_leader", "award_venture", **at(found, "venture_id"), **AT)
        except Conflict as no:
            return no.code
        return "awarded"

    with ThreadPoolExecutor(8) as hands:
        answers = list(hands.map(award, ids))
    assert sorted(set(answers)) == ["awarded", "incubation.over_call_budget"]
    assert answers.count("awarded") == 7
    (call,) = house.ask("reader", "list_calls")["body"]["items"]
    awards = house.listed("reader", "list_awards", "grant_fen")
    assert call["awarded_fen"] == sum(awards) == 7 * grant
    assert len(awards) == 7


@pytest.mark.rule("CT-01")
def test_one_project_that_many_award_at_once_is_charged_once(house: Room):
    (only,) = many_ranked(house, 1, budget_fen=10 * APPLICATION["asked_fen"])
    found = house.ask("shegong_leader", "show_venture", venture_id=only)["body"]

    def award(_: int) -> bool:
        try:
            house.step("shegong_leader", "award_venture", **at(found, "venture_id"), **AT)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(6) as hands:
        assert sum(hands.map(award, range(12))) == 1
    (call,) = house.ask("reader", "list_calls")["body"]["items"]
    assert call["awarded_fen"] == APPLICATION["asked_fen"]


@pytest.mark.rule("SO-12")
def test_many_applications_of_one_organisation_at_once_make_one(house: Room):
    call = opened(house)

    def apply(number: int) -> str:
        try:
            house.step("yixin", "apply_venture", call_id=call["call_id"],
                       **{**APPLICATION, "title": f"银龄暖巷{number}"})  # fmt: skip
        except Conflict as no:
            return no.code
        return "applied"

    with ThreadPoolExecutor(6) as hands:
        answers = sorted(hands.map(apply, range(6)))
    assert answers == ["applied", *["incubation.already_applied"] * 5]


@pytest.mark.rule("CT-01")
@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE venture_calls SET awarded_fen = budget_fen + 1",
        "UPDATE ventures SET paid_fen = grant_fen + 1",
        "UPDATE ventures SET grant_fen = asked_fen + 1",
    ],
)
def test_the_database_itself_holds_that_no_more_is_granted_or_paid(house: Room, forbidden: str):
    judging(house)
    with house.database.engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text(forbidden))


def test_a_street_and_another_organisation_see_no_project_that_is_not_theirs(house: Room):
    _, files = judging(house)
    assert house.listed("yixin", "list_ventures", "title") == ["银龄暖巷"]
    assert house.listed("caizheng", "list_ventures", "title", q="清水") == ["清水行动"]
    with pytest.raises(NotFound):
        house.ask("lvyuan", "show_venture", venture_id=files["yixin"]["venture_id"])
    assert house.listed("reader", "list_ranking", "title", call_id=files["yixin"]["call_id"]) == []


def test_a_draft_is_the_organisers_alone(house: Room):
    made = house.step("shegong", "draft_call", title="2027年公益创投", year=2027, tier="DISTRICT",
                      budget_fen=10_000_000)  # fmt: skip
    assert house.listed("reader", "list_calls", "call_id") == []
    assert house.listed("shegong_leader", "list_calls", "call_id") == [made["call_id"]]
    with refused("incubation.not_found"):
        house.ask("reader", "show_call", call_id=made["call_id"])
