"""Admissions: applied for, reviewed, approved for a time; urgent work begins before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from services.delegation import policies, store
from services.delegation.handlers.reach import PACK as LISTS
from services.delegation.handlers.reach import district, unit_named
from services.delegation.model import Admission, AdmissionOpinion, Entry, bases
from services.delegation.policies import Mode, Ruling, normalised
from services.delegation.workflow import EntryStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.clock import midnight
from shared.kernel.deadlines import deadline
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.jurisdiction import covers
from shared.kernel.workflow import Objection, enforce

PACK = "delegation.admissions"
BEGINS, EXPIRES, GRACE_OVER = "admission_begins", "admission_expires", "admission_grace_over"
SYSTEM = system_actor("delegation")


def apply_admission(
    uow: UnitOfWork,
    *,
    item_id: str | None,
    name: str | None,
    content: str,
    reason: str,
    basis: Sequence[Mapping[str, Any]],
) -> Admission:
    """Ask to send communities work that no list names."""
    admission = _drafted(uow, item_id, name, content=content, reason=reason, basis=basis)
    _check(uow, admission)
    admission.apply()
    uow.add(admission)
    return admission


def dispatch_urgently(
    uow: UnitOfWork,
    *,
    item_id: str | None,
    name: str | None,
    content: str,
    reason: str,
    basis: Sequence[Mapping[str, Any]],
) -> Ruling:
    """Decide as always; what only its admission lacks begins at once, and its case is opened."""
    draft = _drafted(uow, item_id, name, content=content, reason=reason, basis=basis)
    ruling = policies.dispatch(
        _meant(uow, draft),
        item_id=item_id,
        name=draft.name,
        on=uow.today,
        mode=Mode(uow.rules(LISTS).text("dispatch.mode")),
        admissions=_of_subject(uow, draft),
        urgent=True,
    )
    enforce(ruling if isinstance(ruling, Objection) else None)
    assert isinstance(ruling, Ruling)
    if not ruling.urgent:
        return ruling
    _begin_urgently(uow, draft)
    return replace(ruling, admission=draft, until=draft.until(uow.today))


def begin_review(uow: UnitOfWork, *, admission_id: str) -> Admission:
    """The leading office takes an application up."""
    admission = _in_reach(uow, admission_id)
    admission.begin_review(uow.actor)
    return admission


def review_admission(uow: UnitOfWork, *, admission_id: str, verdict: str, text: str) -> Admission:
    """Give one's unit's opinion."""
    admission = _in_reach(uow, admission_id)
    opinion = AdmissionOpinion(uow.actor.unit, verdict, text, uow.actor.id, uow.now)
    admission.review(uow.actor, opinion)
    return admission


def approve_admission(
    uow: UnitOfWork,
    *,
    admission_id: str,
    document_no: str,
    begins_on: date | None,
    expires_on: date,
    funds_fen: int,
    staff: int,
    means_reason: str,
) -> Admission:
    """Let the work in, from a day through a day; work under way goes on without a break."""
    admission = _in_reach(uow, admission_id)
    first = uow.today if admission.is_urgent else max(begins_on or uow.today, uow.today)
    _check(uow, admission)
    longest = deadline(midnight(first), uow.rules(PACK).period("admission.longest"), uow.calendar,
                       roll_forward=False).due  # fmt: skip
    enforce(policies.term_is_bounded(begins_on=first, expires_on=expires_on, longest=longest))
    enforce(policies.means_go_along(funds_fen=funds_fen, staff=staff, means_reason=means_reason))
    uow.basis(document_no)
    admission.approve(
        uow.actor,
        document_no=document_no,
        begins_on=first,
        expires_on=expires_on,
        funds_fen=funds_fen,
        staff=staff,
        means_reason=means_reason,
    )
    uow.forget(GRACE_OVER, admission.id)
    _wait_for_term(uow, admission, first, expires_on)
    return admission


def refuse_admission(
    uow: UnitOfWork, *, admission_id: str, reason: str, document_no: str
) -> Admission:
    """Do not let it in; urgent work stops."""
    admission = _in_reach(uow, admission_id)
    uow.basis(document_no)
    admission.refuse(uow.actor, reason=reason, on=uow.today)
    uow.forget(GRACE_OVER, admission.id)
    return admission


def withdraw_admission(uow: UnitOfWork, *, admission_id: str, reason: str) -> Admission:
    """Take an application back before it is decided."""
    admission = _in_reach(uow, admission_id)
    admission.withdraw(uow.actor, reason=reason, on=uow.today)
    uow.forget(GRACE_OVER, admission.id)
    return admission


def finish_admission(uow: UnitOfWork, *, admission_id: str, reason: str) -> Admission:
    """The work is done: it leaves the communities."""
    admission = _in_reach(uow, admission_id)
    admission.finish(uow.actor, reason=reason, on=uow.today)
    uow.forget(BEGINS, admission.id)
    uow.forget(EXPIRES, admission.id)
    return admission


def enter_admission(uow: UnitOfWork, *, subject_id: str) -> None:
    """Its first day has come."""
    admission = uow.get(Admission, subject_id)
    if admission.is_open and admission.begins_on is not None and admission.begins_on <= uow.today:
        admission.enter(uow.actor)


def expire_admission(uow: UnitOfWork, *, subject_id: str) -> None:
    """Its last day is over."""
    admission = uow.get(Admission, subject_id)
    if admission.is_open and admission.expires_on is not None and admission.expires_on < uow.today:
        admission.expire(uow.actor, on=uow.today)


def lapse_admission(uow: UnitOfWork, *, subject_id: str) -> None:
    """The grace of urgent work is over and nobody approved it."""
    admission = uow.get(Admission, subject_id)
    if admission.is_urgent and admission.grace is not None and admission.grace.overdue(uow.now):
        admission.lapse(uow.actor, on=uow.today)


def recompute_admissions(uow: UnitOfWork) -> None:
    """A calendar became official: recompute every provisional grace once (G-04)."""
    for admission in uow.find(Admission, provisional=True):
        admission.recompute(uow.calendar)
        if admission.grace is not None and admission.is_urgent:
            uow.remind(GRACE_OVER, admission.id, admission.grace.lapses_at)


def _drafted(
    uow: UnitOfWork,
    item_id: str | None,
    name: str | None,
    *,
    content: str,
    reason: str,
    basis: Sequence[Mapping[str, Any]],
) -> Admission:
    here, called = district(uow.actor.path), name or _name_of(uow, item_id)
    lead, reviewers = _reviewers(uow, here)
    return Admission(
        id=uow.new_id(),
        path=uow.actor.path,
        district=here,
        item_id=item_id or "",
        name=called,
        name_key=normalised(called),
        subject=item_id or normalised(called),
        department=uow.actor.unit,
        department_name=unit_named(uow, uow.actor.unit).name,
        content=content,
        reason=reason,
        basis=bases(basis),
        lead=lead,
        reviewers=reviewers,
        applied_by=uow.actor.id,
        applied_at=uow.now,
    )


def _name_of(uow: UnitOfWork, item_id: str | None) -> str:
    """Return what the lists call a lineage."""
    if not item_id:
        raise Invalid("delegation.nothing_asked", "请给出事项编号或名称。")
    known = uow.find(Entry, path=district(uow.actor.path), lineage_id=item_id)
    if not known:
        raise Invalid(
            "delegation.unknown_item", f"清单中没有编号为“{item_id}”的事项，请核对或写明名称。"
        )
    return known[-1].name


def _reviewers(uow: UnitOfWork, here: str) -> tuple[str, tuple[str, ...]]:
    """Return the lead and all reviewers; the department that applies is none of them."""
    named: list[str] = uow.rules(PACK).raw("admission.reviewers")
    units = tuple(f"{here}-{code}" for code in named if f"{here}-{code}" != uow.actor.unit)
    return units[0], units


def _check(uow: UnitOfWork, admission: Admission) -> None:
    """Refuse what may never come in, and a second case of the same matter."""
    rooted = uow.find(Entry, path=admission.district, department=admission.department,
                      status=EntryStatus.CANCELLED)  # fmt: skip
    entries = {entry.id: entry for entry in (*_meant(uow, admission), *rooted)}
    enforce(policies.admissible(admission, entries.values(), on=uow.today))
    for other in uow.find(Admission, district=admission.district, subject=admission.subject):
        if other.is_open and other.id != admission.id:
            raise Conflict(
                "delegation.already_applied",
                f"“{other.name}”已有办理中或有效的准入，不能重复申请。",
                admission_id=other.id,
            )


def _begin_urgently(uow: UnitOfWork, admission: Admission) -> None:
    _check(uow, admission)
    pack = uow.rules(PACK)
    pause = pack.integer("admission.urgent_again_days")
    since = date.fromordinal(uow.today.toordinal() - pause)
    earlier = _of_subject(uow, admission)
    enforce(policies.urgency_is_not_repeated(admission, earlier, since=since))
    grace = deadline(uow.now, pack.period("admission.urgent_grace"), uow.calendar)
    admission.apply()
    admission.enter_urgently(uow.actor, on=uow.today, grace=grace)
    uow.add(admission)
    uow.remind(GRACE_OVER, admission.id, grace.lapses_at)


def _meant(uow: UnitOfWork, admission: Admission) -> list[Entry]:
    return store.entries_by_keys(
        uow, path=admission.district, item_id=admission.item_id or None, name=admission.name
    )


def _of_subject(uow: UnitOfWork, admission: Admission) -> list[Admission]:
    """Return the admissions of this matter, by lineage or by name."""
    here = admission.district
    named = uow.find(Admission, district=here, name_key=admission.name_key)
    if not admission.item_id:
        return list(named)
    lined = uow.find(Admission, district=here, item_id=admission.item_id)
    return list({each.id: each for each in (*named, *lined)}.values())


def _wait_for_term(uow: UnitOfWork, admission: Admission, first: date, last: date) -> None:
    if first <= uow.today:
        admission.enter(SYSTEM)
    else:
        uow.remind(BEGINS, admission.id, midnight(first))
    uow.remind(EXPIRES, admission.id, midnight(date.fromordinal(last.toordinal() + 1)))


def _in_reach(uow: UnitOfWork, admission_id: str) -> Admission:
    admission = uow.get(Admission, admission_id)
    if not covers(admission.district, uow.actor.path):
        raise NotFound("delegation.not_found", "没有找到该准入申请，或您无权查看。")
    return admission
