"""The audit chain: lines are linked in order right after their acts, and checked by `verify`.

Each line carries a keyed digest from its own transaction, so an edit shows even before linking. The
relay links lines as they become visible: link = HMAC(previous link, digest). The head is sealed, so
a cut tail shows. A line whose transaction was still open when a later one was linked comes next:
the chain orders what became visible, not what began.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Select, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from shared.chassis import tables
from shared.chassis.envelope import Context
from shared.kernel.ids import new_id

BATCH = 1000
RECENT, WINDOW = 500, 10_000
"""How far behind the last link a late transaction is looked for: at once, and after a while.
`whole` looks everywhere.
"""

GENESIS = "0" * 64


@dataclass
class Report:
    """What `verify` found; sound when `faults` is empty."""

    lines: int = 0
    linked: int = 0
    faults: list[str] = field(default_factory=list)


def audit_line(
    key: bytes,
    context: Context,
    *,
    subject_id: str,
    basis_doc_no: str,
    facts: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Build the audit row of one act with the HMAC over its content."""
    row = {
        "id": new_id(),
        "at": context.at,
        "actor_id": context.actor.id,
        "actor_unit": context.actor.unit,
        "act": context.act,
        "subject_id": subject_id,
        "basis_doc_no": basis_doc_no,
        "facts": list(facts),
    }
    return {**row, "digest": digest(key, row)}


def digest(key: bytes, row: Mapping[str, Any]) -> str:
    """Return the HMAC-SHA-256 over the audit row's content, keys in order, times in UTC seconds."""
    content = {**row, "at": f"{row['at'].timestamp():.6f}"}
    return hmac.new(
        key, orjson.dumps(content, option=orjson.OPT_SORT_KEYS), hashlib.sha256
    ).hexdigest()


def seal(session: Session, key: bytes, *, whole: bool = False, window: int = WINDOW) -> int:
    """Link the lines that are not linked yet, at most a batch; return how many.

    Lines more than `window` behind the last link are not looked for, unless `whole`.
    """
    head = session.execute(select(tables.audit_head).with_for_update()).first()
    position, previous = (head.position, head.link) if head else (0, GENESIS)
    rows = session.execute(_unlinked(session, None if whole else window)).all()
    links = []
    for row in rows:
        position += 1
        previous = link(key, previous, row.digest)
        links.append(
            {"position": position, "audit_id": row.id, "digest": row.digest, "link": previous}
        )
    if links:
        session.execute(insert(tables.audit_links), links)
        _set_head(session, key, position, previous)
    return len(links)


def verify(session: Session, key: bytes) -> Report:
    """Check every line and link; finds an edit, a deletion, a swap, a truncation."""
    report = Report()
    digests: dict[str, str] = {}
    for row in session.execute(select(tables.audit).order_by(tables.audit.c.seq)).mappings():
        report.lines += 1
        digests[row["id"]] = row["digest"]
        content = {str(name): row[name] for name in row if name not in ("seq", "digest")}
        if not hmac.compare_digest(digest(key, content), row["digest"]):
            report.faults.append(f"审计记录 {row['id']} 的内容被改动")
    _check_links(session, key, digests, report)
    return report


def link(key: bytes, previous: str, row_digest: str) -> str:
    """Return the link after `previous` for a line."""
    return hmac.new(key, f"{previous}{row_digest}".encode(), hashlib.sha256).hexdigest()


def _check_links(session: Session, key: bytes, digests: dict[str, str], report: Report) -> None:
    previous, expected = GENESIS, 0
    table = tables.audit_links
    for row in session.execute(select(table).order_by(table.c.position)):
        expected += 1
        report.linked += 1
        if row.position != expected:
            report.faults.append(f"审计链第 {expected} 环缺失")
            expected = row.position
        if digests.get(row.audit_id) != row.digest:
            report.faults.append(f"审计链第 {row.position} 环所指的记录 {row.audit_id} 缺失或被换")
        if link(key, previous, row.digest) != row.link:
            report.faults.append(f"审计链第 {row.position} 环与前一环不衔接")
        previous = row.link
    head = session.execute(select(tables.audit_head)).first()
    whole = head is None and expected == 0
    if head is not None:
        sealed = hmac.compare_digest(_seal(key, head.position, head.link), head.seal)
        whole = sealed and (head.position, head.link) == (expected, previous)
    if not whole:
        report.faults.append("审计链末端被截断，或链首封印不符")


def _unlinked(session: Session, window: int | None) -> Select[Any]:
    audit, links = tables.audit.c, tables.audit_links.c
    query = (
        select(audit.id, audit.digest)
        .where(~select(links.audit_id).where(links.audit_id == audit.id).exists())
        .order_by(audit.seq)
        .limit(BATCH)
    )
    if window is None:
        return query
    last = session.execute(
        select(audit.seq)
        .join(tables.audit_links, links.audit_id == audit.id)
        .order_by(links.position.desc())
        .limit(1)
    ).scalar_one_or_none()
    return query.where(audit.seq > (last or 0) - window)


def _set_head(session: Session, key: bytes, position: int, last: str) -> None:
    row = upsert(tables.audit_head).values(
        id=1, position=position, link=last, seal=_seal(key, position, last)
    )
    session.execute(
        row.on_conflict_do_update(
            index_elements=["id"],
            set_={name: row.excluded[name] for name in ("position", "link", "seal")},
        )
    )


def _seal(key: bytes, position: int, last: str) -> str:
    return hmac.new(key, f"head:{position}:{last}".encode(), hashlib.sha256).hexdigest()
