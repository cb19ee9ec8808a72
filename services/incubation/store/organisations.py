"""Tables of organisations and of what they apply for. A name and a code are taken once."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Sequence,
    Table,
    Text,
)

from services.incubation.model import (
    AnnualCheck,
    Chapter,
    CommunityOpinion,
    Filing,
    Form,
    Listing,
    Organisation,
    Punishment,
    Registration,
    Responsible,
)
from services.incubation.store.base import keep, metadata, placed, timed
from services.incubation.workflow import (
    NAMED,
    OPEN_REGISTRATIONS,
    FilingStatus,
    OrganisationStatus,
    RegistrationStatus,
)
from shared.chassis.columns import Coded, Json, Sealed

certificate_number = Sequence("certificate_number", metadata=metadata)

organisations = Table(
    "organisations",
    metadata,
    *placed(),
    Column("district", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("form", Coded(Form), nullable=False),
    Column("kind", Text, nullable=False),
    Column("charter_scope", Text, nullable=False),
    Column("responsible", Sealed(Responsible, "organisations.responsible"), nullable=False),
    Column("responsible_index", Text, nullable=False),
    Column("account", Text),
    Column("applied_by", Text, nullable=False),
    Column("members", Integer, nullable=False),
    Column("own_account", Boolean, nullable=False),
    Column("credit_code", Text, unique=True),
    Column("certificate_no", Text, unique=True),
    Column("filed_on", Date),
    Column("valid_through", Date),
    Column("registered_on", Date),
    Column("listings", Json(tuple[Listing, ...]), nullable=False),
    Column("punishments", Json(tuple[Punishment, ...]), nullable=False),
    Column("checks", Json(tuple[AnnualCheck, ...]), nullable=False),
    Column("history", Json(tuple[Chapter, ...]), nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(OrganisationStatus), nullable=False),
    Index("ix_organisations_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_organisations_responsible", "responsible_index"),
)

_named = organisations.c.status.in_(NAMED)
Index("uq_organisations_name", organisations.c.district, organisations.c.name, unique=True,
      postgresql_where=_named)  # fmt: skip
Index("uq_organisations_account", organisations.c.account, unique=True,
      postgresql_where=_named)  # fmt: skip

filings = Table(
    "filings",
    metadata,
    *placed(),
    *timed(),
    Column("organisation_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("initiator", Text, nullable=False),
    Column("charter", Text, nullable=False),
    Column("account", Text),
    Column("applied_by", Text, nullable=False),
    Column("applied_at", DateTime(timezone=True), nullable=False),
    Column("sent_by", Text, nullable=False),
    Column("opinion", Json(CommunityOpinion)),
    Column("certificate_no", Text),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", DateTime(timezone=True)),
    Column("reason", Text, nullable=False),
    Column("status", Coded(FilingStatus), nullable=False),
    Index("ix_filings_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
)

registrations = Table(
    "registrations",
    metadata,
    *placed(),
    *timed(),
    Column("organisation_id", Text, nullable=False),
    Column("form", Coded(Form), nullable=False),
    Column("name", Text, nullable=False),
    Column("domicile", Text, nullable=False),
    Column("charter_scope", Text, nullable=False),
    Column("individual_members", Integer, nullable=False),
    Column("unit_members", Integer, nullable=False),
    Column("staff", Integer, nullable=False),
    Column("funds_fen", BigInteger, nullable=False),
    Column("own_account", Boolean, nullable=False),
    Column("promotes", Boolean, nullable=False),
    Column("account", Text),
    Column("applied_by", Text, nullable=False),
    Column("applied_at", DateTime(timezone=True), nullable=False),
    Column("accepted_by", Text, nullable=False),
    Column("credit_code", Text),
    Column("document_no", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", DateTime(timezone=True)),
    Column("reason", Text, nullable=False),
    Column("status", Coded(RegistrationStatus), nullable=False),
    Index("ix_registrations_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
)

_open = registrations.c.status.in_(OPEN_REGISTRATIONS)
Index("uq_registrations_open", registrations.c.organisation_id, unique=True,
      postgresql_where=_open)  # fmt: skip

for _cls, _table in {
    Organisation: organisations,
    Filing: filings,
    Registration: registrations,
}.items():
    keep(_cls, _table)
