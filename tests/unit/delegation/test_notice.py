"""The public notice, its objections, and how a batch ends (domain §1.4, §1.10)."""

from datetime import date, datetime, timedelta

import pytest

from services.delegation.model import Batch, Item, PublicObjection
from services.delegation.workflow import BatchStatus, ItemStatus
from shared.kernel.calendar import CalendarYear
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from tests.unit.delegation._town import Town, single_reporter


@pytest.fixture
def town() -> Town:
    return Town()


def refused(code: str):
    return pytest.raises((Conflict, Forbidden, Invalid), match=code)


# --- notice -------------------------------------------------------------------------------------


@pytest.mark.rule("T1.3", "LST-08")
@pytest.mark.parametrize(
    ("period", "roll", "ends"),
    [
        ("7CD", False, date(2026, 2, 18)),
        ("7CD", True, date(2026, 2, 24)),
        ("7WD", False, date(2026, 2, 27)),
    ],
)
def test_the_notice_of_11_february_ends_by_the_calendar(period: str, roll: bool, ends: date):
    town = Town(at=datetime(2026, 1, 5, 9, tzinfo=TZ))
    with town.memory.react() as uow:
        notice = {"period": period, "roll_forward": roll}
        town.add_procedure(uow, single_reporter(notice=notice))
    batch = town.do("bianban", "draft_batch", title="公示期", procedure="single@1")
    town.do("bianban", "open_batch", batch_id=batch.id)
    town.report(batch.id)
    town.through_rounds(batch.id)
    town.memory.now = datetime(2026, 2, 11, 9, tzinfo=TZ)
    assert town.noticed(batch.id) == ends


@pytest.mark.rule("LST-08")
def test_a_notice_shorter_than_the_rules_allow_is_refused(town: Town):
    with town.memory.react() as uow:
        town.add_procedure(uow, single_reporter(notice={"period": "3CD"}))
    batch = town.do("bianban", "draft_batch", title="过短", procedure="single@1")
    town.do("bianban", "open_batch", batch_id=batch.id)
    town.report(batch.id)
    town.through_rounds(batch.id)
    with refused("delegation.notice_too_short"):
        town.noticed(batch.id)


@pytest.mark.rule("T1.4", "LST-08")
def test_an_objection_is_in_time_on_the_last_day_and_late_the_day_after(town: Town):
    batch_id = town.opened()
    item = town.report(batch_id)
    town.through_rounds(batch_id)
    last = town.noticed(batch_id)
    town.memory.now = datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=TZ)
    town.objection(batch_id, item.id)
    town.memory.now += timedelta(seconds=1)
    with refused("delegation.notice_over"):
        town.objection(batch_id, item.id, who="li_wei")


@pytest.mark.rule("LST-08")
def test_the_notice_is_not_over_before_its_last_day_has_passed(town: Town):
    batch_id = town.opened()
    town.report(batch_id)
    town.through_rounds(batch_id)
    last = town.noticed(batch_id)
    town.tick(datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=TZ))
    with refused("delegation.batch.not_now"):
        town.approve(batch_id)
    town.tick(last + timedelta(days=1))
    assert town.now(Batch, batch_id).status is BatchStatus.READY


def contested(town: Town) -> tuple[str, Item, Item, PublicObjection]:
    batch_id = town.opened()
    one = town.report(batch_id)
    other = town.report(batch_id, name="高龄津贴发放")
    town.through_rounds(batch_id)
    last = town.noticed(batch_id)
    objection = town.objection(batch_id, one.id)
    town.tick(last + timedelta(days=1))
    return batch_id, one, other, objection


def test_objections_are_answered_and_agreed_by_the_legal_office_before_the_batch_is_ready(
    town: Town,
):
    batch_id, one, _, objection = contested(town)
    assert town.now(Batch, batch_id).status is BatchStatus.OBJECTION_HANDLING
    assert town.now(Item, one.id).status is ItemStatus.OBJECTED
    with refused("delegation.objections_open"):
        town.do("bianban", "settle_objections", batch_id=batch_id)
    with refused("delegation.answer_first"):
        town.resolve(one.id, "cancel")
    town.do("bianban", "answer_objection", objection_id=objection.id, answer="依据充分，予以保留")
    assert town.now(Item, one.id).status is ItemStatus.RETAINED
    with refused("delegation.concurrence_missing"):
        town.do("bianban", "settle_objections", batch_id=batch_id)
    with refused("delegation.not_legal_office"):
        town.do("caizheng", "concur_settlement", batch_id=batch_id)
    town.do("sifa", "concur_settlement", batch_id=batch_id)
    assert town.do("bianban", "settle_objections", batch_id=batch_id).status is BatchStatus.READY


def test_what_is_decided_anew_after_the_legal_office_agreed_needs_its_agreement_again(town: Town):
    batch_id, _, other, objection = contested(town)
    town.do("bianban", "answer_objection", objection_id=objection.id, answer="依据充分，予以保留")
    town.do("sifa", "concur_settlement", batch_id=batch_id)
    town.resolve(other.id, "amend", changes={"bearer": "民政科"})
    with refused("delegation.concurrence_missing"):
        town.do("bianban", "settle_objections", batch_id=batch_id)
    town.do("sifa", "concur_settlement", batch_id=batch_id)
    batch = town.do("bianban", "settle_objections", batch_id=batch_id)
    assert batch.status is BatchStatus.PUBLIC_NOTICE


