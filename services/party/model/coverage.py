"""Units that organisation and work of the party are to cover, as they were on any day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from services.party import events, policies
from services.party.policies import Advice
from services.party.workflow import COVERAGE_UNIT, UnitStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.money import share
from shared.kernel.personal import told
from shared.kernel.workflow import enforce


class CoverageKind(StrEnum):
    """What is to be covered (§6.3)."""

    GRID = "GRID"
    COURTYARD = "COURTYARD"
    BUILDING = "BUILDING"
    SOCIAL_ORGANISATION = "SOCIAL_ORGANISATION"
    ENTERPRISE = "ENTERPRISE"


COVERAGE_LABELS: Mapping[CoverageKind, str] = {
    CoverageKind.GRID: "网格",
    CoverageKind.COURTYARD: "院落",
    CoverageKind.BUILDING: "楼宇",
    CoverageKind.SOCIAL_ORGANISATION: "社会组织",
    CoverageKind.ENTERPRISE: "非公企业",
}


@dataclass(frozen=True)
class Footing:
    """How a unit is covered from `since` on: its members, its organisation, its instructor.

    `organisation_id` is "" without one; `joint` says that others share it.
    """

    since: date
    members: int
    formal: int
    organisation_id: str = ""
    joint: bool = False
    instructor: str = ""


@dataclass(kw_only=True, eq=False)
class CoverageUnit(Aggregate):
    """One unit. `path` is its community's; `place_key` is alike for one unit written twice.

    What it was on earlier days stands in its spells; these are the last one's values.
    """

    id: str
    path: str
    kind: CoverageKind
    name: str
    address: str
    credit_code: str
    place_key: str
    footing: Footing
    ended_on: date | None = None
    sample: bool = False
    status: UnitStatus = UnitStatus.LIVE
    version: int = 0

    def register(self, actor: Actor, *, twin: "CoverageUnit | None", today: date) -> None:
        """Put it on the register, once."""
        enforce(policies.credit_code_checks(self.credit_code))
        enforce(policies.is_registered_once(self, twin, actor))
        self._check(self.footing, last=date.min, today=today)
        self._tell(events.CoverageUnitRegistered, name=self.name, **self._numbers())

    def change(self, actor: Actor, footing: Footing, *, today: date) -> None:
        """Note that from a day on it is covered otherwise."""
        COVERAGE_UNIT.step(self, "change", actor)
        self._check(footing, last=self.footing.since, today=today)
        self.footing = footing
        self._tell(events.CoverageChanged, **self._numbers())

    def follow(self, actor: Actor, successor_id: str, *, since: date) -> None:
        """Its organisation was merged: the successor covers it from that day on."""
        COVERAGE_UNIT.step(self, "follow", actor)
        day = max(since, self.footing.since)
        self.footing = replace(self.footing, since=day, organisation_id=successor_id)
        self._tell(events.CoverageChanged, **self._numbers())

    def end(self, actor: Actor, *, until: date, today: date) -> None:
        """Take it off the register from a day on; what it was before stays."""
        COVERAGE_UNIT.step(self, "end", actor)
        enforce(policies.change_is_in_order(until, self.footing.since, today))
        self.ended_on = until
        self._tell(events.CoverageUnitEnded, until=until)

    def reveal(self, *, reason: str) -> None:
        """Note that somebody reads the instructor's name, and why."""
        self._tell(events.InstructorRevealed, reason=reason)

    def _check(self, footing: Footing, *, last: date, today: date) -> None:
        enforce(policies.change_is_in_order(footing.since, last, today))
        enforce(policies.members_add_up(footing.members, footing.formal))

    def _numbers(self) -> dict[str, Any]:
        return {
            "since": self.footing.since,
            "members": self.footing.members,
            "organisation_id": self.footing.organisation_id,
            "has_instructor": bool(self.footing.instructor),
        }

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(unit_id=self.id, path=self.path, kind=self.kind, **told(**data)))


@dataclass(kw_only=True, eq=False)
class CoverageSpell(Aggregate):
    """How a unit was covered from `since` until the day before `until`, open while None.

    Its id is the unit's and the number of the spell; no name is in it.
    """

    id: str
    unit_id: str
    path: str
    kind: str
    since: date
    until: date | None
    members: int
    formal: int
    organisation_id: str
    instructed: bool
    version: int = 0


def spell_values(unit: CoverageUnit, spell_id: str) -> dict[str, Any]:
    """Return the spell that begins with a unit's footing."""
    footing = unit.footing
    return {
        "id": spell_id,
        "unit_id": unit.id,
        "path": unit.path,
        "kind": str(unit.kind),
        "since": footing.since,
        "until": None,
        "members": footing.members,
        "formal": footing.formal,
        "organisation_id": footing.organisation_id,
        "instructed": bool(footing.instructor),
    }


@dataclass(frozen=True)
class CoverageRate:
    """Units of a kind on a day, "" for all, and how many are covered (PTY-23)."""

    kind: str
    label: str
    units: int
    organisation_covered: int
    work_covered: int
    members: int

    @property
    def organisation_rate(self) -> Decimal | None:
        """Return the percentage with two places, None when there are no units."""
        return share(self.organisation_covered, self.units)

    @property
    def work_rate(self) -> Decimal | None:
        """Return the percentage with two places, None when there are no units."""
        return share(self.work_covered, self.units)


@dataclass(frozen=True)
class CoverageGap:
    """A unit without coverage of organisation on a day, and what it needs next."""

    unit_id: str
    path: str
    kind: str
    name: str
    members: int
    formal: int
    work_covered: bool
    advice: Advice

    @classmethod
    def of(cls, spell: CoverageSpell, name: str, *, active: bool, least: int) -> "CoverageGap":
        """Say it of a unit as it was covered on a day."""
        return cls(
            spell.unit_id,
            spell.path,
            spell.kind,
            name,
            spell.members,
            spell.formal,
            policies.is_work_covered(active=active, instructed=spell.instructed),
            policies.what_to_do(
                spell.members,
                spell.formal,
                active=active,
                instructed=spell.instructed,
                least=least,
            ),
        )


@dataclass(frozen=True)
class UnitDefect:
    """What is wrong with a line of a sheet; `row` as Excel counts."""

    row: int
    cell: str
    heading: str
    what: str


@dataclass(frozen=True)
class UnitSheetReport:
    """What the reading of a sheet found; `unit_ids` once they are registered."""

    digest: str
    rows: int
    defects: tuple[UnitDefect, ...]
    unit_ids: tuple[str, ...] = ()

    @property
    def importable(self) -> bool:
        """Say whether nothing stands against it."""
        return not self.defects
