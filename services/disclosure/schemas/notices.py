"""Public notices and objections: what comes in and is shown. Who objected is masked (RED-01)."""

from services.disclosure.schemas.log import LogPlace
from services.disclosure.schemas.records import Content, Edition
from services.disclosure.workflow.notices import (
    NOTICE,
    OBJECTION,
    NoticeStatus,
    ObjectionStatus,
)
from shared.chassis import crypto
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

_SENTENCE, _LONG = validate.Length(2, 500), validate.Length(2, 2000)


class NoticeKey(Schema):
    """Which notice."""

    notice_id = fields.Str(required=True)


class ObjectionKey(Schema):
    """Which objection."""

    objection_id = fields.Str(required=True)


class ListNotices(Paging):
    """Notices of one kind or in one state."""

    kind = fields.Str(load_default=None)
    status = fields.Str(load_default=None, validate=validate.OneOf([*NoticeStatus]))


class ListNoticeObjections(Paging):
    """Objections to one notice or in one state."""

    notice_id = fields.Str(load_default=None)
    status = fields.Str(load_default=None, validate=validate.OneOf([*ObjectionStatus]))


class ClearNotice(NoticeKey):
    """Title and content without what may not be public."""

    title = fields.Str(required=True, validate=validate.Length(2, 200))
    content = fields.Nested(Content, required=True)


class ObjectToNotice(NoticeKey):
    """Who objects, how to be reached, and to what."""

    name = fields.Str(required=True, validate=validate.Length(1, 80))
    phone = fields.Str(
        required=True, validate=validate.Regexp(r"^1[3-9]\d{9}$", error="手机号码应为 11 位数字。")
    )
    statement = fields.Str(required=True, validate=_LONG)


class AnswerNoticeObjection(ObjectionKey):
    """The answer and its basis; with `content`, what is shown anew, and what changed."""

    upheld = fields.Bool(required=True)
    answer = fields.Str(required=True, validate=_LONG)
    basis = fields.Str(required=True, validate=_SENTENCE)
    content = fields.Nested(Content, load_default=None, allow_none=True)
    changed = fields.Str(load_default="", validate=validate.Length(max=500))


class RevealObjector(ObjectionKey):
    """Why the objector must be reached."""

    reason = fields.Str(required=True, validate=_SENTENCE)


class NoticeLine(Schema):
    """A notice as lists show it."""

    notice_id = fields.Str(attribute="id")
    source = fields.Str()
    matter_id = fields.Str()
    kind = fields.Str()
    title = fields.Str(attribute="shown_title")
    path = fields.Str()
    basis = fields.Str()
    round = fields.Int()
    due = fields.Date(allow_none=True)
    provisional = fields.Bool()
    objections = fields.Int()
    open = fields.Int()
    ended_at = Time(allow_none=True)
    status = Labelled(NOTICE)
    version = fields.Int()


class PublicNotice(NoticeLine):
    """A notice as everybody reads it: every round, with what changed."""

    editions = fields.List(fields.Nested(Edition), attribute="shown_editions")
    log = fields.List(fields.Nested(LogPlace), attribute="logged")


class Notice(PublicNotice):
    """A notice as the desk sees it."""

    title = fields.Str()
    content = fields.Dict()
    unit = fields.Str()
    period = fields.Str()
    offered = Offered(NOTICE)


class NoticeObjection(Schema):
    """An objection: for who made it or entered it, and for the unit that answers."""

    objection_id = fields.Str(attribute="id")
    notice_id = fields.Str()
    round = fields.Int()
    name = fields.Function(lambda objection: crypto.mask_name(objection.name))
    phone = fields.Function(lambda objection: crypto.mask_phone(objection.phone))
    statement = fields.Str()
    filed_at = Time()
    due = fields.Date()
    provisional = fields.Bool()
    late = fields.Bool()
    answer = fields.Str()
    basis = fields.Str()
    answered_at = Time(allow_none=True)
    status = Labelled(OBJECTION)
    version = fields.Int()
    offered = Offered(OBJECTION)


class Objector(Schema):
    """Who objected, unmasked: shown once, logged."""

    objection_id = fields.Str(attribute="id")
    name = fields.Str()
    phone = fields.Str()
