"""Calls for ventures, needs, objections to a ranking: what comes in and what is shown."""

from services.incubation.workflow import (
    CALL,
    NEED,
    RANKING_OBJECTION,
    CallStatus,
    NeedStatus,
)
from shared.chassis.schema import Fen, Labelled, Offered, Paging, Schema, Time, fields, validate

SENTENCE = validate.Length(2, 500)
TITLE = validate.Length(2, 80)
DOCUMENT = validate.Length(2, 80)


class CallKey(Schema):
    """Which call."""

    call_id = fields.Str(required=True)


class DraftCall(Schema):
    """A call of the actor's unit: its budget in fen, and the rung of the ladder of grants."""

    title = fields.Str(required=True, validate=TITLE)
    year = fields.Int(required=True, strict=True, validate=validate.Range(2016, 2100))
    tier = fields.Str(required=True, validate=validate.OneOf(["MICRO", "DISTRICT"]))
    budget_fen = fields.Int(required=True, strict=True, validate=validate.Range(1))


class OpenCall(CallKey):
    """The window for projects, both days within it, and the decision."""

    opens_on = fields.Date(required=True)
    closes_on = fields.Date(required=True)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class RecommendedGrant(Schema):
    """What is recommended for a project, in fen, where it is less than was asked."""

    venture_id = fields.Str(required=True)
    grant_fen = fields.Int(required=True, strict=True, validate=validate.Range(1))


class AnnounceRanking(CallKey):
    """Show the ranking; who gets less than was asked is named."""

    grants = fields.List(fields.Nested(RecommendedGrant), load_default=list,
                         validate=validate.Length(max=500))  # fmt: skip


class ListCalls(Paging):
    """Filters of calls."""

    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in CallStatus]))


class Call(Schema):
    """A call, as anybody sees it."""

    call_id = fields.Str(attribute="id")
    path = fields.Str()
    title = fields.Str()
    year = fields.Int()
    tier = fields.Str()
    budget_fen = Fen()
    awarded_fen = Fen()
    left_fen = Fen()
    least_fen = Fen()
    most_fen = Fen()
    opens_on = fields.Date(allow_none=True)
    closes_on = fields.Date(allow_none=True)
    document_no = fields.Str()
    due = fields.Date(allow_none=True)
    provisional = fields.Bool()
    sample = fields.Bool()
    status = Labelled(CALL)
    version = fields.Int()
    offered = Offered(CALL)


class RaiseNeed(CallKey):
    """What is needed, in one's own words."""

    statement = fields.Str(required=True, validate=SENTENCE)


class NeedKey(Schema):
    """Which need."""

    need_id = fields.Str(required=True)


class PublishNeed(NeedKey):
    """The need in the organiser's words, without anybody's personal data, and whose it is."""

    title = fields.Str(required=True, validate=TITLE)
    group = fields.Str(required=True, validate=validate.Length(1, 40))


class DeclineNeed(NeedKey):
    """Why it is not put on the list."""

    reason = fields.Str(required=True, validate=SENTENCE)


class ListNeeds(Paging):
    """Needs of the calls that the actor's unit runs."""

    call_id = fields.Str(load_default=None)
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in NeedStatus]))


class ListPublishedNeeds(Paging, CallKey):
    """Needs that organisations may answer."""


class PublishedNeed(Schema):
    """A need as everybody reads it."""

    need_id = fields.Str(attribute="id")
    call_id = fields.Str()
    path = fields.Str()
    title = fields.Str()
    group = fields.Str()


class Need(PublishedNeed):
    """A need as who raised it and the organiser read it."""

    statement = fields.Str()
    raised_at = Time()
    answer = fields.Str()
    status = Labelled(NEED)
    version = fields.Int()
    offered = Offered(NEED)


class ListRanking(Paging, CallKey):
    """The ranking of a call, from the public notice on."""


class RankedVenture(Schema):
    """A ranked project as everybody reads it."""

    venture_id = fields.Str(attribute="id")
    title = fields.Str()
    organisation_name = fields.Str()
    field = fields.Str()
    score = fields.Decimal(attribute="verdict.score", as_string=True)
    rank = fields.Int(attribute="position")
    asked_fen = Fen()
    recommended_fen = Fen()


class ObjectToRanking(CallKey):
    """Against which project, and why; in one's own name."""

    venture_id = fields.Str(required=True)
    statement = fields.Str(required=True, validate=SENTENCE)


class RankingObjectionKey(Schema):
    """Which objection."""

    objection_id = fields.Str(required=True)


class AnswerRankingObjection(RankingObjectionKey):
    """The answer, and whether the objection holds."""

    answer = fields.Str(required=True, validate=SENTENCE)
    upheld = fields.Bool(required=True)


class ListRankingObjections(Paging, CallKey):
    """Objections to a ranking."""


class RankingObjection(Schema):
    """An objection as the organiser and who objected read it."""

    objection_id = fields.Str(attribute="id")
    call_id = fields.Str()
    venture_id = fields.Str()
    statement = fields.Str()
    filed_at = Time()
    answer = fields.Str()
    answered_at = Time(allow_none=True)
    status = Labelled(RANKING_OBJECTION)
    version = fields.Int()
    offered = Offered(RANKING_OBJECTION)
