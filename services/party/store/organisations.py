"""Tables of organisations and of the tree as it was on any day.

`organisation_lines` holds for every organisation all that ever stood above it (itself at distance
0), from a day up to another; a trigger keeps it whenever a placement is written (migration 0001).
"""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, Table, Text

from services.party.model import Approval, Organisation, Placement, Task
from services.party.store.base import keep, key, metadata
from services.party.workflow import OrganisationStatus
from shared.chassis.columns import Coded, Json

organisations = Table(
    "organisations",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("parent_id", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("formal", Integer, nullable=False),
    Column("probationary", Integer, nullable=False),
    Column("without_vote", Integer, nullable=False),
    Column("guests", Integer, nullable=False),
    Column("elects", Boolean, nullable=False),
    Column("admits", Boolean, nullable=False),
    Column("hosts", Boolean, nullable=False),
    Column("units", Json(tuple[str, ...]), nullable=False),
    Column("exception_no", Text, nullable=False),
    Column("task", Json(Task)),
    Column("approval", Json(Approval)),
    Column("proposed_by", Text, nullable=False),
    Column("proposed_at", DateTime(timezone=True), nullable=False),
    Column("established_on", Date),
    Column("placed_on", Date),
    Column("dissolved_on", Date),
    Column("closing_reason", Text, nullable=False),
    Column("successor_id", Text, nullable=False),
    Column("counted_on", Date),
    Column("elected_on", Date),
    Column("lawful_end", Date),
    Column("term_ends_on", Date),
    Column("reminded", Json(tuple[int, ...]), nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(OrganisationStatus), nullable=False),
    Index("ix_organisations_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_organisations_parent", "parent_id", "id"),
    Index("ix_organisations_unit", "unit", "id"),
)

placements = Table(
    "placements",
    metadata,
    *key(),
    Column("organisation_id", Text, nullable=False),
    Column("parent_id", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Index("ix_placements_organisation", "organisation_id", "since"),
    Index("ix_placements_parent", "parent_id", "since"),
)

lines = Table(
    "organisation_lines",
    metadata,
    Column("ancestor_id", Text, nullable=False),
    Column("descendant_id", Text, nullable=False),
    Column("distance", Integer, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Index("ix_organisation_lines_down", "ancestor_id", "distance", "descendant_id"),
    Index("ix_organisation_lines_up", "descendant_id", "distance"),
)

for _cls, _table in {Organisation: organisations, Placement: placements}.items():
    keep(_cls, _table)
