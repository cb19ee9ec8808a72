"""Organisations are incubated at four levels, in one incubator at a time (domain §8.3)."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from services.incubation import handlers
from services.incubation.model import CompletedProject, Organisation, Stay, Support
from shared.kernel.clock import TZ
from tests.unit.incubation._town import (
    ASSESSED,
    COMMUNITY,
    DOCUMENT,
    OTHER,
    OWN,
    PLAN,
    STREET,
    Town,
    refused,
)


@pytest.fixture(scope="module")
def begun() -> Town:
    found = Town()
    found.ready()
    return found


@pytest.fixture
def town(begun: Town) -> Town:
    """A town where 益馨 is half through its time, with a project completed."""
    return Town(begun.memory.fork())


@pytest.fixture
def stay(town: Town) -> Stay:
    return town.memory.the(Stay)


@pytest.fixture
def fresh() -> Town:
    return Town()


@pytest.mark.rule("SO-05", "SO-06")
def test_an_organisation_goes_from_application_to_the_end_of_its_tracking(fresh: Town):
    organisation = fresh.filed()
    stay = fresh.asked(organisation)
    assert (stay.due, stay.status) == (date(2026, 3, 9), "APPLIED")
    stay = fresh.admitted(stay)
    assert (stay.starts_on, stay.ends_on) == (date(2026, 3, 2), date(2027, 3, 1))
    fresh.do("fuhua", "start_stay", stay_id=stay.id)
    with refused("incubation.no_midterm"):
        fresh.graduated(stay)
    fresh.do("fuhua", "check_stay", stay_id=stay.id, **ASSESSED)
    with refused("incubation.no_project"):
        fresh.graduated(stay)
    project = {"organisation_id": organisation.id, "title": "助浴", "evidence": "验收表（示例）"}
    with refused("incubation.day_in_future"):
        fresh.do("fuhua", "record_project", **project, completed_on="2026-03-03")
    fresh.do("fuhua", "record_project", **project, completed_on="2026-03-02")
    with refused("incubation.score_too_low"):
        fresh.graduated(stay, score="59.99")
    grown = fresh.graduated(stay)
    assert (grown.graduated_on, fresh.told("stay.graduated")[0].level) == (
        date(2026, 3, 2), "STREET",
    )  # fmt: skip
    tracked = fresh.do("fuhua", "track_stay", stay_id=stay.id)
    assert tracked.tracked_through == date(2027, 3, 1)
    fresh.tick(to=datetime(2027, 3, 1, 23, tzinfo=TZ))
    assert fresh.stay(stay.id).status == "TRACKING"
    fresh.tick(to=datetime(2027, 3, 2, tzinfo=TZ))
    assert fresh.stay(stay.id).status == "FINISHED"
    assert fresh.told("stay.term_over") == []


@pytest.mark.rule("SO-06")
def test_who_is_neither_filed_nor_registered_does_not_graduate(town: Town, stay: Stay):
    town.do("liucheng_leader", "cancel_filing", organisation_id=stay.organisation_id,
            reason="解散", **DOCUMENT)  # fmt: skip
    with refused("incubation.not_standing"):
        town.graduated(stay)


@pytest.mark.rule("SO-06")
def test_a_stay_is_extended_once_by_six_months_at_most(town: Town, stay: Stay):
    late = {"stay_id": stay.id, "reason": "项目尚在实施"}
    with refused("incubation.extension_too_long"):
        town.do("shezu", "extend_stay", **late, months=7)
    town.tick(to=datetime(2027, 3, 2, tzinfo=TZ))
    assert [fact.ends_on for fact in town.told("stay.term_over")] == [date(2027, 3, 1)]
    longer = town.do("shezu", "extend_stay", **late, months=6)
    assert (longer.status, longer.ends_on) == ("EXTENDED", date(2027, 9, 1))
    with refused("incubation.stay.not_now"):
        town.do("shezu", "extend_stay", **late, months=1)
    town.tick(to=datetime(2027, 9, 2, tzinfo=TZ))
    assert town.told("stay.term_over")[-1].ends_on == date(2027, 9, 1)
    assert town.graduated(stay).status == "GRADUATED"


@pytest.mark.rule("SO-05")
def test_the_screening_is_told_late_and_handing_over_has_fifteen_working_days(fresh: Town):
    stay = fresh.asked(fresh.filed())
    fresh.tick(to=datetime(2026, 3, 10, tzinfo=TZ))
    assert [fact.due for fact in fresh.told("stay.overdue")] == [date(2026, 3, 9)]
    fresh.admitted(stay)
    left = fresh.do("fuhua", "exit_stay", stay_id=stay.id, code="OWN_WISH", reason="另有安排")
    assert (left.status, left.due, left.overdue) == ("EXITED", date(2026, 3, 31), False)
    fresh.tick(to=datetime(2026, 4, 1, tzinfo=TZ))
    assert fresh.told("stay.overdue")[-1].due == date(2026, 3, 31)
    fresh.do("fuhua", "hand_over_stay", stay_id=stay.id, handover="钥匙与桌椅已交还")
    assert fresh.told("stay.handed_over")[0].on_time is False
    assert not any(subject == stay.id for _, subject in fresh.memory.timers)


# --- who may enter ---------------------------------------------------------------------------


@pytest.mark.rule("SO-05")
@pytest.mark.parametrize(
    ("operation", "fact", "code"),
    [
        ("punish_organisation", {"punished_on": "2024-03-02", **DOCUMENT}, "punished"),
        ("punish_organisation", {"punished_on": "2024-03-01", **DOCUMENT}, None),
        ("check_organisation", {"year": 2024, "result": "FAILED"}, "check_failed"),
        ("check_organisation", {"year": 2025, "result": "MISSED"}, "check_failed"),
        ("check_organisation", {"year": 2023, "result": "FAILED"}, None),
        ("check_organisation", {"year": 2025, "result": "BASIC"}, None),
        ("enlist_organisation",
         {"kind": "DISHONEST", "entered_on": "2026-01-05", **DOCUMENT}, "listed"),
    ],
)  # fmt: skip
def test_what_stands_on_the_record_bars_the_entry(fresh: Town, operation, fact, code):
    organisation = fresh.filed()
    fresh.do("shezu", operation, organisation_id=organisation.id, **fact)
    if code is None:
        assert fresh.asked(organisation).status == "APPLIED"
        return
    with refused(f"incubation.{code}"):
        fresh.asked(organisation)


def test_who_ended_does_not_enter(fresh: Town):
    organisation = fresh.filed()
    fresh.do("liucheng_leader", "cancel_filing", organisation_id=organisation.id, reason="解散",
             **DOCUMENT)  # fmt: skip
    with refused("incubation.not_standing"):
        fresh.asked(organisation)


@pytest.mark.rule("SO-05")
def test_without_an_account_of_its_own_or_after_false_papers_nobody_enters(fresh: Town):
    organisation = fresh.filed(own_account=False)
    incubator = fresh.incubator()
    with refused("incubation.no_own_account"):
        fresh.asked(organisation, incubator)
    fresh.do("liucheng_leader", "change_filing", organisation_id=organisation.id, **DOCUMENT,
             changes={"own_account": True})  # fmt: skip
    stay = fresh.asked(organisation, incubator)
    with refused("incubation.already_applied"):
        fresh.asked(organisation, incubator)
    fresh.do("fuhua", "reject_stay", stay_id=stay.id, code="FALSE_MATERIALS", reason="成员名单不实")
    with refused("incubation.false_materials"):
        fresh.asked(organisation, incubator)
    fresh.memory.now = datetime(2028, 3, 2, 9, tzinfo=TZ)
    with refused("incubation.false_materials"):
        fresh.asked(organisation, incubator)
    fresh.memory.pass_time(days=1)
    assert fresh.asked(organisation, incubator).status == "APPLIED"


@pytest.mark.rule("G-07")
def test_who_did_not_pass_the_review_or_took_it_back_may_ask_again(fresh: Town):
    organisation, incubator = fresh.filed(), fresh.incubator()
    first = fresh.asked(organisation, incubator)
    fresh.do("fuhua", "screen_stay", stay_id=first.id)
    fresh.do(
        "liucheng_leader", "decline_stay", stay_id=first.id, code="UNSUITABLE", reason="场地已满"
    )
    second = fresh.asked(organisation, incubator)
    fresh.do(OWN, "withdraw_stay", stay_id=second.id)
    assert fresh.asked(organisation, incubator).status == "APPLIED"
    with refused("incubation.not_found"):
        fresh.do(OTHER, "apply_stay", organisation_id=organisation.id, plan=PLAN,
                 incubator_id=incubator.id)  # fmt: skip


# --- one incubator at a time -----------------------------------------------------------------


@pytest.mark.rule("SO-01")
@pytest.mark.parametrize(
    ("level", "path", "fits"),
    [("DISTRICT", "510115", True), ("STREET", STREET, True), ("COMMUNITY", COMMUNITY, True),
     ("COURTYARD", COMMUNITY, True), ("COURTYARD", STREET, False), ("STREET", "510115", False),
     ("DISTRICT", STREET, False), ("STREET", "510115/510116001", False)],
)  # fmt: skip
def test_an_incubator_lies_where_its_level_lies(fresh: Town, level: str, path: str, fits: bool):
    if fits:
        assert fresh.incubator(level, path, "fuhua_qu").level == level
        return
    with refused("incubation.wrong_level"):
        fresh.incubator(level, path, "fuhua_qu")


def test_an_incubator_is_opened_in_ones_own_area_and_serves_it(fresh: Town):
    with refused("incubation.other_jurisdiction"):
        fresh.incubator("STREET", "510115/510115002")
    there = fresh.incubator("STREET", "510115/510115002", "fuhua_qu")
    with refused("incubation.outside_the_incubator"):
        fresh.asked(fresh.filed(), there)
    with refused("incubation.no_incubator"):
        fresh.do(OWN, "apply_stay", organisation_id=fresh.organisation().id, plan=PLAN,
                 incubator_id="nowhere")  # fmt: skip


@pytest.mark.rule("SO-01")
def test_from_inside_one_goes_only_up_and_both_stays_know_one_another(town: Town, stay: Stay):
    organisation = town.memory.the(Organisation)
    for level, path in (("STREET", STREET), ("COMMUNITY", COMMUNITY), ("COURTYARD", COMMUNITY)):
        with refused("incubation.one_incubator"):
            town.asked(organisation, town.incubator(level, path))
    above = town.asked(organisation, town.incubator("DISTRICT", "510115", "fuhua_qu"))
    assert town.stay(stay.id).status == "INCUBATING", "it keeps its place until it has the next"
    with refused("incubation.other_incubator"):
        town.do("fuhua", "screen_stay", stay_id=above.id)
    town.admitted(above, "fuhua_qu")
    old, new = town.stay(stay.id), town.stay(above.id)
    assert (old.status, old.promoted_to, old.ended_on) == ("PROMOTED", new.id, date(2026, 3, 2))
    assert (new.status, new.promoted_from) == ("ADMITTED", old.id)
    assert town.told("stay.promoted")[0].promoted_to == new.id
    assert old.midterm is not None, "its history stays"


def test_a_completed_project_is_counted_once_however_often_it_is_told(town: Town):
    for _ in range(2):
        with town.memory.react() as uow:
            organisation = uow.find(Organisation)[0]
            handlers.complete_project(
                uow, organisation=organisation, source="VENTURE", reference="grant-1",
                title="助老", completed_on=date(2026, 3, 1), evidence="验收",
            )  # fmt: skip
    found = town.memory.all(CompletedProject)
    assert [each.source for each in found] == ["RECORDED", "VENTURE"]
    assert len(town.told("project.completed")) == 2


# --- the support ledger ----------------------------------------------------------------------

GIVEN = {"kind": "TRAINING", "quantity": "4.5", "unit": "课时", "given_on": "2026-03-02"}


@pytest.mark.rule("SO-07")
def test_support_is_entered_and_taken_back_by_a_counter_entry_once(town: Town, stay: Stay):
    line = town.do("fuhua", "give_support", stay_id=stay.id, **GIVEN, money_fen=120_000)
    assert (line.quantity, line.money_fen) == (Decimal("4.5"), 120_000)
    wrong = {"stay_id": stay.id, "support_id": line.id, "reason": "登记重复"}
    counter = town.do("fuhua", "correct_support", **wrong)
    assert (counter.quantity, counter.money_fen) == (Decimal("-4.5"), -120_000)
    assert counter.corrects == line.id
    kept = town.memory.rows[Support][line.id]
    assert (kept.quantity, kept.version) == (Decimal("4.5"), 1)
    with refused("incubation.corrected_already"):
        town.do("fuhua", "correct_support", **wrong)
    with refused("incubation.is_a_correction"):
        town.do("fuhua", "correct_support", **{**wrong, "support_id": counter.id})
    with refused("incubation.not_found"):
        town.do("fuhua", "correct_support", **{**wrong, "support_id": "none"})
    assert town.told("support.corrected")[0].money_fen == -120_000


@pytest.mark.rule("SO-07")
@pytest.mark.parametrize(
    ("changes", "code"),
    [({"kind": "GRANT"}, "incubation.grant_without_money"),
     ({"kind": "LAND"}, "incubation.unknown_support"),
     ({"given_on": "2026-03-03"}, "incubation.day_in_future"), ({"quantity": "0"}, "input.invalid"),
     ({"money_fen": -1}, "input.invalid")],
)  # fmt: skip
def test_a_line_of_the_ledger_has_a_kind_an_amount_and_a_day(town: Town, stay: Stay, changes, code):
    with refused(code):
        town.do("fuhua", "give_support", stay_id=stay.id, **{**GIVEN, **changes})


def test_nothing_is_given_before_the_place_is_taken_or_after_it_is_left(fresh: Town):
    stay = fresh.admitted(fresh.asked(fresh.filed()))
    with refused("incubation.stay.not_now"):
        fresh.do("fuhua", "give_support", stay_id=stay.id, **GIVEN)
