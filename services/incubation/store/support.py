"""Tables of support centres and of requests for their services."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, Table, Text

from services.incubation.model import ServiceRequest, SupportCenter
from services.incubation.store.base import keep, metadata, placed
from services.incubation.workflow import CenterStatus, ServiceStatus
from shared.chassis.columns import Coded, Json

support_centers = Table(
    "support_centers",
    metadata,
    *placed(),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("services", Json(tuple[str, ...]), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("reason", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(CenterStatus), nullable=False),
)

service_requests = Table(
    "service_requests",
    metadata,
    *placed(),
    Column("center_id", Text, nullable=False),
    Column("center_name", Text, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("organisation_name", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("need", Text, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("answer", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("stars", Integer),
    Column("comment", Text, nullable=False),
    Column("status", Coded(ServiceStatus), nullable=False),
    Index("ix_service_requests_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_service_requests_asker", "asked_by", "id"),
)

for _cls, _table in {SupportCenter: support_centers, ServiceRequest: service_requests}.items():
    keep(_cls, _table)
