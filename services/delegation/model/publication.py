"""What five new list versions consist of: computed first, checked, then written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.delegation.model.entry import Entry, Line
from services.delegation.model.item import Item
from services.delegation.model.parts import LIST_NAMES


@dataclass(frozen=True)
class Publication:
    """`lists`: every line that will be in force. `fresh`: lines that need a new entry.

    `replaced` and `cancelled` are entries that end, the latter with the item that says why;
    `buried` are items that were cancelled before they ever took effect.
    """

    lists: Mapping[str, tuple[Line, ...]]
    fresh: tuple[Line, ...]
    replaced: tuple[Entry, ...]
    cancelled: tuple[tuple[Entry, Item], ...]
    buried: tuple[Item, ...]

    @property
    def lost_duties(self) -> frozenset[str]:
        """Return the L1 lineages that are in L1 no more: their rows and delegations end (X-01)."""
        ended = (*self.replaced, *(entry for entry, _ in self.cancelled))
        staying = {line.lineage_id for line in self.lists["L1"]}
        before = {entry.lineage_id for entry in ended if entry.list_code == "L1"}
        return frozenset(before - staying)


def compile_lists(in_force: Iterable[Entry], items: Iterable[Item]) -> Publication:
    """Carry over what is in force, minus what the items end or replace, plus what they bring."""
    old = {entry.lineage_id: entry for entry in in_force}
    touched: set[str] = set()
    lines: list[Line] = []
    cancelled: list[tuple[Entry, Item]] = []
    buried: list[Item] = []
    for item in items:
        if item.survives:
            lines.append(item.line())
        elif not item.is_merged and item.lineage_id in old:
            cancelled.append((old[item.lineage_id], item))
        elif not item.is_merged:
            buried.append(item)
        touched.add(item.lineage_id)
    alike = {line.lineage_id for line in lines
             if line.lineage_id in old and old[line.lineage_id].line == line}  # fmt: skip
    gone = {entry.lineage_id for entry, _ in cancelled}
    whole = [entry.line for key, entry in old.items() if key not in touched] + lines
    return Publication(
        lists={
            code: tuple(sorted((line for line in whole if line.list_code == code), key=_order))
            for code in LIST_NAMES
        },
        fresh=tuple(line for line in lines if line.lineage_id not in alike),
        replaced=tuple(old[k] for k in sorted((touched & old.keys()) - alike - gone)),
        cancelled=tuple(cancelled),
        buried=tuple(buried),
    )


def _order(line: Line) -> tuple[str, str]:
    return line.department, line.lineage_id
