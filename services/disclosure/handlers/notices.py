"""Public notices that other services ask for by an event, and what people say against them."""

from collections.abc import Mapping
from typing import Any

from services.disclosure.handlers.log import log_act
from services.disclosure.handlers.voices import lapsed, recompute_timed
from services.disclosure.model import LogAct, Notice, NoticeObjection, digest, until
from services.disclosure.policies import ListRules
from services.disclosure.policies import notices as policies
from services.disclosure.workflow.notices import NOTICE
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind, system_actor
from shared.kernel.deadlines import Period, Unit, deadline
from shared.kernel.errors import NotFound
from shared.kernel.workflow import enforce

PACK = "disclosure.notices"
NOTICE_PERIOD, OBJECTION_DUE = "notice_period_over", "notice_objection_due"


def show_for_delegation(
    uow: UnitOfWork,
    *,
    matter_id: str,
    path: str,
    unit: str,
    kind: str,
    title: str,
    content: Mapping[str, Any],
    period: str,
    basis: str,
) -> None:
    """Delegation asks that something be shown."""
    asked = {"path": path, "unit": unit, "kind": kind, "title": title, "period": period,
             "basis": basis}  # fmt: skip
    _ask(uow, "delegation", matter_id, content, asked)


def clear_notice(
    uow: UnitOfWork, *, notice_id: str, title: str, content: Mapping[str, Any]
) -> Notice:
    """Show what is left when that which may not be public is taken out."""
    notice = _in_reach(uow, notice_id)
    notice.title = title
    notice.fill(content, _lists(uow))
    return _show(uow, notice, uow.actor, "clear")


def object_to_notice(
    uow: UnitOfWork, *, notice_id: str, name: str, phone: str, statement: str
) -> NoticeObjection:
    """Object in one's own name; of whoever comes to a window the clerk writes it down."""
    notice = uow.get(Notice, notice_id)
    notice.take(uow.actor, at=uow.now)
    by_account = uow.actor.kind is not ActorKind.STAFF
    objection = NoticeObjection(
        id=uow.new_id(),
        notice_id=notice.id,
        path=notice.path,
        unit=notice.unit,
        round=notice.round,
        account=uow.actor.id if by_account else "",
        entered_by=uow.actor.id,
        name=name,
        phone=phone,
        statement=statement,
        filed_at=uow.now,
        **until(deadline(uow.now, uow.rules(PACK).period("objection.answer"), uow.calendar)),
    )
    uow.add(objection)
    uow.remind(OBJECTION_DUE, objection.id, objection.clock.lapses_at)
    return objection


def answer_notice_objection(
    uow: UnitOfWork,
    *,
    objection_id: str,
    upheld: bool,
    answer: str,
    basis: str,
    content: Mapping[str, Any] | None,
    changed: str,
) -> NoticeObjection:
    """Answer with a basis; a material change is shown to everybody anew."""
    objection = _objection(uow, objection_id)
    notice = uow.get(Notice, objection.notice_id)
    enforce(policies.changes_only_what_was_right(upheld, content is not None))
    objection.reply(uow.actor, upheld=upheld, answer=answer, basis=basis, at=uow.now)
    uow.basis(basis)
    uow.forget(OBJECTION_DUE, objection.id)
    if content is not None:  # first, so that its last answer does not end what is shown anew
        _reopen(uow, notice, content, changed)
    notice.answered(uow.actor, upheld=upheld, at=uow.now)
    return objection


def reveal_objector(uow: UnitOfWork, *, objection_id: str, reason: str) -> NoticeObjection:
    """Show who objected, for a reason, on the record."""
    objection = _objection(uow, objection_id)
    objection.reveal(uow.actor, reason=reason)
    return objection


def end_notice(uow: UnitOfWork, *, subject_id: str) -> None:
    """The period is over; a reminder that came before its day waits again."""
    notice = uow.get(Notice, subject_id)
    if notice.clock is None or NOTICE.row(notice.status, "end") is None:
        return
    if notice.clock.overdue(uow.now):
        notice.end(uow.actor, at=uow.now)
    else:
        uow.remind(NOTICE_PERIOD, notice.id, notice.clock.lapses_at)


def objection_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The objection should have been answered by now."""
    lapsed(uow, NoticeObjection, OBJECTION_DUE, subject_id)


def recompute_notices(uow: UnitOfWork) -> None:
    """A calendar was loaded: replace provisional last days (G-04)."""
    for notice in uow.find(Notice, provisional=True):
        notice.recompute(uow.calendar)
        if notice.clock is not None:
            uow.remind(NOTICE_PERIOD, notice.id, notice.clock.lapses_at)
    recompute_timed(uow, NoticeObjection, OBJECTION_DUE)


def _ask(
    uow: UnitOfWork,
    source: str,
    matter_id: str,
    content: Mapping[str, Any],
    asked: Mapping[str, Any],
) -> None:
    """Show it, or show it anew when it says something else; the same asked twice is asked once."""
    notice = uow.one(Notice, source=source, matter_id=matter_id)
    if notice is None:
        notice = Notice(
            id=uow.new_id(), source=source, matter_id=matter_id, content={}, asked_at=uow.now,
            **asked,
        )  # fmt: skip
        notice.asked = (digest(content),)
        notice.fill(content, _lists(uow))
        uow.add(notice)
        _show_when_clean(uow, notice)
    elif digest(content) not in notice.asked:
        notice.asked = (*notice.asked, digest(content))
        _reopen(uow, notice, content, "提请单位变更公示内容")


def _reopen(uow: UnitOfWork, notice: Notice, content: Mapping[str, Any], changed: str) -> None:
    notice.reopen(system_actor("disclosure"), content, changed=changed, rules=_lists(uow))
    _show_when_clean(uow, notice)


def _show_when_clean(uow: UnitOfWork, notice: Notice) -> None:
    system = system_actor("disclosure")
    if notice.is_clean(system):
        _show(uow, notice, system, "open")
    else:
        notice.hold()
        uow.forget(NOTICE_PERIOD, notice.id)


def _show(uow: UnitOfWork, notice: Notice, actor: Actor, action: str) -> Notice:
    period = Period.parse(notice.period)
    rolls = period.unit is Unit.WD
    clock = deadline(uow.now, period, uow.calendar, roll_forward=rolls)
    notice.show(actor, action, clock=clock, at=uow.now)
    log_act(uow, notice, LogAct.NOTICED)
    uow.remind(NOTICE_PERIOD, notice.id, clock.lapses_at)
    return notice


def _in_reach(uow: UnitOfWork, notice_id: str) -> Notice:
    notice = uow.get(Notice, notice_id)
    if not uow.actor.serves(notice.path):
        raise NotFound("disclosure.not_found", "没有找到该公示，或您无权操作。")
    return notice


def _objection(uow: UnitOfWork, objection_id: str) -> NoticeObjection:
    objection = uow.get(NoticeObjection, objection_id)
    if uow.actor.unit != objection.unit:
        raise NotFound("disclosure.not_found", "没有找到该异议，或您无权查看。")
    return objection


def _lists(uow: UnitOfWork) -> ListRules:
    return ListRules.read(uow.rules("disclosure.personal"))
