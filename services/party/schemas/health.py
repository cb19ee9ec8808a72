"""What is to be done about organisations, units, and members without an organisation."""

from services.party.schemas.members import Gathering
from services.party.schemas.organisations import OrganisationLine
from shared.chassis.schema import Paging, Schema, fields


class CheckAll(Paging):
    """Filters of a check: one unit, and whether those in order are shown, too.

    A page looks at so many; with `todo` it shows fewer, and the next page goes on.
    """

    unit = fields.Str(load_default=None)
    todo = fields.Bool(load_default=True)


class FindingView(Schema):
    """One thing to do, why, under which rule, with which numbers."""

    code = fields.Str()
    label = fields.Str()
    sentence = fields.Str()
    rule = fields.Str()
    numbers = fields.Dict(keys=fields.Str())


class CheckedOrganisation(Schema):
    """An organisation and what is to be done about it."""

    organisation = fields.Nested(OrganisationLine, attribute="subject")
    findings = fields.List(fields.Nested(FindingView))


class UnitView(Schema):
    """A unit of the district as party knows it."""

    unit_code = fields.Str(attribute="id")
    name = fields.Str()
    path = fields.Str()
    kind = fields.Str()
    valid_to = fields.Date(allow_none=True)


class CheckedUnit(Schema):
    """A unit and the organisation that it lacks, or that it left behind."""

    unit = fields.Nested(UnitView, attribute="subject")
    findings = fields.List(fields.Nested(FindingView))


class CheckedGathering(Schema):
    """Members without an organisation and what is to be done about them."""

    gathering = fields.Nested(Gathering, attribute="subject")
    findings = fields.List(fields.Nested(FindingView))
