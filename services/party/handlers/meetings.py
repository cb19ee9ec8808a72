"""Meetings of an organisation: drafted, recorded, confirmed by another hand, corrected."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from services.party import policies
from services.party.handlers.meeting_gaps import count_again, meeting_rules, standing_on
from services.party.handlers.reach import organisation_in_reach
from services.party.model import Attendee, Frame, Meeting, Minutes, Speech, Vote, Written
from services.party.policies import KindRule, MeetingRules
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import TZ
from shared.kernel.errors import NotFound
from shared.kernel.workflow import enforce


def draft_meeting(
    uow: UnitOfWork,
    *,
    organisation_id: str,
    kind: str,
    starts_at: datetime,
    place: str,
    moved_reason: str,
) -> Meeting:
    """Plan a meeting of one's own organisation, of a kind that it holds."""
    organisation = organisation_in_reach(uow, organisation_id)
    meeting = Meeting(
        id=uow.new_id(),
        organisation_id=organisation_id,
        path=organisation.path,
        kind=kind,
        starts_at=starts_at.astimezone(TZ),
        place=place,
        moved_reason=moved_reason,
        drafted_by=uow.actor.id,
    )
    rule, rules = _rule(uow, kind, meeting.day)
    standing = standing_on(uow, organisation, meeting.day)
    enforce(policies.own_organisation_meets(meeting, uow.actor))
    enforce(policies.kind_suits_the_organisation(rule, standing, rules))
    enforce(policies.theme_day_is_kept(rule, meeting.day, moved_reason, rules))
    meeting.draft()
    uow.add(meeting)
    return meeting


def hold_meeting(uow: UnitOfWork, *, meeting_id: str, record: Mapping[str, Any]) -> Meeting:
    """Write the record of a meeting."""
    meeting = _in_reach(uow, meeting_id)
    written = _written(**record)
    organisation = organisation_in_reach(uow, meeting.organisation_id)
    meeting.hold(uow.actor, written, _frame(uow, meeting, written), formal=organisation.formal)
    return meeting


def correct_meeting(
    uow: UnitOfWork, *, meeting_id: str, record: Mapping[str, Any], note: str
) -> Meeting:
    """Write a next edition of a confirmed record."""
    meeting = _in_reach(uow, meeting_id)
    written = _written(**record)
    meeting.correct(uow.actor, written, _frame(uow, meeting, written), note=note)
    return meeting


def confirm_meeting(uow: UnitOfWork, *, meeting_id: str) -> Meeting:
    """Confirm the record; what was missing of a period that is over is counted again."""
    meeting = _in_reach(uow, meeting_id)
    before = meeting.held_on
    meeting.confirm(uow.actor, at=uow.now)
    count_again(uow, meeting, {day for day in (before, meeting.held_on) if day})
    return meeting


def cancel_meeting(uow: UnitOfWork, *, meeting_id: str, reason: str) -> Meeting:
    """Give up a meeting that was planned."""
    meeting = _in_reach(uow, meeting_id)
    meeting.cancel(uow.actor, reason=reason)
    return meeting


def reveal_minutes(
    uow: UnitOfWork, *, meeting_id: str, edition: int | None, reason: str
) -> Minutes:
    """Show the whole record to the organisation's own staff, for a reason, on the record."""
    return _in_reach(uow, meeting_id).reveal(uow.actor, edition=edition, reason=reason)


def _written(
    *,
    starts_at: datetime,
    place: str,
    moved_reason: str,
    host: str,
    recorder: str,
    attendees: Sequence[Mapping[str, Any]],
    agenda: Sequence[str],
    speeches: Sequence[Mapping[str, str]],
    decisions: Sequence[Mapping[str, Any]],
) -> Written:
    minutes = Minutes(
        host=host,
        recorder=recorder,
        attendees=tuple(Attendee(**each) for each in attendees),
        agenda=tuple(agenda),
        speeches=tuple(Speech(**each) for each in speeches),
        decisions=tuple(Vote(**each) for each in decisions),
    )
    return Written(minutes, starts_at.astimezone(TZ), place, moved_reason)


def _frame(uow: UnitOfWork, meeting: Meeting, written: Written) -> Frame:
    rule, rules = _rule(uow, meeting.kind, written.starts_at.date())
    return Frame(rule, rules, uow.now)


def _rule(uow: UnitOfWork, kind: str, day: date) -> tuple[KindRule, MeetingRules]:
    rules = meeting_rules(uow, day)
    return rules.kinds[kind], rules


def _in_reach(uow: UnitOfWork, meeting_id: str) -> Meeting:
    meeting = uow.get(Meeting, meeting_id)
    if not uow.actor.serves(meeting.path):
        raise NotFound("party.not_found", "没有找到该会议，或您无权查看。", id=meeting_id)
    return meeting
