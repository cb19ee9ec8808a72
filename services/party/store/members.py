"""Tables of elections, postings, guests and members without an organisation."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, Table, Text, text

from services.party.model import Ballot, Election, Flaw, Gathering, Inflow, Posting
from services.party.store.base import keep, key, metadata
from services.party.workflow import GatheringStatus, InflowStatus, PostingStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted

elections = Table(
    "elections",
    metadata,
    *key(),
    Column("organisation_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("ballot", Json(Ballot), nullable=False),
    Column("flaws", Json(tuple[Flaw, ...]), nullable=False),
    Column("valid", Boolean, nullable=False),
    Column("term_ends_on", Date),
    Column("document_no", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("ix_elections_organisation", "organisation_id", "id"),
)

postings = Table(
    "postings",
    metadata,
    *key(),
    Column("organisation_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("name", Encrypted("postings.name"), nullable=False),
    Column("single", Boolean, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("ended_reason", Text, nullable=False),
    Column("status", Coded(PostingStatus), nullable=False),
    Index("ix_postings_organisation", "organisation_id", "id"),
    Index(
        "uq_postings_account",
        "organisation_id",
        "account_id",
        unique=True,
        postgresql_where=text("status = 'HELD'"),
    ),
    Index(
        "uq_postings_single",
        "organisation_id",
        "post",
        unique=True,
        postgresql_where=text("single AND status = 'HELD'"),
    ),
)

inflows = Table(
    "inflows",
    metadata,
    *key(),
    Column("organisation_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("home", Text, nullable=False),
    Column("months", Integer, nullable=False),
    Column("can_transfer", Boolean, nullable=False),
    Column("paper", Text, nullable=False),
    Column("verified_on", Date, nullable=False),
    Column("placed_by", Text, nullable=False),
    Column("report_months", Integer, nullable=False),
    Column("reported_on", Date),
    Column("reported_to", Text, nullable=False),
    Column("home_reported_on", Date),
    Column("ended_on", Date),
    Column("ended_reason", Text, nullable=False),
    Column("status", Coded(InflowStatus), nullable=False),
    Index("ix_inflows_organisation", "organisation_id", "id"),
)

gatherings = Table(
    "gatherings",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("formal", Integer, nullable=False),
    Column("probationary", Integer, nullable=False),
    Column("counted_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("organisation_id", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(GatheringStatus), nullable=False),
    Index("ix_gatherings_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
)

for _cls, _table in {
    Election: elections,
    Posting: postings,
    Inflow: inflows,
    Gathering: gatherings,
}.items():
    keep(_cls, _table)
