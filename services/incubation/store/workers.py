"""Tables of social workers, residents by unit, and names of units. A certificate is there once."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, Table, Text

from services.incubation.model import Population, PostingSpell, SocialWorker, Training, UnitName
from services.incubation.store.base import keep, metadata, placed
from services.incubation.workflow import WorkerStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted

social_workers = Table(
    "social_workers",
    metadata,
    *placed(),
    Column("name", Encrypted("social_workers.name"), nullable=False),
    Column("phone", Encrypted("social_workers.phone"), nullable=False),
    Column("certificate_no", Encrypted("social_workers.certificate_no"), nullable=False),
    Column("certificate_index", Text, nullable=False, unique=True),
    Column("level", Text, nullable=False),
    Column("least_hours", Integer, nullable=False),
    Column("registered_on", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("community", Text, nullable=False),
    Column("trainings", Json(tuple[Training, ...]), nullable=False),
    Column("spells", Json(tuple[PostingSpell, ...]), nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(WorkerStatus), nullable=False),
    Index("ix_social_workers_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_social_workers_community", "community", "status"),
)

populations = Table(
    "populations",
    metadata,
    *placed(),
    Column("residents", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
)

unit_names = Table(
    "unit_names",
    metadata,
    *placed(),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("valid_to", Date),
)

for _cls, _table in {
    SocialWorker: social_workers,
    Population: populations,
    UnitName: unit_names,
}.items():
    keep(_cls, _table)
