"""The table of corrections of records about oneself; what speaks of people is encrypted."""

from sqlalchemy import Column, DateTime, Index, Table, Text

from services.disclosure.model import DataCorrection, Move
from services.disclosure.store.base import clock, key, mapper, metadata
from services.disclosure.workflow.corrections import DataCorrectionStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted

TIME = DateTime(timezone=True)


def _sealed(*names: str) -> tuple[Column[str], ...]:
    return tuple(
        Column(name, Encrypted(f"data_corrections.{name}"), nullable=False) for name in names
    )


data_corrections = Table(
    "data_corrections",
    metadata,
    *key(),
    Column("correction_no", Text, nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("filed_at", TIME, nullable=False),
    Column("applicant_account", Text, nullable=False),
    *_sealed("applicant_name", "applicant_id_no", "applicant_phone", "applicant_address"),
    Column("applicant_index", Text, nullable=False),
    *_sealed("said", "should_say", "evidence"),
    Column("moves", Json(tuple[Move, ...]), nullable=False),
    *_sealed("proposed"),
    Column("proposed_by", Text, nullable=False),
    *_sealed("answer"),
    Column("where", Text, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("answered_at", TIME),
    *clock(),
    Column("status", Coded(DataCorrectionStatus), nullable=False),
    Index("ix_data_corrections_path", "path", "id"),
    Index("ix_data_corrections_account", "applicant_account", "id"),
)

mapper.map_imperatively(DataCorrection, data_corrections, version_id_col=data_corrections.c.version)
