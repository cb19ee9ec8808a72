"""Units as others announced them: who must publish, whose board hangs where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from services.disclosure.events import boards as events
from services.disclosure.policies import boards as policies
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.rulepacks import RulePack
from shared.kernel.units import KnownUnit
from shared.kernel.workflow import enforce

_DAY = timedelta(days=1)
_FIRST_VILLAGE = 200
_QUARTER = 3
_STRICTEST = "M"


class Body(StrEnum):
    """Whose committee keeps the board."""

    RESIDENTS = "RESIDENTS"
    VILLAGERS = "VILLAGERS"


def body_of(unit_code: str) -> Body:
    """Return the body by the last three digits: 001-199 residents, 200-399 villagers (§10.1)."""
    return Body.VILLAGERS if int(unit_code[-3:]) >= _FIRST_VILLAGE else Body.RESIDENTS


@dataclass(kw_only=True, eq=False)
class UnitName(KnownUnit):
    """Disclosure's copy of a unit: who must publish, whose board hangs where."""


@dataclass(kw_only=True, eq=False)
class Board(Aggregate):
    """The board of one community or village; `id` is the unit's code.

    `many_movements`: its finances move much, so they hang monthly (村委会组织法 §35). `ordered` is
    what the street wants beyond the law: group → "Q" or "M". `checked_through` is the last month
    that was looked through for what is missing.
    """

    id: str
    path: str
    name: str
    body: Body
    valid_to: date | None = None
    place: str = ""
    many_movements: bool = False
    ordered: Mapping[str, str] = field(default_factory=dict)
    checked_through: date
    version: int = 0

    def arrange(
        self,
        actor: Actor,
        *,
        place: str,
        many_movements: bool,
        ordered: Mapping[str, str],
        pack: RulePack,
        today: date,
    ) -> None:
        """Say where it hangs and what must appear how often; the past is not looked through."""
        enforce(policies.supervises_from_above(self, actor))
        if not self.frequency(pack):
            self.checked_through = today.replace(day=1) - _DAY
        self.place, self.many_movements, self.ordered = place, many_movements, dict(ordered)
        self.record(
            events.BoardArranged(
                board_id=self.id, path=self.path, place=place, frequency=self.frequency(pack)
            )
        )

    def frequency(self, pack: RulePack) -> dict[str, str]:
        """Return group → "M" or "Q": the law's and the street's, the stricter of the two."""
        law = dict(pack.raw("frequency")[self.body])
        if self.many_movements:
            law |= pack.raw("frequency.many_movements")[self.body]
        groups = {**law, **self.ordered}
        return {
            group: _STRICTEST if _STRICTEST in (law.get(group), self.ordered.get(group)) else "Q"
            for group in groups
        }

    def months_since(self) -> Iterator[date]:
        """Yield the last day of every month that was not looked through, without end."""
        last = self.checked_through
        while True:
            last = month_end(last + _DAY)
            yield last

    def owed(self, last: date, pack: RulePack) -> list[tuple[str, str]]:
        """Return (group, period) of everything whose period ends with that month."""
        ends = {"M": f"{last:%Y-%m}"}
        if last.month % _QUARTER == 0:
            ends["Q"] = f"{last.year}-Q{last.month // _QUARTER}"
        return [(g, ends[often]) for g, often in self.frequency(pack).items() if often in ends]


@dataclass(kw_only=True, eq=False)
class Gap(Aggregate):
    """Something that should have hung for a period and did not: public, until it hangs.

    `id` is "board:group:period".
    """

    id: str
    board_id: str
    path: str
    group: str
    period: str
    due: date
    posting_id: str = ""
    version: int = 0

    def open(self) -> None:
        """Announce it."""
        self.record(
            events.GapFound(
                gap_id=self.id, path=self.path, board_id=self.board_id, group=self.group,
                period=self.period, due=self.due,
            )
        )  # fmt: skip

    def close(self, posting_id: str) -> None:
        """Note what hangs now instead of nothing; a second posting changes nothing."""
        if self.posting_id:
            return
        self.posting_id = posting_id
        self.record(
            events.GapClosed(
                gap_id=self.id, path=self.path, board_id=self.board_id, posting_id=posting_id
            )
        )


def gap_id(board_id: str, group: str, period: str) -> str:
    """Return the key under which the same gap is found again."""
    return f"{board_id}:{group}:{period}"


def month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - _DAY
