"""From the day of receipt to the last day for an answer: the law's own examples, day by day."""

from datetime import date

import pytest

from services.disclosure import handlers
from services.disclosure.workflow import RequestStatus
from shared.kernel.calendar import CalendarYear
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.testing.actors import story
from tests.e2e.people import id_no
from tests.unit.disclosure._requests import APPLICANT, LEADER, NAME, OFFICER, PHONE, Office

R = RequestStatus
YEAR_2027 = CalendarYear(
    2027,
    off={date(2027, 1, day): "元旦" for day in (1, 4)},
    work={date(2027, 1, 2): "元旦调休", date(2027, 1, 3): "元旦调休"},
)
"""A table as the State Council could write it; made up for this test."""


def code(act, kind=Conflict) -> str:
    with pytest.raises(kind) as no:
        act()
    return no.value.code


def load_2027(office: Office) -> None:
    office.calendar = office.calendar.with_year(YEAR_2027)
    with office.react() as uow:
        handlers.recompute_deadlines(uow, year=2027)


# --- receipt -----------------------------------------------------------------------------------


@pytest.mark.rule("REQ-01", "REQ-03", "T9.2")
def test_what_is_handed_over_is_received_that_day_and_due_after_twenty_working_days():
    request = Office("2026-09-14").asked("IN_PERSON")
    assert (request.received_on, request.due) == (date(2026, 9, 14), date(2026, 10, 16))
    assert (request.status, request.provisional) == (R.RECEIVED, False)
    assert request.request_no == "GK20260914000001"


@pytest.mark.rule("REQ-01")
def test_a_signed_letter_counts_from_the_day_it_was_signed_for_however_late_it_is_entered():
    office = Office("2026-09-16")
    request = office.asked("MAIL", received_on=date(2026, 9, 14))
    assert (request.received_on, request.due) == (date(2026, 9, 14), date(2026, 10, 16))
    tomorrow = date(2026, 9, 17)
    assert code(lambda: office.asked("MAIL", received_on=tomorrow), Invalid) == (
        "disclosure.day_outside"
    )


@pytest.mark.rule("REQ-01", "G-05")
@pytest.mark.parametrize("channel", ["LETTER", "FAX"])
def test_a_letter_or_fax_counts_from_the_day_that_was_confirmed_with_the_applicant(channel):
    office = Office("2026-09-10")
    assert code(lambda: office.asked(channel, received_on=date(2026, 9, 9)), Invalid) == (
        "disclosure.not_received_yet"
    )
    request = office.asked(channel)
    assert (request.status, request.clock, request.due) == (R.SUBMITTED, None, None)
    office.go(OFFICER, handlers.acknowledge)
    office.at("2026-09-16")
    early = date(2026, 9, 9)
    assert code(lambda: office.go(OFFICER, handlers.confirm, on=early), Invalid) == (
        "disclosure.day_outside"
    )
    office.go(OFFICER, handlers.confirm, on=date(2026, 9, 14))
    assert (office.request.received_on, office.request.due) == (
        date(2026, 9, 14), date(2026, 10, 16),
    )  # fmt: skip


@pytest.mark.rule("REQ-01", "G-05")
def test_a_request_by_the_web_is_received_when_both_sides_have_confirmed_not_before():
    office = Office("2026-09-10")
    office.asked("WEB")
    assert code(lambda: office.go(APPLICANT, handlers.confirm, on=None)) == (
        "disclosure.request.not_now"
    )
    office.go(OFFICER, handlers.acknowledge)
    office.at("2026-09-14")
    assert office.request.clock is None, "the office alone starts no clock"
    assert code(lambda: office.go(OFFICER, handlers.confirm, on=None)) == (
        "disclosure.not_the_applicant"
    )
    back = date(2026, 9, 11)
    assert code(lambda: office.go(APPLICANT, handlers.confirm, on=back), Invalid) == (
        "disclosure.day_outside"
    ), "only the office enters what happened earlier"
    office.go(APPLICANT, handlers.confirm, on=None)
    assert office.request.due == date(2026, 10, 16)


