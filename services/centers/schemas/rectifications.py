"""Answers to bad ratings. No view leads to the case or the rater (EVAL-02)."""

from services.centers.schemas.figures import RatingFigures
from services.centers.workflow import RECTIFICATION, RectificationStatus
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

_TEXT = validate.Length(2, 500)


class RectificationKey(Schema):
    """Which rectification."""

    rectification_id = fields.Str(required=True)


class PromiseFix(RectificationKey):
    """The day by which it will be right."""

    on = fields.Date(required=True)


class Explain(RectificationKey):
    """Why the law does not allow what was asked for."""

    answer = fields.Str(required=True, validate=_TEXT)
    basis = fields.Str(required=True, validate=validate.Length(2, 120))


class Dispute(RectificationKey):
    """Why the rating is thought to be a mistake."""

    reasons = fields.Str(required=True, validate=_TEXT)


class ReviewAppeal(RectificationKey):
    """Why the appeal is right or wrong, and the number of the decision."""

    reasons = fields.Str(required=True, validate=_TEXT)
    document_no = fields.Str(required=True, validate=validate.Length(2, 80))


class FinishFix(RectificationKey):
    """What was done."""

    measures = fields.Str(required=True, validate=_TEXT)


class CallBack(RectificationKey):
    """What the rater said when called back."""

    satisfied = fields.Bool(required=True)


class RevealRater(RectificationKey):
    """Why the rater must be reached."""

    reason = fields.Str(required=True, validate=_TEXT)


class ListRectifications(Paging):
    """Filters of the list; `late` shows what missed a limit, `mine` what the asker took."""

    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in RectificationStatus])
    )
    late = fields.Bool(load_default=None)
    mine = fields.Bool(load_default=False)


class RectificationLine(Schema):
    """A rectification as lists show it: no case, no time of day, no rater."""

    rectification_id = fields.Str(attribute="id")
    status = Labelled(RECTIFICATION)
    path = fields.Str()
    item_id = fields.Str()
    item_name = fields.Str()
    level = fields.Int()
    named = fields.Bool()
    rated_on = fields.Date()
    contact_by = fields.Date(attribute="contact_by.due", dump_default=None)
    fix_by = fields.Date(attribute="fix_due")
    provisional = fields.Bool()
    handler = fields.Str()
    contact_late = fields.Bool()
    fix_late = fields.Bool()
    version = fields.Int()


class AppealReview(Schema):
    """How the appeal was decided."""

    upheld = fields.Bool()
    reasons = fields.Str()
    at = Time()


class Rectification(RectificationLine):
    """A rectification as its page shows it. The comment is for the handler alone."""

    channel = fields.Str()
    comment = fields.Function(
        lambda it: it.comment if current_actor.get().id == it.handler else None
    )
    contacted_at = Time(allow_none=True)
    promised_on = fields.Date(allow_none=True)
    answer = fields.Str()
    basis = fields.Str()
    dispute = fields.Str()
    review = fields.Nested(AppealReview, allow_none=True)
    misjudged = fields.Bool()
    measures = fields.Str()
    settled_at = Time(allow_none=True)
    called_back_at = Time(allow_none=True)
    satisfied = fields.Bool(allow_none=True)
    closed_at = Time(allow_none=True)
    offered = Offered(RECTIFICATION)


class RaterContact(Schema):
    """How to reach a named rater, and about which case: shown once, logged."""

    rectification_id = fields.Str(attribute="id")
    case_id = fields.Str()
    name = fields.Str(attribute="contact_name")
    phone = fields.Str(attribute="contact_phone")


class RateVisit(Schema):
    """Five levels, of a visit; voluntary and always anonymous."""

    ticket_id = fields.Str(required=True)
    level = fields.Int(required=True, strict=True, validate=validate.Range(1, 5))
    comment = fields.Str(load_default="", validate=validate.Length(max=500))


class VisitRating(Schema):
    """Her own rating, shown to the one who gave it."""

    ticket_id = fields.Str(attribute="case_id")
    level = fields.Int()


class Indicators(Schema):
    """好差评 indicators of a month, in percent; null where there is nothing to divide by."""

    figures = fields.Nested(RatingFigures)
    finished = fields.Int()
    rectified = fields.Int()
    named = fields.Int()
    called_back = fields.Int()
    good_rate = fields.Decimal(as_string=True, allow_none=True)
    average = fields.Decimal(as_string=True, allow_none=True)
    active_rate = fields.Decimal(as_string=True, allow_none=True)
    rectified_rate = fields.Decimal(as_string=True, allow_none=True)
    called_back_rate = fields.Decimal(as_string=True, allow_none=True)


class Talk(Schema):
    """A duty to talk: the place, or window, rated lowest two months running (EVAL-05)."""

    talk_id = fields.Str(attribute="id")
    path = fields.Str()
    place_id = fields.Str()
    window = fields.Str()
    period = fields.Str()
    previous = fields.Str()
    average = fields.Decimal(as_string=True)
    previous_average = fields.Decimal(as_string=True)
    listed_on = fields.Date()
