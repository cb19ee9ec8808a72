"""Members as numbers, elections, terms, posts, guests and members without an organisation."""

from services.party.schemas.organisations import OrganisationKey
from services.party.schemas.parts import CODE, DOCUMENT, NAME, NUMBER, SOME, Reason
from services.party.workflow import GATHERING, INFLOW, POSTING
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate


class CountMembers(OrganisationKey):
    """How many members there are; `without_vote` of the full members are under 留党察看."""

    formal = fields.Int(required=True, strict=True, validate=NUMBER)
    probationary = fields.Int(required=True, strict=True, validate=NUMBER)
    without_vote = fields.Int(load_default=0, strict=True, validate=NUMBER)


class Totals(Schema):
    """Members of an organisation and all below it, each counted once; guests are in no total."""

    organisation_id = fields.Str()
    organisations = fields.Int()
    formal = fields.Int()
    probationary = fields.Int()
    members = fields.Int()
    without_vote = fields.Int()
    guests = fields.Int()


class RecordElection(OrganisationKey):
    """Who should attend with a vote, who did; how many stood for how many seats."""

    held_on = fields.Date(required=True)
    entitled = fields.Int(required=True, strict=True, validate=SOME)
    present = fields.Int(required=True, strict=True, validate=NUMBER)
    candidates = fields.Int(required=True, strict=True, validate=SOME)
    seats = fields.Int(required=True, strict=True, validate=SOME)
    by_representatives = fields.Bool(load_default=False)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class ListOfOrganisation(Paging, OrganisationKey):
    """A list of one organisation."""


class BallotView(Schema):
    """The numbers of an election."""

    entitled = fields.Int()
    present = fields.Int()
    candidates = fields.Int()
    seats = fields.Int()
    by_representatives = fields.Bool()


class FlawView(Schema):
    """Why an election does not count."""

    code = fields.Str()
    message = fields.Str()
    rule = fields.Str()


class Election(Schema):
    """An election, whether it counts, and why not."""

    election_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    held_on = fields.Date()
    ballot = fields.Nested(BallotView)
    valid = fields.Bool()
    flaws = fields.List(fields.Nested(FlawView))
    term_ends_on = fields.Date(allow_none=True)
    document_no = fields.Str()
    recorded_at = Time()
    version = fields.Int()


class ShiftTerm(OrganisationKey, Reason):
    """On which day the term ends instead, by which document, and why."""

    ends_on = fields.Date(required=True)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class FillPost(OrganisationKey):
    """Who holds which post from which day."""

    post = fields.Str(required=True, validate=CODE)
    account_id = fields.Str(required=True, validate=validate.Length(1, 64))
    name = fields.Str(required=True, validate=validate.Length(2, 30))
    since = fields.Date(required=True)


class PostingKey(Schema):
    """Which posting."""

    posting_id = fields.Str(required=True)


class RelievePosting(PostingKey, Reason):
    """With which last day."""

    until = fields.Date(required=True)


class Posting(Schema):
    """Who holds a post; for party staff only."""

    posting_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    post = fields.Str()
    account_id = fields.Str()
    name = fields.Str()
    since = fields.Date()
    until = fields.Date(allow_none=True)
    ended_reason = fields.Str()
    status = Labelled(POSTING)
    version = fields.Int()
    offered = Offered(POSTING)


class PlaceInflow(OrganisationKey):
    """How many guests from which organisation, away for how long, on which paper."""

    number = fields.Int(required=True, strict=True, validate=SOME)
    home = fields.Str(required=True, validate=NAME)
    months = fields.Int(required=True, strict=True, validate=validate.Range(1, 120))
    can_transfer = fields.Bool(load_default=True)
    paper = fields.Str(required=True, validate=CODE)
    verified_on = fields.Date(required=True)


class InflowKey(Schema):
    """Which guests."""

    inflow_id = fields.Str(required=True)


class NoteHomeReport(InflowKey):
    """On which day they reported home."""

    reported_on = fields.Date(required=True)


class EndInflow(InflowKey, Reason):
    """Why they are guests no longer."""


class Inflow(Schema):
    """Guests, as numbers."""

    inflow_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    path = fields.Str()
    number = fields.Int()
    home = fields.Str()
    months = fields.Int()
    paper = fields.Str()
    verified_on = fields.Date()
    reported_on = fields.Date(allow_none=True)
    reported_to = fields.Str()
    home_report_due = fields.Date()
    ended_on = fields.Date(allow_none=True)
    ended_reason = fields.Str()
    status = Labelled(INFLOW)
    version = fields.Int()
    offered = Offered(INFLOW)


class RegisterGathering(Schema):
    """A place with members and no organisation; `ends_on` for a project or task."""

    unit_code = fields.Str(required=True)
    kind = fields.Str(required=True, validate=CODE)
    name = fields.Str(required=True, validate=NAME)
    formal = fields.Int(required=True, strict=True, validate=NUMBER)
    probationary = fields.Int(load_default=0, strict=True, validate=NUMBER)
    ends_on = fields.Date(load_default=None, allow_none=True)


class GatheringKey(Schema):
    """Which gathering."""

    gathering_id = fields.Str(required=True)


class CountGathering(GatheringKey):
    """How many members are there now."""

    formal = fields.Int(required=True, strict=True, validate=NUMBER)
    probationary = fields.Int(required=True, strict=True, validate=NUMBER)


class SettleGathering(GatheringKey):
    """To which organisation its members belong."""

    organisation_id = fields.Str(required=True)


class Gathering(Schema):
    """Members at a place without an organisation."""

    gathering_id = fields.Str(attribute="id")
    path = fields.Str()
    unit = fields.Str()
    kind = fields.Str()
    name = fields.Str()
    formal = fields.Int()
    probationary = fields.Int()
    counted_on = fields.Date()
    ends_on = fields.Date(allow_none=True)
    organisation_id = fields.Str()
    sample = fields.Bool()
    status = Labelled(GATHERING)
    version = fields.Int()
    offered = Offered(GATHERING)
