"""Tables of calls and projects. What is granted and paid is held by the database, too (CT-01)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    select,
    update,
)

from services.incubation.model import (
    Agreement,
    Examination,
    Need,
    Output,
    Plan,
    RankingObjection,
    Recovery,
    SocialEvaluation,
    Tranche,
    Venture,
    VentureBan,
    VentureCall,
    VentureReport,
    Verdict,
)
from services.incubation.store.base import keep, metadata, placed
from services.incubation.store.organisations import organisations
from services.incubation.workflow import CallStatus, NeedStatus, ObjectionStatus, VentureStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import Deadline

TIME = DateTime(timezone=True)

venture_calls = Table(
    "venture_calls",
    metadata,
    *placed(),
    Column("title", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("tier", Text, nullable=False),
    Column("budget_fen", BigInteger, nullable=False),
    Column("least_fen", BigInteger, nullable=False),
    Column("most_fen", BigInteger, nullable=False),
    Column("drafted_by", Text, nullable=False),
    Column("opens_on", Date),
    Column("closes_on", Date),
    Column("document_no", Text, nullable=False),
    Column("awarded_fen", BigInteger, nullable=False),
    Column("notice", Json(Deadline)),
    Column("due", Date),
    Column("provisional", Boolean, nullable=False),
    Column("changed", Boolean, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(CallStatus), nullable=False),
    CheckConstraint("awarded_fen BETWEEN 0 AND budget_fen", name="ck_venture_calls_awarded"),
)

needs = Table(
    "needs",
    metadata,
    *placed(),
    Column("call_id", Text, nullable=False),
    Column("organiser", Text, nullable=False),
    Column("raised_by", Text, nullable=False),
    Column("statement", Encrypted("needs.statement"), nullable=False),
    Column("raised_at", TIME, nullable=False),
    Column("title", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("answer", Encrypted("needs.answer"), nullable=False),
    Column("status", Coded(NeedStatus), nullable=False),
    Index("ix_needs_call", "call_id", "id"),
    Index("ix_needs_raiser", "raised_by", "id"),
)

ranking_objections = Table(
    "ranking_objections",
    metadata,
    *placed(),
    Column("call_id", Text, nullable=False),
    Column("venture_id", Text, nullable=False),
    Column("objector", Text, nullable=False),
    Column("statement", Encrypted("ranking_objections.statement"), nullable=False),
    Column("filed_at", TIME, nullable=False),
    Column("answer", Encrypted("ranking_objections.answer"), nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("answered_at", TIME),
    Column("status", Coded(ObjectionStatus), nullable=False),
    Index("ix_ranking_objections_call", "call_id", "id"),
)

ventures = Table(
    "ventures",
    metadata,
    *placed(),
    Column("call_id", Text, nullable=False),
    Column("call_title", Text, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("organisation_name", Text, nullable=False),
    Column("applied_by", Text, nullable=False),
    Column("applied_at", TIME, nullable=False),
    Column("place", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("asked_fen", BigInteger, nullable=False),
    Column("plan", Json(Plan), nullable=False),
    Column("missing_papers", Json(tuple[str, ...]), nullable=False),
    Column("need_id", Text),
    Column("reason", Text, nullable=False),
    Column("verdict", Json(Verdict)),
    Column("position", Integer, nullable=False),
    Column("ranked_by", Text, nullable=False),
    Column("recommended_fen", BigInteger, nullable=False),
    Column("objected", Boolean, nullable=False),
    Column("grant_fen", BigInteger, nullable=False),
    Column("award_no", Text, nullable=False),
    Column("agreement", Json(Agreement)),
    Column("tranches", Json(tuple[Tranche, ...]), nullable=False),
    Column("paid_fen", BigInteger, nullable=False),
    Column("examinations", Json(tuple[Examination, ...]), nullable=False),
    Column("midterm_passed", Boolean, nullable=False),
    Column("rectify", Json(Deadline)),
    Column("rectified", Text, nullable=False),
    Column("report", Json(Deadline)),
    Column("report_late", Boolean, nullable=False),
    Column("spent_fen", BigInteger, nullable=False),
    Column("outputs", Json(tuple[Output, ...]), nullable=False),
    Column("accepted_on", Date),
    Column("evaluation", Json(SocialEvaluation)),
    Column("breached", Boolean, nullable=False),
    Column("used_fen", BigInteger),
    Column("recoveries", Json(tuple[Recovery, ...]), nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(VentureStatus), nullable=False),
    CheckConstraint("paid_fen BETWEEN 0 AND grant_fen", name="ck_ventures_paid"),
    CheckConstraint("grant_fen <= asked_fen", name="ck_ventures_grant"),
    Index("ix_ventures_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_ventures_call", "call_id", "position", "id"),
    Index("ix_ventures_applicant", "applied_by", "id"),
    Index("ix_ventures_organisation", "organisation_id"),
)

venture_reports = Table(
    "venture_reports",
    metadata,
    *placed(),
    Column("venture_id", Text, nullable=False),
    Column("venture_title", Text, nullable=False),
    Column("organisation_name", Text, nullable=False),
    Column("full", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("beneficiaries", Integer, nullable=False),
    Column("spent_fen", BigInteger, nullable=False),
    Column("published_at", TIME, nullable=False),
    Index("ix_venture_reports_venture", "venture_id", "id"),
)

venture_bans = Table(
    "venture_bans",
    metadata,
    *placed(),
    Column("organisation_id", Text, nullable=False, index=True),
    Column("venture_id", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("reason", Text, nullable=False),
)

for _cls, _table in {
    VentureCall: venture_calls,
    Need: needs,
    RankingObjection: ranking_objections,
    Venture: ventures,
    VentureReport: venture_reports,
    VentureBan: venture_bans,
}.items():
    keep(_cls, _table)


def charge_budget(uow: UnitOfWork, *, call_id: str, grant_fen: int) -> int | None:
    """Charge a grant to the budget of its call; when too little is left, return that (CT-01).

    Whoever awards in the same call waits for this transaction; undone, the money is there again.
    """
    calls = venture_calls.c
    charged = (
        update(venture_calls)
        .where(calls.id == call_id, calls.awarded_fen + grant_fen <= calls.budget_fen)
        .values(awarded_fen=calls.awarded_fen + grant_fen)
    )
    with uow.session.no_autoflush:
        if uow.session.connection().execute(charged).rowcount:
            return None
        left = select(calls.budget_fen - calls.awarded_fen).where(calls.id == call_id)
        return int(uow.session.connection().execute(left).scalar_one())


def take_turn(uow: UnitOfWork, *, organisation_id: str) -> None:
    """Wait until no other application of this organisation is under way (SO-12)."""
    row = organisations.c.id
    with uow.session.no_autoflush:
        uow.session.execute(select(row).where(row == organisation_id).with_for_update())
