"""What differs between two versions of a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.delegation.model.entry import Line, ListVersion
from services.delegation.model.wording import word_for, worded


@dataclass(frozen=True)
class FieldChange:
    """One field that says something else; `field` in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class LineChange:
    """A line that says something else, or stands in another list."""

    lineage_id: str
    name: str
    from_list: str
    to_list: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Difference:
    """Every line of both versions is the same in both, or in exactly one of the four parts."""

    before: ListVersion
    after: ListVersion
    added: tuple[Line, ...]
    removed: tuple[Line, ...]
    changed: tuple[LineChange, ...]
    moved: tuple[LineChange, ...]


def difference(
    before: ListVersion,
    after: ListVersion,
    *,
    others_before: Iterable[Line],
    others_after: Iterable[Line],
) -> Difference:
    """Compare two versions of one list.

    `others_before`, `others_after`: what stood in the other lists on the day of each version; what
    left for one of them, or came from one, has moved.
    """
    old, new = _by_lineage(before.entries), _by_lineage(after.entries)
    left, came = _by_lineage(others_after), _by_lineage(others_before)
    gone = [line for key, line in old.items() if key not in new]
    fresh = [line for key, line in new.items() if key not in old]
    both = [(old[key], line) for key, line in new.items() if key in old and old[key] != line]
    moved = [(line, left[line.lineage_id]) for line in gone if line.lineage_id in left]
    moved += [(came[line.lineage_id], line) for line in fresh if line.lineage_id in came]
    return Difference(
        before=before,
        after=after,
        added=tuple(line for line in fresh if line.lineage_id not in came),
        removed=tuple(line for line in gone if line.lineage_id not in left),
        changed=tuple(_change(*pair) for pair in both),
        moved=tuple(_change(*pair) for pair in moved),
    )


def _by_lineage(lines: Iterable[Line]) -> dict[str, Line]:
    return {line.lineage_id: line for line in lines}


def _change(old: Line, new: Line) -> LineChange:
    said, says = worded(old), worded(new)
    return LineChange(
        lineage_id=new.lineage_id,
        name=new.name,
        from_list=old.list_code,
        to_list=new.list_code,
        changes=tuple(_fields(said, says, new.list_code)),
    )


def _fields(
    said: Mapping[str, str], says: Mapping[str, str], list_code: str
) -> Iterable[FieldChange]:
    for key in dict.fromkeys((*said, *says)):
        before, after = said.get(key, ""), says.get(key, "")
        if before != after:
            yield FieldChange(word_for(list_code, key), before, after)
