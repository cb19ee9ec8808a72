"""An evaluation on a real database: who sees what and when, seals that hold, scores of months."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from services.delegation.model import EvaluatedStreet, Evaluation, Mark
from services.delegation.service import Delegation as DelegationService
from shared.chassis.service import TimerSpec, specs
from shared.chassis.unit_of_work import Request
from shared.kernel.clock import TZ, midnight
from shared.kernel.errors import Conflict, Forbidden, NotFound
from shared.testing.actors import path_of, story
from tests.integration.services._room import Room
from tests.unit.centers._town import MINZHENG
from tests.unit.delegation._round import SPOKEN, THIRD, held
from tests.unit.delegation._town import UNITS

LIUCHENG, GONGPING = "510115001", "510115002"
PEERS = [LIUCHENG, GONGPING, "510115-MZ", "510115-RS"]
TIMERS = {s.name: s.method for s in specs(DelegationService) if isinstance(s, TimerSpec)}


@pytest.fixture
def year(rooms: dict[str, Room]) -> Room:
    """January 2026: two streets hold delegations, residents have rated 柳城 and few 公平."""
    home = rooms["delegation"]
    home.now = datetime(2026, 1, 5, 9, tzinfo=TZ)
    for code, (name, kind) in UNITS.items():
        home.react(home.handlers.learn_unit, unit_code=code, path=path_of(code), name=name,
                   kind=kind, valid_to=None)  # fmt: skip
    home.react(lambda uow: [uow.add(held(code)) for code in (LIUCHENG, GONGPING)])
    for street, levels in ((LIUCHENG, SPOKEN), (GONGPING, {"5": 9})):
        for _ in range(2):
            home.react(home.handlers.learn_ratings, path=path_of(street), period="2025-06",
                       levels=levels)  # fmt: skip
    home.react(home.handlers.learn_decisions, path=path_of(LIUCHENG), period="2025-06",
               accepted=50, granted=36, denied=4, on_time=38)  # fmt: skip
    return home


def ring(home: Room, name: str, evaluation_id: str, day: date) -> None:
    home.now = midnight(day)
    handler = getattr(DelegationService(), TIMERS[name])
    home.react(lambda uow: handler(uow, subject_id=evaluation_id))


def act(home: Room, who: str, operation: str, evaluation_id: str, **more: Any) -> Any:
    shown = home.ask(who, "show_evaluation", evaluation_id=evaluation_id)["body"]
    return home.step(who, operation, evaluation_id=evaluation_id, version=shown["version"], **more)


def scored(home: Room, period: str = "2025") -> str:
    """Open, score and end scoring; return the evaluation's id."""
    found = home.ask("bianban", "open_evaluation", period=period, title="街道绩效评价",
                     peers=PEERS)["body"]  # fmt: skip
    key = found["evaluation_id"]
    act(home, "bianban", "engage_assessor", key, assessor=THIRD, name="示例评估中心",
        document_no="评聘1号", contracts=[])  # fmt: skip
    act(home, "bianban", "begin_scoring", key)
    for street, who in ((LIUCHENG, "liucheng_leader"), (GONGPING, "gongping_leader")):
        home.ask(who, "assess_self", evaluation_id=key, score="96", document_no="自评1号")
        home.ask("bianban", "assess_third", evaluation_id=key, street=street, assessor=THIRD,
                 score="86.50", document_no="评报1号")  # fmt: skip
        peers = {"liucheng_leader", "gongping_leader", "minzheng_leader", "renshe_leader"} - {who}
        for peer in peers:
            home.ask(peer, "assess_peer", evaluation_id=key, street=street, score="88",
                     document_no="互评1号")  # fmt: skip
    act(home, "bianban", "close_scoring", key)
    return key


def results(home: Room, who: str, key: str, operation: str = "show_evaluation") -> dict[str, Any]:
    shown = home.ask(who, operation, evaluation_id=key)["body"]
    return {each["street"]: each["result"] for each in shown["streets"]}


