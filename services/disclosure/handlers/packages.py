"""The archive: what is archived is packed once, and taken out on the record."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from services.disclosure import events, store
from services.disclosure.handlers.pages import printed
from services.disclosure.handlers.reach import in_reach
from services.disclosure.model import PERMANENT, Act, Package, Record, StoredFile, parts_of
from shared.chassis.bundle import bundled
from shared.chassis.files import ARCHIVE, Made
from shared.chassis.offhub import off_the_hub
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import TZ
from shared.kernel.deadlines import Period, deadline
from shared.kernel.errors import NotFound
from shared.kernel.rulepacks import RulePack

PACK = "pack_record"

_LEFT = frozenset({events.RecordArchived.event_type, events.RecordTakenOff.event_type})


def pack(uow: UnitOfWork, *, subject_id: str) -> None:
    """Pack an archived record with its pages, files and chain of approval; once (ARC-01)."""
    record = uow.get(Record, subject_id)
    if uow.one(Package, id=record.id) is not None:
        return
    acts = store.acts_of(uow.session, record.id)
    at = _archived_at(acts) or uow.now
    rules = uow.rules("disclosure.archive", on=at.date())
    retention = _retention(rules, record)
    files = uow.find(StoredFile, record_id=record.id)
    about = {"retention": retention, "archived_at": at.isoformat(), "rules": rules.id}
    parts = parts_of(record, printed(uow, record), files, acts, about)
    content: bytes = off_the_hub(bundled, parts, at)
    uow.add(
        Package(
            id=record.id,
            kind=record.kind,
            path=record.path,
            source_id=record.source_id,
            title=record.shown_title,
            formed_at=record.formed_at,
            archived_at=at,
            retention=retention,
            keep_until=_keep_until(uow, retention, at),
            parts=len(parts),
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
        )
    )


def take_package(uow: UnitOfWork, *, record_id: str, reason: str) -> Made:
    """Hand the package out, for a reason, on the record (ARC-03)."""
    in_reach(uow, record_id)
    package = uow.one(Package, id=record_id)
    if package is None:
        raise NotFound("disclosure.no_package", "没有归档包：信息尚未归档，或正在打包，请稍候。")
    package.take(reason=reason)
    return Made(f"归档包-{record_id}.zip", ARCHIVE, package.content)


def _archived_at(acts: Sequence[Act]) -> datetime | None:
    """Return when the record left the board."""
    return next((act.at.astimezone(TZ) for act in acts if _LEFT.intersection(act.facts)), None)


def _retention(rules: RulePack, record: Record) -> str:
    by_kind: Mapping[str, str] = rules.raw("retention")
    return by_kind.get(record.kind, rules.text("retention.otherwise"))


def _keep_until(uow: UnitOfWork, retention: str, at: datetime) -> date | None:
    """Return the last day of the period, counted from the day of the archive (ARC-02)."""
    if retention == PERMANENT:
        return None
    return deadline(at, Period.parse(retention), uow.calendar, roll_forward=False).due
