"""Decision, delivery, rating, archive, withdrawal."""

from datetime import date
from decimal import Decimal

import pytest

from services.centers import handlers, schemas
from services.centers.model import Rating, RatingFigures
from services.centers.workflow import Status
from shared.chassis.schema import current_actor
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import Conflict, Forbidden, NotFound
from shared.testing.actors import story
from tests.unit.centers._town import LIUCHENG, Town, moment

PAUSE = {"reason": "听证", "notice_no": "柳告1号", "expected_days": 5}
EXTEND = {"reason": "情况复杂", "notice_no": "柳延1号"}
DENY = {"document_no": "柳决1号", "reasons": "不符合条件。", "rights": "可在 60 日内申请复议。"}


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.mark.rule("WIN-01")
def test_acceptor_reviewer_decider_and_deliverer_are_four_people_on_one_case(town: Town):
    case = town.delivered()
    assert case.status is Status.DELIVERED
    assert (case.assignee, case.decision.decided_by) == ("chengban", "fuzeren")
    assert case.deliver_by.due == date(2026, 3, 3)
    assert town.heard() == ["submitted", "accepted", "review_started", "decided", "delivered"]


def test_a_refusal_keeps_its_reasons_and_the_rights_of_review(town: Town):
    town.in_review()
    case = town.go("fuzeren", handlers.deny, **DENY)
    assert (case.decision.granted, case.decision.rights) == (False, DENY["rights"])
    assert town.told[-1].granted is False


@pytest.mark.rule("WIN-04", "G-07")
def test_who_handed_a_case_in_does_not_decide_it(town: Town):
    both = story("fuzeren")
    clerk = Actor(**{**vars(both), "permissions": both.permissions | {"centers.case.submit"}})
    with town.act(clerk) as uow:
        handlers.submit(
            uow, row_id="row-3", channel="WINDOW", home_path=None, applicant_account=None,
            applicant={"name": "甲", "id_no": "510115199003070014", "phone": "13800005678"},
            materials=[{"name": n, "form": "电子", "copies": 1}
                       for n in ("申请表", "身份证明", "居住证明")],
            authorisation=None,
        )  # fmt: skip
    town.go("chuangkou", handlers.accept)
    town.go("chengban", handlers.start)
    for handler, command in ((handlers.grant, {"document_no": "柳决1号"}), (handlers.deny, DENY)):
        with pytest.raises(Conflict) as refused:
            town.go("fuzeren", handler, **command)
        assert refused.value.code == "centers.agent_decides"


@pytest.mark.rule("G-07")
def test_nobody_decides_a_case_of_their_own(town: Town):
    town.submit("chuangkou", applicant_account="fuzeren")
    town.go("chuangkou", handlers.accept)
    town.go("chengban", handlers.start)
    with pytest.raises(Conflict) as refused:
        town.go("fuzeren", handlers.grant, document_no="柳决1号")
    assert refused.value.code == "centers.agent_decides"


@pytest.mark.rule("WIN-04")
def test_an_agent_does_not_decide_even_at_once(town: Town):
    town.accepted(who="chuangkou", row_id="now-1")
    with pytest.raises(Conflict) as refused:
        town.go("chuangkou", handlers.decide_at_once, document_no="柳决1号")
    assert refused.value.code == "centers.agent_decides"


# --- the actor of another street ---------------------------------------------------------------


@pytest.mark.rule("G-07")
@pytest.mark.parametrize(
    ("handler", "command"),
    [
        (handlers.refuse_scope, {"competent_unit": "区人社局"}),
        (handlers.notify_correction, {"defects": [{"material": "身份证明", "what": "不清晰"}]}),
        (handlers.accept, {}),
        (handlers.accept_tolerant, {"promise_signed": True}),
        (handlers.decide_at_once, {"document_no": "柳决1号"}),
        (handlers.start, {}),
        (handlers.pause, PAUSE),
        (handlers.resume, {}),
        (handlers.extend, EXTEND),
        (handlers.grant, {"document_no": "柳决1号"}),
        (handlers.deny, DENY),
        (handlers.deliver, {"receipt_no": "回证1号"}),
        (handlers.withdraw, {}),
        (handlers.resubmit, {"materials": []}),
        (handlers.supply, {"materials": []}),
        (handlers.reveal, {"reason": "核对材料"}),
    ],
)
def test_staff_of_another_street_is_refused_with_the_handling_unit(town: Town, handler, command):
    town.submit()
    with town.react() as uow:
        handlers.learn_unit(uow, unit_code="510115001", path=LIUCHENG, name="柳城街道")
    with pytest.raises(Forbidden) as refused:
        town.go("gongping_window", handler, **command)
    assert refused.value.code == "centers.outside_jurisdiction"
    assert refused.value.details["case_path"] == "510115/510115001"
    assert "柳城街道" in refused.value.message
    assert "510115002" in refused.value.message


@pytest.mark.rule("G-07", "DEL-05")
@pytest.mark.parametrize("who", ["minzheng_leader", "renshe_leader"])
def test_a_department_does_not_decide_what_a_street_handles(town: Town, who: str):
    town.in_review()
    with pytest.raises(Forbidden) as refused:
        town.go(who, handlers.grant, document_no="区决1号")
    assert refused.value.code == "centers.outside_jurisdiction"


@pytest.mark.rule("G-07")
def test_a_department_decides_its_own_cases_and_no_other_departments(town: Town):
    town.submit("gongping_window", channel="WINDOW", authorisation=None)
    town.go("gongping_window", handlers.accept)
    with town.act(
        Actor(**{**vars(story("minzheng")), "permissions": {"centers.case.review"}})
    ) as uow:
        handlers.start(uow, case_id=town.case.id)
    with pytest.raises(Forbidden):
        town.go("renshe_leader", handlers.grant, document_no="区决1号")
    case = town.go("minzheng_leader", handlers.grant, document_no="区决1号")
    assert case.status is Status.DECIDED


