"""A bad rating is answered; its rater is reached by nobody unless she agreed."""

import dataclasses
from datetime import date
from decimal import Decimal

import orjson
import pytest

from services.centers import handlers, schemas
from services.centers.model import Indicators, Rating, RatingFigures, Rectification, Score
from services.centers.model.rectifications import Spot, lowest, talk
from services.centers.workflow import RectificationStatus
from shared.chassis.schema import current_actor
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.testing.actors import story
from tests.unit.centers._town import LIUCHENG, PERSON, Town
from tests.unit.centers.test_clock import load_2027

R = RectificationStatus


STAFF = ("chengban", "chuangkou", "chujian", "fuzeren")  # reviewed, accepted, delivered, decided


class Rated(Town):
    """A delivered case of 柳城, rated on the day of the worked example (Friday 2026-02-13)."""

    def __init__(self, level: int = 1, *, named: bool = True, at: str = "2026-02-13") -> None:
        super().__init__(at)
        self.delivered()
        self.go("wang_xiuying", handlers.rate, level=level, comment="等了很久", named=named)

    @property
    def rectification(self) -> Rectification:
        return self.the(Rectification)

    def do(self, who: str | Actor, handler, **command) -> Rectification:
        actor = story(who) if isinstance(who, str) else who
        with self.act(actor) as uow:
            return handler(uow, rectification_id=self.rectification.id, **command)

    def contacted(self) -> Rectification:
        self.do("liucheng", handlers.take)
        return self.do("liucheng", handlers.contact)


def late(town: Town) -> list[tuple[str, date]]:
    return [(f.limit, f.due) for f in town.told if f.event_type == "centers.rectification.late"]


# --- what opens it, and its limits ---------------------------------------------------------------


@pytest.mark.rule("EVAL-04")
@pytest.mark.parametrize(("level", "opened"), [(1, 1), (2, 1), (3, 0), (4, 0), (5, 0)])
def test_a_bad_rating_must_be_answered_and_no_other(level: int, opened: int):
    for named in (True, False):
        town = Rated(level, named=named)
        town.at("2026-02-14 00:00")
        assert len(town.all(Rectification)) == opened


@pytest.mark.rule("T2.5", "EVAL-04", "G-04")
def test_the_worked_example_contact_on_the_make_up_saturday_and_fifteen_days_in_sichuan():
    found = Rated().rectification
    assert found.contact_by.due == date(2026, 2, 14)
    assert found.fix_by.due == date(2026, 3, 12)


@pytest.mark.rule("T2.5", "EVAL-04")
def test_the_worked_example_elsewhere_is_five_working_days():
    town = Town("2026-02-13")
    town.delivered()
    town.go("wang_xiuying", handlers.rate, level=1, comment="", named=False)
    rating = town.the(Rating)
    town.rows[Rating][rating.id] = dataclasses.replace(rating, path="371402/371402001")
    town.at("2026-02-14 00:00")
    assert town.the(Rectification).fix_by.due == date(2026, 2, 27)


@pytest.mark.rule("EVAL-02", "EVAL-04")
def test_an_anonymous_one_waits_for_the_end_of_the_day_but_its_limit_does_not():
    town = Rated(named=False)
    town.at("2026-02-13 23:59")
    assert town.all(Rectification) == []
    town.at("2026-02-16")
    assert (town.rectification.rated_on, town.rectification.fix_by.due) == (
        date(2026, 2, 13), date(2026, 3, 12),
    )  # fmt: skip
    with town.react() as uow:
        handlers.open_anonymous(uow, subject_id=town.the(Rating).id)
    assert len(town.all(Rectification)) == 1


# --- the named -----------------------------------------------------------------------------------


@pytest.mark.rule("EVAL-04")
def test_a_named_rater_is_heard_before_and_called_back_after():
    town = Rated()
    town.do("liucheng", handlers.take)
    for handler, command in (
        (handlers.fix_now, {}),
        (handlers.promise_fix, {"on": date(2026, 2, 20)}),
        (handlers.explain, {"answer": "于法无据", "basis": "某条例 §3"}),
        (handlers.dispute, {"reasons": "评错了对象"}),
    ):
        with pytest.raises(Conflict) as refused:
            town.do("liucheng", handler, **command)
        assert refused.value.code == "centers.contact_first"
    town.do("liucheng", handlers.contact)
    town.do("liucheng", handlers.fix_now)
    town.do("liucheng", handlers.finish_fix, measures="增设窗口")
    with pytest.raises(Conflict) as refused:
        town.do("liucheng", handlers.close_rectification)
    assert refused.value.code == "centers.call_back_first"
    town.do("liucheng", handlers.call_back, satisfied=True)
    assert town.do("liucheng", handlers.close_rectification).status is R.CLOSED
    assert town.timers == {}


