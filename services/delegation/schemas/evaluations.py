"""Evaluations of streets. Before the notice a street sees its own result only."""

from decimal import Decimal

from marshmallow import ValidationError

from services.delegation.policies import ASSESSORS
from services.delegation.schemas.parts import DOCUMENT, SENTENCE, Reason
from services.delegation.workflow import APPEAL, EVALUATION, EvaluationStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

_UNITS = validate.Length(1, 300)


def two_places(score: Decimal) -> bool:
    """Accept 0 to 100 with at most two places: a score is never rounded on its way in."""
    places = -int(score.as_tuple().exponent)
    if not 0 <= score <= 100 or places > 2:
        raise ValidationError("分数在 0 至 100 之间，最多两位小数。")
    return True


class EvaluationKey(Schema):
    """Which evaluation."""

    evaluation_id = fields.Str(required=True)


class OpenEvaluation(Schema):
    """A period, "2026" or "2026Q3". `streets` and `peers`: unit codes; without them all."""

    period = fields.Str(required=True, validate=validate.Length(4, 6))
    title = fields.Str(required=True, validate=validate.Length(2, 80))
    streets = fields.List(fields.Str(), load_default=None, validate=_UNITS)
    peers = fields.List(fields.Str(), load_default=None, validate=_UNITS)


class ThirdPartyContract(Schema):
    """A contract of the third party with a unit; `last` empty: without end."""

    unit = fields.Str(required=True)
    first = fields.Date(required=True)
    last = fields.Date(load_default=None, allow_none=True)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class EngageThirdParty(EvaluationKey):
    """A third party by its credit code, with every contract that it declares (EVP-04)."""

    assessor = fields.Str(required=True, validate=validate.Length(equal=18))
    name = fields.Str(required=True, validate=validate.Length(2, 80))
    document_no = fields.Str(required=True, validate=DOCUMENT)
    contracts = fields.List(fields.Nested(ThirdPartyContract), required=True)


class AssessSelf(EvaluationKey):
    """One's own score and the report it stands in."""

    score = fields.Decimal(required=True, validate=two_places)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class AssessPeer(AssessSelf):
    """A score for another street."""

    street = fields.Str(required=True)


class AssessThird(AssessPeer):
    """What a third party's report says of a street."""

    assessor = fields.Str(required=True, validate=validate.Length(equal=18))


class EvaluatedKey(Schema):
    """Which street of which evaluation."""

    evaluated_id = fields.Str(required=True)


class VetoResult(EvaluatedKey, Reason):
    """Which serious event caps the score, and the decision's number (EVP-08)."""

    document_no = fields.Str(required=True, validate=DOCUMENT)


class ReweightResult(VetoResult):
    """The weights of exactly the kinds that are there, adding up to 100 (EVP-05)."""

    weights = fields.Dict(
        keys=fields.Str(validate=validate.OneOf(list(ASSESSORS))),
        values=fields.Int(strict=True, validate=validate.Range(1, 100)),
        required=True,
    )


class FileAppeal(EvaluatedKey):
    """Why the result is wrong."""

    grounds = fields.Str(required=True, validate=SENTENCE)


class AnswerAppeal(Schema):
    """The answer; when upheld, what is put right: the veto, or peers' scores by unit code."""

    appeal_id = fields.Str(required=True)
    upheld = fields.Bool(required=True)
    answer = fields.Str(required=True, validate=SENTENCE)
    document_no = fields.Str(required=True, validate=DOCUMENT)
    lifts_veto = fields.Bool(load_default=False)
    strikes = fields.List(fields.Str(), load_default=list)


class ListEvaluations(Paging):
    """Filters of evaluations."""

    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in EvaluationStatus])
    )


class ListOfEvaluation(Paging):
    """Something of one evaluation."""

    evaluation_id = fields.Str(required=True)


class ListEvaluationNotices(Paging):
    """Every evaluation whose results everybody may read."""


class SnapshotKey(Schema):
    """Which snapshot."""

    snapshot_id = fields.Str(required=True)


class AssessorScore(Schema):
    """One kind of assessors; `flaw` MISSING or TOO_FEW."""

    kind = fields.Str()
    score = fields.Decimal(as_string=True, allow_none=True)
    sample = fields.Int()
    flaw = fields.Str()


class EvaluationResult(Schema):
    """A result with everything that it follows from.

    `low` and `high`: Wilson interval of the share of content ratings, in percent. `on_time_rate`
    stands beside the score and is no part of it.
    """

    completeness = fields.Str()
    total = fields.Decimal(as_string=True, allow_none=True)
    grade = fields.Str()
    rank = fields.Int(allow_none=True)
    held_back = fields.Bool()
    vetoed = fields.Bool()
    kinds = fields.List(fields.Nested(AssessorScore))
    weights = fields.Dict(keys=fields.Str(), values=fields.Int())
    others = fields.Decimal(as_string=True, allow_none=True)
    self_counted = fields.Decimal(as_string=True, allow_none=True)
    capped = fields.Bool()
    low = fields.Decimal(as_string=True, allow_none=True)
    high = fields.Decimal(as_string=True, allow_none=True)
    on_time_rate = fields.Decimal(as_string=True, allow_none=True)


