"""Five list versions take effect together; what they end, ends (X-01)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from services.delegation import policies
from services.delegation.handlers.reach import PACK, batch_in_reach
from services.delegation.model import (
    LIST_NAMES,
    Batch,
    Delegation,
    Entry,
    Item,
    Line,
    ListVersion,
    NoProofMatter,
    ProcessRow,
    Publication,
    compile_lists,
)
from services.delegation.model.entry import digest
from services.delegation.policies import ListRules
from services.delegation.workflow import BatchStatus, RowStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.clock import midnight
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.jurisdiction import covers
from shared.kernel.workflow import enforce

EFFECTIVE = "lists_effective"
SYSTEM = system_actor("delegation")


def approve(
    uow: UnitOfWork, *, batch_id: str, document_no: str, effective_from: date | None
) -> Batch:
    """Approve a batch: five versions, one day of effect, or nothing at all."""
    batch = batch_in_reach(uow, batch_id)
    effective = effective_from or uow.today
    if effective < uow.today:
        raise Invalid("delegation.effective_in_the_past", "清单的施行日期不得早于今天。")
    batch.approve(uow.actor, document_no=document_no, effective_from=effective)
    uow.basis(document_no)
    in_force = uow.find(Entry, path=batch.path, valid_to=None)
    publication = compile_lists(in_force, batch.all_items)
    rules = list_rules(uow, batch.path, effective)
    enforce(policies.publishable(publication.lists, publication.fresh, rules))
    form_versions(uow, batch, publication.lists, effective)
    _write_entries(uow, batch, publication, effective)
    if effective <= uow.today:
        take_effect(uow, subject_id=batch.id)
    else:
        uow.remind(EFFECTIVE, batch.id, midnight(effective))
    return batch


def take_effect(uow: UnitOfWork, *, subject_id: str) -> None:
    """The day has come: earlier batches step back; rows and delegations without an L1 entry end."""
    batch = uow.get(Batch, subject_id)
    for earlier in uow.find(Batch, path=batch.path, status=BatchStatus.PUBLISHED):
        if earlier.number < batch.number:
            earlier.supersede(SYSTEM, successor_id=batch.id)
    end_what_rests_on_nothing(uow, batch.path, reason="清单事项已取消或调整")


def end_what_rests_on_nothing(uow: UnitOfWork, path: str, *, reason: str) -> None:
    """Withdraw the rows whose L1 entry is not in force; end the delegations of what L1 lost.

    What is suspended is in the list: nothing is done under it, but its delegation waits.
    """
    _withdraw_rows(uow, path, _duties(uow, path), reason=reason)
    entries = uow.find(Entry, path=path, list_code="L1")
    listed = {entry.lineage_id for entry in entries if entry.is_listed(uow.today)}
    for delegation in uow.find(Delegation):
        here = covers(path, delegation.path) and delegation.is_open
        if here and delegation.item_id not in listed:
            delegation.end(SYSTEM, reason=reason)


def suspend_entry(uow: UnitOfWork, *, entry_id: str, reason: str) -> Entry:
    """Take an entry out of force for the time being; rows that rest on it are withdrawn."""
    entry = _entry_in_reach(uow, entry_id)
    entry.suspend(uow.actor, reason=reason)
    _withdraw_rows(uow, entry.path, _duties(uow, entry.path), reason=f"清单事项暂停：{reason}")
    return entry


def resume_entry(uow: UnitOfWork, *, entry_id: str) -> Entry:
    """Put an entry in force again; its department publishes its rows anew."""
    entry = _entry_in_reach(uow, entry_id)
    entry.resume(uow.actor)
    return entry


def list_rules(uow: UnitOfWork, path: str, on: date) -> ListRules:
    """Return what new lists are held against on that day."""
    matters = [matter for matter in uow.find(NoProofMatter) if matter.applies(path, on)]
    banned: Sequence[Any] = uow.rules(PACK, on=max(on, uow.today)).raw("purchase.banned")
    return ListRules(matters, tuple(banned))


def form_versions(
    uow: UnitOfWork,
    batch: Batch,
    lists: Any,
    effective: date,
) -> None:
    """Write the next version of each list, chained to the one before (LST-02)."""
    for code in LIST_NAMES:
        earlier = uow.find(ListVersion, path=batch.path, list_code=code)
        last = max(earlier, key=lambda version: version.number, default=None)
        if last is not None and effective <= last.effective_from:
            raise Conflict(
                "delegation.effective_too_early",
                f"《{last.list_name}》第{last.number}版自 {last.effective_from} 起施行，"
                "新版须晚于该日施行。",
                effective_from=str(last.effective_from),
            )
        lines: tuple[Line, ...] = lists[code]
        number = last.number + 1 if last else 1
        previous = last.digest if last else ""
        version = ListVersion(
            id=uow.new_id(),
            path=batch.path,
            list_code=code,
            number=number,
            batch_id=batch.id,
            effective_from=effective,
            entries=lines,
            previous_digest=previous,
            digest=digest(code, number, effective, lines, previous),
            formed_at=uow.now,
            sample=batch.sample,
        )
        version.publish()
        uow.add(version)


def write_lines(uow: UnitOfWork, batch: Batch, lines: Iterable[Line], effective: date) -> None:
    """Write an entry for each line."""
    for line in lines:
        uow.add(
            Entry.of(
                line,
                id=uow.new_id(),
                path=batch.path,
                batch_id=batch.id,
                valid_from=effective,
                sample=batch.sample,
            )
        )


def bury(uow: UnitOfWork, batch: Batch, line: Line, effective: date, *, reason: str) -> None:
    """Leave a tombstone for what never took effect, or did before there were lists (LST-07)."""
    stone = Entry.of(
        line,
        id=uow.new_id(),
        path=batch.path,
        batch_id=batch.id,
        valid_from=effective,
        sample=batch.sample,
    )
    stone.cancel(SYSTEM, from_=effective, reason=reason, batch_id=batch.id)
    uow.add(stone)


def _write_entries(
    uow: UnitOfWork, batch: Batch, publication: Publication, effective: date
) -> None:
    for entry in publication.replaced:
        entry.replace(SYSTEM, from_=effective)
    for entry, item in publication.cancelled:
        entry.cancel(SYSTEM, from_=effective, reason=_why(item), batch_id=batch.id)
    write_lines(uow, batch, publication.fresh, effective)
    for item in publication.buried:
        bury(uow, batch, item.line(), effective, reason=_why(item))
    for item in batch.all_items:
        if item.revives and item.survives:
            uow.get(Entry, item.revives).revived_on = effective


def _why(item: Item) -> str:
    return item.resolution.reason if item.resolution else ""


def _duties(uow: UnitOfWork, path: str) -> set[str]:
    entries = uow.find(Entry, path=path, list_code="L1")
    return {entry.lineage_id for entry in entries if entry.in_force(uow.today)}


def _withdraw_rows(uow: UnitOfWork, path: str, duties: set[str], *, reason: str) -> None:
    for row in uow.find(ProcessRow, status=RowStatus.PUBLISHED):
        if covers(path, row.path) and row.item_id not in duties:
            row.fall(SYSTEM, reason=reason)


def _entry_in_reach(uow: UnitOfWork, entry_id: str) -> Entry:
    entry = uow.get(Entry, entry_id)
    if not covers(entry.path, uow.actor.path):
        raise NotFound("delegation.not_found", "没有找到该清单事项，或您无权查看。")
    return entry
