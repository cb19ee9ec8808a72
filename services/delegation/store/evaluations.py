"""Tables of the evaluation of streets, and the monthly figures it rests on."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.delegation.model import (
    Appeal,
    Decision,
    DecisionMonth,
    Engagement,
    EvaluatedStreet,
    Evaluation,
    Inputs,
    Mark,
    Method,
    RatingMonth,
    Result,
    Reweighting,
    Snapshot,
)
from services.delegation.store.base import keep, key, metadata
from services.delegation.workflow import AppealStatus, EvaluationStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted
from shared.kernel.deadlines import Deadline

TIME = DateTime(timezone=True)

evaluations = Table(
    "evaluations",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("method", Json(Method), nullable=False),
    Column("organiser", Text, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("peers", Json(tuple[str, ...]), nullable=False),
    Column("subjects", Json(tuple[str, ...]), nullable=False),
    Column("engagements", Json(tuple[Engagement, ...]), nullable=False),
    Column("scoring", Json(Deadline)),
    Column("notice", Json(Deadline)),
    Column("appeal", Json(Deadline)),
    Column("provisional", Boolean, nullable=False),
    Column("concluded_at", TIME),
    Column("tally", Integer, nullable=False),
    Column("open_objections", Integer, nullable=False),
    Column("on_notice", Boolean, nullable=False),
    Column("status", Coded(EvaluationStatus), nullable=False),
    Index("uq_evaluations_period", "path", "period", unique=True),
)

evaluated_streets = Table(
    "evaluated_streets",
    metadata,
    *key(),
    Column("evaluation_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("street", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("held", Json(tuple[str, ...]), nullable=False),
    Column("inputs", Json(Inputs)),
    Column("veto", Json(Decision)),
    Column("reweighting", Json(Reweighting)),
    Column("result", Json(Result)),
    Index("uq_evaluated_streets_street", "evaluation_id", "street", unique=True),
)

marks = Table(
    "evaluation_marks",
    metadata,
    *key(),
    Column("evaluation_id", Text, nullable=False),
    Column("evaluated_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("assessor", Text, nullable=False),
    Column("score", Numeric(5, 2), nullable=False),
    Column("document_no", Text, nullable=False),
    Column("given_by", Text, nullable=False),
    Column("at", TIME, nullable=False),
    Column("struck", Boolean, nullable=False),
    Index("ix_evaluation_marks_evaluation", "evaluation_id", "id"),
)

appeals = Table(
    "evaluation_appeals",
    metadata,
    *key(),
    Column("evaluation_id", Text, nullable=False),
    Column("evaluated_id", Text, nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("grounds", Encrypted("evaluation_appeals.grounds"), nullable=False),
    Column("involved", Json(tuple[str, ...]), nullable=False),
    Column("filed_by", Text, nullable=False),
    Column("filed_at", TIME, nullable=False),
    Column("answer", Text, nullable=False),
    Column("lifts_veto", Boolean, nullable=False),
    Column("strikes", Json(tuple[str, ...]), nullable=False),
    Column("document_no", Text, nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("answered_at", TIME),
    Column("status", Coded(AppealStatus), nullable=False),
    Index("ix_evaluation_appeals_evaluation", "evaluation_id", "id"),
)

snapshots = Table(
    "evaluation_snapshots",
    metadata,
    *key(),
    Column("evaluation_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("content", JSONB, nullable=False),
    Column("previous_digest", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("at", TIME, nullable=False),
    Index("uq_evaluation_snapshots_number", "evaluation_id", "number", unique=True),
)

rating_months = Table(
    "rating_months",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("period", Text, nullable=False, index=True),
    Column("levels", JSONB, nullable=False),
)

decision_months = Table(
    "decision_months",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("period", Text, nullable=False, index=True),
    Column("accepted", Integer, nullable=False),
    Column("decided", Integer, nullable=False),
    Column("on_time", Integer, nullable=False),
)

for _cls, _table in {
    Evaluation: evaluations, EvaluatedStreet: evaluated_streets, Mark: marks, Appeal: appeals,
    Snapshot: snapshots, RatingMonth: rating_months, DecisionMonth: decision_months,
}.items():  # fmt: skip
    keep(_cls, _table)
