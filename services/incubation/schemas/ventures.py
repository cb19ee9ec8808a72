"""Projects of a call: what comes in and what is shown."""

from services.incubation.schemas.calls import DOCUMENT, SENTENCE, TITLE, CallKey
from services.incubation.workflow import VENTURE, VentureStatus
from shared.chassis.schema import Fen, Labelled, Offered, Paging, Schema, Time, fields, validate

SHORT = validate.Length(1, 60)
SOME = validate.Range(1)
SCORE = validate.Range(0, 100)
LONG = validate.Length(10, 4000)


class VentureKey(Schema):
    """Which project."""

    venture_id = fields.Str(required=True)


class BudgetLine(Schema):
    """What money is for, in fen; `handout`: it is handed out as money or goods."""

    name = fields.Str(required=True, validate=SHORT)
    amount_fen = fields.Int(required=True, strict=True, validate=SOME)
    handout = fields.Bool(load_default=False)


class Target(Schema):
    """An output that can be counted."""

    name = fields.Str(required=True, validate=SHORT)
    amount = fields.Int(required=True, strict=True, validate=SOME)
    unit = fields.Str(required=True, validate=validate.Length(1, 10))


class PlanView(Schema):
    """What judges read; it names no applicant."""

    summary = fields.Str(required=True, validate=LONG)
    group = fields.Str(required=True, validate=SHORT)
    beneficiaries = fields.Int(required=True, strict=True, validate=validate.Range(0))
    features = fields.List(fields.Str(validate=SHORT), load_default=list)
    budget = fields.List(fields.Nested(BudgetLine), required=True,
                         validate=validate.Length(1, 50))  # fmt: skip
    targets = fields.List(fields.Nested(Target), load_default=list,
                          validate=validate.Length(max=30))  # fmt: skip


class ApplyVenture(CallKey):
    """A project of the actor's own organisation. `features` name what the negative list asks."""

    title = fields.Str(required=True, validate=TITLE)
    field = fields.Str(required=True, validate=SHORT)
    place = fields.Str(required=True, validate=SHORT)
    asked_fen = fields.Int(required=True, strict=True, validate=SOME)
    plan = fields.Nested(PlanView, required=True)
    papers = fields.List(fields.Str(validate=SHORT), load_default=list)
    need_id = fields.Str(load_default=None, allow_none=True)


class RejectVenture(VentureKey):
    """Why not."""

    reason = fields.Str(required=True, validate=SENTENCE)


class AwardVenture(VentureKey):
    """The decision."""

    document_no = fields.Str(required=True, validate=DOCUMENT)


class VentureMilestone(Schema):
    """A part of the work, its share in percent, its last day."""

    name = fields.Str(required=True, validate=SHORT)
    percent = fields.Int(required=True, strict=True, validate=validate.Range(1, 100))
    due = fields.Date(required=True)


class SignAgreement(VentureKey):
    """The agreement; its milestones add up to 100 %."""

    document_no = fields.Str(required=True, validate=DOCUMENT)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    milestones = fields.List(fields.Nested(VentureMilestone), required=True,
                             validate=validate.Length(1, 30))  # fmt: skip


class PayTranche(VentureKey):
    """Which part of the grant, by which voucher; it is paid whole."""

    number = fields.Int(required=True, strict=True, validate=validate.Range(1, 9))
    document_no = fields.Str(required=True, validate=DOCUMENT)


class PublishVentureReport(VentureKey):
    """How it goes, or the full report once it is over; money used so far in fen."""

    full = fields.Bool(load_default=False)
    text = fields.Str(required=True, validate=LONG)
    beneficiaries = fields.Int(required=True, strict=True, validate=validate.Range(0))
    spent_fen = fields.Int(required=True, strict=True, validate=validate.Range(0))


class JudgeMidterm(VentureKey):
    """The score of the mid-term examination, and its report."""

    score = fields.Decimal(required=True, places=2, validate=SCORE, as_string=True)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class RectifyVenture(VentureKey):
    """What was mended."""

    statement = fields.Str(required=True, validate=LONG)


class OutputView(Schema):
    """How much of a target was reached."""

    name = fields.Str(required=True, validate=SHORT)
    achieved = fields.Int(required=True, strict=True, validate=validate.Range(0))


class AcceptVenture(VentureKey):
    """The figures of the final acceptance."""

    outputs = fields.List(fields.Nested(OutputView), required=True,
                          validate=validate.Length(1, 30))  # fmt: skip
    accounts_ok = fields.Bool(required=True)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class EndForBreach(VentureKey):
    """Which duty was broken, and what was used of the money according to the audit, in fen."""

    reason = fields.Str(required=True, validate=SENTENCE)
    used_fen = fields.Int(required=True, strict=True, validate=validate.Range(0))
    document_no = fields.Str(required=True, validate=DOCUMENT)


