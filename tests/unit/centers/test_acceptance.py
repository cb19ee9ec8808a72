"""From application to acceptance."""

from datetime import date

import pytest

from services.centers import handlers
from services.centers.model import Case
from services.centers.workflow import Status
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.unit.centers._town import (
    ALL,
    GONGPING,
    LIUCHENG,
    MAIN,
    MINZHENG,
    PERSON,
    ROW,
    STATION,
    Town,
    given,
    material,
    moment,
)  # fmt: skip

DEFECTS = [{"material": "身份证明", "what": "复印件不清晰"}]


@pytest.fixture
def town() -> Town:
    return Town()


# --- handing in --------------------------------------------------------------------------------


@pytest.mark.rule("WIN-02", "WIN-03")
def test_a_case_is_handed_in_anywhere_and_handled_where_the_right_belongs(town: Town):
    case = town.submit("gongping_window", channel="WINDOW", home_path=STATION, authorisation=None)
    assert (case.accept_path, case.path) == (GONGPING, LIUCHENG)
    assert case.delegation_id == "delegation-L1-001"
    assert set(case.scopes) == {"510115", LIUCHENG, GONGPING}


@pytest.mark.rule("WIN-03")
def test_what_is_not_delegated_to_the_home_street_is_handled_by_the_department(town: Town):
    case = town.submit("gongping_window", channel="WINDOW", authorisation=None)
    assert (case.path, case.delegation_id) == (MINZHENG, "")


@pytest.mark.rule("WIN-03")
@pytest.mark.parametrize(
    ("day", "handled_by"), [("2026-02-11", LIUCHENG), ("2026-02-12", MINZHENG)]
)
def test_a_delegation_holds_through_its_last_day(day: str, handled_by: str):
    town = Town(day)
    town.delegate("L1-001", LIUCHENG, "delegation-L1-001", valid_to="2026-02-11")
    assert town.submit().path == handled_by


def test_a_suspended_delegation_takes_no_new_case_until_it_is_active_again(town: Town):
    with town.react() as uow:
        handlers.end_delegation(uow, delegation_id="delegation-L1-001")
    assert town.submit().path == MINZHENG
    town.delegate("L1-001", LIUCHENG, "delegation-L1-001")
    assert town.submit().path == LIUCHENG


@pytest.mark.rule("T2.9", "PT-01")
def test_a_running_case_stays_on_the_row_version_it_began_with(town: Town):
    town.submit()
    town.publish("row-4", number=4, materials=[*ROW["materials"], material("收入证明")])
    assert town.case.row.number == 3
    assert town.go("chuangkou", handlers.accept).status is Status.ACCEPTED
    with pytest.raises(Conflict) as refused:
        town.submit()
    assert refused.value.code == "centers.item_withdrawn"
    assert "收入证明" in town.submit(row_id="row-4").missing_materials()


def test_row_versions_that_come_out_of_order_leave_the_highest_on_offer(town: Town):
    town.publish("row-2", number=2)
    with pytest.raises(Conflict):
        town.submit(row_id="row-2")
    assert town.submit().row.number == 3


@pytest.mark.rule("X-01")
def test_a_withdrawn_row_opens_no_case_and_running_ones_go_on(town: Town):
    town.submit()
    with town.react() as uow:
        handlers.withdraw_offer(uow, row_id="row-3")
    with pytest.raises(Conflict) as refused:
        town.submit()
    assert refused.value.code == "centers.item_withdrawn"
    assert refused.value.details["entry"] == "L1-001"
    assert town.go("chuangkou", handlers.accept).status is Status.ACCEPTED


def test_an_unknown_item_is_not_there(town: Town):
    with pytest.raises(NotFound):
        town.submit(row_id="row-9")


@pytest.mark.rule("WIN-05")
@pytest.mark.parametrize(
    ("who", "channel"), [("wang_xiuying", "WINDOW"), ("wang_xiuying", "PROXY"),
                         ("chuangkou", "WEB"), ("chuangkou", "SELF_SERVICE")],
)  # fmt: skip
def test_nobody_hands_in_through_the_channel_of_another(town: Town, who: str, channel: str):
    with pytest.raises(Forbidden) as refused:
        town.submit(who, channel=channel)
    assert refused.value.code == "centers.wrong_channel"


