"""What can be applied for: a copy of the process-table row, and who was delegated to handle it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.centers.model.situations import Chosen, Situation, situations_from, spared
from shared.kernel.deadlines import Period
from shared.kernel.events import Aggregate

_SAME_DAY = Period.parse("0WD")


@dataclass(frozen=True)
class Material:
    """One material that the row asks for (MAT-03)."""

    name: str
    source: str
    necessity: str
    deferrable: bool = False
    defer_days: int = 0
    copies: int = 1
    form: tuple[str, ...] = ()

    @property
    def from_applicant(self) -> bool:
        """Say whether the applicant brings it; shared data is fetched by the office (MAT-02)."""
        return self.source != "政府共享"

    @property
    def required(self) -> bool:
        """Say whether acceptance waits for it."""
        return self.from_applicant and self.necessity != "非必要"


@dataclass(frozen=True)
class Row:
    """The version of the process-table row on which a case runs to its end (PT-01)."""

    row_id: str
    number: int
    item_id: str
    item_name: str
    item_type: str
    handling: str
    basis: tuple[Mapping[str, Any], ...]
    materials: tuple[Material, ...]
    legal_limit: str | None = None
    promised_limit: str | None = None
    situations: tuple[Situation, ...] = ()
    chosen: tuple[Chosen, ...] = ()

    def situated(self, answers: Mapping[str, str]) -> "Row":
        """Return the row with only the materials that these answers leave; as it is without any."""
        if not answers:
            return self
        away = spared(self.situations, answers)
        return dataclasses.replace(
            self,
            materials=tuple(each for each in self.materials if each.name not in away),
            chosen=tuple(Chosen(*pair) for pair in answers.items()),
        )

    @property
    def immediate(self) -> bool:
        """Say whether it is a 即办件."""
        return self.handling == "IMMEDIATE"

    @property
    def limits(self) -> tuple[Period | None, Period | None]:
        """Return the legal and the promised limit; a 即办件 is due by the end of the workday."""
        promised = _SAME_DAY if self.immediate else _period(self.promised_limit)
        return _period(self.legal_limit), promised

    def material(self, name: str) -> Material | None:
        """Return the material of that name, or None: what the row has not, nobody may ask."""
        return next((m for m in self.materials if m.name == name), None)


@dataclass(kw_only=True, eq=False)
class Offer(Aggregate):
    """One published row. Inactive offers open no new cases; running ones go on (X-01)."""

    id: str
    lineage_id: str
    item_id: str
    item_name: str
    field: str
    department: str
    department_path: str
    row: Row
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    active: bool = True
    version: int = 0


@dataclass(kw_only=True, eq=False)
class DelegationCopy(Aggregate):
    """Which street handles an item, as delegated to it."""

    id: str
    item_id: str
    street_path: str
    valid_from: date
    valid_to: date | None = None
    active: bool = True
    version: int = 0

    def holds(self, on: date) -> bool:
        """Say whether the street handles the item on that day."""
        return self.active and self.valid_from <= on and (not self.valid_to or on <= self.valid_to)


def row_from(snapshot: Mapping[str, Any], *, row_id: str, number: int) -> Row:
    """Build the row from the snapshot that `delegation` published."""
    return Row(
        row_id=row_id,
        number=number,
        item_id=snapshot["item_id"],
        item_name=snapshot["item_name"],
        item_type=snapshot.get("item_type", ""),
        handling=snapshot.get("handling", "COMMITTED"),
        basis=tuple(snapshot.get("basis", ())),
        materials=tuple(
            Material(
                name=m["name"],
                source=m["source"],
                necessity=m["necessity"],
                deferrable=m.get("deferrable", False),
                defer_days=m.get("defer_days") or 0,
                copies=m.get("copies", 1),
                form=tuple(m.get("form", ())),
            )
            for m in snapshot["materials"]
        ),
        legal_limit=snapshot.get("legal_limit"),
        promised_limit=snapshot.get("promised_limit"),
        situations=situations_from(snapshot.get("situations", ())),
    )


def _period(text: str | None) -> Period | None:
    return Period.parse(text) if text else None
