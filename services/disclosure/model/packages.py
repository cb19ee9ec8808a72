"""What goes into the archive of a record, whole and provable (档案法 §37)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.disclosure import events, policies
from services.disclosure.model.attachments import StoredFile
from services.disclosure.model.pages import Page
from services.disclosure.model.records import Record
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce

PERMANENT = "PERMANENT"


@dataclass(frozen=True)
class Act:
    """One act of the way to the public: who did what, for which unit, when; its audit line."""

    act: str
    actor_id: str
    actor_unit: str
    at: datetime
    facts: tuple[str, ...]
    audit_id: str
    digest: str


@dataclass(kw_only=True, eq=False)
class Package(Aggregate):
    """The archived record as one file, its digest and how long it is kept; its id is the record's.

    `retention` is "PERMANENT" or a period; `keep_until` is None when it is kept for ever.
    """

    id: str
    kind: str
    path: str
    source_id: str
    title: str
    formed_at: datetime
    archived_at: datetime
    retention: str
    keep_until: date | None
    parts: int
    size: int
    digest: str
    content: bytes
    version: int = 0

    def take(self, *, reason: str) -> None:
        """Note that somebody takes it out, and why."""
        enforce(policies.says_nothing_personal({"reason": reason}))
        self.record(
            events.PackageTaken(
                record_id=self.id,
                path=self.path,
                source_id=self.source_id,
                kind=self.kind,
                title=self.title,
                digest=self.digest,
                reason=reason,
            )
        )


def parts_of(
    record: Record,
    pages: Iterable[Page],
    files: Iterable[StoredFile],
    acts: Iterable[Act],
    about: Mapping[str, Any],
) -> dict[str, bytes]:
    """Return name → content: metadata, each edition, its pages, the files, the chain of approval.

    What was taken out before publication is not in it: it stays apart (RED-03).
    """
    parts = {
        "metadata.json": _json({**_metadata(record), **about}),
        "approval.json": _json([{**vars(act), "at": act.at.isoformat()} for act in acts]),
    }
    for edition in record.editions:
        said = {**vars(edition), "published_at": edition.published_at.isoformat()}
        parts[f"editions/{edition.number}.json"] = _json(said)
    for page in pages:
        parts[f"pages/{page.number}.html"] = page.html.encode()
        if page.pdf is not None:
            parts[f"pages/{page.number}.pdf"] = bytes(page.pdf)
    for file in files:
        if file.content is not None:
            parts[f"files/{file.id}.{file.name.rpartition('.')[2]}"] = bytes(file.content)
    return parts


def _metadata(record: Record) -> dict[str, Any]:
    return {
        "record_id": record.id,
        "source_id": record.source_id,
        "kind": record.kind,
        "title": record.title,
        "path": record.path,
        "formed_at": record.formed_at.isoformat(),
        "due": record.due.isoformat(),
        "published_at": record.published_at.isoformat() if record.published_at else None,
        "checked_by": record.checked_by,
        "approved_by": record.approved_by,
        "omissions": [vars(omission) for omission in record.told_omissions],
        "editions": [
            {"number": each.number, "digest": each.digest, "note": each.note}
            for each in record.editions
        ],
        "files": [file for edition in record.editions for file in edition.content.get("files", ())],
    }


def _json(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True).encode()
