"""Organisations: what is on record. The responsible person is masked."""

from typing import Any

from services.incubation.model import Form
from services.incubation.policies import CheckResult, ListingKind
from services.incubation.schemas.parts import (
    DOCUMENT,
    NAME,
    NUMBER,
    SCOPE,
    Document,
    MaskedResponsible,
    Reason,
    ResponsibleInput,
    codes,
)
from services.incubation.workflow import ORGANISATION, OrganisationStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, fields, validate

NO_PERSON = "本证书仅作备案凭证，所备案的社区社会组织不具有法人资格，不得从事营利性经营活动。"


class OrganisationKey(Schema):
    """Which organisation."""

    organisation_id = fields.Str(required=True)


class ListOrganisations(Paging):
    """Filters. `q`: a part of the name; `responsible`: a whole ID number."""

    status = fields.Str(load_default=None, validate=codes(OrganisationStatus))
    form = fields.Str(load_default=None, validate=codes(Form))
    q = fields.Str(load_default=None, validate=validate.Length(1, 60))
    responsible = fields.Str(load_default=None, validate=validate.Length(18, 18))


class OrganisationChanges(Schema):
    """What changes; what is left out stays."""

    name = fields.Str(validate=NAME)
    charter_scope = fields.Str(validate=SCOPE)
    members = fields.Int(strict=True, validate=NUMBER)
    own_account = fields.Bool()
    responsible = fields.Nested(ResponsibleInput)


class ChangeOrganisation(OrganisationKey, Document):
    """What changes, by which document."""

    changes = fields.Nested(OrganisationChanges, required=True)


class RenewFiling(OrganisationKey, Document):
    """By which document a certificate is prolonged."""


class CancelOrganisation(OrganisationKey, Document, Reason):
    """Why it ends."""


class EnlistOrganisation(OrganisationKey, Document):
    """Which list, since when."""

    kind = fields.Str(required=True, validate=codes(ListingKind))
    entered_on = fields.Date(required=True)


class DelistOrganisation(OrganisationKey, Document):
    """Off which list."""

    kind = fields.Str(required=True, validate=codes(ListingKind))


class PunishOrganisation(OrganisationKey, Document):
    """The decision that punishes it."""

    punished_on = fields.Date(required=True)


class CheckOrganisation(OrganisationKey):
    """The result of the annual check of a year."""

    year = fields.Int(required=True, strict=True, validate=validate.Range(1990, 2100))
    result = fields.Str(required=True, validate=codes(CheckResult))


class LinkAccount(OrganisationKey):
    """Under which account it acts for itself."""

    account_id = fields.Str(required=True, validate=validate.Length(1, 60))


class RevealResponsible(OrganisationKey, Reason):
    """Why the unmasked data is needed."""


class Certificate(Schema):
    """What stands on a certificate of filing; `statement` says that it makes no legal person."""

    certificate_no = fields.Str(validate=DOCUMENT)
    name = fields.Str()
    charter_scope = fields.Str()
    filed_on = fields.Date()
    valid_through = fields.Date()
    statement = fields.Constant(NO_PERSON)


class ListingView(Schema):
    """An entry in a list; `removed_on` is the first day on which it stands there no more."""

    kind = fields.Str()
    label = fields.Str(attribute="kind.label")
    entered_on = fields.Date()
    removed_on = fields.Date(allow_none=True)
    document_no = fields.Str()


class PunishmentView(Schema):
    """An administrative punishment."""

    on = fields.Date()
    document_no = fields.Str()


class AnnualCheckView(Schema):
    """An annual check."""

    year = fields.Int()
    result = fields.Str()


class ChapterView(Schema):
    """What became of it, from that day on."""

    status = Labelled(ORGANISATION)
    on = fields.Date()
    document_no = fields.Str()
    note = fields.Str()


class OrganisationLine(Schema):
    """An organisation as lists show it."""

    organisation_id = fields.Str(attribute="id")
    path = fields.Str()
    name = fields.Str()
    form = fields.Str()
    kind = fields.Str()
    legal_person = fields.Bool(attribute="is_registered")
    credit_code = fields.Str(allow_none=True)
    certificate_no = fields.Str(allow_none=True)
    valid_through = fields.Date(allow_none=True)
    registered_on = fields.Date(allow_none=True)
    sample = fields.Bool()
    status = Labelled(ORGANISATION)
    version = fields.Int()


class Organisation(OrganisationLine):
    """An organisation with its record and its history."""

    charter_scope = fields.Str()
    members = fields.Int()
    own_account = fields.Bool()
    responsible = fields.Nested(MaskedResponsible)
    certificate = fields.Function(lambda organisation: _certificate(organisation))
    listings = fields.List(fields.Nested(ListingView))
    punishments = fields.List(fields.Nested(PunishmentView))
    checks = fields.List(fields.Nested(AnnualCheckView))
    history = fields.List(fields.Nested(ChapterView))
    offered = Offered(ORGANISATION)


class FullResponsible(Schema):
    """The responsible person unmasked: shown once, logged."""

    organisation_id = fields.Str(attribute="id")
    name = fields.Str(attribute="responsible.name")
    id_no = fields.Str(attribute="responsible.id_no")
    phone = fields.Str(attribute="responsible.phone")


_CERTIFICATE = Certificate()


def _certificate(organisation: Any) -> Any:
    """Show the certificate of an organisation that is filed now, else nothing."""
    return _CERTIFICATE.dump(organisation) if organisation.is_filed else None
