"""More time, reasons, a fee, and the answer to a request for information (§33 to §42)."""

from typing import NamedTuple

from services.disclosure.handlers.requests import PACK, reached, remind, within
from services.disclosure.model import (
    AnswerKind,
    AnswerRule,
    Fee,
    Form,
    InformationRequest,
    Method,
    RequestAnswer,
    answer_rule,
    fee,
)
from services.disclosure.workflow import RequestStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import Period, deadline
from shared.kernel.errors import Conflict, Invalid

FEES, ANSWERS = "disclosure.fees", "disclosure.answers"


def propose_extension(
    uow: UnitOfWork, *, request_id: str, days: int, reason: str
) -> InformationRequest:
    """Ask the head for more time: what §33 gives at most, or §35 once good reasons were given."""
    request = reached(uow, request_id)
    explained = request.inquiry is not None and request.inquiry.given_at is not None
    most = uow.rules(PACK).period("delay.most" if explained else "extend.most")
    more = Period.parse(f"{days}{most.unit}")
    request.propose_extension(uow.actor, more, most=most, reason=reason)
    return remind(uow, request)


def approve_extension(uow: UnitOfWork, *, request_id: str, notice_no: str) -> InformationRequest:
    """Grant it; the notice to the applicant has a number."""
    request = reached(uow, request_id)
    uow.basis(notice_no)
    request.approve_extension(uow.actor, notice_no, at=uow.now, calendar=uow.calendar)
    return remind(uow, request)


def reject_extension(uow: UnitOfWork, *, request_id: str) -> InformationRequest:
    """Want the answer in time."""
    request = reached(uow, request_id)
    request.reject_extension(uow.actor)
    return remind(uow, request)


def ask_reasons(uow: UnitOfWork, *, request_id: str, why: str) -> InformationRequest:
    """Ask why so much is asked for."""
    request = reached(uow, request_id)
    answer_by = within(uow, "reasons.answer")
    request.ask_reasons(uow.actor, why, at=uow.now, answer_by=answer_by)
    return remind(uow, request)


def give_reasons(uow: UnitOfWork, *, request_id: str, reasons: str) -> InformationRequest:
    """Say why."""
    request = reached(uow, request_id)
    request.give_reasons(uow.actor, reasons, at=uow.now)
    return remind(uow, request)


def charge(
    uow: UnitOfWork, *, request_id: str, method: str, pages: int | None, notice_no: str
) -> InformationRequest:
    """Ask for the fee of the one method that was chosen; the house counts the requests itself."""
    request = reached(uow, request_id)
    uow.basis(notice_no)
    pack, chosen = uow.rules(FEES), Method(method)
    count = _pages(request, pages) if chosen is Method.PAGES else _nth_of_its_month(uow, request)
    pay_by = deadline(uow.now, pack.period("pay.within"), uow.calendar)
    due = Fee(chosen, count, fee(chosen, count, pack), notice_no, uow.now, pay_by)
    request.charge(uow.actor, due)
    return remind(uow, request)


def pay(uow: UnitOfWork, *, request_id: str, receipt_no: str) -> InformationRequest:
    """Note that the fee came today."""
    request = reached(uow, request_id)
    uow.basis(receipt_no)
    request.pay(uow.actor, receipt_no, on=uow.today, calendar=uow.calendar)
    return remind(uow, request)


def answer(
    uow: UnitOfWork,
    *,
    request_id: str,
    kind: str,
    document_no: str,
    reasons: str = "",
    where: str = "",
    earlier_no: str = "",
    public_interest: str = "",
) -> InformationRequest:
    """Answer what needs nobody's approval."""
    request = reached(uow, request_id)
    texts = _Texts(reasons, where, earlier_no, public_interest)
    written, rule = _written(uow, request, AnswerKind(kind), document_no, texts)
    uow.basis(written.document_no)
    request.give_answer(uow.actor, written, rule, at=uow.now)
    return remind(uow, request)


def propose_answer(
    uow: UnitOfWork,
    *,
    request_id: str,
    kind: str,
    document_no: str,
    reasons: str = "",
    where: str = "",
    earlier_no: str = "",
    public_interest: str = "",
) -> InformationRequest:
    """Write an answer for the head to approve."""
    request = reached(uow, request_id)
    texts = _Texts(reasons, where, earlier_no, public_interest)
    written, rule = _written(uow, request, AnswerKind(kind), document_no, texts)
    request.propose_answer(uow.actor, written, rule, at=uow.now)
    return remind(uow, request)


def approve_answer(uow: UnitOfWork, *, request_id: str) -> InformationRequest:
    """Let the answer go to the applicant."""
    request = reached(uow, request_id)
    uow.basis(request.draft.document_no if request.draft else "")
    request.approve_answer(uow.actor, at=uow.now)
    return remind(uow, request)


def return_answer(uow: UnitOfWork, *, request_id: str, reason: str) -> InformationRequest:
    """Have it written anew."""
    request = reached(uow, request_id)
    request.return_answer(uow.actor, reason)
    return remind(uow, request)


def reveal_applicant(uow: UnitOfWork, *, request_id: str, reason: str) -> InformationRequest:
    """Show who asked and where the answer goes, for a reason, on the record."""
    request = reached(uow, request_id)
    request.reveal(uow.actor, reason=reason)
    return request


class _Texts(NamedTuple):
    """What the office says in an answer."""

    reasons: str
    where: str
    earlier_no: str
    public_interest: str


def _written(
    uow: UnitOfWork, request: InformationRequest, kind: AnswerKind, document_no: str, texts: _Texts
) -> tuple[RequestAnswer, AnswerRule]:
    """Put an answer together from what was said and what the law of today adds."""
    rule = answer_rule(uow.rules(ANSWERS), kind)
    written = RequestAnswer(
        kind=kind,
        title=rule.title,
        basis=rule.basis,
        rights=rule.rights,
        document_no=document_no,
        written_by=uow.actor.id,
        **texts._asdict(),
    )
    if kind is AnswerKind.REPEATED and written.earlier_no:
        _check_earlier(uow, request, written.earlier_no)
    return written, rule


def _check_earlier(uow: UnitOfWork, request: InformationRequest, earlier_no: str) -> None:
    """Only what the same applicant was answered before is repeated (§36)."""
    earlier = uow.one(InformationRequest, request_no=earlier_no)
    same = earlier is not None and (
        earlier.applicant_index == request.applicant_index
        and earlier.path == request.path
        and earlier.id != request.id
        and earlier.status is RequestStatus.ANSWERED
    )
    if not same:
        raise Conflict(
            "disclosure.not_repeated",
            "没有找到同一申请人已经答复的该编号申请，请核对原申请编号。",
            earlier_no=earlier_no,
        )


def _pages(request: InformationRequest, pages: int | None) -> int:
    if request.form is Form.READ_ON_SITE:
        raise Conflict("disclosure.no_pages", "现场查阅的不得按量收费（信息处理费管理办法）。")
    if pages is None:
        raise Invalid("disclosure.pages_missing", "按量计收须填写页数（A4 单面为 1 页）。")
    return pages


def _nth_of_its_month(uow: UnitOfWork, request: InformationRequest) -> int:
    """Return as which of its applicant's requests to this organ it came in its calendar month."""
    if request.received_on is None:
        return 0
    month = request.received_on.replace(day=1)
    same = uow.find(InformationRequest, applicant_index=request.applicant_index, path=request.path)
    came = sorted(
        (each.received_on, each.id)
        for each in same
        if each.received_on and each.received_on.replace(day=1) == month
    )
    return came.index((request.received_on, request.id)) + 1
