"""Process-table rows: drafted by the officer, published by the leader of the department."""

from collections.abc import Mapping
from typing import Any

from services.delegation import policies
from services.delegation.handlers.reach import district, entry_in_force, not_effective
from services.delegation.model import Entry, ProcessRow, RowContent
from services.delegation.policies import RowRules
from services.delegation.workflow import RowStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.workflow import Objection, enforce

PACK = "delegation.rows"


def draft_row(
    uow: UnitOfWork, *, item_id: str, item_name: str | None, content: Mapping[str, Any]
) -> ProcessRow:
    """Draft the next version of the row of an L1 entry of one's own department."""
    entry = entry_in_force(uow, item_id, list_code="L1")
    enforce(not_effective(item_id) if entry is None else None)
    assert entry is not None
    enforce(policies.own_department(entry, uow.actor))
    earlier = uow.find(ProcessRow, item_id=item_id, path=uow.actor.path)
    row = ProcessRow(
        id=uow.new_id(),
        lineage_id=earlier[0].lineage_id if earlier else uow.new_id(),
        number=max((old.number for old in earlier), default=0) + 1,
        item_id=item_id,
        item_name=item_name or entry.name,
        department=entry.department,
        department_name=entry.line.department_name,
        path=uow.actor.path,
        content=RowContent.read(content),
        drafted_by=uow.actor.id,
    )
    row.draft()
    uow.add(row)
    return row


def publish_row(uow: UnitOfWork, *, row_id: str) -> ProcessRow:
    """Let windows work by a row; the version before is superseded."""
    row = uow.get(ProcessRow, row_id)
    row.publish(uow.actor, row_rules(uow, row), at=uow.now)
    for old in uow.find(ProcessRow, lineage_id=row.lineage_id, status=RowStatus.PUBLISHED):
        if old.id != row.id:
            old.supersede(system_actor("delegation"), successor_id=row.id)
    return row


def withdraw_row(uow: UnitOfWork, *, row_id: str, reason: str) -> ProcessRow:
    """Take a row away."""
    row = uow.get(ProcessRow, row_id)
    row.withdraw(uow.actor, reason=reason)
    return row


def row_rules(uow: UnitOfWork, row: ProcessRow) -> RowRules:
    """Return what the row is held against today (X-02: the lists of the act's date)."""
    pack, here = uow.rules(PACK), district(row.path)
    listed = uow.find(Entry, path=here, lineage_id=row.item_id, list_code="L1")
    seals = uow.find(Entry, path=here, list_code="L5")
    return RowRules(
        catch_all=tuple(pack.raw("materials.catch_all")),
        full_online=frozenset(pack.raw("online.full")),
        community=pack.text("materials.community"),
        shared=pack.text("materials.shared"),
        item_effective=any(entry.in_force(uow.today) for entry in listed),
        may_be_sealed=lambda name: (
            not isinstance(policies.seal(seals, name=name, on=uow.today), Objection)
        ),
    )
