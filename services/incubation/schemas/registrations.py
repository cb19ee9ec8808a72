"""Applications for registration."""

from services.incubation.model import Form
from services.incubation.schemas.organisations import OrganisationKey
from services.incubation.schemas.parts import (
    NAME,
    NUMBER,
    SCOPE,
    Document,
    Reason,
    ResponsibleInput,
)
from services.incubation.workflow import REGISTRATION, RegistrationStatus
from shared.chassis.schema import Fen, Labelled, Offered, Paging, Schema, Time, fields, validate

_FORMS = validate.OneOf([str(form) for form in Form if form is not Form.COMMUNITY])


class RegistrationKey(Schema):
    """Which application."""

    registration_id = fields.Str(required=True)


class ListRegistrations(Paging):
    """Filters."""

    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in RegistrationStatus])
    )


class RegistrationTerms(Schema):
    """What becomes a legal person: members, staff, funds in fen, domicile."""

    form = fields.Str(required=True, validate=_FORMS)
    name = fields.Str(required=True, validate=NAME)
    domicile = fields.Str(required=True, validate=validate.Length(4, 120))
    charter_scope = fields.Str(required=True, validate=SCOPE)
    individual_members = fields.Int(load_default=0, strict=True, validate=NUMBER)
    unit_members = fields.Int(load_default=0, strict=True, validate=NUMBER)
    staff = fields.Int(required=True, strict=True, validate=NUMBER)
    funds_fen = Fen(required=True)
    own_account = fields.Bool(required=True)


class ApplyRegistration(Schema):
    """A new organisation."""

    terms = fields.Nested(RegistrationTerms, required=True)
    responsible = fields.Nested(ResponsibleInput, required=True)


class ApplyPromotion(OrganisationKey):
    """An organisation that is filed."""

    terms = fields.Nested(RegistrationTerms, required=True)


class RegisterOrganisation(RegistrationKey, Document):
    """The unified code under which it is registered."""

    credit_code = fields.Str(required=True, validate=validate.Length(18, 18))


class RefuseRegistration(RegistrationKey, Reason):
    """Why it is not registered."""


class RegistrationLine(Schema):
    """An application as lists show it."""

    registration_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    path = fields.Str()
    form = fields.Str()
    name = fields.Str()
    promotes = fields.Bool()
    due = fields.Date(allow_none=True)
    provisional = fields.Bool()
    overdue = fields.Bool()
    status = Labelled(REGISTRATION)
    version = fields.Int()


class Registration(RegistrationLine):
    """An application whole."""

    domicile = fields.Str()
    charter_scope = fields.Str()
    individual_members = fields.Int()
    unit_members = fields.Int()
    staff = fields.Int()
    funds_fen = Fen()
    own_account = fields.Bool()
    applied_at = Time()
    credit_code = fields.Str(allow_none=True)
    document_no = fields.Str()
    decided_at = Time(allow_none=True)
    reason = fields.Str()
    offered = Offered(REGISTRATION)
