"""What comes in and what is shown. Readers see editions; the original is never among them."""

from services.disclosure.workflow import RECORD
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

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


class RedactRecord(RecordKey):
    """What may be public."""

    content = fields.Nested(Content, required=True)


class CorrectRecord(RedactRecord):
    """The corrected content and what was wrong."""

    note = fields.Str(required=True, validate=_SENTENCE)


class WithdrawRecord(RecordKey):
    """Why it is taken back."""

    reason = fields.Str(required=True, validate=_SENTENCE)


class RecordLine(Schema):
    """A record as lists show it."""

    record_id = fields.Str(attribute="id")
    kind = fields.Str()
    title = fields.Str()
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


class PublicRecord(RecordLine):
    """A record as any reader sees it; of a withdrawn one no content is left."""

    source_id = fields.Str()
    editions = fields.List(fields.Nested(Edition), attribute="shown_editions")
    withdrawn_reason = fields.Str()


class Record(PublicRecord):
    """A record as the desk sees it: every edition, whatever became of it."""

    editions = fields.List(fields.Nested(Edition))
    source_event_id = fields.Str()
    content = fields.Dict()
    touches_people = fields.Bool()
    findings = fields.Dict()
    checked_by = fields.Str()
    approved_by = fields.Str()
    offered = Offered(RECORD)


class Duty(Schema):
    """What must be published, by law, and by when."""

    kind = fields.Str()
    title = fields.Str()
    basis = fields.Str()
    within = fields.Str()
    publisher = fields.Str()