@pytest.mark.rule("REQ-01")
def test_an_office_that_does_not_call_the_applicant_back_is_late_and_that_is_told_once():
    office = Office("2026-09-10")
    office.asked("WEB")
    assert office.waits() == {"acknowledge": "2026-09-12 00:00"}
    office.at("2026-09-14")
    assert (office.request.acknowledge_late, office.heard()) == (True, ["submitted", "late"])
    office.go(OFFICER, handlers.acknowledge)
    assert (office.told[-1].on_time, office.waits()) == (False, {})


@pytest.mark.rule("REQ-01")
@pytest.mark.parametrize(("channel", "who"), [("WEB", OFFICER), ("IN_PERSON", APPLICANT)])
def test_residents_ask_by_the_web_and_the_office_enters_paper(channel, who):
    office = Office()
    with pytest.raises(Conflict) as no, office.act(story(who)) as uow:
        handlers.apply_for(
            uow, organ_path="510115", channel=channel, wanted="甲", form="PAPER",
            received_on=None,
            applicant={"name": NAME, "id_no": id_no("19510203", 951), "phone": PHONE,
                       "address": ""},
        )  # fmt: skip
    assert no.value.code == "disclosure.other_channel"


@pytest.mark.parametrize("path", ["510115/510115001/510115001001", "510115/510115-G", "x", ""])
def test_no_community_is_asked_for_government_information(path):
    assert code(lambda: Office().asked(organ_path=path)) == "disclosure.no_organ"


def test_an_organ_of_another_district_is_not_ours():
    assert code(lambda: Office().asked(organ_path="510116")) == "disclosure.request_elsewhere"


def test_a_number_that_is_nobodys_is_refused_and_an_organisation_may_ask():
    person = {"name": "某社（示例）", "phone": PHONE, "address": ""}
    wrong = {**person, "id_no": "510115195102039509"}
    assert code(lambda: Office().asked(applicant=wrong), Invalid) == "identifiers.resident_id"
    company = {**person, "id_no": "91350100M000100Y43"}
    assert Office().asked(applicant=company).status is R.RECEIVED


# --- unclear (RESTART) ---------------------------------------------------------------------


@pytest.mark.rule("REQ-02", "T9.4")
def test_what_is_unclear_is_told_within_seven_working_days_and_not_after():
    office = Office("2026-09-18")
    assert office.asked().notice_by.due == date(2026, 9, 29)
    late = Office("2026-09-18")
    late.asked()
    office.at("2026-09-29 23:00")
    office.unclear()
    assert (office.request.status, office.told[-1].answer_by) == (R.CORRECTION, date(2026, 10, 26))
    late.at("2026-09-30 00:00")
    assert code(late.unclear) == "disclosure.notice_too_late"


@pytest.mark.rule("REQ-02", "G-05")
def test_a_correction_gives_a_whole_new_period_and_cannot_be_asked_for_twice():
    office = Office("2026-09-01")
    office.asked()
    office.at("2026-09-07")
    office.unclear()
    assert office.waits() == {"correction": "2026-09-29 00:00"}, "no answer is due meanwhile"
    office.at("2026-09-15")
    office.corrected(on=date(2026, 9, 14))
    assert (office.request.due, office.request.wanted) == (date(2026, 10, 16), "甲楼院改造验收单")
    assert office.waits() == {"answer": "2026-10-17 00:00"}
    assert code(office.unclear) == "disclosure.told_once"


@pytest.mark.rule("REQ-02")
def test_a_correction_is_dated_between_notice_and_last_day():
    office = Office("2026-09-10")
    office.asked()
    office.unclear()
    office.at("2026-09-14")
    early = date(2026, 9, 9)
    assert code(lambda: office.corrected(on=early), Invalid) == "disclosure.day_outside"


