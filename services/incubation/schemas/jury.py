"""The jury: what judges say and see. Files name no applicant, scores no judge."""

from services.incubation.schemas.calls import SENTENCE, CallKey
from services.incubation.schemas.ventures import SHORT, PlanView, VentureKey
from services.incubation.workflow import SEAT, VENTURE
from shared.chassis.schema import Fen, Labelled, Offered, Paging, Schema, Time, fields, validate


class SeatKey(Schema):
    """Which seat."""

    seat_id = fields.Str(required=True)


class SeatJudge(CallKey):
    """Whose account is asked to judge."""

    judge_id = fields.Str(required=True, validate=SHORT)


class TieInput(Schema):
    """To which applicant, and what kind of tie; only the organiser may read that."""

    organisation_id = fields.Str(required=True)
    nature = fields.Str(required=True, validate=SENTENCE)


class DeclareTies(SeatKey):
    """All ties to applicants; an empty list says that there is none."""

    ties = fields.List(fields.Nested(TieInput), required=True, validate=validate.Length(max=200))


class RecuseJudge(SeatKey):
    """A tie that was not declared."""

    organisation_id = fields.Str(required=True)
    nature = fields.Str(required=True, validate=SENTENCE)


class StandDownJudge(SeatKey):
    """Why she leaves."""

    reason = fields.Str(required=True, validate=SENTENCE)


class ListSeats(Paging):
    """Seats of a call; a judge sees her own."""

    call_id = fields.Str(load_default=None)


class JurySeat(Schema):
    """A seat in the jury of a call."""

    seat_id = fields.Str(attribute="id")
    call_id = fields.Str()
    judge_id = fields.Str()
    path = fields.Str()
    seated_at = Time()
    declared_at = Time(allow_none=True)
    reason = fields.Str()
    status = Labelled(SEAT)
    version = fields.Int()
    offered = Offered(SEAT)


class ListTies(Paging, CallKey):
    """Declared ties of a call."""


class JuryTie(Schema):
    """A tie, as the organiser reads it."""

    tie_id = fields.Str(attribute="id")
    judge_id = fields.Str()
    organisation_id = fields.Str()
    nature = fields.Str()
    declared_at = Time()


class ListApplicants(Paging, CallKey):
    """Who applies in a call: for the declaration of ties."""


class JuryApplicant(Schema):
    """An organisation that applies; with which project, it does not say."""

    organisation_id = fields.Str(attribute="id")
    name = fields.Str()


class ListFiles(Paging):
    """Files that a judge may read."""

    call_id = fields.Str(load_default=None)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class ExportFiles(CallKey):
    """The files of a call, as a workbook."""


class JuryFile(Schema):
    """A file as judges read it: it names no applicant."""

    venture_id = fields.Str(attribute="id")
    call_id = fields.Str()
    title = fields.Str()
    field = fields.Str()
    asked_fen = Fen()
    plan = fields.Nested(PlanView)
    status = Labelled(VENTURE)
    version = fields.Int()
    offered = Offered(VENTURE)


class JuryMarkInput(Schema):
    """A mark for a criterion."""

    name = fields.Str(required=True, validate=SHORT)
    points = fields.Int(required=True, strict=True, validate=validate.Range(0, 100))


class ScoreFile(VentureKey):
    """A mark for each criterion and a sentence."""

    marks = fields.List(fields.Nested(JuryMarkInput), required=True,
                        validate=validate.Length(1, 20))  # fmt: skip
    comment = fields.Str(required=True, validate=SENTENCE)


class ListScores(Paging, VentureKey):
    """Scores of a file."""


class JuryMarkView(JuryMarkInput):
    """A mark and the weight of its criterion in percent."""

    weight = fields.Int()


class JuryScore(Schema):
    """A score; whose it is, is not shown."""

    score_id = fields.Str(attribute="id")
    venture_id = fields.Str()
    marks = fields.List(fields.Nested(JuryMarkView))
    total = fields.Decimal(as_string=True)
    comment = fields.Str()


class JuryPanel(Schema):
    """Who scores a project, in numbers; `short`: a substitute is needed."""

    venture_id = fields.Str()
    title = fields.Str()
    judges = fields.Int()
    scores = fields.Int()
    least = fields.Int()
    short = fields.Bool()


class JuryPanels(Schema):
    """The panels of a call."""

    call_id = fields.Str()
    panels = fields.List(fields.Nested(JuryPanel))
