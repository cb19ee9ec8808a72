"""Meetings: their numbers for those above, their whole record for the organisation's own staff."""

from typing import Any

from marshmallow import ValidationError

from services.party.model import month_of
from services.party.policies import STANDINGS
from services.party.workflow import GAP, MEETING, GapStatus, MeetingStatus
from shared.chassis.schema import (
    Labelled,
    Offered,
    Paging,
    Schema,
    Time,
    current_actor,
    fields,
    validate,
)
from shared.kernel.errors import Invalid

NAME = validate.Length(1, 60)
SENTENCE = validate.Length(2, 500)
COUNT = validate.Range(0, 10_000)
KINDS = ("GENERAL", "COMMITTEE", "GROUP", "LECTURE", "THEME_DAY", "LIFE", "REVIEW")


def a_month(text: str) -> bool:
    """Accept "2026-10"; say what is wrong otherwise."""
    try:
        month_of(text)
    except Invalid as bad:
        raise ValidationError(bad.message) from bad
    return True


class MeetingKey(Schema):
    """Which meeting."""

    meeting_id = fields.Str(required=True)


class ListMeetings(Paging):
    """Filters of meetings."""

    organisation_id = fields.Str(load_default=None)
    kind = fields.Str(load_default=None, validate=validate.OneOf(KINDS))
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in MeetingStatus]))


class DraftMeeting(Schema):
    """What an organisation will hold, when and where; why, when 主题党日 leaves its day."""

    organisation_id = fields.Str(required=True)
    kind = fields.Str(required=True, validate=validate.OneOf(KINDS))
    starts_at = Time(required=True)
    place = fields.Str(required=True, validate=validate.Length(2, 120))
    moved_reason = fields.Str(load_default="", validate=validate.Length(max=200))


class AttendeeFields(Schema):
    """Somebody who should attend or sat in; absent ones with their reason."""

    name = fields.Str(required=True, validate=NAME)
    standing = fields.Str(required=True, validate=validate.OneOf(list(STANDINGS)))
    present = fields.Bool(required=True)
    reason = fields.Str(load_default="", validate=validate.Length(max=200))


class SpeechFields(Schema):
    """Who said what."""

    speaker = fields.Str(required=True, validate=NAME)
    said = fields.Str(required=True, validate=validate.Length(1, 5000))


class VoteFields(Schema):
    """What was decided, by how many votes."""

    matter = fields.Str(required=True, validate=SENTENCE)
    in_favour = fields.Int(required=True, strict=True, validate=COUNT)
    against = fields.Int(required=True, strict=True, validate=COUNT)
    abstained = fields.Int(required=True, strict=True, validate=COUNT)


class MinutesFields(Schema):
    """When and where it really was, who came, what was said and decided."""

    starts_at = Time(required=True)
    place = fields.Str(required=True, validate=validate.Length(2, 120))
    moved_reason = fields.Str(load_default="", validate=validate.Length(max=200))
    host = fields.Str(required=True, validate=NAME)
    recorder = fields.Str(required=True, validate=NAME)
    attendees = fields.List(fields.Nested(AttendeeFields), required=True,
                            validate=validate.Length(1, 2000))  # fmt: skip
    agenda = fields.List(fields.Str(validate=SENTENCE), required=True,
                         validate=validate.Length(1, 50))  # fmt: skip
    speeches = fields.List(fields.Nested(SpeechFields), load_default=list,
                           validate=validate.Length(max=500))  # fmt: skip
    decisions = fields.List(fields.Nested(VoteFields), load_default=list,
                            validate=validate.Length(max=50))  # fmt: skip


class HoldMeeting(MeetingKey):
    """The record."""

    record = fields.Nested(MinutesFields, required=True)


class CorrectMeeting(HoldMeeting):
    """The record as it should have been, and what was wrong."""

    note = fields.Str(required=True, validate=SENTENCE)


class CancelMeeting(MeetingKey):
    """Why it does not take place."""

    reason = fields.Str(required=True, validate=SENTENCE)


class RevealMinutes(MeetingKey):
    """Why the whole record is read; of a confirmed edition, or as it was written last."""

    edition = fields.Int(load_default=None, strict=True, validate=validate.Range(1, 1000))
    reason = fields.Str(required=True, validate=SENTENCE)


class Decided(Schema):
    """Votes on one matter, without the matter."""

    number = fields.Int()
    in_favour = fields.Int()
    against = fields.Int()
    abstained = fields.Int()
    needed = fields.Int()
    carried = fields.Bool()


class TallyView(Schema):
    """A record in numbers; `why` says why it does not count."""

    entitled = fields.Int()
    voters_present = fields.Int()
    present = fields.Int()
    absent = fields.Int()
    valid = fields.Bool()
    why = fields.Str()
    results = fields.List(fields.Nested(Decided))


class EditionView(Schema):
    """A confirmed record in numbers."""

    number = fields.Int()
    starts_at = Time()
    tally = fields.Nested(TallyView)
    confirmed_at = Time()


class _OwnStaff(fields.Str):
    """What the organisation wrote for itself: "" for everybody else, as it may name people."""

    def serialize(self, attr: str, obj: Any, accessor: Any = None, **kwargs: Any) -> Any:
        """Ask who looks."""
        return getattr(obj, attr) if current_actor.get().path == obj.path else ""


class Meeting(Schema):
    """A meeting in numbers: names, agenda and speeches are not among them.

    Why it was moved, corrected or cancelled is shown to the organisation's own staff only.
    """

    meeting_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    path = fields.Str()
    kind = fields.Str()
    starts_at = Time()
    place = fields.Str()
    moved_reason = _OwnStaff()
    tally = fields.Nested(TallyView, allow_none=True)
    rules = fields.Str()
    note = _OwnStaff()
    editions = fields.List(fields.Nested(EditionView))
    held_on = fields.Date(allow_none=True)
    counts = fields.Bool()
    cancelled_reason = _OwnStaff()
    status = Labelled(MEETING)
    version = fields.Int()
    offered = Offered(MEETING)


class FullMinutes(Schema):
    """The whole record: read once, logged."""

    host = fields.Str()
    recorder = fields.Str()
    attendees = fields.List(fields.Nested(AttendeeFields))
    agenda = fields.List(fields.Str())
    speeches = fields.List(fields.Nested(SpeechFields))
    decisions = fields.List(fields.Nested(VoteFields))


class ListMeetingGaps(Paging):
    """Filters of missing meetings."""

    period = fields.Str(load_default=None, validate=validate.Length(4, 7))
    kind = fields.Str(load_default=None, validate=validate.OneOf(KINDS))
    organisation_id = fields.Str(load_default=None)
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in GapStatus]))


class MeetingGap(Schema):
    """A period without the meetings that were due in it; `said` says it in words."""

    gap_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    path = fields.Str()
    kind = fields.Str()
    period = fields.Str()
    first = fields.Date()
    last = fields.Date()
    least = fields.Int()
    held = fields.Int()
    invalid = fields.Int()
    said = fields.Str()
    status = Labelled(GAP)


class CheckMeetings(Schema):
    """Which month that is over is looked through again."""

    month = fields.Str(required=True, validate=a_month)


class MeetingCheck(Schema):
    """That a month is being looked through."""

    month = fields.Str(attribute="id")
    ordered_at = Time()