@pytest.mark.rule("EVP-01", "EVP-03", "EVP-05")
def test_before_the_notice_a_street_sees_itself_and_afterwards_everybody_sees_all(year: Room):
    key = scored(year)
    assert set(results(year, "bianban", key)) == {LIUCHENG, GONGPING}
    assert set(results(year, "zhengfu", key)) == {LIUCHENG, GONGPING}
    assert set(results(year, "liucheng_leader", key)) == {LIUCHENG}
    assert set(results(year, "minzheng_leader", key)) == set()
    seen = year.ask("minzheng_leader", "show_evaluation", evaluation_id=key)["body"]
    assert seen["subjects"] == [LIUCHENG, GONGPING]
    with pytest.raises(NotFound):
        year.ask("reader", "show_evaluation_notice", evaluation_id=key)
    assert year.listed("reader", "list_evaluation_notices", "evaluation_id") == []
    act(year, "bianban", "start_evaluation_notice", key)
    public = results(year, "reader", key, "show_evaluation_notice")
    assert (public[LIUCHENG]["total"], public[LIUCHENG]["rank"]) == ("88.73", 1)
    assert public[LIUCHENG]["on_time_rate"] == "95.00"
    assert (public[GONGPING]["total"], public[GONGPING]["completeness"]) == (None, "INCOMPLETE")
    flaws = {each["kind"]: (each["flaw"], each["sample"]) for each in public[GONGPING]["kinds"]}
    assert flaws["MASS"] == ("TOO_FEW", 9)
    assert set(results(year, "minzheng_leader", key)) == {LIUCHENG, GONGPING}
    assert year.listed("reader", "list_evaluation_notices", "evaluation_id") == [key]


@pytest.mark.rule("EVP-01", "EVP-05", "EVP-08", "G-07")
def test_the_whole_way_to_a_final_result_with_decisions_and_an_appeal(year: Room):
    key = scored(year)
    streets = {each["street"]: each for each in year.ask(
        "zhengfu", "show_evaluation", evaluation_id=key)["body"]["streets"]}  # fmt: skip
    small, big = streets[GONGPING], streets[LIUCHENG]
    decided = year.step("zhengfu", "reweight_result", evaluated_id=small["evaluated_id"],
                        version=small["version"], weights={"SELF": 20, "PEER": 30, "THIRD": 50},
                        reason="样本不足", document_no="区府办2号")  # fmt: skip
    assert decided["result"]["completeness"] == "REWEIGHTED"
    assert decided["result"]["rank"] is None
    vetoed = year.step("zhengfu", "veto_result", evaluated_id=big["evaluated_id"],
                       version=big["version"], reason="较大安全责任事故",
                       document_no="安委1号")  # fmt: skip
    assert (vetoed["result"]["total"], vetoed["result"]["grade"]) == ("59.99", "不合格")
    act(year, "bianban", "start_evaluation_notice", key)
    ring(year, "evaluation_notice_over", key, date(2026, 1, 13))
    appeal = year.ask("liucheng_leader", "file_appeal", evaluated_id=big["evaluated_id"],
                      grounds="事故不在本街道辖区")["body"]  # fmt: skip
    with pytest.raises(Conflict):
        year.ask("liucheng_leader", "file_appeal", evaluated_id=big["evaluated_id"], grounds="再次")
    assert year.listed("gongping_leader", "list_appeals", "appeal_id", evaluation_id=key) == []
    ring(year, "evaluation_appeal_over", key, date(2026, 1, 21))
    (shown,) = year.ask("sifa", "list_appeals", evaluation_id=key)["body"]["items"]
    assert (shown["grounds"], shown["status"]["code"]) == ("事故不在本街道辖区", "FILED")
    answered = year.step("sifa", "answer_appeal", appeal_id=appeal["appeal_id"],
                         version=shown["version"], upheld=True, lifts_veto=True,
                         answer="经查属实，撤销否决", document_no="复核1号")  # fmt: skip
    assert answered["status"]["code"] == "UPHELD"
    final = year.ask("reader", "show_evaluation_notice", evaluation_id=key)["body"]
    assert final["status"]["code"] == "FINAL"
    assert results(year, "reader", key, "show_evaluation_notice")[LIUCHENG]["total"] == "88.73"


