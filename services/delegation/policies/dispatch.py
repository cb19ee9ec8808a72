"""May this work be sent to a community on that day? (domain §1.7); may it be sealed? (LST-21)

Refusals reach wide: an L4 entry or a tombstone is hit by its lineage, by its name, or by one of
its keywords anywhere in the asked name. Permission is narrow: an L3 or L5 entry is hit by its
lineage, its exact name or an exact keyword (letters and digits only, width and case ignored).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.delegation.policies.names import normalised
from shared.kernel.workflow import Objection

LONGEST = 60
"""Names are looked at up to this many letters; the schema refuses longer ones."""


class Mode(StrEnum):
    """What holds for work that no list names."""

    POSITIVE_ONLY = "POSITIVE_ONLY"
    NEGATIVE_ONLY = "NEGATIVE_ONLY"


@dataclass(frozen=True)
class Ruling:
    """Allowed, by which entry or admission; `until` is the last day where there is one.

    `reported`: no list names it and the mode lets it pass. `urgent`: it may begin at once, and an
    admission case has to be opened.
    """

    entry: Any | None
    mode: Mode
    reported: bool
    on: date
    admission: Any | None = None
    until: date | None = None
    urgent: bool = False
    allowed: bool = True


def probes(item_id: str | None, name: str | None) -> tuple[str, ...]:
    """Return every key under which an entry may be found: the lineage, and each part of the name.

    Parts have two letters or more, so a name of n letters has n(n-1)/2 of them.
    """
    text = normalised(name or "")[:LONGEST]
    parts = {text[i:j] for i in range(len(text)) for j in range(i + 2, len(text) + 1)}
    return tuple(sorted(parts | ({item_id} if item_id else set())))


def matches(entry: Any, item_id: str | None, name: str | None, *, exactly: bool) -> bool:
    """Say whether the entry is meant: by lineage, by name, or by keyword."""
    if item_id and entry.lineage_id == item_id:
        return True
    asked = normalised(name or "")
    keys = {key for key in entry.keys if key != entry.lineage_id}
    return asked in keys if exactly else any(key in asked for key in keys)


def dispatch(
    entries: Iterable[Any],
    *,
    item_id: str | None,
    name: str | None,
    on: date,
    mode: Mode,
    admissions: Iterable[Any] = (),
    urgent: bool = False,
) -> Ruling | Objection:
    """Decide by the table of §1.7: negative, cancelled, listed, admitted, urgent, else the mode.

    `entries` and `admissions` are those that the keys found; which of them hold on `on` is looked
    at here. A tombstone gives way only to an approved admission under its own lineage (LST-07).
    """
    found = list(entries)
    live = [a for a in admissions if a.covers_work(item_id, name) and a.holds(on)]
    meant = [entry for entry in found if matches(entry, item_id, name, exactly=False)]
    refused = _negative(meant, on) or _cancelled(meant, live, on)
    if refused is not None:
        return refused
    listed = [entry for entry in _of_list(found, "L3", on)
              if matches(entry, item_id, name, exactly=True)]  # fmt: skip
    if listed:
        return Ruling(listed[0], mode, reported=False, on=on)
    if live:
        longest = max(live, key=lambda admission: admission.until(on))
        return Ruling(None, mode, reported=False, on=on, admission=longest,
                      until=longest.until(on))  # fmt: skip
    return _unlisted(name or item_id or "", on, mode, urgent=urgent)


def _negative(meant: Iterable[Any], on: date) -> Objection | None:
    for entry in meant:
        if entry.list_code == "L4" and entry.in_force(on):
            return _refused(
                "delegation.negative_listed", entry, "属于负面清单事项，不得交由社区办理"
            )
    return None


def _cancelled(meant: Iterable[Any], live: Iterable[Any], on: date) -> Objection | None:
    readmitted = {a.item_id for a in live if a.approved_for(on)}
    for entry in meant:
        if entry.is_tombstone(on) and entry.lineage_id not in readmitted:
            why = f"已于 {entry.cancelled_on} 取消（{entry.cancel_reason}），不得下派"
            return _refused("delegation.cancelled_item", entry, why)
    return None


def _unlisted(asked: str, on: date, mode: Mode, *, urgent: bool) -> Ruling | Objection:
    if mode is Mode.NEGATIVE_ONLY:
        return Ruling(None, mode, reported=not urgent, on=on)
    if urgent:
        return Ruling(None, mode, reported=False, on=on, urgent=True)
    return Objection(
        "delegation.not_admitted",
        f"“{asked}”不在《基层群众自治组织依法自治事项清单》内，也没有有效的准入批准，"
        "不得交由社区办理；确需社区协助的，请按准入程序报批。",
        {"entry_id": None, "list_code": "L3", "basis": [], "mode": str(mode)},
    )


def seal(entries: Iterable[Any], *, name: str, on: date) -> Any | Objection:
    """Return the L5 entry that lets a community seal this, or the refusal (LST-21: white list)."""
    for entry in _of_list(entries, "L5", on):
        if matches(entry, None, name, exactly=True):
            return entry
    return Objection(
        "delegation.seal_not_allowed",
        f"《需加盖社区印章事项清单》中没有“{name}”，社区（村）不出具该证明（LST-21）。",
        {"entry_id": None, "list_code": "L5", "basis": [], "rule": "LST-21"},
    )


def _of_list(entries: Iterable[Any], list_code: str, on: date) -> Iterable[Any]:
    return (entry for entry in entries if entry.list_code == list_code and entry.in_force(on))


def _refused(code: str, entry: Any, why: str) -> Objection:
    basis = "、".join(str(each) for each in entry.line.basis) or "清单"
    return Objection(
        code,
        f"“{entry.name}”（{entry.list_code}）{why}。依据：{basis}。",
        {
            "entry_id": entry.id,
            "lineage_id": entry.lineage_id,
            "list_code": entry.list_code,
            "basis": [vars(each) for each in entry.line.basis],
        },
    )
