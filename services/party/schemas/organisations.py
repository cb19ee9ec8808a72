"""Party organisations: what is asked for, decided and shown."""

from services.party.schemas.parts import CODE, DOCUMENT, NAME, NUMBER, Reason
from services.party.workflow import ORGANISATION, OrganisationStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate


class OrganisationKey(Schema):
    """Which organisation."""

    organisation_id = fields.Str(required=True)


class TaskInput(Schema):
    """What a temporary branch is for, and its last day."""

    name = fields.Str(required=True, validate=NAME)
    ends_on = fields.Date(required=True)


class ProposeOrganisation(Schema):
    """A new organisation of a unit, below a superior.

    `units` are the units of a joint branch; `exception_no` is the superior's document when its
    size departs from the rule (PTY-03).
    """

    unit_code = fields.Str(required=True)
    parent_id = fields.Str(load_default="")
    level = fields.Str(required=True, validate=CODE)
    form = fields.Str(required=True, validate=CODE)
    name = fields.Str(required=True, validate=NAME)
    formal = fields.Int(required=True, strict=True, validate=NUMBER)
    probationary = fields.Int(load_default=0, strict=True, validate=NUMBER)
    units = fields.List(fields.Str(validate=NAME), load_default=list)
    exception_no = fields.Str(load_default="", validate=validate.Length(max=80))
    task = fields.Nested(TaskInput, load_default=None, allow_none=True)


class ApproveOrganisation(OrganisationKey):
    """By which document."""

    document_no = fields.Str(required=True, validate=DOCUMENT)


class RejectOrganisation(OrganisationKey, Reason):
    """Why not."""


class ActivateOrganisation(OrganisationKey):
    """From which day it exists."""

    established_on = fields.Date(required=True)


class MoveOrganisation(OrganisationKey):
    """To which superior, from which day; `unit_code` when it belongs to another area, too."""

    parent_id = fields.Str(required=True)
    unit_code = fields.Str(load_default="")
    since = fields.Date(required=True)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class ReorganiseOrganisation(OrganisationKey, Reason):
    """Why it is put in order."""


class MergeOrganisation(OrganisationKey, Reason):
    """Into which one; from `dissolved_on` on it is no more."""

    successor_id = fields.Str(required=True)
    dissolved_on = fields.Date(required=True)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class DissolveOrganisation(OrganisationKey, Reason):
    """From `dissolved_on` on it is no more."""

    dissolved_on = fields.Date(required=True)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class ListOrganisations(Paging):
    """Filters of organisations."""

    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in OrganisationStatus])
    )
    level = fields.Str(load_default=None)
    form = fields.Str(load_default=None)
    unit = fields.Str(load_default=None)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class ShowTree(Paging, OrganisationKey):
    """What is below it on a day (today); `depth` levels of it."""

    on = fields.Date(load_default=None)
    depth = fields.Int(load_default=6, validate=validate.Range(0, 6))


class ShowSuperiors(OrganisationKey):
    """What is above it on a day (today)."""

    on = fields.Date(load_default=None)


class OrganisationLine(Schema):
    """An organisation as lists show it."""

    organisation_id = fields.Str(attribute="id")
    path = fields.Str()
    unit = fields.Str()
    parent_id = fields.Str()
    level = fields.Str()
    form = fields.Str()
    name = fields.Str()
    formal = fields.Int()
    probationary = fields.Int()
    guests = fields.Int()
    established_on = fields.Date(allow_none=True)
    dissolved_on = fields.Date(allow_none=True)
    sample = fields.Bool()
    status = Labelled(ORGANISATION)
    version = fields.Int()


class TaskView(TaskInput):
    """What a temporary branch is for."""


class ApprovalView(Schema):
    """The superior's answer."""

    document_no = fields.Str()
    decided_at = Time()


class Organisation(OrganisationLine):
    """An organisation as its page shows it."""

    units = fields.List(fields.Str())
    exception_no = fields.Str()
    task = fields.Nested(TaskView, allow_none=True)
    approval = fields.Nested(ApprovalView, allow_none=True)
    proposed_at = Time()
    placed_on = fields.Date(allow_none=True)
    without_vote = fields.Int()
    counted_on = fields.Date(allow_none=True)
    elected_on = fields.Date(allow_none=True)
    lawful_end = fields.Date(allow_none=True)
    term_ends_on = fields.Date(allow_none=True)
    closing_reason = fields.Str()
    successor_id = fields.Str()
    offered = Offered(ORGANISATION)


class Node(Schema):
    """An organisation as it stood in the tree on the day asked for."""

    organisation_id = fields.Str(attribute="organisation.id")
    parent_id = fields.Str()
    distance = fields.Int()
    name = fields.Str(attribute="organisation.name")
    level = fields.Str(attribute="organisation.level")
    form = fields.Str(attribute="organisation.form")
    path = fields.Str(attribute="organisation.path")
    formal = fields.Int(attribute="organisation.formal")
    probationary = fields.Int(attribute="organisation.probationary")
    guests = fields.Int(attribute="organisation.guests")
    dissolved_on = fields.Date(attribute="organisation.dissolved_on", allow_none=True)


class Superiors(Schema):
    """All that is above an organisation, the top first, itself last."""

    organisation_id = fields.Str()
    on = fields.Date()
    nodes = fields.List(fields.Nested(Node))
