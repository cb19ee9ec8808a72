"""The jury: ties first, files without names, five at least, one score each."""

import pytest

from services.incubation import schemas
from services.incubation.model import Score, Seat, Tie, Venture
from tests.unit.incubation._fund import CRITERIA, JUDGES, Fund, shortlisted
from tests.unit.incubation._town import refused


def two(fund: Fund) -> tuple[Venture, Venture]:
    first, second = fund.memory.all(Venture)
    return first, second


@pytest.mark.rule("SO-16")
def test_nobody_scores_before_saying_what_ties_there_are():
    fund = shortlisted()
    first, _ = two(fund)
    seat = fund.do("shegong", "seat_judge", call_id=first.call_id, judge_id="pingwei1")
    with refused(r"incubation\.not_found"):
        fund.score("pingwei1", first, 80)
    with refused(r"incubation\.not_found"):
        fund.do("pingwei2", "declare_ties", seat_id=seat.id, ties=[])
    with refused(r"incubation\.unknown_applicant"):
        fund.do("pingwei1", "declare_ties", seat_id=seat.id,
                ties=[{"organisation_id": "org-else", "nature": "亲属任职"}])  # fmt: skip
    fund.do("pingwei1", "declare_ties", seat_id=seat.id, ties=[])
    assert fund.score("pingwei1", first, 80).total == 80
    with refused(r"incubation\.seat\.not_now"):
        fund.do("pingwei1", "declare_ties", seat_id=seat.id, ties=[])


@pytest.mark.rule("SO-16")
def test_a_tied_judge_cannot_score_and_the_tie_is_in_no_fact():
    fund = shortlisted()
    first, second = two(fund)
    fund.seated("pingwei1", ties={"pingwei1": "org-yixin"})
    with refused(r"incubation\.not_found"):
        fund.score("pingwei1", first, 100)
    assert fund.score("pingwei1", second, 70).venture_id == second.id
    told = str(fund.told("seat.declared") + fund.told("score.given"))
    assert "org-yixin" not in told
    assert "曾在" not in told
    assert all(fact.anonymous for fact in fund.told("score.given") + fund.told("seat.declared"))


@pytest.mark.rule("SO-17")
def test_a_recusal_lowers_the_panel_and_below_five_a_substitute_is_needed():
    fund = shortlisted()
    first, second = two(fund)
    fund.seated(*JUDGES[:5])
    for venture in (first, second):
        for judge in JUDGES[:5]:
            fund.score(judge, venture, 80)
    seat = next(each for each in fund.memory.all(Seat) if each.judge_id == "pingwei5")
    fund.do("shegong", "recuse_judge", seat_id=seat.id, organisation_id="org-yixin",
            nature="配偶任理事")  # fmt: skip
    with refused(r"incubation\.panel_too_small") as no:
        fund.do("shegong", "rank_ventures", call_id=first.call_id)
    assert (no.value.details["panel"], no.value.details["venture_id"]) == (4, first.id)
    fund.seated("pingwei6")
    with refused(r"incubation\.scores_missing"):
        fund.do("shegong", "rank_ventures", call_id=first.call_id)
    fund.score("pingwei6", first, 50)
    fund.score("pingwei6", second, 90)
    fund.do("shegong", "rank_ventures", call_id=first.call_id)
    assert (fund.the(first).verdict.panel, fund.the(second).verdict.panel) == (5, 6)


def test_who_stood_down_counts_no_more_and_a_tie_is_kept_once():
    fund = shortlisted()
    first, second = two(fund)
    seats = fund.seated(*JUDGES[:5], ties={"pingwei5": "org-lvyuan"})
    fund.do("shegong", "recuse_judge", seat_id=seats[4].id, organisation_id="org-lvyuan",
            nature="再次核实")  # fmt: skip
    assert len(fund.memory.all(Tie)) == 1
    with refused(r"incubation\.not_found"):
        fund.do("shegong", "recuse_judge", seat_id=seats[0].id, organisation_id="org-none",
                nature="无关组织")  # fmt: skip
    fund.score("pingwei1", first, 80)
    fund.do("shegong", "stand_down_judge", seat_id=seats[0].id, reason="因病退出")
    with refused(r"incubation\.panel_too_small"):
        fund.do("shegong", "rank_ventures", call_id=second.call_id)


def test_a_judge_scores_each_file_once_with_a_mark_for_each_criterion():
    fund = shortlisted()
    first, _ = two(fund)
    fund.seated("pingwei1")
    with refused(r"incubation\.bad_marks"):
        fund.do("pingwei1", "score_file", venture_id=first.id, comment="缺项",
                marks=[{"name": CRITERIA[0], "points": 80}])  # fmt: skip
    fund.score("pingwei1", first, 80)
    with refused(r"incubation\.scored_already"):
        fund.score("pingwei1", first, 90)
    assert len(fund.memory.all(Score)) == 1


@pytest.mark.rule("SO-16")
def test_neither_who_runs_the_call_nor_who_applies_judges_and_nobody_twice():
    fund = shortlisted()
    first, _ = two(fund)
    for party in ("shegong", "yixin"):
        with refused(r"incubation\.judge_is_party"):
            fund.do("shegong", "seat_judge", call_id=first.call_id, judge_id=party)
    fund.seated("pingwei1")
    with refused(r"incubation\.seated_already"):
        fund.do("shegong", "seat_judge", call_id=first.call_id, judge_id="pingwei1")


@pytest.mark.rule("SO-16")
def test_a_file_and_a_score_show_no_name():
    fund = shortlisted()
    first, _ = two(fund)
    fund.seated("pingwei1")
    file, score = schemas.JuryFile().dump(first), schemas.JuryScore().dump(
        fund.score("pingwei1", first, 80)
    )  # fmt: skip
    assert first.organisation_name not in str(file)
    assert not {"org-yixin", "yixin"} & set(str(file).replace("'", " ").split())
    assert "pingwei1" not in str(score)
