"""What residents ask and complain of, and what street and district order."""

from collections.abc import Mapping
from typing import Any, TypeVar

from services.disclosure.handlers.boards import ORDER_DUE, PACK, board_in_reach, kind_of
from services.disclosure.model import (
    Board,
    BoardComplaint,
    BoardQuestion,
    Posting,
    PublicationOrder,
    Timed,
    until,
)
from services.disclosure.policies import boards as policies
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import deadline
from shared.kernel.errors import NotFound
from shared.kernel.workflow import enforce

QUESTION_DUE, COMPLAINT_DUE = "board_question_due", "board_complaint_due"

TimedT = TypeVar("TimedT", BoardQuestion, BoardComplaint, PublicationOrder)


def ask_committee(uow: UnitOfWork, *, posting_id: str, question: str) -> BoardQuestion:
    """Ask the committee about something on its board."""
    posting = uow.get(Posting, posting_id)
    if posting.posted_at is None:
        raise NotFound("disclosure.not_found", "没有找到该公布内容，或尚未公布。")
    enforce(policies.asks_of_her_own_board(posting, uow.actor))
    asked = BoardQuestion(
        id=uow.new_id(),
        board_id=posting.board_id,
        posting_id=posting.id,
        path=posting.path,
        asked_by=uow.actor.id,
        asked_at=uow.now,
        question=question,
        **_within(uow, "question.answer"),
    )
    asked.ask()
    return _keep(uow, asked, QUESTION_DUE)


def answer_question(uow: UnitOfWork, *, question_id: str, answer: str) -> BoardQuestion:
    """Answer it; the committee does, and nobody else."""
    question = _reached(uow, BoardQuestion, question_id)
    question.give_answer(uow.actor, answer, at=uow.now)
    uow.forget(QUESTION_DUE, question.id)
    return question


def file_complaint(
    uow: UnitOfWork, *, board_id: str, posting_id: str, statement: str
) -> BoardComplaint:
    """Tell street and district that something is missing on the board or not true."""
    board = board_in_reach(uow, board_id)
    enforce(policies.asks_of_her_own_board(board, uow.actor))
    if posting_id and uow.get(Posting, posting_id).board_id != board.id:
        raise NotFound("disclosure.not_found", "该公开栏没有这项公布内容，请核对。")
    complaint = BoardComplaint(
        id=uow.new_id(),
        board_id=board.id,
        posting_id=posting_id,
        path=board.path,
        filed_by=uow.actor.id,
        filed_at=uow.now,
        statement=statement,
        **_within(uow, "complaint.within"),
    )
    complaint.file()
    return _keep(uow, complaint, COMPLAINT_DUE)


def investigate_complaint(
    uow: UnitOfWork,
    *,
    complaint_id: str,
    upheld: bool,
    finding: str,
    document_no: str,
    order: Mapping[str, str] | None,
) -> BoardComplaint:
    """Say what was found; what is true is ordered to be published in the same act."""
    complaint = _reached(uow, BoardComplaint, complaint_id)
    uow.basis(document_no)
    complaint.investigate(
        uow.actor, upheld=upheld, finding=finding, document_no=document_no, at=uow.now
    )
    enforce(policies.upheld_means_ordered(upheld, order))
    uow.forget(COMPLAINT_DUE, complaint.id)
    if order is not None:
        board = uow.get(Board, complaint.board_id)
        complaint.order_id = _order(uow, board, document_no=document_no, **order).id
    return complaint


def order_publication(
    uow: UnitOfWork, *, board_id: str, kind: str, what: str, document_no: str
) -> PublicationOrder:
    """Order a committee to publish."""
    uow.basis(document_no)
    return _order(uow, board_in_reach(uow, board_id), kind=kind, what=what, document_no=document_no)


def lift_order(uow: UnitOfWork, *, order_id: str, reason: str) -> PublicationOrder:
    """Take an order back."""
    order = _reached(uow, PublicationOrder, order_id)
    order.lift(uow.actor, reason=reason, at=uow.now)
    uow.forget(ORDER_DUE, order.id)
    return order


def question_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The committee should have answered by now."""
    lapsed(uow, BoardQuestion, QUESTION_DUE, subject_id)


def complaint_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The complaint should have been looked into by now."""
    lapsed(uow, BoardComplaint, COMPLAINT_DUE, subject_id)


def order_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The committee should have published by now."""
    lapsed(uow, PublicationOrder, ORDER_DUE, subject_id)


def recompute_voices(uow: UnitOfWork) -> None:
    """A calendar was loaded: replace provisional last days (G-04)."""
    for timed, timer in (
        (BoardQuestion, QUESTION_DUE),
        (BoardComplaint, COMPLAINT_DUE),
        (PublicationOrder, ORDER_DUE),
    ):
        recompute_timed(uow, timed, timer)


def recompute_timed(uow: UnitOfWork, timed: type[Timed], timer: str) -> None:
    """Compute every provisional last day of this kind anew, and move its timer."""
    for each in uow.find(timed, provisional=True):
        each.recompute(uow.calendar, now=uow.now)
        uow.remind(timer, each.id, each.clock.lapses_at)


def lapsed(uow: UnitOfWork, timed: type[Timed], timer: str, subject_id: str) -> None:
    """Note what is late; a reminder that came before the day moved waits again."""
    found = uow.get(timed, subject_id)
    found.run_late(uow.now)
    if found.awaited and not found.late:
        uow.remind(timer, found.id, found.clock.lapses_at)


def _order(
    uow: UnitOfWork, board: Board, *, kind: str, what: str, document_no: str
) -> PublicationOrder:
    kind_of(uow, board, kind)
    order = PublicationOrder(
        id=uow.new_id(),
        board_id=board.id,
        path=board.path,
        kind=kind,
        what=what,
        document_no=document_no,
        ordered_by=uow.actor.id,
        ordered_at=uow.now,
        **_within(uow, "order.within"),
    )
    order.issue(uow.actor)
    return _keep(uow, order, ORDER_DUE)


def _within(uow: UnitOfWork, key: str) -> dict[str, Any]:
    return until(deadline(uow.now, uow.rules(PACK).period(key), uow.calendar))


def _keep(uow: UnitOfWork, timed: TimedT, timer: str) -> TimedT:
    uow.add(timed)
    uow.remind(timer, timed.id, timed.clock.lapses_at)
    return timed


def _reached(uow: UnitOfWork, kind: type[TimedT], key: str) -> TimedT:
    found = uow.get(kind, key)
    if not uow.actor.serves(found.path):
        raise NotFound("disclosure.not_found", "没有找到，或您无权查看。")
    return found
