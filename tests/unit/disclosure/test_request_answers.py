"""What an answer must say, who approves it, what it costs."""

from functools import partial

import pytest

from services.disclosure import handlers
from services.disclosure.model import Method, fee, items_total, pages_total
from services.disclosure.workflow import RequestStatus
from shared.kernel.errors import Conflict, Invalid
from tests.e2e.people import id_no
from tests.unit.disclosure._requests import ADDRESS, LEADER, NAME, OFFICER, PHONE, Office
from tests.unit.disclosure.test_requests import code

R = RequestStatus
WHERE, WHY = "街道办事处公开查阅点（示例）", "属于内部管理信息（示例）"


def received(at: str = "2026-09-14") -> Office:
    office = Office(at)
    office.asked()
    return office


# --- kinds -------------------------------------------------------------------------------------


@pytest.mark.rule("REQ-08")
@pytest.mark.parametrize(
    ("kind", "said", "basis"),
    [
        ("PUBLIC_ALREADY", {"where": WHERE}, "§36(1)"),
        ("PROVIDED", {"where": WHERE}, "§36(2)"),
        ("OTHER_ORGAN", {"reasons": WHY, "where": "区住建局（示例）"}, "§36(5)"),
        ("SPECIAL_LAW", {"where": "不动产登记中心（示例）"}, "§36(7)"),
        ("PETITION", {"where": "区信访局（示例）"}, "§39"),
        ("PUBLICATION", {"where": "区图书馆（示例）"}, "§39"),
    ],
)
def test_an_answer_states_what_the_law_wants_its_basis_and_the_rights(kind, said, basis):
    office = received()
    for missing in said:
        less = {name: text for name, text in said.items() if name != missing}
        with pytest.raises(Conflict) as no:
            office.answered(kind, **less)
        assert (no.value.code, no.value.details["missing"]) == (
            "disclosure.answer_incomplete", [missing],
        )  # fmt: skip
    request = office.answered(kind, **said)
    assert request.status is R.ANSWERED
    assert request.answer.basis.endswith(basis)
    assert "可以自收到之日起60日内申请行政复议" in request.answer.rights
    assert (office.told[-1].kind, office.told[-1].on_time) == (kind, True)
    assert (office.audit[-1].basis_doc_no, office.waits()) == ("答1号（示例）", {})


@pytest.mark.rule("REQ-08", "REQ-09", "G-07")
@pytest.mark.parametrize(
    ("kind", "said", "rights"),
    [
        ("REFUSED", {"reasons": WHY}, "先申请行政复议"),
        ("PARTLY", {"reasons": WHY, "where": WHERE}, "先申请行政复议"),
        ("NOT_EXISTING", {"reasons": "经检索没有（示例）"}, "可以自收到之日起60日内"),
    ],
)
def test_a_refusal_is_approved_by_another_before_the_applicant_has_it(kind, said, rights):
    office = received()
    assert code(lambda: office.answered(kind, **said)) == "disclosure.approval_needed"
    assert code(lambda: office.answered(kind, alone=False)) == "disclosure.answer_incomplete"
    office.answered(kind, alone=False, **said)
    assert (office.request.status, office.request.answer) == (R.PROPOSED, None)
    office.go(LEADER, handlers.return_answer, reason="理由不充分（示例）")
    assert (office.request.status, office.request.draft) == (R.RECEIVED, None)
    assert office.request.returned_because == "理由不充分（示例）"
    office.answered(kind, alone=False, **said)
    request = office.go(LEADER, handlers.approve_answer)
    assert (request.status, request.draft, request.answer.approved_by) == (
        R.ANSWERED, None, LEADER,
    )  # fmt: skip
    assert rights in request.answer.rights
    assert office.audit[-1].basis_doc_no == "答1号（示例）"