@pytest.mark.rule("EVAL-02", "EVAL-04")
def test_an_anonymous_one_is_closed_without_reaching_anybody():
    town = Rated(named=False)
    town.at("2026-02-14 00:00")
    town.do("liucheng", handlers.take)
    for handler, command in (
        (handlers.contact, {}), (handlers.reveal_rater, {"reason": "核实情况"}),
    ):  # fmt: skip
        with pytest.raises(Conflict) as refused:
            town.do("liucheng", handler, **command)
        assert refused.value.code == "centers.rater_is_anonymous"
    town.do("liucheng", handlers.explain, answer="于法无据", basis="某条例 §3")
    with pytest.raises(Conflict):
        town.do("liucheng", handlers.call_back, satisfied=True)
    assert town.do("liucheng", handlers.close_rectification).status is R.CLOSED


@pytest.mark.rule("EVAL-02")
def test_an_anonymous_one_holds_nothing_that_leads_to_the_case_or_the_rater():
    town = Rated(named=False)
    town.at("2026-02-14 00:00")
    found = town.rectification
    assert (found.case_id, found.contact_name, found.contact_phone) == ("", "", "")
    held = str({key: value for key, value in vars(found).items() if key != "rating_id"})
    for private in (*PERSON.values(), "wang_xiuying", town.case.id, town.case.case_no):
        assert private not in held


@pytest.mark.rule("EVAL-02", "RED-03")
def test_only_the_handler_sees_how_to_reach_a_named_rater_for_a_reason_on_the_record():
    town = Rated()
    with pytest.raises(Conflict) as refused:
        town.do("liucheng", handlers.reveal_rater, reason="联系评价人")
    assert refused.value.code == "centers.not_the_handler"
    town.do("liucheng", handlers.take)
    with pytest.raises(Conflict) as refused:
        town.do("liucheng", handlers.reveal_rater, reason=f"联系 {PERSON['phone']}")
    assert refused.value.code == "centers.text_names_person"
    shown = schemas.RaterContact().dump(
        town.do("liucheng", handlers.reveal_rater, reason="联系评价人")
    )
    assert (shown["name"], shown["phone"]) == (PERSON["name"], PERSON["phone"])
    assert (town.audit[-1].actor_id, town.told[-1].reason) == ("liucheng", "联系评价人")


@pytest.mark.rule("EVAL-02")
@pytest.mark.parametrize(
    ("who", "shown"), [("liucheng", "等了很久"), ("liucheng_leader", None), ("zhihui", None)]
)
def test_the_comment_is_for_the_handler_alone_and_no_view_names_the_case(who: str, shown):
    town = Rated()
    town.do("liucheng", handlers.take)
    token = current_actor.set(story(who))
    try:
        page = schemas.Rectification().dump(town.rectification)
    finally:
        current_actor.reset(token)
    assert page["comment"] == shown
    text = orjson.dumps(page).decode()
    for private in (*PERSON.values(), "wang_xiuying", town.case.id, town.case.case_no):
        assert private not in text


# --- who may -------------------------------------------------------------------------------------


@pytest.mark.rule("EVAL-04", "G-07")
def test_the_people_of_the_case_are_rated_and_the_applicant_is_not():
    assert Rated().rectification.rated == STAFF
    town = Town("2026-02-13")
    town.delivered(who="daiban", applicant_account="wang_xiuying")
    town.go("wang_xiuying", handlers.rate, level=2, comment="", named=True)
    assert town.the(Rectification).rated == tuple(sorted((*STAFF, "daiban")))


@pytest.mark.rule("EVAL-04", "G-07")
@pytest.mark.parametrize("who", STAFF)
def test_nobody_handles_or_sees_the_rating_of_her_own_work(who: str):
    town = Rated()
    officer = dataclasses.replace(story(who), permissions=story("liucheng").permissions)
    with pytest.raises(NotFound):
        town.do(officer, handlers.take)