@pytest.mark.rule("REQ-02")
def test_silence_on_the_notice_is_giving_up_unless_there_was_a_good_reason():
    office = Office("2026-09-01")
    office.asked()
    office.unclear()
    office.at("2026-09-21 23:59")
    assert office.request.status is R.CORRECTION
    office.at("2026-09-22")
    assert (office.request.status, office.told[-1].limit) == (R.ABANDONED, "correction")
    assert office.waits() == {}
    assert code(office.corrected) == "disclosure.request.not_now"
    office.go(OFFICER, handlers.excuse, reason="住院（示例）")
    assert (office.request.status, office.request.correction.excuse) == (
        R.CORRECTION,
        "住院（示例）",
    )
    office.corrected()
    assert (office.request.status, office.request.clock.start.date()) == (
        R.RECEIVED, date(2026, 9, 22),
    )  # fmt: skip


# --- more time (EXTEND) ------------------------------------------------------------------------


@pytest.mark.rule("REQ-04", "T9.2", "G-05")
def test_twenty_more_days_that_the_head_granted():
    office = Office("2026-09-14")
    office.asked()
    office.extended(20)
    assert office.request.due == date(2026, 11, 13)
    assert (office.told[-1].days, office.audit[-1].basis_doc_no) == ("20WD", "延1号（示例）")
    assert code(office.extension_proposed) == "disclosure.extended_once"


@pytest.mark.rule("REQ-04", "REQ-09", "G-07")
def test_more_time_is_granted_by_another_in_time_and_within_the_laws_most():
    office = Office("2026-09-14")
    office.asked()
    assert code(lambda: office.extension_proposed(21), Invalid) == "disclosure.extension_days"
    office.extension_proposed(5)
    assert office.request.due == date(2026, 10, 16)
    office.go(LEADER, handlers.reject_extension)
    assert (office.request.status, office.request.extension) == (R.RECEIVED, None)
    office.extension_proposed(5)
    office.at("2026-10-17")
    assert office.heard()[-1] == "late", "asking for more time stops no clock"
    assert code(lambda: office.go(LEADER, handlers.approve_extension, notice_no="延")) == (
        "disclosure.extension_too_late"
    )


# --- others are heard (PAUSE) --------------------------------------------------------------


@pytest.mark.rule("REQ-05", "T9.3", "G-05")
def test_the_days_of_a_third_party_are_not_counted():
    office = Office("2026-03-02")
    assert office.asked().due == date(2026, 3, 30)
    office.at("2026-03-05")
    office.consulted()
    assert office.request.consultations[0].reply_by.due == date(2026, 3, 26)
    assert office.waits() == {"opinion": "2026-03-27 00:00"}
    office.at("2026-03-20")
    office.opinion()
    assert (office.request.status, office.request.due) == (R.RECEIVED, date(2026, 4, 15))
    assert (office.told[-1].due, office.told[-1].clock) == (date(2026, 4, 15), "resumed")


@pytest.mark.rule("REQ-05")
@pytest.mark.parametrize(("party", "agrees"), [("THIRD_PARTY", None), ("CO_MAKER", True)])
def test_a_silent_co_maker_agrees_and_a_silent_third_party_leaves_it_to_the_organ(party, agrees):
    office = Office("2026-03-02")
    office.asked()
    office.at("2026-03-05")
    office.consulted(party)
    office.at("2026-03-26 23:59")
    assert office.request.outstanding()
    office.at("2026-03-31")
    (heard,) = office.request.consultations
    assert (heard.silent, heard.agrees, heard.heard_on) == (True, agrees, date(2026, 3, 26))
    assert (office.request.status, office.request.objecting()) == (R.RECEIVED, False)
    assert office.request.due == date(2026, 4, 21), "17 days were left on the 26th of March"


