"""Requests for information on a real database: who reads them, and what lies there in the clear."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, select

from infra.local.place import ROOT
from shared.chassis import calendars, tables
from shared.kernel.calendar import CalendarYear
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.e2e.people import id_no
from tests.integration.services._room import Room
from tests.unit.disclosure._board import LIUCHENG

NAME, PHONE, ADDRESS = "王秀英（示例）", "13800000955", "示例路95号（虚构）"
WANTED, PARTY, OPINION = "甲楼院改造验收资料（示例）", "某建筑公司（示例）", "涉及我司报价（示例）"
NUMBER = id_no("19510203", 955)
RESIDENT, OTHER, OFFICER, LEADER = "wang_xiuying", "li_wei", "gongkai", "gongkai_leader"


def asked(room: Room, who: str = OFFICER, **more: Any) -> Any:
    command = {
        "organ_path": LIUCHENG, "channel": "WEB" if who in (RESIDENT, OTHER) else "IN_PERSON",
        "applicant": {"name": NAME, "id_no": NUMBER, "phone": PHONE, "address": ADDRESS},
        "wanted": WANTED, "form": "PAPER", **more,
    }  # fmt: skip
    return room.ask(who, "apply_for_information", **command)["body"]


def step(room: Room, who: str, operation: str, shown: Any, **command: Any) -> Any:
    """Take a step on what the last answer showed."""
    return room.step(
        who, operation, request_id=shown["request_id"], version=shown["version"], **command
    )


def received(room: Room, who: str = RESIDENT) -> Any:
    """Let a request by the web be confirmed by both sides."""
    shown = step(room, OFFICER, "acknowledge_request", asked(room, who))
    return step(room, who, "confirm_request", shown)


def listed(disclosure: Room, who: str, **by: Any) -> set[str]:
    return set(disclosure.listed(who, "list_requests", "request_id", **by))


@pytest.mark.rule("REQ-12")
def test_only_the_applicant_and_the_office_of_the_organ_read_a_request(disclosure: Room):
    mine, paper = asked(disclosure, RESIDENT), asked(disclosure)
    both = {mine["request_id"], paper["request_id"]}
    assert listed(disclosure, RESIDENT) == {mine["request_id"]}
    assert listed(disclosure, OTHER) == set()
    assert listed(disclosure, OFFICER) == listed(disclosure, LEADER) == both
    for who in (OTHER, RESIDENT):
        with pytest.raises(NotFound):
            disclosure.ask(who, "show_request", request_id=paper["request_id"])
    with pytest.raises(NotFound):
        disclosure.ask(OTHER, "explain_answer_deadline", request_id=mine["request_id"])
    for who in ("zhihui", "auditor", "liucheng", "admin"):
        with pytest.raises(Forbidden):
            disclosure.ask(who, "show_request", request_id=mine["request_id"])


@pytest.mark.rule("REQ-12", "RED-01")
def test_the_applicant_is_masked_and_shown_whole_for_a_reason_on_the_record(disclosure: Room):
    shown = asked(disclosure)
    page = disclosure.ask(OFFICER, "show_request", request_id=shown["request_id"])["body"]
    assert page["applicant"] == {
        "name": "王******", "id_no": f"{NUMBER[:6]}********{NUMBER[14:]}",
        "phone": "138****0955",
    }  # fmt: skip
    assert ADDRESS not in str(page)
    whole = disclosure.ask(
        OFFICER, "reveal_information_applicant", request_id=shown["request_id"], reason="邮寄答复"
    )["body"]
    assert (whole["name"], whole["address"]) == (NAME, ADDRESS)
    with disclosure.database.engine.connect() as connection:
        acts = connection.scalars(select(tables.audit.c.act)).all()
    assert "disclosure.reveal_information_applicant" in acts


@pytest.mark.rule("REQ-12")
def test_nothing_about_people_lies_in_the_database_or_in_an_event_in_the_clear(disclosure: Room):
    shown = received(disclosure)
    shown = step(disclosure, OFFICER, "ask_correction", shown, what="请写明楼院（示例）")
    shown = step(disclosure, RESIDENT, "correct_request", shown, wanted=WANTED)
    more = {"days": 5, "reason": f"须联系{NAME}"}
    shown = step(disclosure, OFFICER, "propose_extension", shown, **more)
    shown = step(disclosure, LEADER, "approve_extension", shown, notice_no="延1号")
    assert shown["extension"]["reason"] == more["reason"]
    shown = step(disclosure, OFFICER, "consult_party", shown, party="THIRD_PARTY", name=PARTY)
    shown = step(disclosure, OFFICER, "record_opinion", shown, number=1, agrees=False,
                 opinion=OPINION)  # fmt: skip
    refusal = f"第三方{PARTY}不同意（示例）"
    shown = step(disclosure, OFFICER, "propose_answer", shown, kind="REFUSED",
                 document_no="答1号", reasons=refusal)  # fmt: skip
    assert (shown["draft"]["reasons"], shown["consultations"][0]["name"]) == (refusal, PARTY)
    hers = disclosure.ask(RESIDENT, "show_request", request_id=shown["request_id"])["body"]
    assert (hers["draft"], hers["consultations"][0]["name"]) == (None, None)
    assert hers["consultations"][0]["opinion"] is None
    shown = step(disclosure, LEADER, "approve_answer", shown)
    table = disclosure.store.information_requests
    with disclosure.database.engine.connect() as connection:
        raw = connection.exec_driver_sql(f"SELECT * FROM {table.name}").mappings().one()
        told = [bytes(body) for body in connection.scalars(select(tables.outbox.c.body))]
    stored = b"".join(bytes(v) if isinstance(v, memoryview) else str(v).encode() for v in
                      raw.values())  # fmt: skip
    for private in (NAME, NUMBER, PHONE, ADDRESS, WANTED, PARTY, OPINION, "请写明楼院"):
        assert private.encode() not in stored
        assert not any(private.encode() in body for body in told)
    assert hers["status"]["code"] == "PROPOSED"
    hers = disclosure.ask(RESIDENT, "show_request", request_id=shown["request_id"])["body"]
    assert hers["answer"]["reasons"] == refusal
    assert "先申请行政复议" in hers["answer"]["rights"]


@pytest.mark.rule("REQ-03", "G-04")
def test_a_limit_that_passed_is_found_in_the_list_and_every_day_is_explained(disclosure: Room):
    late, fresh = asked(disclosure), asked(disclosure)
    step(disclosure, OFFICER, "withdraw_request", fresh)
    disclosure.now += timedelta(days=60)
    for shown in (late, fresh):
        disclosure.react(disclosure.handlers.answer_lapsed, subject_id=shown["request_id"])
    assert listed(disclosure, OFFICER, late=True) == {late["request_id"]}
    for fresh_only in ({"late": False}, {"status": "WITHDRAWN"}):
        assert listed(disclosure, OFFICER, **fresh_only) == {fresh["request_id"]}
    why = disclosure.ask(OFFICER, "explain_answer_deadline", request_id=late["request_id"])["body"]
    assert (why["due"], why["period"], why["days_left"]) == (late["due"], "20WD", 0)
    assert [day["index"] for day in why["days"] if day["counted"]] == list(range(1, 21))


@pytest.mark.rule("REQ-01")
def test_before_the_day_of_receipt_is_confirmed_there_is_no_deadline_to_explain(disclosure: Room):
    shown = asked(disclosure, RESIDENT)
    with pytest.raises(Conflict) as no:
        disclosure.ask(RESIDENT, "explain_answer_deadline", request_id=shown["request_id"])
    assert no.value.code == "disclosure.clock_not_started"


@pytest.mark.rule("REQ-01")
def test_the_day_of_receipt_is_not_before_the_beijing_day_on_which_the_office_called(
    disclosure: Room,
):
    disclosure.now = disclosure.now.replace(hour=0, minute=30)
    shown = step(disclosure, OFFICER, "acknowledge_request", asked(disclosure, channel="LETTER"))
    day_before = str(disclosure.now.date() - timedelta(days=1))
    with pytest.raises(Invalid) as no:
        step(disclosure, OFFICER, "confirm_request", shown, on=day_before)
    assert no.value.code == "disclosure.day_outside"
    shown = step(disclosure, OFFICER, "confirm_request", shown)
    assert shown["received_on"] == str(disclosure.now.date())


@pytest.mark.rule("REQ-10")
def test_the_eleventh_request_of_a_month_is_charged_whatever_came_from_others(disclosure: Room):
    asked(disclosure, applicant={"name": "李伟（示例）", "id_no": id_no("19510203", 956),
                                 "phone": PHONE, "address": ""})  # fmt: skip
    numbers = [asked(disclosure) for _ in range(11)]
    assert len({each["request_no"] for each in numbers}) == 11
    with pytest.raises(Conflict) as no:
        step(disclosure, OFFICER, "charge_request", numbers[9], method="ITEMS", notice_no="费1号")
    assert no.value.code == "disclosure.no_fee"
    charged = step(disclosure, OFFICER, "charge_request", numbers[10], method="ITEMS",
                   notice_no="费2号")  # fmt: skip
    assert (charged["fee"]["count"], charged["fee"]["amount_fen"]) == (11, 10_000)
    paid = step(disclosure, OFFICER, "pay_request", charged, receipt_no="据1号")
    assert (paid["status"]["code"], paid["fee"]["receipt_no"]) == ("RECEIVED", "据1号")


@pytest.fixture
def year_2027(disclosure: Room) -> Iterator[Callable[[], None]]:
    """Return what makes 2027 official with one day off more; undone at the end."""
    file = ROOT / "infra" / "data" / "calendars" / "2027.json"
    guess = json.loads(file.read_text(encoding="utf-8"))
    table = {**guess, "official": True, "off": {**guess["off"], "2027-01-05": "测试假日"}}

    def load() -> None:
        disclosure.react(lambda uow: calendars.store(uow.session, CalendarYear.from_json(table)))
        disclosure.executor.house.calendar.forget()
        disclosure.react(disclosure.handlers.recompute_deadlines, year=2027)

    yield load
    owner = create_engine(disclosure.settings.migration_database_url)
    with owner.begin() as connection:
        connection.execute(tables.calendars.delete().where(tables.calendars.c.year == 2027))
    owner.dispose()
    disclosure.executor.house.calendar.forget()


@pytest.mark.rule("REQ-05", "G-04", "T9.5")
def test_what_is_provisional_is_found_and_recomputed_with_whoever_is_still_asked(
    disclosure: Room, year_2027: Callable[[], None]
):
    disclosure.now = disclosure.now.replace(month=12, day=24)
    waiting, done = asked(disclosure), asked(disclosure)
    step(disclosure, OFFICER, "withdraw_request", done)
    waiting = step(disclosure, OFFICER, "consult_party", waiting, party="CO_MAKER",
                   name="区住建局")  # fmt: skip
    assert waiting["provisional"]
    year_2027()

    def shown(one: Any) -> Any:
        return disclosure.ask(OFFICER, "show_request", request_id=one["request_id"])["body"]

    after = shown(waiting)
    assert (after["provisional"], after["due"] > waiting["due"]) == (False, True)
    assert after["consultations"][0]["reply_by"] > waiting["consultations"][0]["reply_by"]
    assert shown(done)["due"] == done["due"], "what is over is left alone"
    told = select(tables.outbox.c.subject).where(
        tables.outbox.c.type == "disclosure.request.due_recomputed"
    )
    with disclosure.database.engine.connect() as connection:
        assert connection.scalars(told).all() == [waiting["request_id"]]