@pytest.mark.rule("MAT-02")
@pytest.mark.parametrize(
    ("materials", "code"),
    [(("户口簿",), "centers.material_not_asked"), (("申请表",) * 2, "centers.material_twice")],
)
def test_nothing_is_taken_that_the_row_does_not_ask_for_or_twice(town: Town, materials, code):
    with pytest.raises(Invalid) as refused:
        town.submit(materials=materials)
    assert refused.value.code == code


@pytest.mark.parametrize("number", ["510115199003070015", "510115201002290015", "51011519900307"])
def test_an_id_number_that_cannot_be_is_refused_without_repeating_it(town: Town, number: str):
    with pytest.raises(Invalid) as refused:
        town.submit(applicant={**PERSON, "id_no": number})
    assert number not in f"{refused.value} {refused.value.details}"
    assert town.all(Case) == []


# --- proxies -----------------------------------------------------------------------------------


@pytest.mark.rule("WIN-04")
@pytest.mark.parametrize("mandate", [None, {"scope": "代办", "expires_on": date(2026, 2, 10),
                                            "document_no": "委托1号"}])  # fmt: skip
def test_a_proxy_needs_an_authorisation_in_force(town: Town, mandate):
    with pytest.raises(Invalid) as refused:
        town.submit("daiban", authorisation=mandate)
    assert refused.value.code == "centers.authorisation_missing"


@pytest.mark.rule("WIN-04")
def test_an_agents_hand_ends_with_the_authorisation(town: Town):
    mandate = {"scope": "代办", "expires_on": date(2026, 2, 12), "document_no": "委托1号"}
    town.submit("daiban", authorisation=mandate)
    town.at("2026-02-12")
    town.go("chuangkou", handlers.notify_correction, defects=DEFECTS)
    town.at("2026-02-13")
    with pytest.raises(Conflict) as refused:
        town.go("daiban", handlers.resubmit, materials=given("身份证明"))
    assert refused.value.code == "centers.authorisation_expired"
    town.go("chuangkou", handlers.resubmit, materials=given("身份证明"))
    assert town.case.status is Status.ACCEPTED


# --- refusal, correction -----------------------------------------------------------------------


def test_what_another_organ_decides_is_refused_with_its_name(town: Town):
    town.submit()
    case = town.go("chuangkou", handlers.refuse_scope, competent_unit="区人社局")
    assert (case.status, case.competent_unit) == (Status.NOT_ACCEPTED, "区人社局")
    assert town.timers == {}


@pytest.mark.rule("G-05")
def test_the_clock_begins_when_the_correction_is_complete(town: Town):
    town.submit()
    case = town.go("chuangkou", handlers.notify_correction, defects=DEFECTS)
    assert (case.status, case.clock, case.due) == (Status.CORRECTION, None, None)
    assert case.missing_materials() == ("身份证明",)
    town.at("2026-02-26")
    case = town.go("wang_xiuying", handlers.resubmit, materials=given("身份证明"))
    assert (case.status, case.accepted_at) == (Status.ACCEPTED, moment("2026-02-26"))
    assert (case.due, town.timers) == (date(2026, 3, 11), {})
    assert town.heard() == ["submitted", "correction_requested", "resubmitted", "accepted"]


@pytest.mark.rule("G-05")
def test_a_correction_that_leaves_something_out_is_not_one(town: Town):
    town.submit(materials=("申请表",))
    defects = [*DEFECTS, {"material": "居住证明", "what": "未提交"}]
    town.go("chuangkou", handlers.notify_correction, defects=defects)
    town.at("2026-02-12")
    with pytest.raises(Conflict) as refused:
        town.go("wang_xiuying", handlers.resubmit, materials=given("身份证明"))
    assert refused.value.details["missing"] == ["居住证明"]
    assert town.case.status is Status.CORRECTION


@pytest.mark.rule("G-05")
def test_a_second_notice_on_an_old_defect_is_refused_and_names_the_law(town: Town):
    town.submit(materials=MAIN)
    town.go("chuangkou", handlers.notify_correction, defects=DEFECTS)
    with pytest.raises(Conflict) as refused:
        town.go("chuangkou", handlers.notify_correction,
                defects=[{"material": "居住证明", "what": "未提交"}])  # fmt: skip
    assert refused.value.code == "centers.one_time_notice_violation"
    assert refused.value.details == {"basis": "行政许可法 §32(4)", "told": ["身份证明"]}
    assert "2026-02-11" in refused.value.message


