"""Report items, say what stands against them, decide where they end."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.delegation import policies
from services.delegation.handlers.reach import batch_in_reach, item_in_reach, unit_named
from services.delegation.model import Batch, Entry, Item, Opinion, Resolution, Stance, bases
from services.delegation.workflow import EntryStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Forbidden, Invalid
from shared.kernel.workflow import enforce


def report_item(
    uow: UnitOfWork,
    *,
    batch_id: str,
    list_code: str,
    name: str,
    department: str | None,
    kind: str,
    level: str,
    bearer: str,
    basis: Sequence[Mapping[str, str]],
    keywords: Sequence[str],
    particulars: Mapping[str, str],
    lineage_id: str | None,
) -> Item:
    """Report an item for one's unit; a department reports its own items only."""
    batch = batch_in_reach(uow, batch_id)
    batch.permit("report_item", uow.actor)
    item = prepare_item(
        uow, batch, list_code=list_code, name=name, department=department, kind=kind, level=level,
        bearer=bearer, basis=basis, keywords=keywords, particulars=particulars,
        lineage_id=lineage_id,
    )  # fmt: skip
    item.report()
    uow.add(item)
    return item


def prepare_item(
    uow: UnitOfWork,
    batch: Batch,
    *,
    list_code: str,
    name: str,
    department: str | None,
    kind: str,
    level: str,
    bearer: str,
    basis: Sequence[Mapping[str, str]],
    keywords: Sequence[str],
    particulars: Mapping[str, str],
    lineage_id: str | None,
) -> Item:
    """Return the item that would be reported, checked against every rule; nothing is kept."""
    responsible = unit_named(uow, department or uow.actor.unit)
    _own_matter(uow, responsible.id)
    item = Item(
        id=uow.new_id(),
        **_origin(uow, batch),
        list_code=list_code,
        lineage_id=lineage_id or "",
        name=name,
        kind=kind,
        level=level,
        department=responsible.id,
        department_name=responsible.name,
        bearer=bearer,
        basis=bases(basis),
        keywords=tuple(keywords),
        particulars=dict(particulars),
    )
    _find_lineage(uow, batch, item)
    return item


def give_opinion(uow: UnitOfWork, *, item_id: str, verdict: str, text: str) -> Item:
    """Say what one's unit thinks of an item in this round."""
    item, batch = item_in_reach(uow, item_id)
    batch.permit("review", uow.actor)
    enforce(policies.unit_is_a_reviewer(batch, uow.actor))
    opinion = Opinion(batch.round, uow.actor.unit, verdict, text, uow.actor.id, uow.now)
    item.give_opinion(uow.actor, opinion)
    return item


def take_stance(
    uow: UnitOfWork,
    *,
    item_id: str,
    verdict: str,
    volume: int | None,
    cost_fen: int | None,
    text: str,
) -> Item:
    """Say whether one's unit can bear an earlier item, how much of it, at what cost."""
    item, batch = item_in_reach(uow, item_id)
    batch.permit("stance", uow.actor)
    enforce(policies.stance_is_due(item, batch, uow.actor))
    item.take_stance(
        uow.actor,
        Stance(batch.round, uow.actor.unit, verdict, volume, cost_fen, text, uow.actor.id, uow.now),
    )
    return item


def challenge_item(uow: UnitOfWork, *, item_id: str, reason: str, note: str) -> Item:
    """Say why an item should not stand."""
    item, batch = item_in_reach(uow, item_id)
    batch.permit("challenge", uow.actor)
    enforce(policies.nothing_is_merged_into_it(item, batch.all_items))
    item.challenge(uow.actor, reason=reason, note=note)
    return item


def lift_challenge(uow: UnitOfWork, *, item_id: str) -> Item:
    """Clear a challenge."""
    item, batch = item_in_reach(uow, item_id)
    batch.permit("lift", uow.actor)
    item.lift(uow.actor)
    return item


def resolve_item(
    uow: UnitOfWork,
    *,
    item_id: str,
    resolution: str,
    reason: str,
    into: str | None,
    list_code: str | None,
    changes: Mapping[str, Any],
) -> Item:
    """Decide where an item ends; one with an open objection is decided in the answer."""
    item, batch = item_in_reach(uow, item_id)
    batch.permit("resolve", uow.actor)
    if item.is_objected:
        raise Conflict(
            "delegation.answer_first", f"“{item.name}”有未答复的异议，请在答复异议时确定去向。"
        )
    outcome = {"resolution": resolution, "reason": reason, "into": into,
               "list_code": list_code, "changes": changes}  # fmt: skip
    found = resolution_of(uow, batch, item, outcome)
    item.resolve(uow.actor, found, shown=batch.was_shown)
    batch.decide_anew()
    return item


def resolution_of(
    uow: UnitOfWork, batch: Batch, item: Item, outcome: Mapping[str, Any]
) -> Resolution:
    """Read an outcome and check that it loses nothing."""
    action = outcome["resolution"]
    changes = dict(outcome["changes"]) if action in ("amend", "reassign") else {}
    if "department" in changes:
        changes["department_name"] = unit_named(uow, changes["department"]).name
    if action == "amend" and not changes:
        raise Invalid("delegation.no_changes", "修改后保留须写明修改内容。")
    if action == "reassign" and outcome["list_code"] in (None, item.list_code):
        raise Invalid("delegation.no_other_list", "调整清单须指明另一张清单。")
    if action in ("merge", "cancel"):
        enforce(policies.nothing_is_merged_into_it(item, batch.all_items))
    if action == "merge":
        into = next((each for each in batch.all_items if each.id == outcome["into"]), None)
        enforce(policies.merge_has_a_target(item, into))
    return Resolution(
        action=action,
        reason=outcome["reason"],
        into=outcome["into"] if action == "merge" else "",
        list_code=outcome["list_code"] if action == "reassign" else "",
        changes=changes,
    )


def _origin(uow: UnitOfWork, batch: Batch) -> dict[str, Any]:
    return {
        "batch_id": batch.id,
        "round": batch.round,
        "reporter": uow.actor.unit,
        "path": uow.actor.path,
        "reported_by": uow.actor.id,
    }


def _own_matter(uow: UnitOfWork, department: str) -> None:
    if "-" in uow.actor.unit and department != uow.actor.unit:
        raise Forbidden(
            "delegation.other_department",
            f"该事项由 {department} 负责，请由该部门上报。",
            department=department,
            unit=uow.actor.unit,
        )


def _find_lineage(uow: UnitOfWork, batch: Batch, item: Item) -> None:
    """Tie the item to the entry in force that it is about, or see that it is no ghost (LST-07)."""
    named = uow.find(Entry, path=batch.path, lineage_id=item.lineage_id, valid_to=None)
    if named:
        _own_matter(uow, named[0].department)
        return
    cancelled = uow.find(Entry, path=batch.path, status=EntryStatus.CANCELLED)
    stones = [stone for stone in cancelled if stone.is_tombstone(uow.today)]
    enforce(policies.tombstone_is_named(item, stones))
    own = [stone.id for stone in stones if stone.lineage_id == item.lineage_id]
    item.revives = own[0] if own else ""
    if item.lineage_id and not own:
        raise Invalid(
            "delegation.unknown_lineage",
            f"没有编号为“{item.lineage_id}”的清单事项；新事项请勿填写编号。",
            lineage_id=item.lineage_id,
        )
    item.lineage_id = item.lineage_id or item.id
