"""Use cases of 三社联动: joint projects, consultations, and what they leave to do."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.incubation.handlers.areas import in_area
from services.incubation.handlers.reach import day_after
from services.incubation.handlers.units import living_community
from services.incubation.model import Issue, Linkage, Meeting, Organisation, SocialWorker
from services.incubation.workflow import IssueStatus, WorkerStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Invalid

ISSUE_OVERDUE = "consultation_issue_overdue"


def plan_linkage(
    uow: UnitOfWork,
    *,
    title: str,
    purpose: str,
    community: str,
    organisation_id: str,
    worker_id: str,
    volunteers: str,
    charity: str,
) -> Linkage:
    """Plan a joint project of one community, one organisation, one social worker (SO-18)."""
    unit = living_community(uow, community)
    organisation = uow.one(Organisation, id=organisation_id)
    if organisation is None or not organisation.is_living:
        raise Invalid("incubation.unknown_organisation", "没有这个社会组织，或已不在册，请核对。")
    worker = uow.one(SocialWorker, id=worker_id)
    if worker is None or worker.status is not WorkerStatus.REGISTERED:
        raise Invalid("incubation.unknown_worker", "没有这名社工，或登记已失效，请核对。")
    linkage = Linkage(
        id=uow.new_id(),
        path=unit.path,
        title=title,
        purpose=purpose,
        community=unit.id,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        worker_id=worker.id,
        volunteers=volunteers,
        charity=charity,
        planned_by=uow.actor.id,
    )
    linkage.plan()
    uow.add(linkage)
    return linkage


def start_linkage(uow: UnitOfWork, *, linkage_id: str) -> Linkage:
    """Begin a joint project."""
    linkage = in_area(uow, Linkage, linkage_id)
    linkage.start(uow.actor, on=uow.today)
    return linkage


def complete_linkage(
    uow: UnitOfWork, *, linkage_id: str, outcome: str, beneficiaries: int
) -> Linkage:
    """Say what a joint project came to."""
    linkage = in_area(uow, Linkage, linkage_id)
    linkage.complete(uow.actor, outcome=outcome, beneficiaries=beneficiaries)
    return linkage


def stop_linkage(uow: UnitOfWork, *, linkage_id: str, reason: str) -> Linkage:
    """Give a joint project up."""
    linkage = in_area(uow, Linkage, linkage_id)
    linkage.stop(uow.actor, reason=reason)
    return linkage


def hold_meeting(
    uow: UnitOfWork,
    *,
    kind: str,
    period: str,
    held_on: date,
    attendees: Sequence[str],
    summary: str,
    issues: Sequence[Mapping[str, Any]],
) -> Meeting:
    """Enter a monthly or quarterly consultation in the ledger, with what it left to do."""
    if (kind == "QUARTERLY") is not ("Q" in period):
        raise Invalid("incubation.bad_period", "月度会商填写月份，季度会商填写季度，请核对。")
    if held_on > uow.today or any(each["due"] < held_on for each in issues):
        raise Invalid("incubation.bad_day", "会商日期不得晚于今天，办理期限不得早于会商日期。")
    if uow.one(Meeting, path=uow.actor.path, period=period) is not None:
        raise Conflict("incubation.meeting_held", f"本单位 {period} 的联系会商已登记。")
    meeting = Meeting(
        id=uow.new_id(),
        path=uow.actor.path,
        kind=kind,
        period=period,
        held_on=held_on,
        attendees=tuple(attendees),
        summary=summary,
        recorded_by=uow.actor.id,
        recorded_at=uow.now,
    )
    meeting.hold(issues=len(issues))
    uow.add(meeting)
    for each in issues:
        _raise(uow, meeting, each)
    return meeting


def settle_issue(uow: UnitOfWork, *, issue_id: str, settlement: str) -> Issue:
    """Settle what a meeting left to do."""
    issue = in_area(uow, Issue, issue_id)
    issue.settle(uow.actor, settlement=settlement, on=uow.today)
    uow.forget(ISSUE_OVERDUE, issue.id)
    return issue


def issue_over(uow: UnitOfWork, *, subject_id: str) -> None:
    """The last day of an issue is over."""
    issue = uow.get(Issue, subject_id)
    late = issue.status is IssueStatus.RAISED and uow.today > issue.due
    if late and not issue.overdue:
        issue.run_late()


def _raise(uow: UnitOfWork, meeting: Meeting, raw: Mapping[str, Any]) -> None:
    issue = Issue(id=uow.new_id(), path=meeting.path, meeting_id=meeting.id, **raw)
    uow.add(issue)
    uow.remind(ISSUE_OVERDUE, issue.id, day_after(issue.due))
