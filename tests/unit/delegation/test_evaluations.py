"""An evaluation from its opening to the end of scoring: who scores whom, on what."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from services.delegation import schemas
from services.delegation.model import EvaluatedStreet, Mark
from services.delegation.policies import MASS, PEER, SELF, THIRD
from services.delegation.workflow import EvaluationStatus
from shared.kernel.clock import TZ
from shared.kernel.errors import Forbidden
from shared.testing.actors import path_of, story
from tests.unit.delegation._round import (
    GONGPING,
    LIUCHENG,
    OTHER,
    STREETS,
    Round,
    bought,
    refused,
)
from tests.unit.delegation._round import THIRD as CENTRE
from tests.unit.delegation._town import OPERATIONS

# --- opening -------------------------------------------------------------------------------------


@pytest.mark.rule("EVP-01")
def test_an_evaluation_is_about_the_streets_that_hold_delegations():
    town = Round()
    found = town.open(peers=None)
    assert [each.street for each in found.streets] == list(STREETS)
    assert found.streets[0].held == ("临时救助审核确认",)
    assert set(found.peers) == {*STREETS, "510115-MZ"}
    assert (found.kind, found.first, found.last) == ("ANNUAL", date(2025, 1, 1), date(2025, 12, 31))
    (fact,) = town.told("delegation.evaluation.opened")
    assert (fact.streets, fact.method) == (STREETS, "delegation.evaluations@2016-01")


def test_a_street_without_delegation_is_not_evaluated_and_a_period_only_once():
    town = Round(streets=(LIUCHENG,))
    with refused("delegation.holds_nothing"):
        town.open(streets=[LIUCHENG, GONGPING])
    town.open()
    with refused("delegation.already_evaluated"):
        town.open()
    assert town.open(period="2025Q4").kind == "QUARTERLY"


@pytest.mark.rule("EVP-01", "G-07")
@pytest.mark.parametrize("who", ["minzheng", "minzheng_leader", "liucheng_leader", "zhengfu"])
def test_no_department_and_no_street_assesses_on_its_own(who):
    town = Round()
    with pytest.raises(Forbidden):
        town.do(who, "open_evaluation", period="2025", title="部门自行考核")


@pytest.mark.rule("EVP-02")
def test_the_score_of_a_single_department_says_nothing():
    town = Round(streets=(LIUCHENG, GONGPING))
    evaluation_id = town.scoring(peers=None)
    town.rate(LIUCHENG)
    town.own(evaluation_id, LIUCHENG, "90")
    town.third(evaluation_id, LIUCHENG, "90")
    town.peer(evaluation_id, story("minzheng_leader"), LIUCHENG, "10")
    town.peer(evaluation_id, GONGPING, LIUCHENG, "90")
    town.tick(date(2026, 2, 1))
    result = town.street(evaluation_id).result
    assert (result.kind(PEER).flaw, result.kind(PEER).sample) == ("TOO_FEW", 2)
    assert (result.kind(PEER).score, result.total) == (None, None)


@pytest.mark.rule("EVP-01")
def test_scoring_begins_when_the_period_is_over_and_a_third_party_is_there():
    town = Round()
    early = town.open(period="2026Q1")
    town.engage(early.id)
    with refused("delegation.period_not_over"):
        town.do("bianban", "begin_scoring", evaluation_id=early.id)
    found = town.open()
    with refused("delegation.no_third_party"):
        town.do("bianban", "begin_scoring", evaluation_id=found.id)
    with refused("delegation.evaluation.not_now"):
        town.own(found.id, LIUCHENG, "90")


# --- scoring -------------------------------------------------------------------------------------


@pytest.mark.rule("EVP-02", "EVP-03", "EVP-06")
def test_a_full_evaluation_gives_the_worked_example():
    town = Round()
    evaluation_id = town.checking()
    result = town.street(evaluation_id).result
    assert [str(each.score) for each in result.kinds] == ["96.00", "88.00", "88.95", "86.50"]
    assert (str(result.total), result.grade, result.rank) == ("88.73", "良好", 1)
    assert (result.low, result.high) == (Decimal("94.28"), Decimal("98.93"))
    (fact,) = town.told("delegation.evaluation.scoring_closed")
    assert fact.incomplete == ()


@pytest.mark.rule("EVP-01")
def test_the_last_day_of_a_period_still_belongs_to_it():
    town = Round()
    found = town.open()
    town.engage(found.id)
    town.memory.now = datetime(2025, 12, 31, 23, 59, tzinfo=TZ)
    with refused("delegation.period_not_over"):
        town.do("bianban", "begin_scoring", evaluation_id=found.id)
    town.memory.now = datetime(2026, 1, 1, 0, 0, tzinfo=TZ)
    assert town.do("bianban", "begin_scoring", evaluation_id=found.id).status == "SCORING"


@pytest.mark.rule("EVP-02")
def test_a_unit_that_has_ended_is_nobodys_peer():
    town = Round()
    town.hear("merge_unit", unit_code="510115-RS", valid_to="2025-12-31")
    with refused("delegation.unit_ended"):
        town.open(peers=[LIUCHENG, "510115-RS"])


def test_nobody_scores_its_own_street_among_peers_and_only_itself_as_itself():
    town = Round()
    evaluation_id = town.scoring(peers=[LIUCHENG, GONGPING])
    with refused("delegation.own_peer"):
        town.peer(evaluation_id, LIUCHENG, LIUCHENG, "100")
    with refused("delegation.not_a_peer"):
        town.peer(evaluation_id, STREETS[4], LIUCHENG, "100")
    with refused("delegation.not_a_peer"):
        town.peer(evaluation_id, story("renshe_leader"), LIUCHENG, "100")
    town.own(evaluation_id, LIUCHENG, "97")
    assert town.memory.the(Mark).assessor == LIUCHENG
    assert [fact.street for fact in town.told("delegation.evaluation.score_given")] == [LIUCHENG]


def test_while_scoring_runs_a_later_score_replaces_the_earlier_one():
    town = Round()
    evaluation_id = town.scoring()
    town.peer(evaluation_id, GONGPING, LIUCHENG, "40")
    town.peer(evaluation_id, GONGPING, LIUCHENG, "85.5")
    assert town.memory.the(Mark).score == Decimal("85.5")


@pytest.mark.parametrize("score", ["100.01", "-1", "88.888", "NaN"])
def test_a_score_out_of_range_or_too_fine_is_refused_and_never_rounded(score):
    town = Round()
    evaluation_id = town.scoring()
    with refused("input.invalid"):
        town.own(evaluation_id, LIUCHENG, score)


@pytest.mark.rule("EVP-04")
@pytest.mark.parametrize(
    ("first", "last", "independent"),
    [
        ("2025-03-01", "2025-05-31", False), ("2024-01-01", "2025-01-01", False),
        ("2025-12-31", "2026-12-31", False), ("2024-06-01", None, False),
        ("2024-01-01", "2024-12-31", True), ("2026-01-01", None, True),
    ],
)  # fmt: skip
def test_a_third_party_with_a_contract_in_the_period_does_not_judge_that_street(
    first, last, independent
):
    town = Round()
    evaluation_id = town.scoring()
    tie = {"unit": LIUCHENG, "first": first, "last": last, "document_no": "合1号"}
    town.engage(evaluation_id, contracts=[tie])
    assert town.third(evaluation_id, GONGPING, "80").kind == THIRD
    if independent:
        assert town.third(evaluation_id, LIUCHENG, "80").kind == THIRD
        return
    with refused("delegation.third_party_not_independent") as found:
        town.third(evaluation_id, LIUCHENG, "80")
    assert found.value.details["contracts"] == ["合1号"]
    town.engage(evaluation_id, assessor=OTHER)
    assert town.third(evaluation_id, LIUCHENG, "80", by=OTHER).assessor == OTHER


@pytest.mark.rule("EVP-04")
def test_a_purchase_that_the_third_party_did_not_declare_is_known_all_the_same():
    town = Round()
    evaluation_id = town.scoring()
    with town.memory.react() as uow:
        uow.add(bought(LIUCHENG, CENTRE, date(2025, 12, 1), date(2026, 11, 30)))
        uow.add(bought(GONGPING, CENTRE, date(2024, 1, 1), date(2024, 12, 31)))
        uow.add(bought(STREETS[2], OTHER, date(2025, 1, 1), date(2025, 12, 31)))
    with refused("delegation.third_party_not_independent") as found:
        town.third(evaluation_id, LIUCHENG, "80")
    assert found.value.details["contracts"] == ["购合1号"]
    assert town.third(evaluation_id, GONGPING, "80").assessor == CENTRE
    assert town.third(evaluation_id, STREETS[2], "80").assessor == CENTRE


@pytest.mark.rule("EVP-04")
def test_a_third_party_must_be_engaged_under_a_true_credit_code():
    town = Round()
    evaluation_id = town.scoring()
    with refused("delegation.not_engaged"):
        town.third(evaluation_id, LIUCHENG, "80", by=OTHER)
    with refused("delegation.bad_uscc"):
        town.engage(evaluation_id, assessor="510115000000000000")
    assert CENTRE != OTHER


@pytest.mark.rule("X-05", "EVP-03")
def test_what_residents_say_comes_from_ratings_and_can_be_typed_by_nobody():
    kinds = {"assess_self": SELF, "assess_peer": PEER, "assess_third": THIRD}
    town = Round()
    assert MASS not in kinds.values()
    typed = {name for name, spec in OPERATIONS.items() if spec.gives is schemas.Mark}
    assert typed == {*kinds, "list_scores"}
    evaluation_id = town.scoring()
    town.rate(LIUCHENG, {"5": 20}, month="2025-02")
    town.rate(LIUCHENG, {"5": 20}, month="2025-02")
    town.rate(f"{LIUCHENG}001", {"4": 10}, month="2025-11")
    town.rate(LIUCHENG, {"1": 500}, month="2026-01")
    town.rate(GONGPING, {"1": 500}, month="2025-02")
    town.tick(date(2026, 2, 1))
    mass = town.street(evaluation_id).result.kind(MASS)
    assert (mass.sample, mass.score) == (30, Decimal("93.33"))


@pytest.mark.rule("X-05")
def test_figures_of_cases_stand_beside_the_scores_and_change_nothing():
    town, with_figures = Round(), Round()
    for month in ("2025-05", "2025-06"):
        with_figures.hear("learn_decisions", path=path_of(LIUCHENG), period=month, accepted=60,
                          granted=45, denied=5, on_time=47)  # fmt: skip
    plain, shown = (t.street(t.checking()).result for t in (town, with_figures))
    assert (plain.on_time_rate, shown.on_time_rate) == (None, Decimal("94.00"))
    assert replace(shown, on_time_rate=None) == plain
    street = with_figures.memory.all(EvaluatedStreet)[0]
    inputs = next(s.inputs for s in with_figures.memory.all(EvaluatedStreet) if s.inputs.decided)
    assert (inputs.accepted, inputs.decided, inputs.on_time) == (120, 100, 94)
    assert street.inputs is not None


@pytest.mark.rule("EVP-01")
def test_scoring_ends_early_only_when_nothing_is_missing_else_time_ends_it():
    town = Round()
    evaluation_id = town.scoring()
    town.own(evaluation_id, LIUCHENG, "90")
    with refused("delegation.scores_missing") as found:
        town.do("bianban", "close_scoring", evaluation_id=evaluation_id)
    assert "柳城街道 互评 510115002" in found.value.details["missing"]
    assert town.the(evaluation_id).scoring.due == date(2026, 1, 19)
    town.tick(datetime(2026, 1, 19, 23, 59, 59, tzinfo=TZ))
    assert town.the(evaluation_id).status is EvaluationStatus.SCORING
    town.tick(date(2026, 1, 20))
    assert town.the(evaluation_id).status is EvaluationStatus.CHECKING
    (fact,) = town.told("delegation.evaluation.scoring_closed")
    assert fact.incomplete == STREETS
    with refused("delegation.evaluation.not_now"):
        town.own(evaluation_id, LIUCHENG, "91")


@pytest.mark.rule("X-05")
def test_what_arrives_after_scoring_changes_no_result():
    town = Round()
    evaluation_id = town.checking()
    before = town.street(evaluation_id).result
    town.rate(LIUCHENG, {"1": 900}, month="2025-12")
    town.do("bianban", "start_evaluation_notice", evaluation_id=evaluation_id)
    town.tick(date(2026, 1, 13))
    assert town.street(evaluation_id).result == before
