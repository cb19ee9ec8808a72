"""What comes in and what is shown. Readers see editions; the original is never among them."""

from typing import Any

from services.disclosure.policies import CHECKS
from services.disclosure.schemas.log import LogPlace
from services.disclosure.workflow import APPROVE, CHECK, RECORD
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

_SENTENCE = validate.Length(2, 500)


class RecordKey(Schema):
    """Which record."""

    record_id = fields.Str(required=True)


class ListPublic(Paging):
    """Filters of what is public."""

    kind = fields.Str(load_default=None)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class ListRecords(ListPublic):
    """Filters of the desk: by state, or only what is late."""

    status = fields.Str(load_default=None)
    overdue = fields.Bool(load_default=None)


class Content(Schema):
    """A text, or a table with columns and rows, or both."""

    text = fields.Str(load_default="", validate=validate.Length(max=100_000))
    columns = fields.List(fields.Str(), load_default=list)
    rows = fields.List(fields.List(fields.Str()), load_default=list)


class CheckRecord(RecordKey):
    """The three checks; empty means that nothing stands against publication."""

    secrecy = fields.Str(required=True, validate=validate.Length(max=500))
    third_party = fields.Str(required=True, validate=validate.Length(max=500))
    internal = fields.Str(required=True, validate=validate.Length(max=500))


class TakenOut(Schema):
    """What the checker took out and which check stands against it, as readers are told."""

    what = fields.Str(required=True, validate=validate.Length(2, 200))
    check = fields.Str(required=True, validate=validate.OneOf(CHECKS))


class RedactRecord(RecordKey):
    """What may be public; without a title the title stays. What is missing is told to readers."""

    content = fields.Nested(Content, required=True)
    title = fields.Str(load_default=None, allow_none=True, validate=validate.Length(2, 200))
    taken_out = fields.List(fields.Nested(TakenOut), load_default=list)


class RevealOriginal(RecordKey):
    """Why the original is needed."""

    reason = fields.Str(required=True, validate=_SENTENCE)


class CorrectRecord(RecordKey):
    """The corrected content and what was wrong."""

    content = fields.Nested(Content, required=True)
    note = fields.Str(required=True, validate=_SENTENCE)


class WithdrawRecord(RecordKey):
    """Why it is taken back."""

    reason = fields.Str(required=True, validate=_SENTENCE)


class RecordLine(Schema):
    """A record as lists show it; numbers of persons in a title are masked."""

    record_id = fields.Str(attribute="id")
    kind = fields.Str()
    title = fields.Str(attribute="shown_title")
    path = fields.Str()
    status = Labelled(RECORD)
    formed_at = Time()
    due = fields.Date()
    provisional = fields.Bool()
    overdue = fields.Bool()
    published_at = Time(allow_none=True)
    version = fields.Int()


class Edition(Schema):
    """One published edition with the SHA-256 of its content (sorted, unspaced JSON)."""

    number = fields.Int()
    content = fields.Dict()
    digest = fields.Str()
    published_at = Time()
    note = fields.Str()


class Omission(Schema):
    """What was taken out and why (条例 §37); never what it said."""

    what = fields.Str()
    why = fields.Str()


class AttachedFile(Schema):
    """A file with its SHA-256: where numbers of persons stand, what no list may hold, remarks."""

    file_id = fields.Str()
    name = fields.Str()
    media_type = fields.Str()
    size = fields.Int()
    digest = fields.Str()
    places = fields.List(fields.Str())
    bars = fields.List(fields.Str())
    remarks = fields.List(fields.Str())
    redacts = fields.Bool()


class PublicRecord(RecordLine):
    """A record as any reader sees it; what was withdrawn or taken off shows no content."""

    source_id = fields.Str()
    omissions = fields.List(fields.Nested(Omission), attribute="told_omissions")
    web_until = fields.Date(allow_none=True)
    taken_off_at = Time(allow_none=True)
    editions = fields.List(fields.Nested(Edition), attribute="shown_editions")
    withdrawn_reason = fields.Str()
    log = fields.List(fields.Nested(LogPlace), attribute="logged")


def _as_checked(record: Any, name: str) -> Any:
    """Return title or content as it stands to who checks or approves; masked to all others."""
    actor = current_actor.get()
    whole = actor.may(CHECK) or actor.may(APPROVE)
    return getattr(record, name if whole else f"shown_{name}")


class _Title(fields.Str):
    """The title, masked to who neither checks nor approves."""

    def serialize(self, attr: str, obj: Any, accessor: Any = None, **kwargs: Any) -> Any:
        """Ask who looks."""
        return _as_checked(obj, "title")


class _Content(fields.Dict):
    """The content, masked to who neither checks nor approves."""

    def serialize(self, attr: str, obj: Any, accessor: Any = None, **kwargs: Any) -> Any:
        """Ask who looks."""
        return _as_checked(obj, "content")


class Review(Schema):
    """One look at what is kept back."""

    on = fields.Date()
    kept = fields.Bool()
    reason = fields.Str()


class Withholding(Schema):
    """Why it is kept back, and every look at it since."""

    ground = fields.Str()
    reason = fields.Str()
    on = fields.Date()
    reviews = fields.List(fields.Nested(Review))


class Record(PublicRecord):
    """A record as the desk sees it: every edition, whatever became of it."""

    title = _Title()
    editions = fields.List(fields.Nested(Edition))
    source_event_id = fields.Str()
    content = _Content()
    attachments = fields.List(fields.Nested(AttachedFile))
    board_until = fields.Date(allow_none=True)
    touches_people = fields.Bool()
    findings = fields.Dict()
    checked_by = fields.Str()
    approved_by = fields.Str()
    index_no = fields.Str()
    makers = fields.List(fields.Str())
    withholding = fields.Nested(Withholding, allow_none=True)
    review_on = fields.Date(allow_none=True)
    offered = Offered(RECORD)


class Finding(Schema):
    """One number of a person: pointer, row, column, first and last character, kind; counted from 1.

    The number itself is nowhere in it.
    """

    pointer = fields.Str()
    row = fields.Int(allow_none=True)
    column = fields.Int(allow_none=True)
    first = fields.Int()
    last = fields.Int()
    kind = fields.Str()
    said = fields.Str()


class Bar(Schema):
    """What may not stand on a list of people: a pointer, a kind, a sentence."""

    pointer = fields.Str()
    what = fields.Str()
    said = fields.Str()


class Redaction(Schema):
    """What the system proposes: title and content without what it found, and where it found it."""

    record_id = fields.Str()
    version = fields.Int()
    title = fields.Str()
    content = fields.Dict()
    findings = fields.List(fields.Nested(Finding))
    bars = fields.List(fields.Nested(Bar))
    omissions = fields.List(fields.Nested(Omission))


class OriginalContent(Schema):
    """Title and content before redaction: shown once, logged."""

    record_id = fields.Str(attribute="id")
    title = fields.Str()
    content = fields.Dict()


class Duty(Schema):
    """A row of the catalogue: what, by which law, in what time, by and for whom, where and how."""

    kind = fields.Str()
    title = fields.Str()
    basis = fields.Str()
    within = fields.Str()
    publisher = fields.Str()
    group = fields.Str()
    elements = fields.Str()
    channel = fields.Str()
    audience = fields.Str()
    way = fields.Str()
    level = fields.Str()
