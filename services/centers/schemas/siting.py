"""Points of siting, coverage, and the proposal with its reasons."""

from services.centers.model import siting
from services.centers.schemas.network import Point, of_our_time
from shared.chassis.files import ZIP, Upload
from shared.chassis.schema import Paging, Schema, fields, validate

_KINDS = [siting.COMMUNITY, siting.CANDIDATE, siting.PARTY_CENTER]
_RADIUS = validate.Range(1, 20_000)


class ImportSpots(Schema):
    """A workbook (.xlsx, base64) of points; a dry run tells what it would do and keeps nothing."""

    workbook = Upload(begins=ZIP, kind="Excel 工作簿（.xlsx）", required=True)
    source = fields.Str(required=True, validate=validate.Length(2, 200))
    as_of = fields.Date(required=True, validate=of_our_time)
    dry_run = fields.Bool(load_default=True)


class SpotDefect(Schema):
    """What is wrong with one cell."""

    sheet = fields.Str()
    cell = fields.Str()
    what = fields.Str()


class SpotsReport(Schema):
    """What an import did, or would do."""

    dry_run = fields.Bool()
    added = fields.List(fields.Str())
    changed = fields.List(fields.Str())
    unchanged = fields.Int()
    defects = fields.List(fields.Nested(SpotDefect))


class ListSpots(Paging):
    """Filters of the points."""

    kind = fields.Str(load_default=None, validate=validate.OneOf(_KINDS))


class Spot(Schema):
    """A community with its people, a candidate site, or a 党群服务中心."""

    spot_id = fields.Str(attribute="id")
    kind = fields.Str()
    name = fields.Str()
    path = fields.Str()
    population = fields.Int()
    position = fields.Nested(Point)
    as_of = fields.Date()
    source = fields.Str()
    sample = fields.Bool()


class AskRadius(Schema):
    """On which day, within which radius in metres; today and the rule's radius unless said."""

    on = fields.Date(load_default=None, validate=of_our_time)
    radius = fields.Int(load_default=None, validate=_RADIUS)


class AskCoverage(AskRadius):
    """Covered by which level of the network."""

    kind = fields.Str(load_default="station", validate=validate.OneOf(["station", "center"]))


class ReachLine(Schema):
    """How far the people of one community have to the nearest station."""

    community_id = fields.Str()
    name = fields.Str()
    population = fields.Int()
    station_id = fields.Str()
    distance = fields.Decimal(as_string=True, allow_none=True)
    covered = fields.Bool()


class Coverage(Schema):
    """The share of people with a station within the radius (SITE-03)."""

    radius = fields.Int()
    population = fields.Int()
    covered = fields.Int()
    percent = fields.Decimal(as_string=True, allow_none=True)
    lines = fields.List(fields.Nested(ReachLine))


class AskProposal(AskRadius):
    """How many more stations, and among which sites."""

    count = fields.Int(required=True, validate=validate.Range(1, 50))
    sites = fields.Str(
        load_default=siting.CANDIDATE,
        validate=validate.OneOf([siting.CANDIDATE, siting.COMMUNITY]),
    )


class Choice(Schema):
    """One proposed site, and whom it serves that nothing before it in the list did."""

    order = fields.Int()
    site_id = fields.Str(attribute="site.id")
    name = fields.Str(attribute="site.name")
    position = fields.Nested(Point, attribute="site.position")
    party_center = fields.Str(attribute="site.party_center")
    people = fields.Int()
    communities = fields.List(fields.Str())


class Proposal(Schema):
    """Before and after as table and as GeoJSON, the choices with their reasons, the gap."""

    wanted = fields.Int()
    considered = fields.Int()
    people = fields.Int()
    bound = fields.Int()
    gap = fields.Decimal(as_string=True, allow_none=True)
    proved = fields.Bool()
    choices = fields.List(fields.Nested(Choice))
    before = fields.Nested(Coverage)
    after = fields.Nested(Coverage)
    geojson = fields.Dict()
