"""Residents ask and complain; what is true is ordered to be published, with a last day."""

from datetime import date

import pytest

from services.disclosure import handlers, schemas
from services.disclosure.model import BoardComplaint, BoardQuestion, PublicationOrder
from services.disclosure.workflow import ComplaintStatus, OrderStatus, QuestionStatus
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.unit.disclosure._board import load_2027
from tests.unit.disclosure._community import (
    HEPING,
    OFFICER,
    RESIDENT,
    STRANGER,
    STREET,
    SUPERVISOR,
    Community,
)

DOC = "柳街督〔2026〕1号（示例）"
ORDER = {"kind": "FUNDS", "what": "公布2025年公益金收支（示例）"}


@pytest.fixture
def town() -> Community:
    town = Community()
    town.arranged()
    return town


def complained(town: Community, **more: str) -> BoardComplaint:
    return town.go(RESIDENT, handlers.file_complaint, board_id=HEPING, statement="一直没有公布账目",
                   **{"posting_id": "", **more})  # fmt: skip


def investigated(town: Community, complaint_id: str, *, upheld: bool, order: object) -> object:
    return town.go(STREET, handlers.investigate_complaint, complaint_id=complaint_id,
                   upheld=upheld, finding="经核实", document_no=DOC, order=order)  # fmt: skip


def ordered(town: Community) -> PublicationOrder:
    return town.go(STREET, handlers.order_publication, board_id=HEPING, document_no=DOC, **ORDER)


@pytest.mark.rule("BRD-07")
def test_a_resident_asks_her_own_committee_which_answers_within_five_working_days(town: Community):
    posting = town.posted()
    no = town.refuses(STRANGER, handlers.ask_committee, posting_id=posting.id, question="为何？")
    assert no.code == "disclosure.other_community"
    asked = town.go(RESIDENT, handlers.ask_committee, posting_id=posting.id, question="支出明细？")
    assert (asked.due, asked.provisional) == (date(2026, 3, 9), False)
    with pytest.raises(Forbidden):
        town.go(STREET, handlers.answer_question, question_id=asked.id, answer="代答")
    told = town.go(OFFICER, handlers.answer_question, question_id=asked.id, answer="见附表（示例）")
    assert (told.status, told.late, town.told[-1].on_time) == (QuestionStatus.ANSWERED, False, True)
    assert "支出明细" not in str(town.told)


@pytest.mark.rule("BRD-07")
def test_an_unanswered_question_is_late_once_and_can_still_be_answered(town: Community):
    posting = town.posted()
    asked = town.go(RESIDENT, handlers.ask_committee, posting_id=posting.id, question="支出明细？")
    town.at("2026-03-10 00:00")
    with town.react() as uow:
        handlers.question_lapsed(uow, subject_id=asked.id)
    assert town.heard().count("question.late") == 1
    late = town.go(OFFICER, handlers.answer_question, question_id=asked.id, answer="见附表（示例）")
    assert (late.late, town.told[-1].on_time) == (True, False)


@pytest.mark.rule("BRD-07")
def test_nobody_asks_about_what_does_not_hang(town: Community):
    made = town.drafted()
    with pytest.raises(NotFound):
        town.go(RESIDENT, handlers.ask_committee, posting_id=made.id, question="支出明细？")


@pytest.mark.rule("BRD-08", "G-07")
def test_a_complaint_is_looked_into_by_those_above_and_never_by_the_committee(town: Community):
    complaint = complained(town)
    assert complaint.due == date(2026, 3, 23)
    with pytest.raises(Forbidden, match="not_permitted"):
        town.go(OFFICER, handlers.investigate_complaint, complaint_id=complaint.id, upheld=False,
                finding="没有", document_no=DOC, order=None)  # fmt: skip
    with pytest.raises(NotFound):
        town.go("gongping", handlers.investigate_complaint, complaint_id=complaint.id,
                upheld=False, finding="没有", document_no=DOC, order=None)  # fmt: skip
    done = investigated(town, complaint.id, upheld=False, order=None)
    assert (done.status, done.order_id) == (ComplaintStatus.UNFOUNDED, "")
    assert "账目" not in str(town.told)


