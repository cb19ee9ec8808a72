"""Gradings."""

from services.incubation.schemas.organisations import OrganisationKey
from services.incubation.schemas.parts import DOCUMENT, Document, Reason, codes
from services.incubation.workflow import GRADING, GradingStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, fields, validate

_GRADE = validate.Regexp(r"[1-5]A\Z")


class GradingKey(Schema):
    """Which grading."""

    grading_id = fields.Str(required=True)


class ApplyGrading(OrganisationKey):
    """Which organisation."""


class ListGradings(Paging):
    """Filters."""

    status = fields.Str(load_default=None, validate=codes(GradingStatus))


class ListPublicGradings(Paging):
    """Filters of what everybody may look at."""

    grade = fields.Str(load_default=None, validate=_GRADE)


class AssessGrading(GradingKey):
    """The points, and the report of the assessment."""

    score = fields.Int(required=True, strict=True)
    report_no = fields.Str(required=True, validate=DOCUMENT)


class DeclineGrading(GradingKey, Reason):
    """Why it is not assessed."""


class GrantGrading(GradingKey, Document):
    """By which document the grade is granted."""


class DenyGrading(GradingKey, Reason):
    """Which objection was upheld."""


class RevokeGrading(GradingKey, Document, Reason):
    """Why the grade is taken away."""


class PublicGrading(Schema):
    """A result that hangs out through `due`, or a grade that holds through `valid_through`."""

    grading_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    organisation_name = fields.Str()
    path = fields.Str()
    grade = fields.Str()
    due = fields.Date(allow_none=True)
    granted_on = fields.Date(allow_none=True)
    valid_through = fields.Date(allow_none=True)
    priority = fields.Bool()
    status = Labelled(GRADING)


class Grading(PublicGrading):
    """A grading whole."""

    applied_on = fields.Date()
    upgrade = fields.Bool()
    score = fields.Int(allow_none=True)
    bands = fields.Str()
    report_no = fields.Str()
    document_no = fields.Str()
    provisional = fields.Bool()
    revoked_on = fields.Date(allow_none=True)
    reason = fields.Str()
    version = fields.Int()
    offered = Offered(GRADING)
