"""Calls for ventures: needs, who may apply for what, ranking, notice, awards."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from services.incubation.model import Listing, Punishment, Venture, VentureBan, VentureCall
from services.incubation.model.venture_parts import ranked as ranks
from services.incubation.model.venture_parts import tranches_of, trimmed_mean, weighed
from services.incubation.policies import ListingKind
from services.incubation.workflow import CallStatus, OrganisationStatus, VentureStatus
from shared.kernel.calendar import CalendarYear
from shared.kernel.clock import TZ
from tests.unit.incubation._fund import AT, JUDGES, PLAN, day, ranked, ready, shortlisted, window
from tests.unit.incubation._town import refused


def test_needs_of_the_area_are_collected_and_published_in_the_organisers_words():
    fund = window()
    call = fund.draft()
    with refused(r"incubation\.call\.not_now"):
        fund.do("wang_xiuying", "raise_need", call_id=call.id, statement="楼上老人没人陪")
    fund.do("shegong", "collect_needs", call_id=call.id)
    need = fund.do("wang_xiuying", "raise_need", call_id=call.id, statement="楼上老人没人陪")
    other = fund.do("daiban", "raise_need", call_id=call.id, statement="希望有人推销产品")
    fund.do("shegong", "publish_need", need_id=need.id, title="高龄老人陪伴", group="老人")
    fund.do("shegong", "decline_need", need_id=other.id, reason="不属于公益需求")
    assert [fact.title for fact in fund.told("need.published")] == ["高龄老人陪伴"]
    assert "没人陪" not in str(fund.told("need.raised"))
    assert all(fact.anonymous for fact in fund.told("need.raised"))


@pytest.mark.rule("G-07")
def test_who_drafted_a_call_does_not_open_it_and_the_window_closes_by_itself():
    fund = window()
    assert fund.call().status is CallStatus.OPEN
    fund.tick(to=datetime(2026, 3, 20, 23, 59, tzinfo=TZ))
    assert fund.call().status is CallStatus.OPEN
    fund.close()
    assert fund.call().status is CallStatus.REVIEWING
    with refused(r"incubation\.call\.not_now"):
        fund.enter()
    call = fund.draft()
    fund.do("shegong", "collect_needs", call_id=call.id)
    with refused(r"incubation\.bad_window"):
        fund.do("shegong_leader", "open_call", call_id=call.id, opens_on="2026-04-01",
                closes_on="2026-04-01", **AT)  # fmt: skip


def test_nobody_applies_before_the_first_day_of_the_window():
    fund = window()
    call = fund.draft()
    fund.do("shegong", "collect_needs", call_id=call.id)
    fund.do("shegong_leader", "open_call", call_id=call.id, opens_on="2026-03-10",
            closes_on="2026-03-20", **AT)  # fmt: skip
    with refused(r"incubation\.window_closed"):
        fund.enter()


@pytest.mark.rule("SO-10")
@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("not_registered", {"status": OrganisationStatus.FILED}),
        ("no_own_account", {"own_account": False}),
        ("outside_charter", {"charter_scope": "环保"}),
        ("no_organisation", {"status": OrganisationStatus.CANCELLED}),
        ("listed", {"listings": (Listing(ListingKind.ABNORMAL, date(2026, 1, 5), "1号"),)}),
        ("listed", {"listings": (Listing(ListingKind.DISHONEST, date(2026, 1, 5), "1号"),)}),
        ("punished", {"punishments": (Punishment(date(2024, 3, 2), "罚1号"),)}),
    ],
)
def test_only_an_organisation_with_a_clean_record_applies(code: str, changes: dict):
    fund = window()
    fund.organise("yixin", "温江区益馨助老服务中心", **changes)
    with refused(rf"incubation\.{code}"):
        fund.enter()


@pytest.mark.rule("SO-10")
def test_a_punishment_more_than_two_years_ago_and_a_list_left_do_not_count():
    fund = window()
    left = Listing(ListingKind.ABNORMAL, date(2025, 1, 5), "1号", removed_on=date(2026, 3, 2))
    fund.organise("yixin", "温江区益馨助老服务中心", listings=(left,),
                  punishments=(Punishment(date(2024, 3, 1), "罚1号"),))  # fmt: skip
    assert fund.enter().status is VentureStatus.SUBMITTED


@pytest.mark.rule("SO-11")
@pytest.mark.parametrize(
    ("entry", "changes"),
    [
        ("营利", {"features": ["向服务对象收费"]}),
        ("营利", {"summary": "组织老人参加产品推销活动，并提供陪伴服务。"}),
        ("宗教/政治敏感", {"features": ["宗教活动"]}),
        ("重复资助", {"features": ["已获其他财政资金"]}),
        ("纯福利发放", {"features": ["只发放钱物"]}),
        ("纯福利发放", {"budget": [{"name": "慰问金", "amount_fen": 3_500_001, "handout": True},
                               {"name": "人员", "amount_fen": 1_500_000}]}),
        ("无受益人", {"beneficiaries": 0}),
        ("利益冲突", {"features": ["向关联方采购"]}),
        ("危险活动", {"features": ["高风险活动"]}),
    ],
)  # fmt: skip
def test_what_is_on_the_negative_list_is_refused_by_the_name_of_its_entry(
    entry: str, changes: dict
):
    with refused(r"incubation\.on_negative_list") as no:
        window().enter(plan={**PLAN, **changes})
    assert f"“{entry}”" in no.value.message
    assert no.value.details["name"] == entry


@pytest.mark.rule("SO-11")
def test_a_project_that_was_funded_before_is_not_funded_again():
    fund = ready()
    fund.do("shegong_leader", "award_venture", venture_id=fund.memory.all(Venture)[0].id, **AT)
    call = fund.draft()
    fund.do("shegong", "collect_needs", call_id=call.id)
    fund.do("shegong_leader", "open_call", call_id=call.id, opens_on="2026-04-01",
            closes_on="2026-04-20", **AT)  # fmt: skip
    with refused(r"incubation\.on_negative_list") as no:
        fund.enter()
    assert no.value.details["entry"] == "FUNDED_TWICE"


@pytest.mark.rule("SO-12")
def test_an_organisation_has_one_project_in_a_call_unless_the_first_was_rejected():
    fund = window()
    first = fund.enter()
    with refused(r"incubation\.already_applied"):
        fund.enter(title="第二个项目")
    fund.do("shegong", "reject_venture", venture_id=first.id, reason="材料不实")
    assert fund.enter(title="第二个项目").status is VentureStatus.SUBMITTED


def test_money_lies_on_the_ladder_and_adds_up_and_papers_are_complete():
    fund = window()
    with refused(r"incubation\.budget_does_not_add_up"):
        fund.enter(asked_fen=5_000_000)
    lines = [{"name": "人员", "amount_fen": 999_999}]
    with refused(r"incubation\.off_the_ladder"):
        fund.enter(asked_fen=999_999, plan={**PLAN, "budget": lines})
    lacking = fund.enter(papers=["登记证书"])
    with refused(r"incubation\.application_incomplete") as no:
        fund.do("shegong", "shortlist_venture", venture_id=lacking.id)
    assert no.value.details["lacking"] == ["项目申报书", "独立账户证明"]


@pytest.mark.rule("SO-17", "G-06")
def test_the_highest_and_the_lowest_are_left_out_and_the_rest_is_rounded_half_up_once():
    assert trimmed_mean([Fraction(each) for each in (60, 80, 81, 82, 100)]) == Decimal("81.00")
    thirds = [Fraction(80), Fraction(80), Fraction(80), Fraction(81), Fraction(100)]
    assert trimmed_mean(thirds) == Decimal("80.33")
    half = [Fraction(0), Fraction(8001, 100), Fraction(8002, 100), Fraction(100)]
    assert trimmed_mean(half) == Decimal("80.02")
    assert weighed([(90, 20), (80, 30), (70, 20), (60, 20), (50, 10)]) == Fraction(73)
    assert ranks([Decimal("81.00"), Decimal("90.00"), Decimal("81.00")]) == [2, 1, 2]


@pytest.mark.rule("SO-17")
def test_projects_are_ranked_by_the_jury_when_all_scores_are_in():
    first, second = ranked().memory.all(Venture)
    assert (first.verdict.score, first.position, first.verdict.panel) == (Decimal("81.00"), 1, 5)
    assert (second.verdict.score, second.position) == (Decimal("71.00"), 2)


def test_nothing_is_ranked_while_an_application_is_not_screened():
    fund = window()
    fund.enter()
    fund.close()
    with refused(r"incubation\.projects_wait"):
        fund.do("shegong", "rank_ventures", call_id=fund.call().id)


@pytest.mark.rule("G-03", "G-07")
def test_the_ranking_is_shown_for_five_working_days_before_anybody_awards():
    fund = ranked()
    fund.tick(to=day("2026-03-27"))
    fund.do("shegong", "announce_ranking", call_id=fund.call().id)
    assert fund.call().due == date(2026, 4, 3)
    first = fund.memory.all(Venture)[0]
    fund.tick(to=datetime(2026, 4, 3, 23, 59, tzinfo=TZ))
    with refused(r"incubation\.call\.not_now"):
        fund.do("shegong_leader", "award_venture", venture_id=first.id, **AT)
    fund.tick(to=day("2026-04-04"))
    assert fund.call().status is CallStatus.READY


def test_an_objection_in_the_last_hour_counts_and_one_after_it_does_not():
    fund = ranked()
    fund.do("shegong", "announce_ranking", call_id=fund.call().id, grants=[])
    said = {"call_id": fund.call().id, "venture_id": fund.memory.all(Venture)[0].id,
            "statement": "该项目与另一项目雷同"}  # fmt: skip
    fund.memory.now = fund.call().notice.lapses_at
    with refused(r"incubation\.notice_over"):
        fund.do("wang_xiuying", "object_to_ranking", **said)
    fund.memory.now = datetime(2026, 3, 27, 23, 59, 59, tzinfo=TZ)
    said = fund.do("wang_xiuying", "object_to_ranking", **said)
    fund.tick(to=day("2026-03-30"))
    assert fund.call().status is CallStatus.CONTESTED
    with refused(r"incubation\.objections_open"):
        fund.do("shegong", "settle_objections", call_id=fund.call().id)
    fund.do("shegong", "answer_ranking_objection", objection_id=said.id, answer="经查不属实",
            upheld=False)  # fmt: skip
    with refused(r"incubation\.nothing_changed"):
        fund.do("shegong", "renew_ranking_notice", call_id=fund.call().id)
    fund.do("shegong", "settle_objections", call_id=fund.call().id)
    assert fund.call().status is CallStatus.READY


def test_an_upheld_objection_takes_the_project_out_and_the_rest_is_shown_again():
    fund = ranked()
    fund.do("shegong", "announce_ranking", call_id=fund.call().id)
    first, second = fund.memory.all(Venture)
    said = fund.do("wang_xiuying", "object_to_ranking", call_id=fund.call().id,
                   venture_id=first.id, statement="材料造假")  # fmt: skip
    fund.do("shegong", "answer_ranking_objection", objection_id=said.id, answer="属实", upheld=True)
    fund.tick(to=day("2026-04-01"))
    with refused(r"incubation\.ranking_changed"):
        fund.do("shegong", "settle_objections", call_id=fund.call().id)
    fund.do("shegong", "renew_ranking_notice", call_id=fund.call().id)
    assert fund.call().status is CallStatus.NOTICE
    fund.tick(to=day("2026-04-11"))
    with refused(r"incubation\.objection_upheld"):
        fund.do("shegong_leader", "award_venture", venture_id=first.id, **AT)
    assert fund.do("shegong_leader", "award_venture", venture_id=second.id, **AT).grant_fen


@pytest.mark.rule("CT-01", "X-04")
def test_grants_stay_within_the_budget_and_each_is_announced_for_the_public_record():
    fund = ready()
    first, second = fund.memory.all(Venture)
    fund.do("shegong_leader", "award_venture", venture_id=first.id, **AT)
    (told,) = fund.told("award.formed")
    assert (told.title, told.organisation, told.grant_fen, told.score, told.rank) == (
        "银龄暖巷", "温江区益馨助老服务中心", 5_000_001, "81.00", 1,
    )  # fmt: skip
    assert told.formed_at == fund.memory.now
    with refused(r"incubation\.over_call_budget") as no:
        fund.do("shegong_leader", "award_venture", venture_id=second.id, **AT)
    assert no.value.details["left_fen"] == 10_000_000 - 5_000_001
    assert fund.the(second).status is VentureStatus.RANKED
    with refused(r"incubation\.projects_wait"):
        fund.do("shegong_leader", "conclude_call", call_id=fund.call().id)
    fund.do("shegong_leader", "decline_venture", venture_id=second.id, reason="预算已用完")
    assert fund.do("shegong_leader", "conclude_call", call_id=fund.call().id).awarded_fen


def test_less_than_was_asked_may_be_recommended_and_a_low_score_is_not_funded():
    fund = ranked()
    first, second = fund.memory.all(Venture)
    grants = [{"venture_id": first.id, "grant_fen": 900_000}]
    with refused(r"incubation\.bad_grant"):
        fund.do("shegong", "announce_ranking", call_id=fund.call().id, grants=grants)
    grants[0]["grant_fen"] = 1_000_000
    fund.do("shegong", "announce_ranking", call_id=fund.call().id, grants=grants)
    fund.the(second).verdict = type(second.verdict)(Decimal("59.99"), Decimal(60), 5)
    fund.tick(to=day("2026-04-01"))
    awarded = fund.do("shegong_leader", "award_venture", venture_id=first.id, **AT)
    assert awarded.grant_fen == 1_000_000
    with refused(r"incubation\.score_too_low"):
        fund.do("shegong_leader", "award_venture", venture_id=second.id, **AT)


def test_what_is_left_over_of_a_grant_goes_into_the_last_part():
    terms = [{"percent": p, "after": a} for p, a in ((50, "A"), (30, "B"), (20, "C"))]
    assert [each.amount_fen for each in tranches_of(1_000_001, terms)] == [
        500_000,
        300_000,
        200_001,
    ]


@pytest.mark.rule("G-04")
def test_a_provisional_end_of_a_notice_is_recomputed_once():
    fund = ranked()
    holidays = {date(2027, 10, each): "国庆节" for each in range(1, 8)}
    guess = CalendarYear(2027, off={}, work={}, official=False)
    fund.memory.calendar = fund.memory.calendar.with_year(guess)
    fund.memory.now = day("2027-09-28")
    fund.do("shegong", "announce_ranking", call_id=fund.call().id)
    old = fund.call().due
    assert fund.call().provisional
    true = CalendarYear(2027, off=holidays, work={})
    fund.memory.calendar = fund.memory.calendar.with_year(true)
    for _ in range(2):
        with fund.memory.react() as uow:
            fund.service.recompute_deadlines(uow, year=2027)
    (told,) = fund.told("call.due_recomputed")
    assert (told.old_due, told.due > old, fund.call().provisional) == (old, True, False)
    assert isinstance(fund.call(), VentureCall)


@pytest.mark.rule("SO-15")
def test_a_ban_holds_through_its_last_day():
    fund = window()
    ban = VentureBan(
        id="1", path="510115/510115-SZ", organisation_id="org-yixin", venture_id="v",
        since=date(2023, 3, 3), until=date(2026, 3, 2), reason="违约", version=1,
    )  # fmt: skip
    fund.memory.rows[VentureBan] = {"1": ban}
    with refused(r"incubation\.banned"):
        fund.enter()
    fund.tick(days=1)
    assert fund.enter().status is VentureStatus.SUBMITTED


@pytest.mark.rule("SO-16")
def test_a_file_that_names_its_applicant_is_refused():
    with refused(r"incubation\.file_names_applicant"):
        window().enter(title="温江区益馨助老服务中心的银龄项目")


def test_a_call_waits_for_every_project_before_its_ranking_is_shown():
    fund = shortlisted()
    fund.seated(*JUDGES[:5])
    with refused(r"incubation\.projects_wait"):
        fund.do("shegong", "announce_ranking", call_id=fund.call().id)