class PublicStreetResult(Schema):
    """A street's result as everybody reads it; a decision is named by its document."""

    street = fields.Str()
    name = fields.Str()
    result = fields.Nested(EvaluationResult, allow_none=True)
    veto_document_no = fields.Str(attribute="veto.document_no")
    reweighting_document_no = fields.Str(attribute="reweighting.document_no")


class EvaluatedStreet(PublicStreetResult):
    """A street in an evaluation as those who take part see it."""

    evaluated_id = fields.Str(attribute="id")
    evaluation_id = fields.Str()
    path = fields.Str()
    held = fields.List(fields.Str())
    accepted = fields.Int(attribute="inputs.accepted")
    decided = fields.Int(attribute="inputs.decided")
    on_time = fields.Int(attribute="inputs.on_time")
    veto_reason = fields.Str(attribute="veto.reason")
    veto_lifted = fields.Bool(attribute="veto.lifted")
    reweighting_reason = fields.Str(attribute="reweighting.reason")
    version = fields.Int()


class EvaluationLine(Schema):
    """An evaluation as lists show it."""

    evaluation_id = fields.Str(attribute="id")
    path = fields.Str()
    kind = fields.Str()
    period = fields.Str()
    title = fields.Str()
    status = Labelled(EVALUATION)
    due = fields.Date(attribute="running.due")
    provisional = fields.Bool()
    version = fields.Int()


class Engagement(Schema):
    """A third party and the contracts it declared."""

    assessor = fields.Str()
    name = fields.Str()
    document_no = fields.Str()
    contracts = fields.List(fields.Nested(ThirdPartyContract), attribute="ties")


class Observation(Schema):
    """What a quarter's evaluation said of a street; shown beside the year's, never added to it."""

    period = fields.Str()
    street = fields.Str()
    total = fields.Decimal(as_string=True, allow_none=True)
    mass_sample = fields.Int()


class Evaluation(EvaluationLine):
    """An evaluation with the streets that the reader may see."""

    first = fields.Date()
    last = fields.Date()
    method = fields.Str(attribute="method.pack")
    weights = fields.Dict(keys=fields.Str(), values=fields.Int(), attribute="method.weights")
    organiser = fields.Str()
    peers = fields.List(fields.Str())
    subjects = fields.List(fields.Str())
    engagements = fields.List(fields.Nested(Engagement))
    scoring_until = fields.Date(attribute="scoring.due")
    notice_until = fields.Date(attribute="notice.due")
    appeal_until = fields.Date(attribute="appeal.due")
    awaited = fields.Function(lambda evaluation: evaluation.awaited())
    streets = fields.List(fields.Nested(EvaluatedStreet))
    observations = fields.List(fields.Nested(Observation))
    offered = Offered(EVALUATION)


class EvaluationNotice(EvaluationLine):
    """The results as everybody may read them from the notice on."""

    method = fields.Str(attribute="method.pack")
    weights = fields.Dict(keys=fields.Str(), values=fields.Int(), attribute="method.weights")
    notice_until = fields.Date(attribute="notice.due")
    appeal_until = fields.Date(attribute="appeal.due")
    streets = fields.List(fields.Nested(PublicStreetResult))


class Mark(Schema):
    """A score of one unit for one street."""

    mark_id = fields.Str(attribute="id")
    evaluation_id = fields.Str()
    evaluated_id = fields.Str()
    kind = fields.Str()
    assessor = fields.Str()
    score = fields.Decimal(as_string=True)
    document_no = fields.Str()
    at = Time()
    struck = fields.Bool()
    version = fields.Int()


class Appeal(Schema):
    """An appeal and its answer."""

    appeal_id = fields.Str(attribute="id")
    evaluation_id = fields.Str()
    evaluated_id = fields.Str()
    unit = fields.Str()
    grounds = fields.Str()
    status = Labelled(APPEAL)
    filed_at = Time()
    answer = fields.Str()
    lifts_veto = fields.Bool()
    strikes = fields.List(fields.Str())
    document_no = fields.Str()
    answered_at = Time(allow_none=True)
    version = fields.Int()
    offered = Offered(APPEAL)


class SnapshotLine(Schema):
    """The seal over one state; `intact` says whether the content is still what was sealed."""

    snapshot_id = fields.Str(attribute="id")
    evaluation_id = fields.Str()
    number = fields.Int()
    state = fields.Str()
    previous_digest = fields.Str()
    digest = fields.Str()
    intact = fields.Bool(attribute="is_intact")
    at = Time()


class Snapshot(SnapshotLine):
    """What one state rested on."""

    content = fields.Dict()
