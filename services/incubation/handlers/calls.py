"""Use cases of calls for ventures: needs, windows, the public notice, objections to it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.incubation import policies
from services.incubation.handlers.reach import SYSTEM, day_after, within
from services.incubation.model import Need, RankingObjection, Venture, VentureCall
from services.incubation.workflow import CallStatus, VentureStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.workflow import enforce

VENTURES = "incubation.venture"
CLOSES, NOTICE_OVER = "venture_call_closes", "ranking_notice_over"


def draft_call(
    uow: UnitOfWork, *, title: str, year: int, tier: str, budget_fen: int
) -> VentureCall:
    """Draft a call of the actor's unit; the ladder of grants is that of the rules of today."""
    least, most = uow.rules(VENTURES).raw("ladder")[tier]
    call = VentureCall(
        id=uow.new_id(),
        path=uow.actor.path,
        title=title,
        year=year,
        tier=tier,
        budget_fen=budget_fen,
        least_fen=least,
        most_fen=most,
        drafted_by=uow.actor.id,
    )
    call.draft()
    uow.add(call)
    return call


def collect_needs(uow: UnitOfWork, *, call_id: str) -> VentureCall:
    """Let residents and communities say what they need."""
    call = uow.get(VentureCall, call_id)
    call.collect(uow.actor)
    return call


def raise_need(uow: UnitOfWork, *, call_id: str, statement: str) -> Need:
    """Say what is needed, where one lives or works."""
    call = uow.get(VentureCall, call_id)
    need = Need(
        id=uow.new_id(),
        path=uow.actor.path,
        call_id=call.id,
        organiser=call.path,
        raised_by=uow.actor.id,
        statement=statement,
        raised_at=uow.now,
    )
    need.raise_(call, uow.actor)
    uow.add(need)
    return need


def publish_need(uow: UnitOfWork, *, need_id: str, title: str, group: str) -> Need:
    """Put a need on the list that organisations answer."""
    need = uow.get(Need, need_id)
    need.publish(uow.actor, title=title, group=group)
    return need


def decline_need(uow: UnitOfWork, *, need_id: str, reason: str) -> Need:
    """Leave a need out."""
    need = uow.get(Need, need_id)
    need.decline(uow.actor, reason=reason)
    return need


def open_call(
    uow: UnitOfWork, *, call_id: str, opens_on: date, closes_on: date, document_no: str
) -> VentureCall:
    """Ask organisations for projects; the window closes by itself."""
    call = uow.get(VentureCall, call_id)
    uow.basis(document_no)
    call.open(
        uow.actor, opens_on=opens_on, closes_on=closes_on, document_no=document_no, today=uow.today
    )
    uow.remind(CLOSES, call.id, day_after(closes_on))
    return call


def close_call(uow: UnitOfWork, *, subject_id: str) -> None:
    """The last day of the window is over."""
    call = uow.get(VentureCall, subject_id)
    open_ = call.status is CallStatus.OPEN and call.closes_on is not None
    if open_ and call.closes_on is not None and uow.today > call.closes_on:
        call.close(SYSTEM)


def announce_ranking(
    uow: UnitOfWork, *, call_id: str, grants: Sequence[Mapping[str, Any]]
) -> VentureCall:
    """Show the ranking and what is recommended for each project."""
    call = uow.get(VentureCall, call_id)
    call.announce(uow.actor, within(uow, "notice.within", VENTURES))
    ventures = {each.id: each for each in uow.find(Venture, call_id=call.id)}
    waiting = (VentureStatus.SUBMITTED, VentureStatus.SHORTLISTED)
    enforce(policies.nobody_waits(ventures.values(), waiting, "完成评审"))
    for grant in grants:
        venture = ventures.get(grant["venture_id"])
        if venture is None or venture.status is not VentureStatus.RANKED:
            raise Conflict("incubation.not_ranked", "只能为本届已排名的项目提出资助建议。")
        venture.recommend(grant["grant_fen"], least_fen=call.least_fen)
    _wait(uow, call)
    return call


def object_to_ranking(
    uow: UnitOfWork, *, call_id: str, venture_id: str, statement: str
) -> RankingObjection:
    """Object, in one's own name, to a ranked project while it is on notice."""
    call, venture = uow.get(VentureCall, call_id), uow.get(Venture, venture_id)
    call.object(uow.actor, now=uow.now)
    if venture.call_id != call.id or venture.status is not VentureStatus.RANKED:
        raise NotFound("incubation.not_found", "该项目不在本届公示名单内。", id=venture_id)
    objection = RankingObjection(
        id=uow.new_id(),
        path=call.path,
        call_id=call.id,
        venture_id=venture.id,
        objector=uow.actor.id,
        statement=statement,
        filed_at=uow.now,
    )
    objection.file()
    uow.add(objection)
    return objection


def answer_ranking_objection(
    uow: UnitOfWork, *, objection_id: str, answer: str, upheld: bool
) -> RankingObjection:
    """Answer an objection; upheld, the project gets no grant and the ranking is shown again."""
    objection = uow.get(RankingObjection, objection_id)
    call = uow.get(VentureCall, objection.call_id)
    call.permit("answer", uow.actor)
    objection.reply(uow.actor, answer=answer, upheld=upheld, at=uow.now)
    if upheld:
        uow.get(Venture, objection.venture_id).take_out()
        call.alter()
    return objection


def end_ranking_notice(uow: UnitOfWork, *, subject_id: str) -> None:
    """The period is over: ready, or objections to handle."""
    call = uow.get(VentureCall, subject_id)
    shown = call.status is CallStatus.NOTICE and call.notice is not None
    if shown and call.notice is not None and uow.now >= call.notice.lapses_at:
        said = uow.find(RankingObjection, call_id=call.id)
        waiting = any(each.answered_at is None for each in said)
        call.end_notice(SYSTEM, contested=waiting or call.changed)


def settle_objections(uow: UnitOfWork, *, call_id: str) -> VentureCall:
    """Every objection is answered and the ranking stands as it was shown."""
    call = uow.get(VentureCall, call_id)
    enforce(policies.objections_are_answered(uow.find(RankingObjection, call_id=call.id)))
    call.settle(uow.actor)
    return call


def renew_ranking_notice(uow: UnitOfWork, *, call_id: str) -> VentureCall:
    """Show again what an upheld objection changed, for the full period."""
    call = uow.get(VentureCall, call_id)
    enforce(policies.objections_are_answered(uow.find(RankingObjection, call_id=call.id)))
    call.renew_notice(uow.actor, within(uow, "notice.within", VENTURES))
    _wait(uow, call)
    return call


def conclude_call(uow: UnitOfWork, *, call_id: str) -> VentureCall:
    """Close the call once every ranked project is decided."""
    call = uow.get(VentureCall, call_id)
    call.conclude(uow.actor)
    ventures = uow.find(Venture, call_id=call.id)
    enforce(policies.nobody_waits(ventures, (VentureStatus.RANKED,), "审批"))
    return call


def recompute_calls(uow: UnitOfWork) -> None:
    """Replace provisional ends of notices by true ones (G-04)."""
    for call in uow.find(VentureCall, provisional=True):
        call.recompute(uow.calendar)
        if call.status is CallStatus.NOTICE:
            _wait(uow, call)


def _wait(uow: UnitOfWork, call: VentureCall) -> None:
    if call.notice is not None:
        uow.remind(NOTICE_OVER, call.id, call.notice.lapses_at)
