"""Lists in force: entries (one line of a list) and the immutable versions they make up."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from services.delegation import events
from services.delegation.model.parts import LIST_NAMES, Basis
from services.delegation.policies import normalised
from services.delegation.workflow import ENTRY, EntryStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate


@dataclass(frozen=True)
class Line:
    """The content of one line. `particulars` are what its list asks for beside the common part."""

    lineage_id: str
    list_code: str
    name: str
    department: str
    department_name: str
    level: str
    bearer: str
    basis: tuple[Basis, ...]
    kind: str = ""
    keywords: tuple[str, ...] = ()
    particulars: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """Return it as facts and digests write it."""
        return {**asdict(self), "department": self.department_name,
                "department_code": self.department}  # fmt: skip

    def keys(self) -> tuple[str, ...]:
        """Return the keys by which it is found: lineage, name, keywords (two letters or more)."""
        words = (normalised(word) for word in (self.name, *self.keywords))
        return tuple(dict.fromkeys((self.lineage_id, *(word for word in words if len(word) > 1))))


@dataclass(kw_only=True, eq=False)
class Entry(Aggregate):
    """One line of a list version in force, or the tombstone of one that was.

    In force on the days [`valid_from`, `valid_to`). `batch_id` is the batch that brought it, or
    that cancelled it. `revived_on`: a later batch openly proposed the item again.
    """

    id: str
    path: str
    list_code: str
    lineage_id: str
    name: str
    department: str
    line: Line
    keys: tuple[str, ...]
    batch_id: str
    valid_from: date
    valid_to: date | None = None
    cancelled_on: date | None = None
    cancel_reason: str = ""
    revived_on: date | None = None
    suspended_reason: str = ""
    sample: bool = False
    status: EntryStatus = EntryStatus.EFFECTIVE
    version: int = 0

    @classmethod
    def of(cls, line: Line, *, id: str, path: str, batch_id: str, valid_from: date,
           sample: bool = False) -> "Entry":  # fmt: skip
        """Build the entry of a line."""
        return cls(
            id=id,
            path=path,
            list_code=line.list_code,
            lineage_id=line.lineage_id,
            name=line.name,
            department=line.department,
            line=line,
            keys=line.keys(),
            batch_id=batch_id,
            valid_from=valid_from,
            sample=sample,
        )

    def in_force(self, on: date) -> bool:
        """Say whether the entry holds on that day."""
        return self.is_listed(on) and not self.is_suspended

    def is_listed(self, on: date) -> bool:
        """Say whether the lists of that day have it, suspended or not."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def is_tombstone(self, on: date) -> bool:
        """Say whether it is on that day a cancelled entry that nobody openly brought back."""
        cancelled = self.cancelled_on is not None and self.cancelled_on <= on
        return cancelled and (self.revived_on is None or on < self.revived_on)

    @property
    def is_suspended(self) -> bool:
        """Say whether it is out of force for the time being."""
        return self.status is EntryStatus.SUSPENDED

    def same_root(self, department: str, basis: tuple[Basis, ...]) -> bool:
        """Say whether another item of the department stands on the same article (LST-07)."""
        articles = {each for each in self.line.basis if each.article}
        return department == self.department and bool(articles & set(basis))

    def suspend(self, actor: Actor, *, reason: str) -> None:
        """Take it out of force for the time being."""
        ENTRY.step(self, "suspend", actor)
        self.suspended_reason = reason
        self._tell(events.EntrySuspended, reason=reason)

    def resume(self, actor: Actor) -> None:
        """Put it in force again."""
        ENTRY.step(self, "resume", actor)
        self.suspended_reason = ""
        self._tell(events.EntryResumed)

    def replace(self, system: Actor, *, from_: date) -> None:
        """End it: other content, or another line, follows under the same roof."""
        ENTRY.step(self, "replace", system)
        self.valid_to = from_

    def cancel(self, system: Actor, *, from_: date, reason: str, batch_id: str) -> None:
        """End it and leave a tombstone (LST-07, G-08)."""
        ENTRY.step(self, "cancel", system)
        self.valid_to = self.cancelled_on = from_
        self.cancel_reason, self.batch_id = reason, batch_id
        self._tell(events.EntryCancelled, batch_id=batch_id, name=self.name, reason=reason)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                entry_id=self.id,
                path=self.path,
                lineage_id=self.lineage_id,
                list_code=self.list_code,
                **data,
            )
        )


@dataclass(kw_only=True, eq=False)
class ListVersion(Aggregate):
    """One version of one list: never changed, hashed, chained to the one before (LST-02)."""

    id: str
    path: str
    list_code: str
    number: int
    batch_id: str
    effective_from: date
    entries: tuple[Line, ...]
    previous_digest: str
    digest: str
    formed_at: datetime
    sample: bool = False
    version: int = 0

    @property
    def list_name(self) -> str:
        """Return the official name of the list."""
        return LIST_NAMES[self.list_code]

    @property
    def is_intact(self) -> bool:
        """Say whether the content still has the digest under which it was published."""
        return self.digest == digest(
            self.list_code, self.number, self.effective_from, self.entries, self.previous_digest
        )

    def publish(self) -> None:
        """Announce it: it must be public in time (X-04)."""
        self.record(
            events.ListVersionPublished(
                list_version_id=self.id,
                path=self.path,
                batch_id=self.batch_id,
                list_code=self.list_code,
                list_name=self.list_name,
                number=self.number,
                effective_from=self.effective_from,
                entries=tuple(line.told() for line in self.entries),
                formed_at=self.formed_at,
                digest=self.digest,
                previous_digest=self.previous_digest,
            )
        )


def digest(
    list_code: str, number: int, effective_from: date, entries: tuple[Line, ...], previous: str
) -> str:
    """Return the SHA-256 over sorted, unspaced JSON of the content and the previous digest."""
    content = {
        "list_code": list_code,
        "number": number,
        "effective_from": effective_from.isoformat(),
        "entries": [line.told() for line in entries],
        "previous_digest": previous,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
