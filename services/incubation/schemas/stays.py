"""Incubators, stays, the support ledger, completed projects."""

from services.incubation.policies import EndCode, Level
from services.incubation.schemas.organisations import OrganisationKey
from services.incubation.schemas.parts import (
    DOCUMENT,
    NAME,
    SENTENCE,
    Document,
    Reason,
    codes,
)
from services.incubation.workflow import STAY, StayStatus
from shared.chassis.schema import Fen, Labelled, Offered, Paging, Schema, Time, fields, validate

SCORE = validate.Range(0, 100)
_GOT_NO_PLACE = validate.OneOf(
    [str(code) for code in (EndCode.UNSUITABLE, EndCode.FALSE_MATERIALS)]
)  # fmt: skip
_LEFT = validate.OneOf([str(code) for code in EndCode if code is not EndCode.UNSUITABLE])


class ListIncubators(Paging):
    """Filters."""

    level = fields.Str(load_default=None, validate=codes(Level))


class EstablishIncubator(Schema):
    """Where an incubator lies, from the district down, at which level."""

    path = fields.Str(required=True, validate=validate.Length(6, 40))
    level = fields.Str(required=True, validate=codes(Level))
    name = fields.Str(required=True, validate=NAME)


class Incubator(Schema):
    """An incubator."""

    incubator_id = fields.Str(attribute="id")
    path = fields.Str()
    name = fields.Str()
    level = fields.Str()
    level_label = fields.Str(attribute="level.label")
    established_on = fields.Date()
    sample = fields.Bool()
    version = fields.Int()


class StayKey(Schema):
    """Which stay."""

    stay_id = fields.Str(required=True)


class ListStays(Paging):
    """Filters."""

    status = fields.Str(load_default=None, validate=codes(StayStatus))
    level = fields.Str(load_default=None, validate=codes(Level))
    organisation_id = fields.Str(load_default=None)


class ApplyStay(OrganisationKey):
    """Which incubator, and what the organisation means to do there."""

    incubator_id = fields.Str(required=True)
    plan = fields.Str(required=True, validate=validate.Length(10, 2000))


class RejectStay(StayKey, Reason):
    """Why it gets no place."""

    code = fields.Str(required=True, validate=_GOT_NO_PLACE)


class AssessStay(StayKey):
    """A score out of 100, and its reasons."""

    score = fields.Decimal(required=True, places=2, validate=SCORE, as_string=True)
    text = fields.Str(required=True, validate=SENTENCE)


class ReviewStay(AssessStay):
    """What the review says."""


class CheckStay(AssessStay):
    """What the mid-term check says."""


class GraduateStay(AssessStay, Document):
    """What the final assessment says, and by which document it graduates."""


class AdmitStay(StayKey):
    """The agreement; the term begins today."""

    agreement_no = fields.Str(required=True, validate=DOCUMENT)


class ExtendStay(StayKey, Reason):
    """By how many months."""

    months = fields.Int(required=True, strict=True, validate=validate.Range(1, 60))


class ExitStay(StayKey, Reason):
    """Why it leaves."""

    code = fields.Str(required=True, validate=_LEFT)


class HandOverStay(StayKey):
    """What was handed over."""

    handover = fields.Str(required=True, validate=SENTENCE)


class StayLine(Schema):
    """A stay as lists show it."""

    stay_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    organisation_name = fields.Str()
    path = fields.Str()
    incubator_id = fields.Str()
    incubator_name = fields.Str()
    level = fields.Str()
    level_label = fields.Str(attribute="level.label")
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    graduated_on = fields.Date(allow_none=True)
    due = fields.Date(allow_none=True)
    provisional = fields.Bool()
    overdue = fields.Bool()
    sample = fields.Bool()
    status = Labelled(STAY)
    version = fields.Int()


class AssessmentView(Schema):
    """A score out of 100 with its reasons."""

    score = fields.Decimal(as_string=True)
    text = fields.Str()
    at = Time()


class Stay(StayLine):
    """A stay whole."""

    plan = fields.Str()
    applied_on = fields.Date()
    review = fields.Nested(AssessmentView, allow_none=True)
    agreement_no = fields.Str()
    midterm = fields.Nested(AssessmentView, allow_none=True)
    extension_reason = fields.Str()
    graduation = fields.Nested(AssessmentView, allow_none=True)
    tracked_through = fields.Date(allow_none=True)
    promoted_from = fields.Str(allow_none=True)
    promoted_to = fields.Str(allow_none=True)
    ended_on = fields.Date(allow_none=True)
    end_code = fields.Str(allow_none=True)
    reason = fields.Str()
    handover = fields.Str()
    offered = Offered(STAY)


class GiveSupport(StayKey):
    """What was given: a kind of the rule pack, how much of which unit, money in fen."""

    kind = fields.Str(required=True, validate=validate.Length(1, 40))
    quantity = fields.Decimal(
        required=True, places=2, validate=validate.Range(0, 100_000_000, min_inclusive=False),
        as_string=True,
    )  # fmt: skip
    unit = fields.Str(required=True, validate=validate.Length(1, 20))
    money_fen = Fen(load_default=0)
    given_on = fields.Date(required=True)
    note = fields.Str(load_default="", validate=validate.Length(max=500))


class CorrectSupport(StayKey, Reason):
    """Which line is taken back."""

    support_id = fields.Str(required=True)


class ListSupports(Paging, StayKey):
    """Lines of one stay."""


class Support(Schema):
    """A line of the ledger; a counter-entry names the line that it takes back."""

    support_id = fields.Str(attribute="id")
    stay_id = fields.Str()
    kind = fields.Str()
    quantity = fields.Decimal(as_string=True, places=2)
    unit = fields.Str()
    money_fen = Fen(negative=True)
    given_on = fields.Date()
    note = fields.Str()
    corrects = fields.Str(allow_none=True)
    recorded_at = Time()
    version = fields.Int()


class SupportTotal(Schema):
    """What the lines of a kind and a unit add up to."""

    kind = fields.Str()
    unit = fields.Str()
    quantity = fields.Decimal(as_string=True, places=2)
    money_fen = Fen(negative=True)


class SupportTotals(Schema):
    """What the ledger of a stay adds up to."""

    stay_id = fields.Str()
    totals = fields.List(fields.Nested(SupportTotal))


class RecordProject(OrganisationKey):
    """A project that the organisation completed, and by what one sees it."""

    title = fields.Str(required=True, validate=validate.Length(2, 120))
    completed_on = fields.Date(required=True)
    evidence = fields.Str(required=True, validate=SENTENCE)


class ListProjects(Paging, OrganisationKey):
    """Completed projects of one organisation."""


class CompletedProject(Schema):
    """A completed project."""

    project_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    title = fields.Str()
    source = fields.Str()
    completed_on = fields.Date()
    evidence = fields.Str()
    version = fields.Int()


class Count(Schema):
    """How many of what."""

    key = fields.Function(lambda pair: pair[0])
    count = fields.Function(lambda pair: pair[1])


class Incubated(Schema):
    """How many organisations of the actor's area were incubated, each counted once (SO-02)."""

    total = fields.Int()
    by_level = fields.List(fields.Nested(Count))
    by_street = fields.List(fields.Nested(Count))
    by_year = fields.List(fields.Nested(Count))
