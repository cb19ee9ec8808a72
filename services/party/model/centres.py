"""党群服务中心: where they stand, how they keep to the standard, what was put into them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from services.party import events, policies
from services.party.policies import Standard
from services.party.workflow import CENTRE, INVESTMENT, CentreStatus, InvestmentStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class PublicPlace(Aggregate):
    """A copy of a place of public service: where it stands, whether it serves.

    From `moves_on` on it stands at `next_path`.
    """

    id: str
    path: str
    kind: str
    name: str
    open: bool = True
    next_path: str = ""
    moves_on: date | None = None
    version: int = 0

    def move(self, *, today: date) -> bool:
        """Stand where it was to stand, once the day is there; say whether it moved now."""
        if self.moves_on is None or today < self.moves_on:
            return False
        self.path, self.next_path, self.moves_on = self.next_path, "", None
        return True


@dataclass(kw_only=True, eq=False)
class Centre(Aggregate):
    """A centre of a street or a community; `place_id` is the station under the same roof, or "".

    `opened_on` is its first day, `closed_on` its last one.
    """

    id: str
    path: str
    level: str
    name: str
    address: str
    area_m2: Decimal
    opened_on: date
    closed_on: date | None = None
    place_id: str = ""
    closed_reason: str = ""
    sample: bool = False
    status: CentreStatus = CentreStatus.OPEN
    version: int = 0

    def register(self) -> None:
        """Announce it."""
        self._tell(
            events.CentreRegistered, level=self.level, name=self.name, opened_on=self.opened_on
        )

    def colocate(self, actor: Actor, place: PublicPlace) -> None:
        """Note which station works under the same roof."""
        CENTRE.step(self, "colocate", actor)
        enforce(policies.stands_in_the_same_unit(self, place))
        self.place_id = place.id
        self._tell(events.CentreColocated, place_id=place.id)

    def separate(self, actor: Actor) -> None:
        """Note that the station is no longer there."""
        CENTRE.step(self, "separate", actor)
        self._part()

    def lose_station(self, actor: Actor) -> None:
        """The station moved away or was closed."""
        CENTRE.step(self, "lose_station", actor)
        self._part()

    def inspect(self, actor: Actor, inspection: "Inspection", *, today: date) -> None:
        """Take what an inspection found."""
        CENTRE.step(self, "inspect", actor)
        enforce(policies.day_is_in_its_life(inspection.inspected_on, self.opened_on, today))
        self._tell(
            events.CentreInspected,
            inspection_id=inspection.id,
            standard=inspection.standard,
            qualified=inspection.qualified,
            unmet=inspection.unmet,
        )

    def close(self, actor: Actor, *, closed_on: date, today: date, reason: str) -> None:
        """It served for the last time on a day; its money and inspections stay on record."""
        CENTRE.step(self, "close", actor)
        enforce(policies.day_is_in_its_life(closed_on, self.opened_on, today))
        self.closed_on, self.closed_reason, self.place_id = closed_on, reason, ""
        self._tell(events.CentreClosed, closed_on=closed_on)

    def _part(self) -> None:
        gone, self.place_id = self.place_id, ""
        self._tell(events.CentreSeparated, place_id=gone)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(centre_id=self.id, path=self.path, **data))


@dataclass(kw_only=True, eq=False)
class Inspection(Aggregate):
    """One look at a centre by a version of the standard; `unmet` are the lines not met."""

    id: str
    centre_id: str
    path: str
    inspected_on: date
    standard: str
    area_m2: Decimal
    findings: Mapping[str, bool]
    unmet: tuple[str, ...]
    qualified: bool
    inspected_by: str
    version: int = 0

    @classmethod
    def of(
        cls,
        centre: Centre,
        standard: Standard,
        findings: Mapping[str, bool],
        *,
        id: str,
        on: date,
        area_m2: Decimal,
        by: str,
    ) -> "Inspection":
        """Hold what was seen against the standard (PTY-25)."""
        enforce(policies.answers_every_line(findings, standard))
        unmet = policies.unmet_lines(findings, area_m2, centre.level, standard)
        return cls(
            id=id,
            centre_id=centre.id,
            path=centre.path,
            inspected_on=on,
            standard=standard.version,
            area_m2=area_m2,
            findings=dict(findings),
            unmet=unmet,
            qualified=not unmet,
            inspected_by=by,
        )


@dataclass(kw_only=True, eq=False)
class Investment(Aggregate):
    """Money that was put into a centre, in fen; a wrong line is reversed, never edited (G-08)."""

    id: str
    centre_id: str
    path: str
    year: int
    source: str
    amount_fen: int
    document_no: str
    booked_by: str
    booked_at: datetime
    reversed_reason: str = ""
    sample: bool = False
    status: InvestmentStatus = InvestmentStatus.BOOKED
    version: int = 0

    def book(self) -> None:
        """Announce it."""
        self._tell(
            events.InvestmentBooked,
            year=self.year,
            source=self.source,
            amount_fen=self.amount_fen,
        )

    def reverse(self, actor: Actor, *, reason: str) -> None:
        """Take it out of every sum."""
        INVESTMENT.step(self, "reverse", actor)
        self.reversed_reason = reason
        self._tell(events.InvestmentReversed, amount_fen=self.amount_fen)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                investment_id=self.id,
                path=self.path,
                centre_id=self.centre_id,
                **data,
            )
        )
