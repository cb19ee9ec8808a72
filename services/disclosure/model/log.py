"""The transparency log: entries as canonical bytes, their places, heads and proofs.

An entry holds no title and no name, only hashes: what is appended for ever must not be what may
have to be forgotten (个人信息保护法 §47).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.disclosure.model.notices import Notice
from services.disclosure.model.postings import Posting
from services.disclosure.model.records import Record
from shared.kernel.events import Aggregate
from shared.kernel.merkle import leaf_hash


class LogAct(StrEnum):
    """What is logged: acts on a record and on a board, notices, seals of services' audit days."""

    PUBLISHED = "record.published"
    CORRECTED = "record.corrected"
    WITHDRAWN = "record.withdrawn"
    ARCHIVED = "record.archived"
    TAKEN_OFF = "record.taken_off"
    POSTED = "posting.posted"
    POSTING_CORRECTED = "posting.corrected"
    TAKEN_DOWN = "posting.taken_down"
    NOTICED = "notice.shown"
    SEALED = "audit.sealed"


@dataclass(kw_only=True, eq=False)
class LogEntry(Aggregate):
    """What waits for its place in the log; `body` are the bytes that are hashed."""

    id: str
    at: datetime
    act: LogAct
    record_id: str
    edition: int
    body: str
    leaf_hash: bytes
    version: int = 0

    @classmethod
    def of_record(
        cls, id: str, act: LogAct, record: Record | Posting | Notice, *, at: datetime
    ) -> "LogEntry":
        """Say what happened to the newest edition of a record, a posting or a notice."""
        edition = record.editions[-1]
        said = {
            "record_id": record.id,
            "kind": record.kind,
            "edition": edition.number,
            "digest": edition.digest,
            "title_sha256": hashlib.sha256(record.shown_title.encode()).hexdigest(),
            "published_at": edition.published_at.isoformat(),
        }
        return cls._of(id, act, said, at, record_id=record.id, edition=edition.number)

    @classmethod
    def of_audit(cls, id: str, seal: Mapping[str, Any], *, at: datetime) -> "LogEntry":
        """Say under which root a service's audit day stands."""
        return cls._of(id, LogAct.SEALED, seal, at, record_id="", edition=0)

    @classmethod
    def _of(
        cls, id: str, act: LogAct, said: Mapping[str, Any], at: datetime, *, record_id: str,
        edition: int,
    ) -> "LogEntry":  # fmt: skip
        body = canonical({"act": act, "at": at.isoformat(), **said})
        return cls(id=id, at=at, act=act, record_id=record_id, edition=edition, body=body,
                   leaf_hash=leaf_hash(body.encode()))  # fmt: skip


@dataclass(frozen=True)
class Leaf:
    """An entry in its place."""

    index: int
    body: str
    leaf_hash: bytes


@dataclass(frozen=True)
class Place:
    """Where an act on a record stands in the log; no index while it waits."""

    act: LogAct
    edition: int
    index: int | None
    leaf_hash: bytes


@dataclass(frozen=True)
class LogHead:
    """What was signed over the first `size` entries; `note` is the signed form."""

    size: int
    root: bytes
    at: datetime
    note: str

    @property
    def origin(self) -> str:
        """Return the name of the log."""
        return self.note.partition("\n")[0]


@dataclass(frozen=True)
class InclusionProof:
    """That a leaf stands in the first `size` entries; `head` when one was signed at this size."""

    leaf: Leaf
    size: int
    path: tuple[bytes, ...]
    head: LogHead | None


@dataclass(frozen=True)
class ConsistencyProof:
    """That the first `new` entries begin with the first `old`."""

    old: int
    new: int
    path: tuple[bytes, ...]


def canonical(said: Mapping[str, Any]) -> str:
    """Return sorted, unspaced JSON: one text for one content."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
