"""Tables of the jury: a seat, a tie and a score are there once."""

from sqlalchemy import Column, DateTime, Index, Table, Text

from services.incubation.model import Mark, Score, Seat, Tie
from services.incubation.store.base import keep, metadata, placed
from services.incubation.workflow import SeatStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted

_TIME = DateTime(timezone=True)

seats = Table(
    "seats",
    metadata,
    *placed(),
    Column("call_id", Text, nullable=False),
    Column("judge_id", Text, nullable=False),
    Column("seated_by", Text, nullable=False),
    Column("seated_at", _TIME, nullable=False),
    Column("declared_at", _TIME),
    Column("reason", Encrypted("seats.reason"), nullable=False),
    Column("status", Coded(SeatStatus), nullable=False),
    Index("uq_seats_judge", "call_id", "judge_id", unique=True),
    Index("ix_seats_judge", "judge_id", "id"),
)

ties = Table(
    "ties",
    metadata,
    *placed(),
    Column("call_id", Text, nullable=False),
    Column("judge_id", Text, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("nature", Encrypted("ties.nature"), nullable=False),
    Column("declared_at", _TIME, nullable=False),
    Index("uq_ties_judge", "call_id", "judge_id", "organisation_id", unique=True),
)

scores = Table(
    "scores",
    metadata,
    *placed(),
    Column("call_id", Text, nullable=False),
    Column("venture_id", Text, nullable=False),
    Column("judge_id", Text, nullable=False),
    Column("marks", Json(tuple[Mark, ...]), nullable=False),
    Column("comment", Text, nullable=False),
    Column("given_at", _TIME, nullable=False),
    Index("uq_scores_judge", "venture_id", "judge_id", unique=True),
)

for _cls, _table in {Seat: seats, Tie: ties, Score: scores}.items():
    keep(_cls, _table)