@pytest.mark.rule("REQ-05")
def test_the_clock_stands_until_the_last_of_several_is_heard():
    office = Office("2026-03-02")
    office.asked()
    office.at("2026-03-05")
    office.consulted()
    office.at("2026-03-09")
    office.consulted("CO_MAKER", "区住建局")
    office.at("2026-03-20")
    office.opinion(2)
    assert (office.request.status, office.told[-1].clock) == (R.CONSULTING, "none")
    assert code(lambda: office.opinion(2), Invalid) == "disclosure.no_consultation"
    early = date(2026, 3, 4)
    assert code(lambda: office.opinion(1, on=early), Invalid) == "disclosure.day_outside"
    office.at("2026-03-27")
    assert [each.silent for each in office.request.consultations] == [True, False]
    assert office.request.clock.pauses[0].end == date(2026, 3, 26)


# --- late, provisional, seen -------------------------------------------------------------------


@pytest.mark.rule("REQ-03")
def test_the_day_after_the_last_day_the_answer_is_late_and_that_is_told_once():
    office = Office("2026-09-14")
    office.asked()
    office.at("2026-10-16 23:59")
    assert not office.request.answer_late
    office.at("2026-10-20")
    office.ring("request_answer_due", office.request.id)
    assert (office.request.answer_late, office.waits()) == (True, {})
    assert office.heard().count("late") == 1
    office.answered(where="窗口领取（示例）")
    assert (office.told[-1].on_time, office.told[-1].due) == (False, date(2026, 10, 16))


def test_a_reminder_before_the_last_day_waits_again():
    office = Office()
    office.asked()
    waiting = dict(office.timers)
    office.timers.clear()
    office.ring("request_answer_due", office.request.id)
    assert (office.timers, office.request.answer_late) == (waiting, False)


@pytest.mark.rule("T9.5", "G-04")
def test_a_last_day_in_a_year_without_calendar_is_recomputed_once_with_old_and_new():
    office = Office("2026-12-24")
    assert (office.asked().due, office.request.provisional) == (date(2027, 1, 22), True)
    load_2027(office)
    assert (office.request.due, office.request.provisional) == (date(2027, 1, 21), False)
    assert (office.told[-1].old_due, office.told[-1].due) == (date(2027, 1, 22), date(2027, 1, 21))
    assert office.waits() == {"answer": "2027-01-22 00:00"}
    load_2027(office)
    assert office.heard() == ["submitted", "received", "due_recomputed"]


@pytest.mark.rule("G-04")
def test_the_limit_of_whoever_is_asked_is_recomputed_too_with_its_timer():
    office = Office("2026-12-24")
    office.asked()
    office.consulted()
    guessed = office.request.consultations[0].reply_by
    assert office.request.provisional
    load_2027(office)
    assert office.request.consultations[0].reply_by.due == date(2027, 1, 14)
    assert guessed.due == date(2027, 1, 15)
    assert office.waits() == {"opinion": "2027-01-15 00:00"}


@pytest.mark.rule("REQ-12")
def test_another_resident_does_not_find_it_and_no_fact_names_the_applicant():
    office = Office("2026-09-10")
    office.asked("WEB")
    with pytest.raises(NotFound):
        office.go("li_wei", handlers.withdraw_request)
    office.go(APPLICANT, handlers.withdraw_request)
    assert (office.request.status, office.waits()) == (R.WITHDRAWN, {})
    told = str(office.told)
    for private in (NAME, PHONE, office.request.applicant_id_no, office.request.wanted):
        assert private not in told


@pytest.mark.rule("REQ-12")
def test_who_looks_at_the_applicant_says_why_without_naming_her():
    office = Office()
    office.asked()
    assert code(lambda: office.go(OFFICER, handlers.reveal_applicant, reason=f"找{NAME}")) == (
        "disclosure.text_names_person"
    )
    shown = office.go(OFFICER, handlers.reveal_applicant, reason="邮寄答复书")
    assert (shown.applicant_phone, office.told[-1].reason) == (PHONE, "邮寄答复书")
    assert office.told[-1].event_type == "disclosure.request.revealed"
