"""What goes into the transparency log, and the one place where entries get their order.

An act appends in its own transaction: what is not committed is never logged, what is committed
always is. A reminder then lets one transaction at a time give places without gaps, write the new
subtrees and sign one head; where it breaks off, nothing of it was kept and the next begins anew.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from services.disclosure import store
from services.disclosure.model import LogAct, LogEntry, LogHead, Notice, Posting, Record
from shared.chassis import notes
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.merkle import Tree, cover

SEQUENCE = "log_sequence"
TOGETHER = 1000
"""Entries under one head at most; the rest follow at once under the next."""


def log_act(uow: UnitOfWork, record: Record | Posting | Notice, act: LogAct) -> None:
    """Append what was done to a record, to what hangs on a board, to a notice."""
    _append(uow, LogEntry.of_record(uow.new_id(), act, record, at=uow.now))


def log_seal(
    uow: UnitOfWork,
    *,
    seal_id: str,
    service: str,
    day: str,
    first: int,
    last: int,
    root: str,
    link: str,
) -> None:
    """Append the root of a service's audit day, once."""
    if uow.one(LogEntry, id=seal_id) is not None or store.is_logged(uow.session, seal_id):
        return
    seal = {"service": service, "day": day, "first": first, "last": last, "root": root,
            "link": link}  # fmt: skip
    _append(uow, LogEntry.of_audit(seal_id, seal, at=uow.now))


def sequence(uow: UnitOfWork, *, subject_id: str) -> None:
    """Give what waits its place; what came while we were at it has its turn after."""
    waiting = store.take_waiting(uow.session, until=uow.now, limit=TOGETHER)
    if waiting:
        _grow(uow, waiting)
    since = store.still_waiting(uow.session)
    if since is not None:
        uow.remind(SEQUENCE, subject_id, max(since, uow.now))


def _grow(uow: UnitOfWork, waiting: Sequence[Mapping[str, Any]]) -> None:
    """Write leaves and subtrees, and sign the head over all."""
    head = store.newest_head(uow.session)
    size = head.size if head else 0
    edge = cover(0, size)
    known = store.hashes(uow.session, edge)
    tree = Tree(size, [known[node] for node in edge])
    leaves, nodes = [], []
    for entry in waiting:
        leaves.append({"index": tree.size, **entry})
        nodes += tree.append(entry["leaf_hash"])
    at = max(uow.now, head.at) if head else uow.now
    note = notes.signer().head(tree.size, tree.root, at=at, after=size)
    store.grow(uow.session, leaves, nodes, LogHead(tree.size, tree.root, at, note))


def _append(uow: UnitOfWork, entry: LogEntry) -> None:
    uow.add(entry)
    uow.remind(SEQUENCE, entry.id, uow.now)