@pytest.mark.rule("REQ-08")
def test_what_is_called_repeated_was_answered_to_the_same_applicant_before():
    office = received()
    first = office.request
    said = {"earlier_no": first.request_no}
    itself = partial(office.answered, "REPEATED", alone=False, **said)
    assert code(itself) == "disclosure.not_repeated"
    office.asked()
    assert code(itself) == "disclosure.not_repeated", "the first is not answered yet"
    with office.react() as uow:
        uow.get(type(first), first.id).status = R.ANSWERED
    office.answered("REPEATED", alone=False, **said)
    other = {"name": "李伟（示例）", "id_no": id_no("19510203", 952), "phone": PHONE,
             "address": ADDRESS}  # fmt: skip
    office.asked(applicant=other)
    assert code(itself) == "disclosure.not_repeated", "another applicant repeats nothing"


@pytest.mark.rule("REQ-06", "REQ-09")
def test_against_a_third_partys_will_only_for_the_public_and_with_the_heads_approval():
    office = received()
    office.consulted()
    office.opinion(agrees=False)
    assert code(lambda: office.answered(where=WHERE)) == "disclosure.approval_needed"
    give = partial(office.answered, alone=False, where=WHERE)
    assert code(give) == "disclosure.third_party_objects"
    give(public_interest="涉及居民用水安全（示例）")
    office.go(LEADER, handlers.approve_answer)
    assert office.request.answer.public_interest == "涉及居民用水安全（示例）"


@pytest.mark.rule("REQ-05")
def test_an_organ_that_made_it_too_and_disagrees_advises_and_does_not_forbid():
    office = received()
    office.consulted("CO_MAKER", "区住建局")
    office.opinion(agrees=False)
    assert office.answered(where=WHERE).status is R.ANSWERED


# --- too much ----------------------------------------------------------------------------------


def ask_reasons(office: Office):
    return office.go(OFFICER, handlers.ask_reasons, why="本月申请过多（示例）")


def unreasonable(office: Office):
    return office.answered("UNREASONABLE", alone=False, reasons="重复索取同类材料（示例）")


@pytest.mark.rule("REQ-07", "G-05")
def test_nothing_is_left_unprocessed_before_its_reasons_were_heard_and_the_clock_runs_on():
    office = received()
    assert code(lambda: unreasonable(office)) == "disclosure.reasons_first"
    ask_reasons(office)
    assert (office.request.status, office.waits()) == (R.REASONS, {"answer": "2026-10-17 00:00"})
    assert code(lambda: unreasonable(office)) == "disclosure.reasons_first"
    office.go(OFFICER, handlers.give_reasons, reasons="课题研究（示例）")
    assert (office.request.status, str(office.request.due)) == (R.RECEIVED, "2026-10-16")
    assert code(lambda: ask_reasons(office)) == "disclosure.reasons_asked_once"
    unreasonable(office)
    assert office.go(LEADER, handlers.approve_answer).answer.basis.endswith("§35")


@pytest.mark.rule("REQ-07")
def test_who_gives_no_reasons_in_time_has_had_her_say():
    office = received()
    ask_reasons(office)
    office.at("2026-09-22 23:59")
    assert code(lambda: unreasonable(office)) == "disclosure.reasons_first"
    office.at("2026-09-23")
    assert unreasonable(office).status is R.PROPOSED


@pytest.mark.rule("REQ-07", "REQ-04")
def test_good_reasons_for_very_much_allow_a_longer_delay_than_the_twenty_days():
    office = received()
    assert code(lambda: office.extension_proposed(21), Invalid) == "disclosure.extension_days"
    ask_reasons(office)
    office.go(OFFICER, handlers.give_reasons, reasons="课题研究（示例）")
    assert code(lambda: office.extended(61), Invalid) == "disclosure.extension_days"
    assert str(office.extended(40).due) == "2026-12-11"


# --- fees --------------------------------------------------------------------------------------


