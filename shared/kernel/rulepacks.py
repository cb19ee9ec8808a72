"""What law or local rule sets is dated data with its source; the date of the act chooses."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from shared.kernel.deadlines import Period, Shifts
from shared.kernel.errors import Invalid

ValueT = TypeVar("ValueT")

_TAGS = frozenset({"S", "seed", "own"})
"""Where rules come from: a source that was read, the owner's own text, or our own choice."""


@dataclass(frozen=True)
class RulePack:
    """Values in force from `valid_from` through `valid_to` (None: until replaced)."""

    name: str
    version: str
    valid_from: date
    valid_to: date | None
    source: str
    tag: str
    values: Mapping[str, Any]
    sources: Mapping[str, str]

    @property
    def id(self) -> str:
        """Return "name@version", as facts and answers quote it."""
        return f"{self.name}@{self.version}"

    def in_force(self, on: date) -> bool:
        """Say whether it is in force on that day; both ends are."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def raw(self, key: str) -> Any:
        """Return a value as it stands; KeyError names pack and key."""
        if key not in self.values:
            raise KeyError(f"{self.id} has no value {key!r}")
        return self.values[key]

    def period(self, key: str) -> Period:
        """Return a period, written "5WD"."""
        return Period.parse(self.text(key))

    def integer(self, key: str) -> int:
        """Return a whole number; a fraction or a text is refused, never cut."""
        return self._typed(key, int)

    def decimal(self, key: str) -> Decimal:
        """Return an exact decimal, written as a number or as text."""
        try:
            return Decimal(str(self.raw(key)))
        except InvalidOperation as bad:
            raise TypeError(f"{self.id}: {key!r} is no number") from bad

    def flag(self, key: str) -> bool:
        """Return yes or no, written true or false."""
        return self._typed(key, bool)

    def text(self, key: str) -> str:
        """Return a text."""
        return self._typed(key, str)

    def shifts(self, key: str) -> Shifts:
        """Return working hours, written [["09:00", "12:00"], ["13:00", "17:00"]]."""
        return tuple(
            (time.fromisoformat(opens), time.fromisoformat(closes))
            for opens, closes in self.raw(key)
        )

    def source_of(self, key: str) -> str:
        """Return where a value comes from: its own source, else the pack's."""
        return self.sources.get(key, self.source)

    def _typed(self, key: str, kind: type[ValueT]) -> ValueT:
        value = self.raw(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise TypeError(f"{self.id}: {key!r} is {value!r}, not {kind.__name__}")
        return value


class RulePacks:
    """All packs; no two of one name are in force on the same day."""

    def __init__(self, packs: Iterable[RulePack]) -> None:
        """Sort by validity; raises Invalid `rulepack.overlap` for packs that overlap."""
        self._packs: dict[str, list[RulePack]] = {}
        for pack in sorted(packs, key=lambda pack: (pack.name, pack.valid_from)):
            self._packs.setdefault(pack.name, []).append(pack)
        for packs_of_name in self._packs.values():
            for earlier, later in pairwise(packs_of_name):
                if earlier.in_force(later.valid_from):
                    raise Invalid(
                        "rulepack.overlap", f"规则包 {earlier.id} 与 {later.id} 的有效期重叠。"
                    )

    @classmethod
    def from_folder(cls, folder: Path) -> "RulePacks":
        """Read every *.json of the folder; Invalid `rulepack.unreadable` names a bad file."""
        return cls(_read(file) for file in sorted(folder.glob("*.json")))

    def pack(self, name: str, on: date) -> RulePack:
        """Return the pack in force on the date of the act, else raise `rulepack.not_in_force`."""
        known = self._packs.get(name, [])
        found = next((pack for pack in known if pack.in_force(on)), None)
        if found is not None:
            return found
        spans = "、".join(f"{p.valid_from} 至 {p.valid_to or '今'}" for p in known) or "无"
        raise Invalid(
            "rulepack.not_in_force",
            f"{on} 没有有效的规则包“{name}”（现有：{spans}）。"
            "请核对行为日期，或先装载该时期的规则。",
            pack=name,
            date=str(on),
            known=[pack.id for pack in known],
        )

    def __iter__(self) -> Iterator[RulePack]:
        """Yield every pack."""
        return (pack for packs in self._packs.values() for pack in packs)


def _read(file: Path) -> RulePack:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        pack = RulePack(
            name=raw["pack"],
            version=raw["version"],
            valid_from=date.fromisoformat(raw["valid_from"]),
            valid_to=date.fromisoformat(raw["valid_to"]) if raw["valid_to"] else None,
            source=raw["source"],
            tag=raw["tag"],
            values=dict(raw["values"]),
            sources=dict(raw.get("sources", {})),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as bad:
        raise _unreadable(file, repr(bad)) from bad
    if pack.valid_to is not None and pack.valid_to < pack.valid_from:
        raise _unreadable(file, "valid_to 早于 valid_from")
    if pack.tag not in _TAGS or not pack.source:
        raise _unreadable(file, "须有 source，tag 须为 S、seed 或 own")
    if strange := sorted(set(pack.sources) - set(pack.values)):
        raise _unreadable(file, f"sources 含无对应值的键 {strange}")
    return pack


def _unreadable(file: Path, why: str) -> Invalid:
    return Invalid("rulepack.unreadable", f"规则包文件 {file.name} 有误：{why}。", file=file.name)
