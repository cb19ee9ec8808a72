"""The boards of communities: where they hang, what goes on them, what is missing (domain §9.3)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from services.disclosure.handlers.log import log_act
from services.disclosure.model import (
    Board,
    Gap,
    LogAct,
    Posting,
    PublicationOrder,
    Showing,
    gap_id,
)
from services.disclosure.policies import ListRules
from services.disclosure.policies import boards as policies
from services.disclosure.workflow.boards import POSTING
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Deadline, deadline
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.workflow import enforce

PACK = "disclosure.boards"
GAPS, POSTING_OVER, ORDER_DUE = "board_gaps", "posting_over", "board_order_due"

_DAY = timedelta(days=1)


def arrange_board(
    uow: UnitOfWork,
    *,
    board_id: str,
    place: str,
    many_movements: bool,
    ordered: Mapping[str, str],
) -> Board:
    """Say where the board hangs and what must hang on it how often."""
    board, pack = board_in_reach(uow, board_id), uow.rules(PACK)
    if unknown := sorted(ordered.keys() - pack.raw("groups").keys()):
        raise Invalid("disclosure.unknown_group", "没有该公布类别，请核对。", unknown=unknown)
    board.arrange(
        uow.actor,
        place=place,
        many_movements=many_movements,
        ordered=ordered,
        pack=pack,
        today=uow.today,
    )
    wait_for_gaps(uow, board)
    return board


def draft_posting(
    uow: UnitOfWork,
    *,
    board_id: str,
    kind: str,
    group: str | None,
    period: str,
    title: str,
    content: Mapping[str, Any],
    order_id: str,
) -> Posting:
    """Write something for the community's own board."""
    board = board_in_reach(uow, board_id)
    known = kind_of(uow, board, kind)
    posting = Posting(
        id=uow.new_id(),
        board_id=board.id,
        path=board.path,
        kind=kind,
        group=group or known["group"],
        period=period,
        title=title,
        content=content,
        drafted_by=uow.actor.id,
        drafted_at=uow.now,
        order_id=order_id,
    )
    if order_id:
        enforce(policies.answers_the_order(posting, uow.get(PublicationOrder, order_id)))
    posting.draft(uow.actor, _lists(uow))
    uow.add(posting)
    return posting


def rewrite_posting(
    uow: UnitOfWork, *, posting_id: str, title: str, content: Mapping[str, Any]
) -> Posting:
    """Write it anew before it is signed."""
    posting = posting_in_reach(uow, posting_id)
    posting.rewrite(uow.actor, title=title, content=content, rules=_lists(uow))
    return posting


def sign_posting(uow: UnitOfWork, *, posting_id: str) -> Posting:
    """Sign for the supervisors; a correction begins to hang with it."""
    posting = posting_in_reach(uow, posting_id)
    posting.sign(uow.actor, at=uow.now, showing=_showing(uow, None))
    if posting.editions:
        log_act(uow, posting, LogAct.POSTING_CORRECTED)
    return _wait(uow, posting)


def send_posting_back(uow: UnitOfWork, *, posting_id: str, reason: str) -> Posting:
    """Do not sign, and say why."""
    posting = posting_in_reach(uow, posting_id)
    posting.send_back(uow.actor, reason=reason)
    return _wait(uow, posting)


def put_up(uow: UnitOfWork, *, posting_id: str, until: date | None) -> Posting:
    """Hang it; what it was ordered for or missing for is done with it."""
    posting = posting_in_reach(uow, posting_id)
    board = uow.get(Board, posting.board_id)
    enforce(policies.board_has_a_place(board))
    showing = _showing(uow, until)
    posting.post(uow.actor, at=uow.now, place=board.place, showing=showing)
    log_act(uow, posting, LogAct.POSTED)
    if posting.order_id:
        order = uow.get(PublicationOrder, posting.order_id)
        if order.awaited:  # an order that was lifted meanwhile does not keep it off the board
            order.fulfil(system_actor("disclosure"), posting, at=uow.now)
            uow.forget(ORDER_DUE, order.id)
    gap = uow.one(Gap, id=gap_id(board.id, posting.group, posting.period))
    if gap is not None:
        gap.close(posting.id)
    return _wait(uow, posting)


def correct_posting(
    uow: UnitOfWork, *, posting_id: str, content: Mapping[str, Any], note: str
) -> Posting:
    """Write a new edition of what hangs."""
    posting = posting_in_reach(uow, posting_id)
    posting.correct(uow.actor, content=content, note=note, rules=_lists(uow))
    return posting