class RecoverMoney(VentureKey):
    """Money that came back, in fen."""

    amount_fen = fields.Int(required=True, strict=True, validate=SOME)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class SocialMark(Schema):
    """A part of the effect and its score."""

    name = fields.Str(required=True, validate=SHORT)
    score = fields.Int(required=True, strict=True, validate=SCORE)


class EvaluateVenture(VentureKey):
    """The scores of the five parts of the social effect."""

    parts = fields.List(fields.Nested(SocialMark), required=True,
                        validate=validate.Length(1, 20))  # fmt: skip
    document_no = fields.Str(required=True, validate=DOCUMENT)


class ListVentures(Paging):
    """Filters of projects; `late`: whose report is overdue."""

    call_id = fields.Str(load_default=None)
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in VentureStatus]))
    late = fields.Bool(load_default=None, allow_none=True)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class ListAwards(Paging):
    """Awarded projects, as anybody sees them."""

    call_id = fields.Str(load_default=None)


class VerdictView(Schema):
    """The jury's verdict."""

    score = fields.Decimal(as_string=True)
    passing = fields.Decimal(as_string=True)
    panel = fields.Int()


class AgreementView(Schema):
    """What was agreed."""

    document_no = fields.Str()
    starts_on = fields.Date()
    ends_on = fields.Date()
    milestones = fields.List(fields.Nested(VentureMilestone))
    signed_at = Time()


class TrancheView(Schema):
    """A part of the grant, when it is due, when it was paid."""

    number = fields.Int()
    percent = fields.Int()
    amount_fen = Fen()
    after = fields.Str()
    document_no = fields.Str()
    paid_at = Time(allow_none=True)


class ExaminationView(Schema):
    """An examination and what it found."""

    kind = fields.Str()
    passed = fields.Bool()
    score = fields.Decimal(as_string=True, allow_none=True)
    short = fields.List(fields.Str())
    accounts_ok = fields.Bool()
    document_no = fields.Str()
    at = Time()


class SocialScoreView(SocialMark):
    """A part of the effect, with its weight in percent."""

    weight = fields.Int()


class SocialEvaluationView(Schema):
    """The effect on society."""

    parts = fields.List(fields.Nested(SocialScoreView))
    score = fields.Decimal(as_string=True)
    document_no = fields.Str()
    at = Time()


class RecoveryView(Schema):
    """Money that came back."""

    amount_fen = Fen()
    document_no = fields.Str()
    at = Time()


class Award(Schema):
    """A grant, as anybody sees it."""

    venture_id = fields.Str(attribute="id")
    call_id = fields.Str()
    call_title = fields.Str()
    path = fields.Str()
    place = fields.Str()
    title = fields.Str()
    organisation_name = fields.Str()
    field = fields.Str()
    grant_fen = Fen()
    paid_fen = Fen()
    report_due = fields.Date(attribute="report.due", allow_none=True)
    report_late = fields.Bool()
    evaluation = fields.Nested(SocialEvaluationView, allow_none=True)
    sample = fields.Bool()
    status = Labelled(VENTURE)


class Venture(Award):
    """A project as its organiser and its organisation see it."""

    organisation_id = fields.Str()
    applied_at = Time()
    need_id = fields.Str(allow_none=True)
    asked_fen = Fen()
    recommended_fen = Fen()
    plan = fields.Nested(PlanView)
    missing_papers = fields.List(fields.Str())
    reason = fields.Str()
    verdict = fields.Nested(VerdictView, allow_none=True)
    rank = fields.Int(attribute="position")
    objected = fields.Bool()
    award_no = fields.Str()
    agreement = fields.Nested(AgreementView, allow_none=True)
    tranches = fields.List(fields.Nested(TrancheView))
    examinations = fields.List(fields.Nested(ExaminationView))
    midterm_passed = fields.Bool()
    rectify_by = fields.Date(attribute="rectify.due", allow_none=True)
    rectified = fields.Str()
    outputs = fields.List(fields.Nested(OutputView))
    spent_fen = Fen()
    accepted_on = fields.Date(allow_none=True)
    breached = fields.Bool()
    used_fen = fields.Int(allow_none=True)
    owed_fen = Fen()
    recoveries = fields.List(fields.Nested(RecoveryView))
    provisional = fields.Bool()
    version = fields.Int()
    offered = Offered(VENTURE)


class ListVentureReports(Paging, VentureKey):
    """What was published of a project."""


class VentureReport(Schema):
    """A published report."""

    report_id = fields.Str(attribute="id")
    venture_id = fields.Str()
    venture_title = fields.Str()
    organisation_name = fields.Str()
    full = fields.Bool()
    text = fields.Str()
    beneficiaries = fields.Int()
    spent_fen = Fen()
    published_at = Time()


class ListBans(Paging):
    """Organisations that may not apply for a time."""


class VentureBan(Schema):
    """A ban, its first and its last day."""

    ban_id = fields.Str(attribute="id")
    organisation_id = fields.Str()
    venture_id = fields.Str()
    since = fields.Date()
    until = fields.Date()
    reason = fields.Str()