@pytest.mark.rule("MAT-02")
@pytest.mark.parametrize("name", ["收入证明", "婚姻信息"])
def test_nobody_is_asked_for_what_the_row_has_not_or_the_office_can_fetch(town: Town, name: str):
    town.submit()
    with pytest.raises(Invalid) as refused:
        town.go("chuangkou", handlers.notify_correction,
                defects=[{"material": name, "what": "未提交"}])  # fmt: skip
    assert refused.value.code == "centers.material_not_asked"
    assert town.case.status is Status.SUBMITTED


def test_a_notice_after_its_time_comes_too_late_even_before_the_timer_rang(town: Town):
    town.submit()
    town.now = moment("2026-02-25 23:59")
    town.go("chuangkou", handlers.notify_correction, defects=DEFECTS)
    late = Town()
    late.submit()
    late.now = moment("2026-02-26 00:00")
    with pytest.raises(Conflict) as refused:
        late.go("chuangkou", handlers.notify_correction, defects=DEFECTS)
    assert refused.value.code == "centers.notice_too_late"


@pytest.mark.rule("T2.4", "G-05")
def test_silence_is_acceptance_as_of_the_day_of_receipt():
    town = Town("2026-09-18")
    town.submit()
    assert town.case.notice_by.due == date(2026, 9, 24)
    town.at("2026-09-24 23:59")
    assert town.case.status is Status.SUBMITTED
    town.at("2026-09-25 00:00")
    case = town.case
    assert (case.status, case.deemed) == (Status.ACCEPTED, True)
    assert case.accepted_at == moment("2026-09-18")
    assert case.due == date(2026, 10, 9)
    (fact,) = [fact for fact in town.told if fact.event_type == "centers.case.accepted"]
    assert (fact.deemed, fact.accepted_at) == (True, moment("2026-09-18"))


def test_a_notice_in_time_takes_the_timer_away(town: Town):
    town.submit()
    town.go("chuangkou", handlers.notify_correction, defects=DEFECTS)
    assert [name for name, _ in town.timers] == ["correction_due"]


def test_an_unanswered_notice_withdraws_the_case_by_timer(town: Town):
    town.submit()
    town.go("chuangkou", handlers.notify_correction, defects=DEFECTS)
    assert town.case.correction.answer_by.due == date(2026, 3, 10)
    town.at("2026-03-10 23:59")
    assert town.case.status is Status.CORRECTION
    town.at("2026-03-11 00:00")
    assert town.case.status is Status.DEEMED_WITHDRAWN
    assert town.told[-1].missed == "correction"


REMINDED = {
    "notice_due": handlers.deem_accepted, "reply_due": handlers.note_late_reply,
    "correction_due": handlers.deem_withdrawn,
}  # fmt: skip


@pytest.mark.parametrize("timer", REMINDED)
def test_a_reminder_that_came_too_early_waits_again(timer):
    town = Town()
    town.submit("wang_xiuying" if timer == "reply_due" else "daiban")
    if timer == "correction_due":
        town.go("chuangkou", handlers.notify_correction, defects=DEFECTS)
    waiting, state = town.timers[timer, town.case.id], town.case.status
    town.timers.clear()
    with town.react() as uow:
        REMINDED[timer](uow, subject_id=town.case.id)
    assert town.timers == {(timer, town.case.id): waiting}
    assert (town.case.status, late_replies(town)) == (state, [])


def late_replies(town: Town) -> list[date]:
    name = "centers.case.reply_late"
    return [fact.reply_by for fact in town.told if fact.event_type == name]


@pytest.mark.rule("G-05")
def test_a_web_application_unanswered_after_a_workday_is_told_and_the_law_waits_on():
    town = Town()
    town.submit()
    town.at("2026-02-12 23:59")
    assert late_replies(town) == []
    town.at("2026-02-13 00:00")
    assert late_replies(town) == [date(2026, 2, 12)]
    assert (town.case.status, town.case.limits()["notice"].due) == (
        Status.SUBMITTED, date(2026, 2, 25),
    )  # fmt: skip


