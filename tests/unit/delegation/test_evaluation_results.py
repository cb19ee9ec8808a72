"""An evaluation from its checking to its final result: decisions, notice, appeals, seals."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from services.delegation.model import Appeal, Mark, Snapshot
from services.delegation.model.evaluations.snapshot import chained
from services.delegation.policies import PEER
from services.delegation.workflow import EvaluationStatus
from shared.kernel.calendar import CalendarYear
from shared.kernel.clock import TZ
from shared.kernel.errors import Forbidden
from shared.kernel.rulepacks import RulePacks
from shared.testing.actors import story
from tests.unit.delegation._round import (
    GONGPING,
    LIUCHENG,
    SPOKEN,
    STREETS,
    Round,
    leader,
    refused,
)

# --- decisions -----------------------------------------------------------------------------------


def incomplete() -> tuple[Round, str]:
    """End a scoring in which 柳城 has only 29 ratings."""
    town = Round()
    evaluation_id = town.scoring()
    town.score_all(evaluation_id)
    town.rate(LIUCHENG, {"5": 29})
    town.do("bianban", "close_scoring", evaluation_id=evaluation_id)
    return town, evaluation_id


def reweight(town: Round, evaluation_id: str, who="zhengfu", street=LIUCHENG, **weights):
    return town.do(who, "reweight_result", evaluated_id=town.street(evaluation_id, street).id,
                   reason="有效样本不足，经会议研究", document_no="区府办〔2026〕2号",
                   weights=weights)  # fmt: skip


@pytest.mark.rule("EVP-05")
def test_a_gap_stays_a_gap_until_a_decision_with_its_document_fills_it():
    town, evaluation_id = incomplete()
    street = town.street(evaluation_id)
    assert (street.result.completeness, street.result.rank) == ("INCOMPLETE", None)
    with pytest.raises(Forbidden):
        reweight(town, evaluation_id, who="bianban", SELF=20, PEER=30, THIRD=50)
    with refused("delegation.bad_weights"):
        reweight(town, evaluation_id, SELF=20, PEER=30, THIRD=40)
    with refused("delegation.bad_weights"):
        reweight(town, evaluation_id, SELF=10, PEER=20, THIRD=30, MASS=40)
    with refused("delegation.nothing_is_missing"):
        reweight(town, evaluation_id, street=GONGPING, SELF=20, PEER=30, THIRD=50)
    shown = reweight(town, evaluation_id, SELF=20, PEER=30, THIRD=50)
    assert (shown.result.completeness, shown.result.total) == ("REWEIGHTED", Decimal("88.85"))
    assert (shown.result.rank, shown.reweighting.document_no) == (None, "区府办〔2026〕2号")
    assert town.memory.audit[-1].basis_doc_no == "区府办〔2026〕2号"
    (fact,) = town.told("delegation.evaluation.result_reweighted")
    assert fact.weights == {"SELF": 20, "PEER": 30, "THIRD": 50}


@pytest.mark.rule("EVP-05")
def test_weights_are_not_spread_where_only_the_street_itself_has_spoken():
    town = Round()
    evaluation_id = town.scoring()
    town.own(evaluation_id, LIUCHENG, "100")
    town.tick(date(2026, 1, 20))
    with refused("delegation.nobody_else_assessed"):
        reweight(town, evaluation_id, SELF=100)


def veto(town: Round, evaluation_id: str, who="zhengfu"):
    return town.do(who, "veto_result", evaluated_id=town.street(evaluation_id).id,
                   reason="发生较大生产安全责任事故", document_no="安委〔2026〕1号")  # fmt: skip


@pytest.mark.rule("EVP-08", "G-07")
def test_a_veto_has_a_reason_and_a_document_and_is_made_by_another_hand():
    town = Round()
    evaluation_id = town.checking()
    for who in ("bianban", "minzheng_leader", "gongping_leader", "sifa"):
        with pytest.raises(Forbidden):
            veto(town, evaluation_id, who=who)
    street = veto(town, evaluation_id)
    assert (street.result.total, street.result.grade) == (Decimal("59.99"), "不合格")
    assert (street.veto.unit, street.veto.document_no) == ("510115-GW", "安委〔2026〕1号")
    assert street.result.rank == 6
    assert town.street(evaluation_id, GONGPING).result.rank == 1
    (fact,) = town.told("delegation.evaluation.result_vetoed")
    assert "事故" not in str(fact)


@pytest.mark.rule("G-07")
def test_who_takes_part_as_peer_does_not_decide():
    town = Round()
    evaluation_id = town.scoring(peers=[*STREETS, "510115-GW"])
    town.tick(date(2026, 1, 20))
    with refused("delegation.own_decision"):
        veto(town, evaluation_id)


# --- notice, appeal, end -------------------------------------------------------------------------


@pytest.mark.rule("EVP-01")
def test_notice_and_appeal_take_five_working_days_each_and_time_ends_them():
    town = Round()
    evaluation_id = town.noticed()
    assert town.the(evaluation_id).notice.due == date(2026, 1, 12)
    town.tick(datetime(2026, 1, 12, 23, 59, 59, tzinfo=TZ))
    assert town.the(evaluation_id).status is EvaluationStatus.NOTICE
    with refused("delegation.evaluation.not_now"):
        town.appeal(evaluation_id)
    town.tick(date(2026, 1, 13))
    assert town.the(evaluation_id).status is EvaluationStatus.APPEAL
    assert town.the(evaluation_id).appeal.due == date(2026, 1, 20)
    town.tick(date(2026, 1, 21))
    assert town.the(evaluation_id).status is EvaluationStatus.FINAL
    assert town.memory.timers == {}


@pytest.mark.rule("X-04", "EVP-07")
def test_the_annual_result_is_announced_for_publication_with_every_street():
    town = Round()
    evaluation_id = town.appealable()
    town.tick(date(2026, 1, 21))
    (fact,) = town.told("delegation.evaluation.result_formed")
    assert [row["street"] for row in fact.results] == list(STREETS)
    assert fact.results[0] == {
        "street": LIUCHENG, "name": "柳城街道", "total": "88.73", "grade": "良好", "rank": "1",
        "mass_sample": 200,
    }  # fmt: skip
    assert fact.formed_at == town.memory.now
    last = max(town.memory.all(Snapshot), key=lambda each: each.number)
    assert fact.digest == last.digest
    assert town.told("delegation.evaluation.concluded")[0].evaluation_id == evaluation_id


@pytest.mark.rule("EVP-01")
def test_a_quarter_ends_without_grades_and_is_no_result_to_publish():
    town = Round()
    found = town.open(period="2025Q2")
    town.engage(found.id)
    town.do("bianban", "begin_scoring", evaluation_id=found.id)
    town.score_all(found.id)
    town.do("bianban", "close_scoring", evaluation_id=found.id)
    town.do("bianban", "start_evaluation_notice", evaluation_id=found.id)
    town.tick(date(2026, 1, 13))
    town.tick(date(2026, 1, 21))
    assert town.the(found.id).status is EvaluationStatus.FINAL
    assert (town.street(found.id).result.total, town.street(found.id).result.grade) == (
        Decimal("88.73"), "",
    )  # fmt: skip
    assert town.told("delegation.evaluation.concluded")
    assert town.told("delegation.evaluation.result_formed") == []


@pytest.mark.rule("G-07")
def test_an_appeal_is_answered_by_a_unit_that_had_no_part():
    town = Round()
    evaluation_id = town.appealable()
    appeal = town.appeal(evaluation_id)
    assert set(appeal.involved) >= {"510115-BB", *STREETS}
    assert "510115-SF" not in appeal.involved
    for who in ("bianban", "zhengfu", "gongping_leader", "mz_review"):
        with pytest.raises(Forbidden):
            town.answer(appeal.id, who)
    judge = replace(story("sifa"), unit="510115-BB")
    with refused("delegation.own_appeal"):
        town.answer(appeal.id, judge)
    assert town.answer(appeal.id).answered_by == "sifa"


@pytest.mark.rule("G-07")
def test_who_decided_a_veto_does_not_answer_the_appeal_against_it():
    town = Round()
    evaluation_id = town.checking()
    veto(town, evaluation_id)
    town.do("bianban", "start_evaluation_notice", evaluation_id=evaluation_id)
    town.tick(date(2026, 1, 13))
    appeal = town.appeal(evaluation_id)
    with refused("delegation.own_appeal"):
        town.answer(appeal.id, replace(story("sifa"), unit="510115-GW"))


def test_a_street_appeals_once_in_time_and_against_its_own_result():
    town = Round()
    evaluation_id = town.appealable()
    with refused("delegation.other_result"):
        town.do("gongping_leader", "file_appeal", grounds="不公",
                evaluated_id=town.street(evaluation_id).id)  # fmt: skip
    town.appeal(evaluation_id)
    with refused("delegation.appeal_refused"):
        town.appeal(evaluation_id)
    town.memory.now = datetime(2026, 1, 21, 0, 0, tzinfo=TZ)
    with refused("delegation.appeal_refused"):
        town.appeal(evaluation_id, GONGPING)


@pytest.mark.rule("EVP-01")
def test_nothing_is_final_while_an_appeal_is_open_and_its_answer_concludes():
    town = Round()
    evaluation_id = town.appealable()
    appeal = town.appeal(evaluation_id)
    town.tick(date(2026, 1, 21))
    assert town.the(evaluation_id).status is EvaluationStatus.APPEAL
    town.answer(appeal.id)
    assert town.the(evaluation_id).status is EvaluationStatus.FINAL
    assert town.street(evaluation_id).result.total == Decimal("88.73")


@pytest.mark.rule("EVP-02")
def test_an_upheld_appeal_strikes_a_score_and_everything_is_counted_anew():
    town = Round()
    evaluation_id = town.appealable()
    appeal = town.appeal(evaluation_id)
    with refused("delegation.nothing_put_right"):
        town.answer(appeal.id, upheld=True)
    for wrong in ({"strikes": [LIUCHENG]}, {"lifts_veto": True}):
        with refused("delegation.nothing_to_put_right"):
            town.answer(appeal.id, upheld=True, **wrong)
    with refused("delegation.nothing_to_put_right"):
        town.answer(appeal.id, upheld=False, strikes=[GONGPING])
    town.answer(appeal.id, upheld=True, strikes=[STREETS[3]])
    street = town.street(evaluation_id)
    assert street.result.kind(PEER).sample == 4
    assert street.result.kind(PEER).score == Decimal("89.50")
    struck = [mark for mark in town.memory.all(Mark) if mark.struck]
    assert [(mark.assessor, str(mark.score)) for mark in struck] == [(STREETS[3], "79")]
    assert (street.result.rank, town.street(evaluation_id, GONGPING).result.rank) == (1, 2)
    assert town.now(Appeal, appeal.id).status == "UPHELD"


@pytest.mark.rule("EVP-08", "G-08")
def test_an_upheld_appeal_lifts_a_veto_that_stays_readable():
    town = Round()
    evaluation_id = town.checking()
    veto(town, evaluation_id)
    town.do("bianban", "start_evaluation_notice", evaluation_id=evaluation_id)
    town.tick(date(2026, 1, 13))
    town.answer(town.appeal(evaluation_id).id, upheld=True, lifts_veto=True)
    street = town.street(evaluation_id)
    assert (street.result.total, street.result.vetoed) == (Decimal("88.73"), False)
    assert (street.veto.lifted, street.veto.document_no) == (True, "安委〔2026〕1号")


# --- what stays ----------------------------------------------------------------------------------


def test_every_state_is_sealed_and_a_changed_content_is_seen():
    town = Round()
    evaluation_id = town.appealable()
    town.tick(date(2026, 1, 21))
    chain = sorted(town.memory.all(Snapshot), key=lambda each: each.number)
    assert [each.state for each in chain] == ["SCORING", "CHECKING", "NOTICE", "APPEAL", "FINAL"]
    assert all(each.is_intact and each.evaluation_id == evaluation_id for each in chain)
    assert [each.previous_digest for each in chain[1:]] == [each.digest for each in chain[:-1]]
    first = chain[1].content["streets"][0]
    assert (first["street"], first["result"]["total"]) == (LIUCHENG, "88.73")
    forged = {**chain[1].content, "peers": []}
    assert not replace(chain[1], content=forged).is_intact
    assert chained("", chain[1].content) != chain[1].digest


@pytest.mark.rule("EVP-05")
def test_a_running_evaluation_stays_on_the_method_it_began_with():
    town = Round()
    evaluation_id = town.scoring()
    old = town.memory.packs.pack("delegation.evaluations", date(2026, 1, 5))
    others = [pack for pack in town.memory.packs if pack.name != old.name]
    weights = {"SELF": 1, "PEER": 1, "MASS": 97, "THIRD": 1}
    new = replace(old, version="2026-01", values={**old.values, "weights": weights})
    town.memory.packs = RulePacks([*others, new])
    town.score_all(evaluation_id)
    town.do("bianban", "close_scoring", evaluation_id=evaluation_id)
    assert town.street(evaluation_id).result.total == Decimal("88.73")
    assert town.open(period="2025Q4").method.weights == weights


def test_no_fact_of_an_evaluation_names_a_person_or_a_single_score():
    town = Round()
    evaluation_id = town.checking()
    veto(town, evaluation_id)
    town.do("bianban", "start_evaluation_notice", evaluation_id=evaluation_id)
    town.tick(date(2026, 1, 13))
    town.answer(town.appeal(evaluation_id).id, upheld=True, lifts_veto=True)
    town.tick(date(2026, 1, 21))
    people = {"bianban", "zhengfu", "sifa", *(leader(each).id for each in STREETS)}
    told = [f for f in town.memory.told if f.event_type.startswith("delegation.evaluation.")]
    assert len({fact.event_type for fact in told}) >= 11
    for fact in told:
        words = set(map(str, vars(fact).values()))
        assert not words & people
        assert not words & {"96", "91", "79", "94", "85", "86.50"}
        assert "grounds" not in vars(fact)
    assert SPOKEN["5"] == 120


@pytest.mark.rule("G-04")
def test_a_provisional_last_day_becomes_true_when_the_calendar_is_loaded():
    town = Round()
    town.memory.now = datetime(2026, 12, 28, 9, tzinfo=TZ)
    evaluation_id = town.scoring()
    guessed = town.the(evaluation_id).scoring
    assert (guessed.due, town.the(evaluation_id).provisional) == (date(2027, 1, 12), True)
    made_up = CalendarYear(2027, off={date(2027, 1, d): "元旦" for d in (1, 4)}, work={})
    town.memory.calendar = town.memory.calendar.with_year(made_up)
    town.hear("recompute_deadlines", year=2027)
    found = town.the(evaluation_id)
    assert (found.scoring.due, found.provisional) == (date(2027, 1, 13), False)
    timer = town.memory.timers["evaluation_scoring_over", evaluation_id]
    assert timer == datetime(2027, 1, 14, tzinfo=TZ)
    (fact,) = town.told("delegation.evaluation.deadlines_recomputed")
    assert (fact.old_due, fact.due) == (date(2027, 1, 12), date(2027, 1, 13))
