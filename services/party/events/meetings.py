"""Facts of meetings and of meetings that are missing. Who came and what was said is in none."""

from datetime import date, datetime

from shared.kernel.events import Fact, fact


@fact("party.meeting.drafted", label="拟定组织生活")
class MeetingDrafted(Fact):
    """An organisation will meet."""

    meeting_id: str
    path: str
    organisation_id: str
    kind: str
    starts_at: datetime


@fact("party.meeting.held", label="登记会议记录")
class MeetingHeld(Fact):
    """It met; the record waits for another hand."""

    meeting_id: str
    path: str
    organisation_id: str
    kind: str
    starts_at: datetime
    entitled: int
    voters_present: int


@fact("party.meeting.confirmed", label="确认会议记录")
class MeetingConfirmed(Fact):
    """An edition of the record was confirmed; `valid` says whether it counts (PTY-20)."""

    meeting_id: str
    path: str
    organisation_id: str
    kind: str
    held_on: date
    edition: int
    valid: bool
    entitled: int
    voters_present: int
    decisions: int
    carried: int


@fact("party.meeting.corrected", label="更正会议记录")
class MeetingCorrected(Fact):
    """A next edition was written; the one before it counts until this one is confirmed."""

    meeting_id: str
    path: str
    organisation_id: str
    kind: str
    edition: int


@fact("party.meeting.cancelled", label="取消会议")
class MeetingCancelled(Fact):
    """It will not take place."""

    meeting_id: str
    path: str
    organisation_id: str
    kind: str


@fact("party.meeting.revealed", label="查看会议记录全文")
class MinutesRevealed(Fact):
    """Somebody of the organisation read names and speeches, and why."""

    meeting_id: str
    path: str
    organisation_id: str
    kind: str
    reason: str


@fact("party.meeting_gap.found", label="组织生活缺开")
class MeetingGapFound(Fact):
    """A period ended without the meetings that were due in it (PTY-22)."""

    gap_id: str
    path: str
    organisation_id: str
    kind: str
    period: str
    least: int
    held: int
    invalid: int


@fact("party.meeting_gap.settled", label="组织生活缺开销号")
class MeetingGapSettled(Fact):
    """A record confirmed later shows that the meetings took place."""

    gap_id: str
    path: str
    organisation_id: str
    kind: str
    period: str


@fact("party.meeting_gap.reopened", label="组织生活缺开重新提示")
class MeetingGapReopened(Fact):
    """A correction shows that a meeting did not count after all."""

    gap_id: str
    path: str
    organisation_id: str
    kind: str
    period: str


@fact("party.meeting_check.ordered", label="复查组织生活")
class MeetingCheckOrdered(Fact):
    """Somebody had a month that is over looked through once more."""

    month: str
    path: str
