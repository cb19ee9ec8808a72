"""Facts of projects: from application to the evaluation of their effect."""

from datetime import date, datetime

from shared.kernel.events import Fact, fact


@fact("incubation.venture.applied", label="申报项目")
class VentureApplied(Fact):
    """An organisation applied. Until the ranking, no fact says which."""

    venture_id: str
    path: str
    call_id: str
    asked_fen: int


@fact("incubation.venture.screened", label="初审")
class VentureScreened(Fact):
    """The application was shortlisted, or rejected."""

    venture_id: str
    path: str
    call_id: str
    shortlisted: bool


@fact("incubation.venture.ranked", label="评审排名")
class VentureRanked(Fact):
    """The jury's score, its highest and lowest left out, and the rank."""

    venture_id: str
    path: str
    call_id: str
    score: str
    rank: int
    panel: int


@fact("incubation.award.formed", label="批准立项")
class AwardFormed(Fact):
    """A grant was decided: what a public record of it needs (X-04)."""

    venture_id: str
    path: str
    call_id: str
    call: str
    title: str
    organisation: str
    grant_fen: int
    score: str
    rank: int
    document_no: str
    formed_at: datetime


@fact("incubation.venture.declined", label="不予立项")
class VentureDeclined(Fact):
    """A ranked project gets no grant."""

    venture_id: str
    path: str
    call_id: str


@fact("incubation.venture.signed", label="签订协议")
class AgreementSigned(Fact):
    """The agreement was signed; the project runs."""

    venture_id: str
    path: str
    starts_on: date
    ends_on: date
    document_no: str


@fact("incubation.venture.tranche_paid", label="拨付资金")
class TranchePaid(Fact):
    """A part of the grant went out."""

    venture_id: str
    path: str
    number: int
    amount_fen: int
    paid_fen: int


@fact("incubation.venture.reported", label="公布进展")
class VentureReported(Fact):
    """Progress, or the full report, was published (CT-02)."""

    venture_id: str
    path: str
    full: bool
    next_due: date | None


@fact("incubation.venture.report_near", label="公布进展即将到期")
class VentureReportNear(Fact):
    """A report is due soon."""

    venture_id: str
    path: str
    due: date


@fact("incubation.venture.report_overdue", label="公布进展逾期")
class VentureReportOverdue(Fact):
    """A report was not published in time (CT-02)."""

    venture_id: str
    path: str
    due: date


@fact("incubation.venture.examined", label="考核评估")
class VentureExamined(Fact):
    """A mid-term examination or an acceptance, passed or not."""

    venture_id: str
    path: str
    kind: str
    score: str
    passed: bool
    rectify_by: date | None


@fact("incubation.venture.rectified", label="提交整改")
class VentureRectified(Fact):
    """The organisation says what it mended."""

    venture_id: str
    path: str


@fact("incubation.venture.result_formed", label="形成项目结果")
class VentureResultFormed(Fact):
    """How it came out: what a public record needs (X-04).

    `result` is ACCEPTED, TERMINATED or EVALUATED; `score` of the jury, the acceptance or the
    social effect, as the result says; `recover_fen` what has to come back.
    """

    venture_id: str
    path: str
    call_id: str
    call: str
    title: str
    organisation: str
    grant_fen: int
    paid_fen: int
    score: str
    rank: int
    result: str
    reason: str
    recover_fen: int
    formed_at: datetime


@fact("incubation.venture.recovered", label="收回资金")
class MoneyRecovered(Fact):
    """Money came back."""

    venture_id: str
    path: str
    amount_fen: int
    owed_fen: int


@fact("incubation.organisation_ban.imposed", label="限制申报")
class BanImposed(Fact):
    """After a breach the organisation applies no more until that day."""

    organisation_id: str
    path: str
    venture_id: str
    until: date


@fact("incubation.venture.due_recomputed", label="重新计算项目期限")
class VentureDueRecomputed(Fact):
    """A calendar was loaded: provisional last days became true ones."""

    venture_id: str
    path: str
    due: date
