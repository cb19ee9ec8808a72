"""What this actor may touch, and what several use cases look up."""

from datetime import date

from services.delegation.model import Batch, Entry, Item, UnitName
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.jurisdiction import SEPARATOR, covers
from shared.kernel.workflow import Objection

PACK = "delegation.lists"


def batch_in_reach(uow: UnitOfWork, batch_id: str) -> Batch:
    """Return a batch of the actor's own district, with its items."""
    batch = uow.get(Batch, batch_id)
    if not covers(batch.path, uow.actor.path):
        raise NotFound("delegation.not_found", "没有找到该批次，或您无权查看。")
    return bring(uow, batch)


def item_in_reach(uow: UnitOfWork, item_id: str) -> tuple[Item, Batch]:
    """Return an item and its batch, both of the actor's own district."""
    item = uow.get(Item, item_id)
    return item, batch_in_reach(uow, item.batch_id)


def bring(uow: UnitOfWork, batch: Batch) -> Batch:
    """Give the batch its items."""
    batch.items = tuple(uow.find(Item, batch_id=batch.id))
    return batch


def unit_named(uow: UnitOfWork, code: str) -> UnitName:
    """Return the copy of a unit; Invalid when nobody told us of it."""
    unit = uow.one(UnitName, id=code)
    if unit is None:
        raise Invalid("delegation.unknown_unit", f"没有代码为“{code}”的单位，请核对。", unit=code)
    return unit


def living_unit(uow: UnitOfWork, code: str, *, on: date | None = None) -> UnitName:
    """Return a unit that exists on a day (today); one that has ended is given nothing new."""
    unit = unit_named(uow, code)
    if not unit.exists(on or uow.today):
        raise Conflict(
            "delegation.unit_ended",
            f"{unit.name}（{code}）已于 {unit.valid_to} 后撤并，请改选承继其职责的单位。",
            unit=code,
            valid_to=str(unit.valid_to),
        )
    return unit


def entry_in_force(uow: UnitOfWork, lineage_id: str, *, list_code: str) -> Entry | None:
    """Return the entry of a lineage that holds today in the actor's district, or None."""
    here = district(uow.actor.path)
    found = uow.find(Entry, lineage_id=lineage_id, list_code=list_code)
    return next((e for e in found if e.in_force(uow.today) and covers(e.path, here)), None)


def not_effective(item_id: str) -> Objection:
    """Say that an L1 entry is not in force."""
    return Objection(
        "delegation.item_not_effective",
        f"“{item_id}”不是有效的《区级部门延伸街道主要事项清单》事项。",
        {"item_id": item_id, "list_code": "L1"},
    )


def district(path: str) -> str:
    """Return the district of a path."""
    return path.partition(SEPARATOR)[0]