@pytest.mark.rule("EVAL-04")
@pytest.mark.parametrize("who", ["gongping", "minzheng", "renshe"])
def test_another_unit_does_not_find_it(who: str):
    with pytest.raises(NotFound):
        Rated().do(who, handlers.take)


def test_one_person_takes_it():
    town = Rated()
    town.do("liucheng", handlers.take)
    with pytest.raises(Conflict) as refused:
        town.do("liucheng", handlers.take)
    assert refused.value.code == "centers.rectification_taken"


@pytest.mark.rule("EVAL-04")
def test_who_falls_ill_is_relieved_and_what_was_done_stays_done():
    town = Rated()
    town.contacted()
    assert town.do("liucheng_leader", handlers.release).handler == ""
    with pytest.raises(Conflict) as refused:
        town.do("liucheng_leader", handlers.release)
    assert refused.value.code == "centers.rectification_not_taken"
    with pytest.raises(Conflict) as refused:
        town.do("liucheng", handlers.fix_now)
    assert refused.value.code == "centers.not_the_handler"
    other = dataclasses.replace(story("liucheng"), id="liucheng_2")
    town.do(other, handlers.take)
    assert town.do(other, handlers.fix_now).status is R.FIX_NOW


# --- appeals -------------------------------------------------------------------------------------


@pytest.mark.rule("EVAL-04", "G-07")
def test_an_appeal_is_decided_by_somebody_else():
    town = Rated()
    town.contacted()
    town.do("liucheng", handlers.dispute, reasons="评错了对象")
    both = dataclasses.replace(
        story("liucheng"),
        permissions=story("liucheng").permissions | story("liucheng_leader").permissions,
    )
    ruling = {"reasons": "核实属实", "document_no": "柳复1号"}
    with pytest.raises(Conflict) as refused:
        town.do(both, handlers.uphold_appeal, **ruling)
    assert refused.value.code == "centers.own_appeal"
    found = town.do("liucheng_leader", handlers.uphold_appeal, **ruling)
    assert (found.status, found.misjudged) == (R.EXPLAINED, True)
    assert found.review.by == "liucheng_leader"
    assert town.audit[-1].basis_doc_no == "柳复1号"
    assert town.timers == {}


@pytest.mark.rule("EVAL-04")
def test_a_rejected_appeal_leaves_it_to_be_put_right_within_the_first_limit():
    town = Rated()
    town.contacted()
    town.do("liucheng", handlers.dispute, reasons="评错了对象")
    ruling = {"reasons": "情况属实", "document_no": "柳复2号"}
    found = town.do("liucheng_leader", handlers.reject_appeal, **ruling)
    assert (found.status, found.misjudged) == (R.FIX_NOW, False)
    town.at("2026-03-13 00:00")
    assert late(town) == [("fix", date(2026, 3, 12))]


# --- lateness ------------------------------------------------------------------------------------


@pytest.mark.rule("EVAL-04")
def test_a_rater_who_is_not_heard_in_time_is_told_of_once():
    town = Rated()
    town.at("2026-02-14 23:59")
    assert late(town) == []
    town.at("2026-02-15 00:00")
    town.at("2026-02-24")
    assert late(town) == [("contact", date(2026, 2, 14))]
    assert town.contacted().contact_late is True


@pytest.mark.rule("EVAL-04")
def test_a_promised_day_that_passes_is_late_and_lies_inside_the_limit():
    town = Rated()
    town.contacted()
    for day in (date(2026, 2, 12), date(2026, 3, 13)):
        with pytest.raises(Invalid) as refused:
            town.do("liucheng", handlers.promise_fix, on=day)
        assert refused.value.code == "centers.fix_day"
    town.do("liucheng", handlers.promise_fix, on=date(2026, 2, 25))
    town.at("2026-02-25 23:59")
    assert late(town) == []
    town.at("2026-02-26 00:00")
    assert late(town) == [("fix", date(2026, 2, 25))]
    found = town.do("liucheng", handlers.finish_fix, measures="增设窗口")
    assert found.fix_late is True
    assert town.told[-1].on_time is False


@pytest.mark.rule("EVAL-04")
def test_what_is_put_right_on_the_last_day_is_in_time():
    town = Rated()
    town.contacted()
    town.do("liucheng", handlers.fix_now)
    town.at("2026-03-12 23:59")
    assert town.do("liucheng", handlers.finish_fix, measures="增设窗口").fix_late is False
    town.at("2026-03-20")
    assert late(town) == []


