"""After an award: agreement, tranches, reports, examinations, mending, breach, effect."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from services.incubation.model import Venture, VentureBan
from services.incubation.policies import before
from services.incubation.workflow import VentureStatus
from shared.kernel.clock import TZ
from shared.kernel.deadlines import Period
from tests.unit.incubation._fund import AT, MILESTONES, Fund, day, ready, running
from tests.unit.incubation._town import refused

MENDED = "已补充服务记录并更换项目负责团队，整改完毕。"
PARTS = {"受益人数与精准": 90, "目标达成": 85, "满意度": 88, "可持续": 70, "协同（三社）": 60}


def evaluate(fund: Fund, venture: Venture) -> Venture:
    parts = [{"name": name, "score": score} for name, score in PARTS.items()]
    return fund.do("shegong", "evaluate_venture", venture_id=venture.id, parts=parts, **AT)


def accepted() -> tuple[Fund, Venture]:
    fund, venture = running()
    fund.pay(venture, 1)
    fund.midterm(venture, "60")
    fund.pay(venture, 2)
    fund.tick(to=day("2026-12-28"))
    fund.accept(venture)
    return fund, fund.the(venture)


@pytest.mark.rule("SO-13")
def test_milestones_of_an_agreement_make_the_whole_and_lie_within_it():
    fund = ready()
    first = fund.memory.all(Venture)[0]
    fund.do("shegong_leader", "award_venture", venture_id=first.id, **AT)
    sign = {"venture_id": first.id, "starts_on": "2026-04-01", "ends_on": "2026-12-31", **AT}
    with refused(r"incubation\.milestones_incomplete") as no:
        fund.do("shegong", "sign_agreement", milestones=MILESTONES[:1], **sign)
    assert no.value.details["total"] == 40
    late = [{**MILESTONES[0], "percent": 100, "due": "2027-01-01"}]
    with refused(r"incubation\.bad_milestone"):
        fund.do("shegong", "sign_agreement", milestones=late, **sign)
    assert fund.sign(first).status is VentureStatus.RUNNING


@pytest.mark.rule("CT-01")
def test_each_part_of_a_grant_is_paid_once_when_what_it_waits_for_is_there():
    fund, venture = running()
    assert [each.amount_fen for each in venture.tranches] == [2_500_000, 1_500_000, 1_000_001]
    with refused(r"incubation\.tranche_not_due"):
        fund.pay(venture, 2)
    assert fund.pay(venture, 1).paid_fen == 2_500_000
    with refused(r"incubation\.nothing_due"):
        fund.pay(venture, 1)
    fund.midterm(venture, "60.00")
    with refused(r"incubation\.tranche_paid"):
        fund.pay(venture, 1)
    with refused(r"incubation\.no_such_tranche"):
        fund.pay(venture, 9)
    assert fund.pay(venture, 2).paid_fen == 4_000_000
    fund.accept(venture)
    assert fund.pay(venture, 3).paid_fen == venture.grant_fen == 5_000_001


@pytest.mark.rule("T8.4", "SO-13")
def test_a_mid_term_score_of_58_pays_nothing_and_is_to_be_mended_within_a_month():
    fund, venture = running()
    fund.pay(venture, 1)
    found = fund.midterm(venture, "58")
    assert (found.status, found.rectify.due) == (VentureStatus.RECTIFYING, date(2026, 5, 6))
    with refused(r"incubation\.venture\.not_now"):
        fund.pay(venture, 2)
    assert fund.the(venture).paid_fen == 2_500_000
    with refused(r"incubation\.not_rectified"):
        fund.midterm(venture, "80")
    fund.do("yixin", "rectify_venture", venture_id=venture.id, statement=MENDED)
    with refused(r"incubation\.already_rectified"):
        fund.do("yixin", "rectify_venture", venture_id=venture.id, statement=MENDED)
    assert fund.midterm(venture, "60").status is VentureStatus.RUNNING
    assert fund.pay(venture, 2).paid_fen == 4_000_000


@pytest.mark.rule("SO-13", "X-04")
def test_who_keeps_silent_is_ended_and_what_was_not_used_comes_back():
    fund, venture = running()
    fund.pay(venture, 1)
    fund.report(venture, spent_fen=900_000)
    fund.midterm(venture, "59.99")
    fund.tick(to=datetime(2026, 5, 6, 23, 59, tzinfo=TZ))
    assert fund.the(venture).status is VentureStatus.RECTIFYING
    fund.tick(to=day("2026-05-07"))
    ended = fund.the(venture)
    assert (ended.status, ended.owed_fen) == (VentureStatus.TERMINATED, 1_600_000)
    (told,) = fund.told("venture.result_formed")
    assert (told.result, told.recover_fen, told.title) == ("TERMINATED", 1_600_000, "银龄暖巷")
    back = {"venture_id": venture.id, **AT}
    with refused(r"incubation\.recovery_too_large"):
        fund.do("caizheng", "recover_money", amount_fen=1_600_001, **back)
    assert fund.do("caizheng", "recover_money", amount_fen=1_600_000, **back).owed_fen == 0
    with refused(r"incubation\.nothing_owed"):
        fund.do("caizheng", "recover_money", amount_fen=1, **back)
    assert fund.memory.all(VentureBan) == []


@pytest.mark.rule("SO-13")
def test_who_mended_in_vain_is_ended_and_who_mended_in_time_is_not_ended_by_the_timer():
    fund, venture = running()
    fund.midterm(venture, "40")
    fund.do("yixin", "rectify_venture", venture_id=venture.id, statement=MENDED)
    fund.tick(days=60)
    assert fund.the(venture).status is VentureStatus.RECTIFYING
    assert fund.midterm(venture, "59").status is VentureStatus.TERMINATED


@pytest.mark.rule("SO-13", "G-01")
def test_an_acceptance_asks_for_80_percent_of_each_target_and_sound_accounts():
    fund, venture = running()
    with refused(r"incubation\.no_midterm"):
        fund.accept(venture)
    fund.midterm(venture, "75")
    with refused(r"incubation\.other_outputs"):
        fund.do("shegong", "accept_venture", venture_id=venture.id, accounts_ok=True,
                outputs=[{"name": "上门服务", "achieved": 900}], **AT)  # fmt: skip
    failed = fund.accept(venture, served=799)
    assert (failed.status, failed.examinations[-1].short) == (
        VentureStatus.RECTIFYING, ("上门服务",),
    )  # fmt: skip
    fund.do("yixin", "rectify_venture", venture_id=venture.id, statement=MENDED)
    with refused(r"incubation\.midterm_passed"):
        fund.midterm(venture, "90")
    assert fund.accept(venture, served=800).status is VentureStatus.ACCEPTED


def test_unsound_accounts_twice_end_a_project():
    fund, venture = running()
    fund.midterm(venture, "75")
    fund.accept(venture, accounts_ok=False)
    fund.do("yixin", "rectify_venture", venture_id=venture.id, statement=MENDED)
    assert fund.accept(venture, accounts_ok=False).status is VentureStatus.TERMINATED


@pytest.mark.rule("SO-15")
def test_a_breach_ends_a_project_brings_the_money_back_and_bans_for_three_years():
    fund, venture = running()
    fund.pay(venture, 1)
    end = {"venture_id": venture.id, "reason": "挪用项目资金", **AT}
    with refused(r"incubation\.used_too_much"):
        fund.do("shegong_leader", "end_for_breach", used_fen=2_500_001, **end)
    ended = fund.do("shegong_leader", "end_for_breach", used_fen=500_000, **end)
    assert (ended.breached, ended.owed_fen) == (True, 2_000_000)
    ban = fund.memory.the(VentureBan)
    assert (ban.since, ban.until) == (date(2026, 4, 1), date(2029, 3, 31))
    call = fund.draft()
    fund.do("shegong", "collect_needs", call_id=call.id)
    fund.do("shegong_leader", "open_call", call_id=call.id, opens_on="2026-04-01",
            closes_on="2026-04-20", **AT)  # fmt: skip
    with refused(r"incubation\.banned"):
        fund.enter(title="新项目")


@pytest.mark.rule("SO-14", "X-04")
def test_the_effect_is_evaluated_half_a_year_after_the_acceptance_by_weights():
    fund, venture = accepted()
    fund.tick(to=day("2027-06-28"))
    with refused(r"incubation\.not_paid_up"):
        evaluate(fund, venture)
    fund.pay(venture, 3)
    fund.memory.now = day("2027-06-27")
    with refused(r"incubation\.too_early_to_evaluate"):
        evaluate(fund, venture)
    fund.memory.now = day("2027-06-28")
    with refused(r"incubation\.other_parts"):
        fund.do("shegong", "evaluate_venture", venture_id=venture.id, **AT,
                parts=[{"name": "满意度", "score": 100}])  # fmt: skip
    done = evaluate(fund, venture)
    assert done.evaluation.score == Decimal("82.35")  # 27 + 21.25 + 17.6 + 10.5 + 6
    assert done.status is VentureStatus.EVALUATED
    assert [each.result for each in fund.told("venture.result_formed")] == ["ACCEPTED", "EVALUATED"]


@pytest.mark.rule("CT-02")
def test_a_long_project_publishes_every_three_months_and_what_is_overdue_shows():
    fund, venture = running()
    assert fund.the(venture).report.due == date(2026, 7, 1)
    fund.tick(to=day("2026-06-22"))
    assert [each.due for each in fund.told("venture.report_near")] == [date(2026, 7, 1)]
    fund.tick(to=day("2026-07-02"))
    assert fund.the(venture).report_late
    assert [each.due for each in fund.told("venture.report_overdue")] == [date(2026, 7, 1)]
    fund.report(venture)
    found = fund.the(venture)
    assert (found.report_late, found.report.due) == (False, date(2026, 10, 8))
    with refused(r"incubation\.other_report"):
        fund.report(venture, full=True)
    fund.tick(to=day("2026-10-08"))
    fund.report(venture)
    assert fund.the(venture).report.due == date(2027, 3, 31)  # the full one, after 2026-12-31


@pytest.mark.rule("CT-02")
def test_a_short_project_publishes_one_full_report_within_three_months_after_its_end():
    fund = ready()
    first = fund.memory.all(Venture)[0]
    fund.do("shegong_leader", "award_venture", venture_id=first.id, **AT)
    whole = [{**MILESTONES[0], "percent": 100}]
    found = fund.do("shegong", "sign_agreement", venture_id=first.id, starts_on="2026-04-01",
                    ends_on="2026-09-30", milestones=whole, **AT)  # fmt: skip
    assert found.report.due == date(2026, 12, 30)
    fund.tick(to=day("2026-10-01"))
    with refused(r"incubation\.other_report"):
        fund.report(first)
    fund.report(first, full=True)
    assert fund.the(first).report is None
    assert not {"venture_report_near", "venture_report_late"} & {n for n, _ in fund.memory.timers}


@pytest.mark.rule("G-07")
def test_only_the_organisation_speaks_for_its_project_and_only_its_organiser_examines_it():
    fund, venture = running()
    with refused(r"incubation\.other_project"):
        fund.do("lvyuan", "publish_venture_report", venture_id=venture.id,
                text="冒名公布的进展情况。", beneficiaries=1, spent_fen=0)  # fmt: skip


def test_a_day_so_many_months_earlier_is_the_last_of_a_shorter_month():
    assert before(date(2028, 2, 29), Period.parse("2Y")) == date(2026, 2, 28)
    assert before(date(2026, 3, 31), Period.parse("1M")) == date(2026, 2, 28)