@pytest.mark.rule("BRD-08", "BRD-09")
def test_what_is_true_is_ordered_in_the_same_act_and_nothing_else_is(town: Community):
    complaint = complained(town)
    for upheld, order in ((True, None), (False, ORDER)):
        with pytest.raises(Conflict, match="order_needed"):
            investigated(town, complaint.id, upheld=upheld, order=order)
    done = investigated(town, complaint.id, upheld=True, order=ORDER)
    order = town.the(PublicationOrder)
    assert (done.status, done.order_id) == (ComplaintStatus.UPHELD, order.id)
    assert (order.due, order.document_no) == (date(2026, 3, 9), DOC)
    assert town.audit[-1].basis_doc_no == DOC


@pytest.mark.rule("BRD-08")
def test_a_complaint_that_nobody_looks_into_is_late(town: Community):
    complained(town)
    town.at("2026-03-24 00:00")
    assert (town.the(BoardComplaint).late, town.heard()[-1]) == (True, "complaint.late")


@pytest.mark.rule("BRD-08")
def test_a_complaint_names_a_posting_of_that_board_or_none(town: Community):
    posting = town.posted()
    assert complained(town, posting_id=posting.id).posting_id == posting.id
    town.rows[type(posting)][posting.id].board_id = "510115001002"
    with pytest.raises(NotFound):
        complained(town, posting_id=posting.id)


@pytest.mark.rule("BRD-09")
def test_an_order_is_a_duty_with_a_last_day_and_is_done_when_that_kind_hangs(town: Community):
    order = ordered(town)
    with pytest.raises(Conflict, match="other_order"):
        town.drafted("SERVICES", order_id=order.id)
    town.at("2026-03-10 00:00")
    assert (town.the(PublicationOrder).late, town.heard()[-1]) == (True, "order.overdue")
    posting = town.posted(order_id=order.id)
    done = town.the(PublicationOrder)
    assert (done.status, done.posting_id, done.late) == (OrderStatus.FULFILLED, posting.id, True)
    (told,) = [fact for fact in town.told if fact.event_type == "disclosure.order.fulfilled"]
    assert not told.on_time


@pytest.mark.rule("BRD-09", "RED-02")
def test_an_order_says_nothing_personal_and_is_lifted_for_a_reason_everybody_reads(town: Community):
    order = ordered(town)
    no = town.refuses(STREET, handlers.lift_order, order_id=order.id, reason="致 13800005678")
    assert no.code == "disclosure.personal_data"
    lifted = town.go(STREET, handlers.lift_order, order_id=order.id, reason="已另行公布")
    assert (lifted.status, lifted.provisional) == (OrderStatus.LIFTED, False)
    assert ("board_order_due", order.id) not in town.timers
    assert town.posted(order_id=order.id).posted_at, "what was written for it may hang all the same"
    assert town.the(PublicationOrder).status is OrderStatus.LIFTED
    with pytest.raises(Invalid):
        town.go(STREET, handlers.order_publication, board_id=HEPING, document_no=DOC,
                kind="FINANCES", what="类别不符")  # fmt: skip


@pytest.mark.rule("BRD-07", "G-04")
def test_a_last_day_in_a_year_without_calendar_is_computed_anew_when_it_is_loaded():
    town = Community("2026-12-30")
    town.arranged()
    posting = town.posted()
    town.go(RESIDENT, handlers.ask_committee, posting_id=posting.id, question="支出明细？")
    assert town.the(BoardQuestion).provisional
    load_2027(town)
    found = town.the(BoardQuestion)
    assert (found.provisional, found.due) == (False, date(2027, 1, 6))
    assert town.timers["board_question_due", found.id] == found.clock.lapses_at


def test_who_asked_or_complained_is_in_no_view(town: Community):
    posting = town.posted()
    asked = town.go(RESIDENT, handlers.ask_committee, posting_id=posting.id, question="支出明细？")
    shown = schemas.BoardQuestion().dump(asked), schemas.BoardComplaint().dump(complained(town))
    assert RESIDENT not in str(shown)
    assert SUPERVISOR not in str(shown)