@pytest.mark.rule("G-04", "EVAL-04")
def test_a_provisional_limit_is_recomputed_when_the_calendar_comes():
    town = Rated(at="2026-12-18")
    unsure = town.rectification
    assert unsure.provisional
    load_2027(town)
    found = town.rectification
    assert not found.provisional
    told = [fact for fact in town.told if fact.event_type == "centers.rectification.recomputed"]
    assert [(fact.old_fix_by, fact.fix_by, fact.provisional) for fact in told] == [
        (unsure.fix_by.due, found.fix_by.due, False)
    ]
    waits = town.timers["rectification_fix_due", found.id]
    assert waits == found.fix_by.lapses_at


# --- what is announced ---------------------------------------------------------------------------


@pytest.mark.rule("EVAL-02")
def test_no_fact_of_an_answer_tells_level_case_rater_or_words():
    town = Rated(named=True)
    first = len([fact for fact in town.told if "rectification" not in fact.event_type])
    town.contacted()
    town.do("liucheng", handlers.reveal_rater, reason="联系评价人")
    town.do("liucheng", handlers.explain, answer="不能办理", basis="某条例 §3")
    town.do("liucheng", handlers.call_back, satisfied=False)
    town.do("liucheng", handlers.close_rectification)
    told = [fact for fact in town.told if "rectification" in fact.event_type]
    assert len(told) == 7
    assert len(town.told) == first + len(told)
    for fact in told:
        text = str(vars(fact))
        assert "level" not in vars(fact)
        for private in (*PERSON.values(), "wang_xiuying", "等了很久", town.case.id):
            assert private not in text
    assert told[0].anonymous


# --- indicators and ranks ------------------------------------------------------------------------


@pytest.mark.rule("T2.6", "EVAL-01", "G-06")
def test_the_indicators_of_the_worked_example():
    figures = RatingFigures({5: 86, 4: 9, 3: 3, 2: 1, 1: 1}, bad_through=2)
    found = Indicators(figures, finished=160, rectified=1, named=3, called_back=3)
    assert (found.good_rate, found.average) == (Decimal("98.00"), Decimal("4.78"))
    assert (found.active_rate, found.rectified_rate, found.called_back_rate) == (
        Decimal("62.50"), Decimal("50.00"), Decimal("100.00"),
    )  # fmt: skip


@pytest.mark.rule("EVAL-03", "EVAL-04")
def test_nothing_to_divide_by_is_no_rate():
    shown = schemas.Indicators().dump(Indicators(RatingFigures({5: 0}, 2), 0, 0, 0, 0))
    rates = ("good_rate", "average", "active_rate", "rectified_rate", "called_back_rate")
    assert [shown[rate] for rate in rates] == [None] * 5


@pytest.mark.rule("EVAL-05")
@pytest.mark.parametrize(
    ("scores", "last"),
    [
        ({"a": (10, 50), "b": (10, 40), "c": (10, 30)}, {"c"}),
        ({"a": (10, 50), "b": (10, 30), "c": (5, 15)}, {"b", "c"}),
        ({"a": (10, 50), "b": (10, 50), "c": (10, 50)}, set()),
        ({"a": (10, 50), "b": (10, 40), "c": (4, 4)}, set()),
        ({"a": (10, 50), "b": (10, 40), "c": (9, 36), "d": (4, 4)}, {"b", "c"}),
        ({}, set()),
    ],
)
def test_the_lowest_is_found_among_enough_places_with_enough_ratings(scores, last):
    given = {place: Score(*score) for place, score in scores.items()}
    assert lowest(given, least_rated=5, least_places=3) == last


@pytest.mark.rule("EVAL-05", "G-06")
def test_a_duty_to_talk_names_both_months_and_rounds_once():
    months, scores = ("2026-01", "2026-02"), (Score(3, 8), Score(6, 10))
    due = talk(Spot(LIUCHENG), months=months, scores=scores, on=date(2026, 3, 1))
    assert (due.previous_average, due.average) == (Decimal("2.67"), Decimal("1.67"))
    due.announce()
    (fact,) = due.take_facts()
    assert (fact.path, fact.previous, fact.period) == (LIUCHENG, "2026-01", "2026-02")