@pytest.mark.rule("LST-08")
def test_a_material_change_restarts_the_notice_for_that_item_only(town: Town):
    batch_id, one, other, objection = contested(town)
    outcome = {"resolution": "amend", "reason": "采纳异议", "changes": {"bearer": "民政科"}}
    town.do(
        "bianban", "answer_objection", objection_id=objection.id, answer="已修改", outcome=outcome
    )
    town.do("sifa", "concur_settlement", batch_id=batch_id)
    batch = town.do("bianban", "settle_objections", batch_id=batch_id)
    assert batch.status is BatchStatus.PUBLIC_NOTICE
    town.objection(batch_id, one.id, who="li_wei")
    with refused("delegation.not_in_notice"):
        town.objection(batch_id, other.id)
    again = next(o for o in town.memory.all(PublicObjection) if o.answered_at is None)
    town.do("bianban", "answer_objection", objection_id=again.id, answer="维持")
    with refused("delegation.already_answered"):
        town.do("bianban", "answer_objection", objection_id=again.id, answer="维持")
    town.tick(batch.notice.due + timedelta(days=1))
    assert town.now(Batch, batch_id).status is BatchStatus.READY


def test_an_item_with_two_objections_is_settled_by_the_last_answer(town: Town):
    batch_id = town.opened()
    item = town.report(batch_id)
    town.through_rounds(batch_id)
    town.noticed(batch_id)
    first, second = town.objection(batch_id, item.id), town.objection(batch_id, item.id, "li_wei")
    gone = {"resolution": "cancel", "reason": "采纳异议，取消"}
    town.do("bianban", "answer_objection", objection_id=first.id, answer="采纳", outcome=gone)
    assert town.now(Item, item.id).status is ItemStatus.OBJECTED
    town.do("bianban", "answer_objection", objection_id=second.id, answer="已取消")
    assert town.now(Item, item.id).status is ItemStatus.CANCELLED
    assert town.now(Item, item.id).changed


def test_a_reader_without_an_account_cannot_object(town: Town):
    batch_id, one, _, _ = contested(town)
    with pytest.raises(Unauthenticated):
        town.objection(batch_id, one.id, who="reader")


def test_an_objection_names_nobody_in_its_facts(town: Town):
    contested(town)
    text = repr(town.memory.told)
    assert "不应由社区承担" not in text
    assert all("wang_xiuying" not in repr(fact) for fact in town.memory.told)


# --- the end ------------------------------------------------------------------------------------


@pytest.mark.rule("G-07")
def test_who_opened_or_reported_does_not_approve(town: Town):
    batch_id = town.opened()
    town.report(batch_id)
    town.ready(batch_id)
    for who in ("bianban", "minzheng_leader"):
        with refused("auth.not_permitted"):
            town.do(who, "approve_batch", batch_id=batch_id, document_no="1号")
    with town.memory.react() as uow:
        uow.get(Batch, batch_id).opened_by = "zhengfu"
    with refused("delegation.own_approval"):
        town.approve(batch_id)


def test_what_is_not_approved_is_mended_and_shown_again(town: Town):
    batch_id = town.opened()
    item = town.report(batch_id)
    town.ready(batch_id)
    town.do("zhengfu", "send_back", batch_id=batch_id, reason="承接主体不清")
    town.resolve(item.id, "amend", changes={"bearer": "便民服务中心民政窗口"})
    town.do("sifa", "concur_settlement", batch_id=batch_id)
    batch = town.do("bianban", "settle_objections", batch_id=batch_id)
    town.tick(batch.notice.due + timedelta(days=1))
    town.approve(batch_id)
    assert [e.line.bearer for e in town.entries("L1")] == ["便民服务中心民政窗口"]


def test_a_batch_of_another_district_is_not_there(town: Town):
    batch_id = town.opened()
    with town.memory.react() as uow:
        uow.get(Batch, batch_id).path = "510116"
    with pytest.raises(NotFound):
        town.do("bianban", "close_report", batch_id=batch_id)


@pytest.mark.rule("G-04")
def test_a_provisional_date_becomes_true_once_when_the_calendar_is_loaded():
    town = Town(at=datetime(2026, 12, 28, 9, tzinfo=TZ))
    batch_id = town.opened()
    before = town.now(Batch, batch_id)
    assert before.provisional
    off = {date(2027, 1, day): "元旦" for day in (1, 2, 3, 4, 5)}
    year = CalendarYear(2027, off=off, work={}, official=True)
    town.memory.calendar = town.memory.calendar.with_year(year)
    town.hear("recompute_deadlines", year=2027)
    town.hear("recompute_deadlines", year=2027)
    (told,) = town.told("delegation.batch.deadlines_recomputed")
    after = town.now(Batch, batch_id)
    assert (told.old_due, told.due) == (before.current.report_by.due, after.current.report_by.due)
    assert told.due > told.old_due
    assert not after.provisional
