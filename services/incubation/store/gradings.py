"""The table of gradings. One grade holds at a time, one application is open at a time."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, Table, Text

from services.incubation.model import Grading
from services.incubation.store.base import keep, metadata, placed, timed
from services.incubation.workflow import OPEN_GRADINGS, PUBLIC_GRADINGS, GradingStatus
from shared.chassis.columns import Coded

gradings = Table(
    "gradings",
    metadata,
    *placed(),
    *timed(),
    Column("organisation_id", Text, nullable=False),
    Column("organisation_name", Text, nullable=False),
    Column("account", Text),
    Column("applied_by", Text, nullable=False),
    Column("applied_on", Date, nullable=False),
    Column("upgrade", Boolean, nullable=False),
    Column("score", Integer),
    Column("grade", Text, nullable=False),
    Column("bands", Text, nullable=False),
    Column("report_no", Text, nullable=False),
    Column("assessed_by", Text, nullable=False),
    Column("granted_on", Date),
    Column("valid_through", Date),
    Column("priority", Boolean, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("revoked_on", Date),
    Column("reason", Text, nullable=False),
    Column("status", Coded(GradingStatus), nullable=False),
    Index("ix_gradings_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_gradings_organisation", "organisation_id", "id"),
)

_status = gradings.c.status
Index("ix_gradings_public", gradings.c.id, postgresql_where=_status.in_(PUBLIC_GRADINGS))
Index("uq_gradings_open", gradings.c.organisation_id, unique=True,
      postgresql_where=_status.in_(OPEN_GRADINGS))  # fmt: skip
Index("uq_gradings_granted", gradings.c.organisation_id, unique=True,
      postgresql_where=_status == GradingStatus.GRANTED)  # fmt: skip

keep(Grading, gradings)
