"""What happens to the lists in force."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from shared.kernel.events import Fact, fact


@fact("delegation.list_version.published", label="发布清单")
class ListVersionPublished(Fact):
    """A version of one list; `digest` covers its content and `previous_digest` (LST-02)."""

    list_version_id: str
    path: str
    batch_id: str
    list_code: str
    list_name: str
    number: int
    effective_from: date
    entries: tuple[Mapping[str, Any], ...]
    formed_at: datetime
    digest: str
    previous_digest: str


@fact("delegation.entry.suspended", label="暂停清单事项")
class EntrySuspended(Fact):
    """The entry is not in force until it is resumed."""

    entry_id: str
    path: str
    lineage_id: str
    list_code: str
    reason: str


@fact("delegation.entry.resumed", label="恢复清单事项")
class EntryResumed(Fact):
    """The entry is in force again."""

    entry_id: str
    path: str
    lineage_id: str
    list_code: str


@fact("delegation.entry.cancelled", label="取消清单事项")
class EntryCancelled(Fact):
    """A tombstone stays: it may not be dispatched nor come back in disguise (LST-07)."""

    entry_id: str
    path: str
    batch_id: str
    lineage_id: str
    list_code: str
    name: str
    reason: str
