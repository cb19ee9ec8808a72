"""Each day's audit lines under one Merkle root, announced so that others keep it.

The chain convinces whoever trusts the holder of its key. A day's root lies in the transparency log,
out of reach: who rewrites a line, its digest and all links after it, key in hand, does not get the
same root. A day's lines are those linked after the day before, up to the first of a later day; one
whose transaction ended late counts to the day after.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from shared.chassis import tables
from shared.chassis.envelope import Context, write
from shared.kernel.actor import system_actor
from shared.kernel.clock import TZ, midnight
from shared.kernel.ids import new_id
from shared.kernel.merkle import Tree, leaf_hash

TOLD = ("day", "first", "last", "root", "link")
_CHUNK = 5000
_DAY = timedelta(days=1)


def close_days(session: Session, service: str, now: datetime) -> int:
    """Seal every day that is over and announce its root; return how many. Links come first."""
    closed = 0
    while (sealed := _next(session, now.date())) is not None:
        session.execute(insert(tables.audit_days).values(**sealed, at=now))
        session.execute(insert(tables.outbox).values(**_announcement(service, sealed, now)))
        closed += 1
    return closed


def check_days(session: Session, published: Sequence[Mapping[str, Any]] | None = None) -> list[str]:
    """Compare the lines of sealed days with their roots, in one transaction; return the faults.

    `published` are the service's seals as the transparency log has them, verified; without them the
    service's own table is believed, which whoever rewrites the chain can rewrite too.
    """
    rows = session.execute(select(tables.audit_days).order_by(tables.audit_days.c.day)).mappings()
    own = {row["day"].isoformat(): _told(row) for row in rows}
    if published is None:
        return [fault for sealed in own.values() for fault in _compared(session, sealed)]
    public = {sealed["day"]: {name: sealed[name] for name in TOLD} for sealed in published}
    believed = {**own, **public}
    faults = [fault for sealed in believed.values() for fault in _compared(session, sealed)]
    newest = max(public, default="")
    for day in sorted(believed):
        if day <= newest and own.get(day) != public.get(day):
            faults.append(f"{day} 的审计封存与公开日志所载不一致")
    return faults


def _next(session: Session, today: date) -> dict[str, Any] | None:
    """Return the seal of the next day that is over, None when there is none to seal."""
    days, links, audit = tables.audit_days.c, tables.audit_links.c, tables.audit.c
    before = session.execute(select(days.day, days.last).order_by(days.day.desc()).limit(1)).first()
    done = before.last if before else 0
    lines = select(links.position, audit.at).join(tables.audit, audit.id == links.audit_id)
    begun = session.execute(lines.where(links.position == done + 1)).first()
    if begun is None:
        return None
    day = max(begun.at.astimezone(TZ).date(), before.day + _DAY if before else date.min)
    if day >= today:
        return None
    later = lines.where(links.position > done, audit.at >= midnight(day + _DAY)).subquery()
    cut = session.execute(select(func.min(later.c.position))).scalar()
    last = cut - 1 if cut else session.execute(select(func.max(links.position))).scalar_one()
    link = session.execute(select(links.link).where(links.position == last)).scalar_one()
    root = _root(session, done + 1, last)
    return {"day": day, "first": done + 1, "last": last, "root": root, "link": link}


def _root(session: Session, first: int, last: int) -> str:
    """Return the root over the digests of these lines, in order of their links."""
    links, tree = tables.audit_links.c, Tree()
    query = select(links.digest).where(links.position.between(first, last)).order_by(links.position)
    for each in session.scalars(query.execution_options(yield_per=_CHUNK)):
        tree.append(leaf_hash(each.encode()))
    return tree.root.hex()


def _compared(session: Session, sealed: Mapping[str, Any]) -> list[str]:
    links = tables.audit_links.c
    last = select(links.link).where(links.position == sealed["last"])
    true = {
        "root": _root(session, sealed["first"], sealed["last"]),
        "link": session.execute(last).scalar(),
    }
    if true == {name: sealed[name] for name in true}:
        return []
    return [
        f"{sealed['day']} 的审计记录（第 {sealed['first']} 至 {sealed['last']} 环）与封存的根不符"
    ]


def _told(sealed: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: sealed[name] for name in TOLD} | {"day": sealed["day"].isoformat()}


def _announcement(service: str, sealed: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    event_id, event_type = new_id(), f"{service}.audit.sealed"
    subject = f"{service}/{sealed['day'].isoformat()}"
    data = {"seal_id": subject, "service": service, **_told(sealed)}
    context = Context(service, f"{service}.relay", system_actor(service), now)
    return {
        "event_id": event_id,
        "type": event_type,
        "subject": subject,
        "body": write(event_id, (event_type, 1, "封存当日审计"), subject, data, context),
        "announced_only": False,
    }