@pytest.mark.rule("REQ-10")
@pytest.mark.parametrize(
    ("count", "yuan"), [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300)]
)
def test_what_the_requests_of_a_month_cost_together(count: int, yuan: int):
    pack = Office().packs.pack("disclosure.fees", Office().now.date())
    assert items_total(count, pack) == yuan * 100


@pytest.mark.rule("REQ-10")
@pytest.mark.parametrize(
    ("count", "yuan"),
    [(1, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)],
)
def test_what_pages_cost(count: int, yuan: int):
    pack = Office().packs.pack("disclosure.fees", Office().now.date())
    assert pages_total(count, pack) == fee(Method.PAGES, count, pack) == yuan * 100


@pytest.mark.rule("REQ-10")
@pytest.mark.parametrize(("nth", "yuan"), [(10, 0), (11, 100), (30, 100), (31, 200), (41, 300)])
def test_one_request_costs_what_it_adds_to_its_month(nth: int, yuan: int):
    pack = Office().packs.pack("disclosure.fees", Office().now.date())
    assert fee(Method.ITEMS, nth, pack) == yuan * 100


def charge(office: Office, method: str = "ITEMS", pages: int | None = None):
    return office.go(OFFICER, handlers.charge, method=method, pages=pages, notice_no="费1号")


@pytest.mark.rule("REQ-10")
def test_the_house_counts_an_applicants_requests_to_one_organ_in_a_calendar_month():
    office = received("2026-08-31")
    office.now = office.now.replace(month=9, day=1)
    other = {"name": NAME, "id_no": id_no("19510203", 953), "phone": PHONE, "address": ""}
    office.asked(applicant=other)
    office.asked(organ_path="510115/510115-MZ")
    for _ in range(10):
        office.asked()
    assert code(lambda: charge(office)) == "disclosure.no_fee", "the tenth of this month"
    office.asked()
    charged = charge(office).fee
    assert (charged.count, charged.amount_fen, charged.pay_by.due.isoformat()) == (
        11, 10_000, "2026-10-08",
    )  # fmt: skip
    assert office.told[-1].amount_fen == 10_000


@pytest.mark.rule("REQ-10")
def test_pages_are_counted_for_copies_only_and_a_request_is_charged_once():
    office = received()
    assert code(lambda: charge(office, "PAGES"), Invalid) == "disclosure.pages_missing"
    assert code(lambda: charge(office, "PAGES", 30)) == "disclosure.no_fee"
    assert charge(office, "PAGES", 250).fee.amount_fen == 470_000
    office.go(OFFICER, handlers.pay, receipt_no="据1号")
    assert code(lambda: charge(office)) == "disclosure.charged_once"
    office.asked(form="READ_ON_SITE")
    assert code(lambda: charge(office, "PAGES", 250)) == "disclosure.no_pages"


@pytest.mark.rule("REQ-11", "G-05")
def test_with_the_payment_the_period_begins_anew():
    office = received("2026-09-01")
    charge(office, "PAGES", 100)
    assert office.waits() == {"fee": "2026-10-09 00:00"}, "the 1st to 7th of October are off"
    office.at("2026-09-14")
    request = office.go(OFFICER, handlers.pay, receipt_no="据1号")
    assert (request.status, str(request.due)) == (R.RECEIVED, "2026-10-16")
    assert (office.audit[-1].basis_doc_no, office.waits()) == (
        "据1号", {"answer": "2026-10-17 00:00"},
    )  # fmt: skip


@pytest.mark.rule("REQ-11")
def test_who_does_not_pay_in_time_has_given_up_and_no_reason_excuses_it():
    office = received("2026-09-01")
    charge(office, "PAGES", 100)
    office.at("2026-10-08 23:59")
    assert office.request.status is R.CHARGED
    office.at("2026-10-09")
    assert (office.request.status, office.told[-1].limit) == (R.ABANDONED, "fee")
    assert code(lambda: office.go(OFFICER, handlers.excuse, reason="住院（示例）")) == (
        "disclosure.not_excusable"
    )
