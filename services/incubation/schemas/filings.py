"""Applications for filing."""

from services.incubation.schemas.parts import (
    NAME,
    NUMBER,
    SCOPE,
    SENTENCE,
    Document,
    Reason,
    ResponsibleInput,
)
from services.incubation.workflow import FILING, FilingStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

CODE = validate.Length(1, 40)


class FilingKey(Schema):
    """Which application."""

    filing_id = fields.Str(required=True)


class ListFilings(Paging):
    """Filters."""

    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in FilingStatus]))


class ApplyFiling(Schema):
    """An organisation of the actor's community, with a simple charter and one responsible person.

    `kind` and `initiator` are codes of the rule pack.
    """

    name = fields.Str(required=True, validate=NAME)
    kind = fields.Str(required=True, validate=CODE)
    charter_scope = fields.Str(required=True, validate=SCOPE)
    charter = fields.Str(required=True, validate=validate.Length(10, 5000))
    initiator = fields.Str(required=True, validate=CODE)
    members = fields.Int(required=True, strict=True, validate=NUMBER)
    own_account = fields.Bool(load_default=False)
    responsible = fields.Nested(ResponsibleInput, required=True)


class GiveOpinion(FilingKey):
    """What the community says."""

    supports = fields.Bool(required=True)
    text = fields.Str(required=True, validate=SENTENCE)


class FileOrganisation(FilingKey, Document):
    """By which document it is filed."""


class RefuseFiling(FilingKey, Reason):
    """Why it is not filed."""


class CommunityOpinionView(Schema):
    """What the community said."""

    supports = fields.Bool()
    text = fields.Str()
    given_at = Time()


class FilingLine(Schema):
    """An application as lists show it."""

    filing_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    path = fields.Str()
    name = fields.Str()
    due = fields.Date(allow_none=True)
    provisional = fields.Bool()
    overdue = fields.Bool()
    status = Labelled(FILING)
    version = fields.Int()


class Filing(FilingLine):
    """An application whole."""

    initiator = fields.Str()
    charter = fields.Str()
    applied_at = Time()
    opinion = fields.Nested(CommunityOpinionView, allow_none=True)
    certificate_no = fields.Str(allow_none=True)
    decided_at = Time(allow_none=True)
    reason = fields.Str()
    offered = Offered(FILING)