@pytest.mark.rule("EVP-07")
def test_of_two_decisions_at_once_one_is_refused_so_that_ranks_rest_on_both(year: Room):
    key = scored(year)
    shown = year.ask("zhengfu", "show_evaluation", evaluation_id=key)["body"]["streets"]
    first, second = (each["evaluated_id"] for each in shown)
    late = Request(act="delegation.veto_result", actor=story("zhengfu"))
    said = {"reason": "较大安全责任事故", "document_no": "安委1号"}
    with pytest.raises(Conflict), year.executor.unit(late) as uow:
        year.handlers.veto_result(uow, evaluated_id=first, **said)
        year.step("zhengfu", "veto_result", evaluated_id=second, version=shown[1]["version"],
                  **said)  # fmt: skip
        uow.commit()
    vetoed = {code: each["vetoed"] for code, each in results(year, "zhengfu", key).items()}
    assert vetoed == {LIUCHENG: False, GONGPING: True}


@pytest.mark.rule("X-05")
def test_a_score_that_comes_while_scoring_ends_is_never_half_counted(year: Room):
    key = scored(year)
    before = results(year, "bianban", key)
    year.react(lambda uow: uow.add(Mark(
        id="late", evaluation_id=key, evaluated_id=uow.find(EvaluatedStreet)[0].id,
        path="510115/510115001", kind="PEER", assessor="510115-GA", score=Decimal(0),
        document_no="互评1号", given_by="somebody", at=uow.now)))  # fmt: skip
    act(year, "bianban", "start_evaluation_notice", key)
    ring(year, "evaluation_notice_over", key, date(2026, 1, 13))
    street = year.ask("liucheng_leader", "show_evaluation", evaluation_id=key)["body"]["streets"][0]
    appeal = year.ask("liucheng_leader", "file_appeal", evaluated_id=street["evaluated_id"],
                      grounds="请复核互评评分")["body"]  # fmt: skip
    year.step("sifa", "answer_appeal", appeal_id=appeal["appeal_id"], version=appeal["version"],
              upheld=False, answer="维持", document_no="复核1号")  # fmt: skip
    assert results(year, "bianban", key) == before


@pytest.mark.rule("G-08")
def test_the_seals_over_all_states_are_chained_and_an_edit_in_the_database_shows(year: Room):
    key = scored(year)
    act(year, "bianban", "start_evaluation_notice", key)
    ring(year, "evaluation_notice_over", key, date(2026, 1, 13))
    ring(year, "evaluation_appeal_over", key, date(2026, 1, 21))
    chain = year.ask("liucheng", "list_snapshots", evaluation_id=key)["body"]["items"]
    assert [each["state"] for each in chain] == [
        "SCORING", "CHECKING", "NOTICE", "APPEAL", "FINAL",
    ]  # fmt: skip
    assert all(each["intact"] for each in chain)
    assert [each["previous_digest"] for each in chain[1:]] == [c["digest"] for c in chain[:-1]]
    with pytest.raises(Forbidden):
        year.ask("liucheng", "show_snapshot", snapshot_id=chain[1]["snapshot_id"])
    whole = year.ask("auditor", "show_snapshot", snapshot_id=chain[1]["snapshot_id"])["body"]
    assert len(whole["content"]["marks"]) == 10
    with year.database.engine.begin() as connection:
        connection.execute(text(
            "UPDATE evaluation_snapshots SET content = jsonb_set(content, '{peers}', '[]')"
            " WHERE number = 2"))  # fmt: skip
    after = year.ask("liucheng", "list_snapshots", evaluation_id=key)["body"]["items"]
    assert [each["intact"] for each in after] == [True, False, True, True, True]


