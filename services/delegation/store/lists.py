"""Tables of delegation. `entry_keys` answers the dispatch decision by one index."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    any_,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.delegation.model import (
    Authority,
    Basis,
    Batch,
    Delegation,
    Entry,
    Funding,
    Item,
    ItemType,
    Line,
    ListVersion,
    NoProofMatter,
    Opinion,
    Procedure,
    ProcessRow,
    PublicObjection,
    Resolution,
    Revocation,
    Round,
    RoundRule,
    RowContent,
    Staffing,
    Stance,
    UnitName,
)
from services.delegation.policies import probes
from services.delegation.store.base import keep, key, metadata
from services.delegation.workflow import (
    BatchStatus,
    DelegationStatus,
    EntryStatus,
    ItemStatus,
    RowStatus,
)
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import Deadline

batches = Table(
    "batches",
    metadata,
    *key(),
    Column("number", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("procedure", Text, nullable=False),
    Column("rounds", Json(tuple[Round, ...]), nullable=False),
    Column("legal_office", Text, nullable=False),
    Column("notice_within", Text, nullable=False),
    Column("notice_roll", Boolean, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("notice", Json(Deadline)),
    Column("provisional", Boolean, nullable=False),
    Column("concurred_by", Text, nullable=False),
    Column("sent_back_reason", Text, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("effective_from", Date),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(BatchStatus), nullable=False),
    Index("uq_batches_number", "path", "number", unique=True),
)

items = Table(
    "items",
    metadata,
    *key(),
    Column("batch_id", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("reporter", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("reported_by", Text, nullable=False),
    Column("list_code", Text, nullable=False),
    Column("lineage_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("department_name", Text, nullable=False),
    Column("bearer", Text, nullable=False),
    Column("basis", Json(tuple[Basis, ...]), nullable=False),
    Column("keywords", Json(tuple[str, ...]), nullable=False),
    Column("particulars", JSONB, nullable=False),
    Column("revives", Text, nullable=False),
    Column("opinions", Json(tuple[Opinion, ...]), nullable=False),
    Column("stances", Json(tuple[Stance, ...]), nullable=False),
    Column("challenge_reason", Text, nullable=False),
    Column("challenge_note", Text, nullable=False),
    Column("resolution", Json(Resolution)),
    Column("in_notice", Boolean, nullable=False),
    Column("changed", Boolean, nullable=False),
    Column("status", Coded(ItemStatus), nullable=False),
    Index("ix_items_batch", "batch_id", "id"),
)

objections = Table(
    "objections",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("batch_id", Text, nullable=False, index=True),
    Column("item_id", Text, nullable=False, index=True),
    Column("objector", Text, nullable=False),
    Column("statement", Encrypted("objections.statement"), nullable=False),
    Column("filed_at", DateTime(timezone=True), nullable=False),
    Column("answer", Text, nullable=False),
    Column("upheld", Boolean, nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("answered_at", DateTime(timezone=True)),
)

list_versions = Table(
    "list_versions",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("list_code", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("batch_id", Text, nullable=False),
    Column("effective_from", Date, nullable=False),
    Column("entries", Json(tuple[Line, ...]), nullable=False),
    Column("previous_digest", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("formed_at", DateTime(timezone=True), nullable=False),
    Column("sample", Boolean, nullable=False),
    Index("uq_list_versions_number", "path", "list_code", "number", unique=True),
    Index("uq_list_versions_day", "path", "list_code", "effective_from", unique=True),
)

entries = Table(
    "entries",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("list_code", Text, nullable=False),
    Column("lineage_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("line", Json(Line), nullable=False),
    Column("keys", ARRAY(Text, as_tuple=True), nullable=False),
    Column("batch_id", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("cancelled_on", Date),
    Column("cancel_reason", Text, nullable=False),
    Column("revived_on", Date),
    Column("suspended_reason", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(EntryStatus), nullable=False),
    Index("ix_entries_lineage", "lineage_id", "list_code"),
    Index("ix_entries_list", "path", "list_code", "id"),
    Index("ix_entries_cancelled", "path", "cancelled_on"),
)

entry_keys = Table(
    "entry_keys",
    metadata,
    Column("key", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column(
        "entry_id", Text, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    PrimaryKeyConstraint("key", "path", "entry_id"),
)
"""The keys of entries, one by one: kept by a trigger on `entries`, so that they never differ."""

process_rows = Table(
    "process_rows",
    metadata,
    *key(),
    Column("lineage_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("item_id", Text, nullable=False, index=True),
    Column("item_name", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("department_name", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("content", Json(RowContent), nullable=False),
    Column("drafted_by", Text, nullable=False),
    Column("published_at", DateTime(timezone=True)),
    Column("withdrawn_reason", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(RowStatus), nullable=False),
    Index("uq_process_rows_number", "lineage_id", "number", unique=True),
)

delegations = Table(
    "delegations",
    metadata,
    *key(),
    Column("item_id", Text, nullable=False, index=True),
    Column("item_name", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("street", Text, nullable=False),
    Column("street_path", Text, nullable=False, index=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("proposed_by", Text, nullable=False),
    Column("street_opinion", Text, nullable=False),
    Column("authority", Json(Authority)),
    Column("funding", Json(Funding)),
    Column("staffing", Json(Staffing)),
    Column("gap_reason", Text, nullable=False),
    Column("grace", Json(Deadline)),
    Column("provisional", Boolean, nullable=False),
    Column("revocation_reason", Text, nullable=False),
    Column("revocation", Json(Revocation)),
    Column("ended_reason", Text, nullable=False),
    Column("status", Coded(DelegationStatus), nullable=False),
)

procedures = Table(
    "procedures",
    metadata,
    *key(),
    Column("code", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("rounds", Json(tuple[RoundRule, ...]), nullable=False),
    Column("legal_office", Text, nullable=False),
    Column("notice_within", Text, nullable=False),
    Column("notice_roll", Boolean, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("tag", Text, nullable=False),
)

item_types = Table(
    "item_types",
    metadata,
    *key(),
    Column("name", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("details", JSONB, nullable=False),
    Column("sample", Boolean, nullable=False),
)

matters = Table(
    "no_proof_matters",
    metadata,
    *key(),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("keywords", Json(tuple[str, ...]), nullable=False),
    Column("jurisdiction", Text, nullable=False),
    Column("effective_from", Date, nullable=False),
    Column("source", Text, nullable=False),
)

unit_names = Table(
    "unit_names",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("valid_to", Date),
)

for _cls, _table in {
    Batch: batches, Item: items, PublicObjection: objections, ListVersion: list_versions,
    Entry: entries, ProcessRow: process_rows, Delegation: delegations, Procedure: procedures,
    ItemType: item_types, NoProofMatter: matters, UnitName: unit_names,
}.items():  # fmt: skip
    keep(_cls, _table)


_APART = "\x1f"
"""Stands between probes on their way; a name has none, it is letters and digits only."""


def entries_by_keys(
    uow: UnitOfWork, *, path: str, item_id: str | None, name: str | None
) -> list[Entry]:
    """Return every entry of the district that the lineage or some part of the name could mean.

    Which list, which day and how exactly is decided by the rule on the few rows found. Hundreds of
    probes travel as one text and come to the index as a value of the running statement: a planner
    that saw them one by one would take longer to weigh them than the index takes to answer.
    """
    asked = literal(_APART.join(probes(item_id, name)), Text)
    wanted = cast(select(func.string_to_array(asked, _APART)).scalar_subquery(), ARRAY(Text))
    found = select(entry_keys.c.entry_id).where(
        entry_keys.c.key == any_(wanted), entry_keys.c.path == path
    )
    meant = select(Entry).where(entries.c.id.in_(found))
    return sorted(uow.session.scalars(meant), key=lambda entry: (entry.list_code, entry.id))
