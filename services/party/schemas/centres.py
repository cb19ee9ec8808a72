"""党群服务中心, their inspections, and the money put into them, in fen."""

from services.party.workflow import CENTRE, INVESTMENT, CentreStatus
from shared.chassis.schema import Fen, Labelled, Offered, Paging, Schema, Time, fields, validate

LEVEL = validate.OneOf(["street", "community"])
SENTENCE = validate.Length(2, 500)
YEAR = validate.Range(2000, 2100)
AREA = validate.Range(0, 100_000)


class CentreKey(Schema):
    """Which centre."""

    centre_id = fields.Str(required=True)


class ListCentres(Paging):
    """Filters of centres."""

    level = fields.Str(load_default=None, validate=LEVEL)
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in CentreStatus]))


class RegisterCentre(Schema):
    """A centre: its street or community, what it is called, since when it serves."""

    unit_code = fields.Str(required=True, validate=validate.Length(6, 40))
    level = fields.Str(required=True, validate=LEVEL)
    name = fields.Str(required=True, validate=validate.Length(2, 120))
    address = fields.Str(load_default="", validate=validate.Length(max=200))
    area_m2 = fields.Decimal(required=True, places=2, validate=AREA, as_string=True)
    opened_on = fields.Date(required=True)


class ColocateCentre(CentreKey):
    """Which place of public service works under the same roof."""

    place_id = fields.Str(required=True)


class CloseCentre(CentreKey):
    """Its last day, and why."""

    closed_on = fields.Date(required=True)
    reason = fields.Str(required=True, validate=SENTENCE)


class InspectCentre(CentreKey):
    """The measured area, and yes or no to each other line of the standard of that day."""

    inspected_on = fields.Date(required=True)
    area_m2 = fields.Decimal(required=True, places=2, validate=AREA, as_string=True)
    findings = fields.Dict(keys=fields.Str(), values=fields.Bool(), required=True)


class Centre(Schema):
    """A centre."""

    centre_id = fields.Str(attribute="id")
    path = fields.Str()
    level = fields.Str()
    name = fields.Str()
    address = fields.Str()
    area_m2 = fields.Decimal(as_string=True)
    opened_on = fields.Date()
    closed_on = fields.Date(allow_none=True)
    closed_reason = fields.Str()
    place_id = fields.Str()
    sample = fields.Bool()
    status = Labelled(CENTRE)
    version = fields.Int()
    offered = Offered(CENTRE)


class ListInspections(Paging, CentreKey):
    """Inspections of one centre."""


class Inspection(Schema):
    """What an inspection found."""

    inspection_id = fields.Str(attribute="id")
    centre_id = fields.Str()
    inspected_on = fields.Date()
    standard = fields.Str()
    area_m2 = fields.Decimal(as_string=True)
    findings = fields.Dict(keys=fields.Str(), values=fields.Bool())
    unmet = fields.List(fields.Str())
    qualified = fields.Bool()


class ReadStandard(Schema):
    """The day whose standard is wanted, today unless said."""

    on = fields.Date(load_default=None)


class StandardLine(Schema):
    """One line of the standard."""

    code = fields.Str()
    kind = fields.Str()
    label = fields.Str()


class CentreStandard(Schema):
    """A version of the standard."""

    version = fields.Str()
    lines = fields.List(fields.Nested(StandardLine))
    least_area = fields.Dict(keys=fields.Str(), values=fields.Decimal(as_string=True))


class CentreShare(Schema):
    """Centres that served on a day, and those whose last inspection was passed.

    `share` is a percentage with two places, null when there are none.
    """

    on = fields.Date()
    centres = fields.Int()
    inspected = fields.Int()
    qualified = fields.Int()
    share = fields.Decimal(as_string=True, allow_none=True)
    colocated = fields.Int()


class BookInvestment(CentreKey):
    """Money put into a centre in a year, from where, by which document."""

    year = fields.Int(required=True, strict=True, validate=YEAR)
    source = fields.Str(required=True, validate=validate.Length(2, 40))
    amount_fen = fields.Int(required=True, strict=True, validate=validate.Range(1))
    document_no = fields.Str(required=True, validate=validate.Length(2, 80))


class InvestmentKey(Schema):
    """Which line of money."""

    investment_id = fields.Str(required=True)


class ReverseInvestment(InvestmentKey):
    """Why it counts no longer."""

    reason = fields.Str(required=True, validate=SENTENCE)


class ListInvestments(Paging):
    """Filters of lines of money."""

    centre_id = fields.Str(load_default=None)
    year = fields.Int(load_default=None, validate=YEAR)


class Investment(Schema):
    """A line of money."""

    investment_id = fields.Str(attribute="id")
    centre_id = fields.Str()
    path = fields.Str()
    year = fields.Int()
    source = fields.Str()
    amount_fen = Fen()
    document_no = fields.Str()
    booked_at = Time()
    reversed_reason = fields.Str()
    sample = fields.Bool()
    status = Labelled(INVESTMENT)
    version = fields.Int()
    offered = Offered(INVESTMENT)


class YearSum(Schema):
    """What one year put in."""

    year = fields.Int()
    amount_fen = Fen()


class SourceSum(Schema):
    """What one source put in."""

    source = fields.Str()
    amount_fen = Fen()


class InvestmentSums(Schema):
    """All that was put into centres of the reader's jurisdiction, in fen.

    `average_fen` is for each centre that got something, rounded half up; null when there is none.
    """

    total_fen = Fen()
    centres = fields.Int()
    average_fen = fields.Int(allow_none=True)
    years = fields.List(fields.Nested(YearSum))
    sources = fields.List(fields.Nested(SourceSum))


class ReadSums(Schema):
    """All sums."""
