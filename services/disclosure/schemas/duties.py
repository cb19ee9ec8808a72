"""Duties entered by hand, what is kept back, guide and directory: what comes in and is shown."""

from services.disclosure.policies.duties import ORIGINS, WITHHELD_FOR
from services.disclosure.schemas.records import Content, RecordKey, RecordLine, Withholding
from shared.chassis.schema import Paging, Schema, Time, fields, validate

_SENTENCE = validate.Length(2, 500)


class DraftRecord(Schema):
    """What one's unit formed: its kind from the catalogue, when, and who made it (§10).

    `origin`: OWN, JOINT (name all makers and the lead), OBTAINED from citizens, RECEIVED.
    """

    kind = fields.Str(required=True, validate=validate.Length(2, 40))
    title = fields.Str(required=True, validate=validate.Length(2, 200))
    content = fields.Nested(Content, required=True)
    formed_at = Time(required=True)
    origin = fields.Str(load_default="OWN", validate=validate.OneOf(ORIGINS))
    makers = fields.List(fields.Str(), load_default=list)
    lead = fields.Str(load_default="")
    touches_people = fields.Bool(load_default=True)


class WriteRecord(RecordKey):
    """The content that is owed."""

    content = fields.Nested(Content, required=True)


class WithholdRecord(RecordKey):
    """Which check stands against publication, or that it is given on request only; and why."""

    ground = fields.Str(required=True, validate=validate.OneOf(WITHHELD_FOR))
    reason = fields.Str(required=True, validate=_SENTENCE)


class ReviewRecord(RecordKey):
    """Why it stays back, or need not any more."""

    reason = fields.Str(required=True, validate=_SENTENCE)


class ListWithheld(Paging):
    """What is kept back; `due` leaves only what must be looked at again now."""

    due = fields.Bool(load_default=False)


class ListDirectory(Paging):
    """The directory of one publisher or one kind."""

    publisher = fields.Str(load_default=None)
    kind = fields.Str(load_default=None)


class WithheldRecord(RecordLine):
    """Something that is kept back, as lists show it."""

    withholding = fields.Nested(Withholding, allow_none=True)
    review_on = fields.Date(allow_none=True)


class OverdueRecord(RecordLine):
    """What is late, and who is late."""

    publisher = fields.Str()
    publisher_name = fields.Str()


class DirectoryEntry(Schema):
    """One line of the directory (目录): index number, name, summary, day of creation (§12)."""

    record_id = fields.Str(attribute="id")
    index_no = fields.Str()
    name = fields.Str(attribute="shown_title")
    summary = fields.Str()
    formed_at = Time()
    kind = fields.Str()
    publisher = fields.Str()
    published_at = Time(allow_none=True)


class Guide(Schema):
    """The guide (指南): how information is sorted, how it is got, and whom to ask (§12).

    `classes`: group and name; `office`: name, address, hours, telephone, fax, website.
    """

    classes = fields.List(fields.Dict())
    arrangement = fields.Str()
    ways = fields.List(fields.Str())
    office = fields.Dict()
    on_request = fields.Str()
    source = fields.Str()