def test_who_comes_to_the_window_or_is_answered_in_time_waits_for_no_reply():
    town = Town()
    town.submit("chuangkou", channel="WINDOW")
    assert set(town.case.limits()) == {"notice"}
    other = Town()
    other.submit()
    other.go("chuangkou", handlers.notify_correction, defects=DEFECTS)
    other.at("2026-02-20 09:00")
    assert late_replies(other) == []


@pytest.mark.parametrize("handler", REMINDED.values())
def test_a_reminder_that_no_longer_matters_does_nothing(town: Town, handler):
    town.accepted()
    town.now = moment("2026-06-01")
    with town.react() as uow:
        handler(uow, subject_id=town.case.id)
    assert (town.case.status, town.timers) == (Status.ACCEPTED, {})


# --- acceptance --------------------------------------------------------------------------------


@pytest.mark.rule("T2.1", "T2.2", "G-03")
@pytest.mark.parametrize(
    ("day", "promised", "due"),
    [("2026-02-11", "5WD", "2026-02-25"), ("2026-04-27", "10WD", "2026-05-13")],
)
def test_the_due_date_counts_working_days_from_the_day_after_acceptance(day, promised, due):
    town = Town(day, promised_limit=promised)
    case = town.accepted()
    assert str(case.due) == due
    assert town.told[-1].due == case.due
    assert town.timers == {}


def test_without_a_promise_the_legal_limit_binds():
    case = Town("2026-04-27", promised_limit=None, legal_limit="10WD").accepted()
    assert case.due == date(2026, 5, 13)


def test_an_incomplete_application_is_not_accepted_and_what_is_missing_is_named(town: Town):
    town.submit(materials=MAIN)
    with pytest.raises(Conflict) as refused:
        town.go("chuangkou", handlers.accept)
    assert refused.value.code == "centers.materials_missing"
    assert refused.value.details["missing"] == ["居住证明"]


@pytest.mark.rule("MAT-02")
def test_acceptance_does_not_wait_for_shared_data_or_optional_materials(town: Town):
    town.submit(materials=ALL)
    assert town.case.missing_materials() == ()


@pytest.mark.rule("G-05")
def test_tolerant_acceptance_runs_the_clock_while_the_promise_is_open(town: Town):
    town.submit(materials=MAIN)
    case = town.go("chuangkou", handlers.accept_tolerant, promise_signed=True)
    assert (case.status, case.due) == (Status.ACCEPTED_TOLERANT, date(2026, 3, 3))
    assert case.promise.outstanding == ("居住证明",)
    assert case.promise.supply_by.due == date(2026, 2, 25)
    town.at("2026-02-25")
    case = town.go("wang_xiuying", handlers.supply, materials=given("居住证明"))
    assert (case.status, case.due) == (Status.IN_REVIEW, date(2026, 3, 3))
    assert town.timers == {}


def test_a_missed_promise_withdraws_the_case_by_timer(town: Town):
    town.submit(materials=MAIN)
    town.go("chuangkou", handlers.accept_tolerant, promise_signed=True)
    town.at("2026-02-26 00:00")
    assert town.case.status is Status.DEEMED_WITHDRAWN
    assert town.told[-1].missed == "supply"


def test_without_a_period_of_the_row_the_rule_pack_says_when_to_supply():
    late = material("居住证明", necessity="容缺", deferrable=True)
    town = Town(materials=[material("申请表"), late])
    town.submit(materials=("申请表",))
    case = town.go("chuangkou", handlers.accept_tolerant, promise_signed=True)
    assert case.promise.supply_by.due == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("materials", "signed", "code"),
    [
        (MAIN, False, "centers.promise_not_signed"),
        (("申请表",), True, "centers.not_deferrable"),
        (ALL, True, "centers.not_deferrable"),
    ],
)
def test_tolerance_needs_a_promise_and_only_deferrable_gaps(town: Town, materials, signed, code):
    town.submit(materials=materials)
    with pytest.raises((Conflict, Invalid)) as refused:
        town.go("chuangkou", handlers.accept_tolerant, promise_signed=signed)
    assert refused.value.code == code
    assert town.case.status is Status.SUBMITTED