@pytest.mark.rule("EVP-01")
def test_the_quarters_of_the_year_stand_beside_its_result(year: Room):
    quarter = scored(year, "2025Q2")
    act(year, "bianban", "start_evaluation_notice", quarter)
    ring(year, "evaluation_notice_over", quarter, date(2026, 1, 13))
    ring(year, "evaluation_appeal_over", quarter, date(2026, 1, 21))
    scored(year, "2025Q3")
    key = scored(year)
    shown = year.ask("bianban", "show_evaluation", evaluation_id=key)["body"]
    assert shown["observations"] == [
        {"period": "2025Q2", "street": LIUCHENG, "total": "88.73", "mass_sample": 200},
        {"period": "2025Q2", "street": GONGPING, "total": None, "mass_sample": 9},
    ]
    own = year.ask("liucheng_leader", "show_evaluation", evaluation_id=key)["body"]
    assert [each["street"] for each in own["observations"]] == [LIUCHENG]
    assert (
        year.ask("bianban", "show_evaluation", evaluation_id=quarter)["body"]["observations"] == []
    )
    final = year.ask("liucheng", "show_evaluation", evaluation_id=quarter)["body"]["streets"]
    assert {each["result"]["grade"] for each in final} == {""}


def test_single_scores_are_seen_by_who_inspects_only(year: Room):
    key = scored(year)
    for who in ("liucheng_leader", "minzheng_leader", "zhengfu", "zhihui"):
        with pytest.raises(Forbidden):
            year.ask(who, "list_scores", evaluation_id=key)
    kinds = year.listed("auditor", "list_scores", "kind", evaluation_id=key)
    assert sorted(kinds) == ["PEER"] * 6 + ["SELF"] * 2 + ["THIRD"] * 2


@pytest.mark.rule("EVP-01")
def test_a_period_is_evaluated_once_whatever_two_people_do_at_once(year: Room):
    year.ask("bianban", "open_evaluation", period="2025", title="街道绩效评价")
    first = []

    def twice(uow: Any) -> None:
        (found,) = uow.find(Evaluation)
        first.append(found.period)
        values = {name: value for name, value in vars(found).items() if not name.startswith("_")}
        uow.add(Evaluation(**{**values, "id": "another"}))

    with pytest.raises(Conflict):
        year.react(twice)
    assert first == ["2025"]


@pytest.mark.rule("X-05", "EVAL-02")
def test_the_ratings_of_a_month_are_counted_by_unit_and_level(rooms: dict[str, Room]):
    centers = rooms["centers"]
    rows = [("r1", MINZHENG, 5, "2026-02-01T00:00:00+08:00"),
            ("r2", MINZHENG, 5, "2026-02-28T23:59:59+08:00"),
            ("r3", MINZHENG, 1, "2026-02-10T09:00:00+08:00"),
            ("r4", MINZHENG, 1, "2026-03-01T00:00:00+08:00"),
            ("r5", "510115/510115001", 4, "2026-02-10T09:00:00+08:00")]  # fmt: skip

    def load(uow: Any) -> None:
        for key, path, level, at in rows:
            uow.session.execute(
                centers.store.ratings.insert().values(
                    id=key, version=1, case_id=key, path=path, channel="WEB", level=level,
                    comment="", rater_index=key, at=datetime.fromisoformat(at))
            )  # fmt: skip

    centers.react(load)
    found: dict[str, Any] = {}
    first, after = midnight(date(2026, 2, 1)), midnight(date(2026, 3, 1))
    centers.react(lambda uow: found.update(centers.store.levels_by_unit(uow, first, after)))
    assert found == {MINZHENG: {5: 2, 1: 1}, "510115/510115001": {4: 1}}
    assert Decimal(sum(found[MINZHENG].values())) == 3