def test_a_resident_finds_no_case_but_her_own(town: Town):
    town.submit()
    with pytest.raises(NotFound) as refused:
        town.go("li_wei", handlers.withdraw)
    assert refused.value.code == "centers.not_found"


# --- rating ------------------------------------------------------------------------------------


@pytest.mark.rule("EVAL-01", "EVAL-02", "EVAL-03")
@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_a_delivered_case_is_rated_once_and_closed(town: Town, level: int):
    town.delivered()
    case = town.go("wang_xiuying", handlers.rate, level=level, comment="")
    assert (case.status, case.rated_level) == (Status.CLOSED, level)
    rated, closed = town.told[-2:]
    assert rated.anonymous
    assert "level" not in vars(rated)
    assert closed.event_type == "centers.case.closed"
    waiting = {"rectification_opened"} if level <= 2 else set()
    assert {name for name, _ in town.timers} == waiting
    with pytest.raises(Conflict):
        town.go("wang_xiuying", handlers.rate, level=5, comment="")
    assert len(town.all(Rating)) == 1


@pytest.mark.rule("EVAL-01")
@pytest.mark.parametrize("level", [0, 6, 2.5, "5"])
def test_there_are_five_levels(level):
    assert "level" in schemas.Rate().validate({"case_id": "c", "level": level})


@pytest.mark.rule("EVAL-03")
def test_rating_is_open_for_ten_calendar_days_and_silence_is_no_rating(town: Town):
    town.delivered()
    assert town.case.rate_by == date(2026, 2, 21)
    town.at("2026-02-21 23:59")
    assert town.case.status is Status.DELIVERED
    town.at("2026-02-22 00:00")
    assert (town.case.status, town.case.rated_level) == (Status.CLOSED, None)
    assert town.all(Rating) == []


@pytest.mark.rule("EVAL-03")
def test_a_rating_on_the_last_day_counts_and_a_day_later_does_not():
    town = Town()
    town.delivered()
    town.now = moment("2026-02-21 23:59")
    town.go("wang_xiuying", handlers.rate, level=5, comment="")
    late = Town()
    late.delivered()
    late.now = moment("2026-02-22 00:00")
    with pytest.raises(Conflict) as refused:
        late.go("wang_xiuying", handlers.rate, level=5, comment="")
    assert refused.value.code == "centers.rating_closed"


@pytest.mark.rule("EVAL-02")
def test_a_rating_does_not_hold_who_gave_it(town: Town):
    town.delivered()
    town.go("wang_xiuying", handlers.rate, level=1, comment="等了很久")
    rating = town.the(Rating)
    assert "wang_xiuying" not in str(vars(rating))
    assert rating.rater_index


@pytest.mark.rule("EVAL-02")
@pytest.mark.parametrize(
    ("who", "shown"),
    [("wang_xiuying", 1), ("li_wei", None), ("fuzeren", None), ("zhihui", None)],
)
def test_only_the_applicant_sees_how_her_case_was_rated(town: Town, who: str, shown):
    town.delivered()
    town.go("wang_xiuying", handlers.rate, level=1, comment="")
    token = current_actor.set(story(who))
    try:
        level = schemas.Case(only=["rated_level"]).dump(town.case)
    finally:
        current_actor.reset(token)
    assert level == {"rated_level": shown}


@pytest.mark.rule("T2.6", "G-06")
def test_the_figures_of_the_worked_example():
    figures = RatingFigures({5: 86, 4: 9, 3: 3, 2: 1, 1: 1}, bad_through=2)
    assert (figures.rated, figures.bad) == (100, 2)
    assert (figures.good_rate, figures.average) == (Decimal("98.00"), Decimal("4.78"))


@pytest.mark.rule("EVAL-01")
def test_the_last_two_levels_are_bad_by_the_rule_pack(town: Town):
    bad_through = town.packs.pack("centers.case", date(2026, 2, 11)).integer("rate.bad_through")
    bad = [RatingFigures({level: 1}, bad_through).bad for level in (1, 2, 3, 4, 5)]
    assert bad == [1, 1, 0, 0, 0]


@pytest.mark.rule("EVAL-03", "G-06")
def test_nobody_rated_is_no_rate_and_thirds_are_rounded_half_up_at_the_end():
    assert RatingFigures({5: 0}, 2).good_rate is None
    assert RatingFigures({5: 0}, 2).average is None
    assert RatingFigures({5: 2, 1: 1}, 2).good_rate == Decimal("66.67")
    assert RatingFigures({3: 199, 4: 1}, 2).average == Decimal("3.01")


# --- withdrawal --------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["submit", "accepted", "in_review"])
def test_the_applicant_withdraws_until_it_is_decided(town: Town, stage: str):
    getattr(town, stage)()
    case = town.go("wang_xiuying", handlers.withdraw)
    assert (case.status, town.timers) == (Status.WITHDRAWN, {})


def test_what_is_decided_is_not_withdrawn(town: Town):
    town.decided()
    with pytest.raises(Conflict) as refused:
        town.go("wang_xiuying", handlers.withdraw)
    assert refused.value.code == "centers.case.not_now"


def test_a_service_account_is_no_applicant(town: Town):
    town.submit()
    robot = Actor(
        id="robot", kind=ActorKind.SERVICE, permissions=frozenset({"centers.case.withdraw"})
    )
    with pytest.raises(Forbidden), town.act(robot) as uow:
        handlers.withdraw(uow, case_id=town.case.id)