def take_posting_down(uow: UnitOfWork, *, posting_id: str) -> Posting:
    """Take it down by hand."""
    posting = posting_in_reach(uow, posting_id)
    posting.take_down(uow.actor, at=uow.now)
    log_act(uow, posting, LogAct.TAKEN_DOWN)
    uow.forget(POSTING_OVER, posting.id)
    return posting


def expire_posting(uow: UnitOfWork, *, subject_id: str) -> None:
    """Its last day is over; what is being corrected hangs on until that is decided."""
    posting = uow.get(Posting, subject_id)
    if posting.shown_until is None or POSTING.row(posting.status, "expire") is None:
        return
    if uow.today > posting.shown_until:
        posting.expire(uow.actor, at=uow.now)
        log_act(uow, posting, LogAct.TAKEN_DOWN)
    else:
        _wait(uow, posting)


def look_for_gaps(uow: UnitOfWork, *, subject_id: str) -> None:
    """Look through every month whose grace is over; what did not hang becomes public (倒逼)."""
    board = uow.get(Board, subject_id)
    for last in board.months_since():
        if not _lives(board, last) or uow.now < _grace(uow, last).lapses_at:
            break
        for group, period in board.owed(last, uow.rules(PACK, last)):
            _note_gap(uow, board, group, period, _grace(uow, last).due)
        board.checked_through = last
    wait_for_gaps(uow, board)


def wait_for_gaps(uow: UnitOfWork, board: Board) -> None:
    """Look again when the grace of the next month is over, where something is owed regularly."""
    last = next(board.months_since())
    if board.frequency(uow.rules(PACK)) and _lives(board, last):
        uow.remind(GAPS, board.id, _grace(uow, last).lapses_at)
    else:
        uow.forget(GAPS, board.id)


def board_in_reach(uow: UnitOfWork, board_id: str) -> Board:
    """Return a board of the actor's own community or below; for others it is not there."""
    board = uow.get(Board, board_id)
    if not (uow.actor.serves(board.path) or uow.actor.path == board.path):
        raise NotFound("disclosure.not_found", "没有找到该公开栏，或您无权操作。")
    return board


def posting_in_reach(uow: UnitOfWork, posting_id: str) -> Posting:
    """Return a posting inside the actor's jurisdiction."""
    posting = uow.get(Posting, posting_id)
    if not uow.actor.serves(posting.path):
        raise NotFound("disclosure.not_found", "没有找到该公布内容，或您无权操作。")
    return posting


def kind_of(uow: UnitOfWork, board: Board, kind: str) -> Mapping[str, Any]:
    """Return what today's law says of a kind of matter on this board."""
    kinds: Mapping[str, Mapping[str, Any]] = uow.rules(PACK).raw("kinds")[board.body]
    if kind not in kinds:
        raise Invalid(
            "disclosure.unknown_matter", "该公开栏没有这一类公布事项，请核对。", known=[*kinds]
        )
    return kinds[kind]


def _showing(uow: UnitOfWork, last: date | None) -> Showing:
    """Return how long something hangs that goes up today, by the rules of today."""
    pack = uow.rules(PACK)
    least, usual = (
        deadline(uow.now, pack.period(key), uow.calendar, roll_forward=False).due
        for key in ("shown.least", "shown.usual")
    )
    binding = least if pack.period("shown.least").amount else None
    return Showing(uow.today, binding, last or usual)


def _wait(uow: UnitOfWork, posting: Posting) -> Posting:
    if posting.shown_until is not None:
        uow.remind(POSTING_OVER, posting.id, midnight(posting.shown_until + _DAY))
    return posting


def _note_gap(uow: UnitOfWork, board: Board, group: str, period: str, due: date) -> None:
    key = gap_id(board.id, group, period)
    same = uow.find(Posting, board_id=board.id, group=group, period=period)
    if uow.one(Gap, id=key) is None and not any(each.posted_at for each in same):
        gap = Gap(id=key, board_id=board.id, path=board.path, group=group, period=period, due=due)
        gap.open()
        uow.add(gap)


def _grace(uow: UnitOfWork, last: date) -> Deadline:
    within = uow.rules(PACK, last).period("gap.grace")
    return deadline(midnight(last), within, uow.calendar, roll_forward=False)


def _lives(board: Board, day: date) -> bool:
    return board.valid_to is None or day <= board.valid_to


def _lists(uow: UnitOfWork) -> ListRules:
    return ListRules.read(uow.rules("disclosure.personal"))
