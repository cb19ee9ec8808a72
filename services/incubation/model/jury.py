"""The jury of a call: seats, ties, scores. What is said here is seen by as few as possible."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from services.incubation import events, policies
from services.incubation.model.calls import VentureCall
from services.incubation.model.timed import Placed
from services.incubation.model.venture_parts import weighed
from services.incubation.workflow import SEAT, SeatStatus
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict
from shared.kernel.money import rounded
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class Seat(Placed):
    """A judge's seat in the jury of a call; `judge_id` is her account."""

    call_id: str
    judge_id: str
    seated_by: str
    seated_at: datetime
    declared_at: datetime | None = None
    reason: str = ""
    status: SeatStatus = SeatStatus.INVITED
    version: int = 0

    def open(self, call: VentureCall, applicants: Collection[str]) -> None:
        """Ask somebody to judge who neither runs the call nor applies in it (SO-16)."""
        enforce(policies.judge_may_sit(call, self.judge_id, applicants))
        self.tell(events.JudgeSeated, call_id=self.call_id)

    def declare(self, actor: Actor, *, named: Collection[str], applicants: Collection[str],
                at: datetime) -> None:  # fmt: skip
        """Say to which applicants one has ties, or to none; before anything is seen (SO-16)."""
        SEAT.step(self, "declare", actor)
        enforce(policies.ties_name_applicants(named, applicants))
        self.declared_at = at
        self.tell(events.TiesDeclared, call_id=self.call_id, ties=len(named))

    def recuse(self, actor: Actor) -> None:
        """A tie came to light that was not declared."""
        SEAT.step(self, "recuse", actor)
        self.tell(events.JudgeRecused, call_id=self.call_id)

    def stand_down(self, actor: Actor, *, reason: str) -> None:
        """Leave the jury; a substitute may be called."""
        SEAT.step(self, "stand_down", actor)
        self.reason = reason
        self.tell(events.JudgeStoodDown, call_id=self.call_id)


@dataclass(kw_only=True, eq=False)
class Tie(Placed):
    """A judge's tie to an applicant. What kind of tie it is, only the organiser may know."""

    call_id: str
    judge_id: str
    organisation_id: str
    nature: str
    declared_at: datetime
    version: int = 0


@dataclass(frozen=True)
class Mark:
    """A mark from 0 to 100 for a criterion of that weight in percent."""

    name: str
    weight: int
    points: int


@dataclass(kw_only=True, eq=False)
class Score(Placed):
    """What a judge gave a file; once, and of nobody else to see before all are in."""

    call_id: str
    venture_id: str
    judge_id: str
    marks: tuple[Mark, ...]
    comment: str
    given_at: datetime
    version: int = 0

    @property
    def total(self) -> Decimal:
        """Return the weighted total for display; ranks are made from exact fractions."""
        return rounded(weighed([(each.points, each.weight) for each in self.marks]))

    def give(self) -> None:
        """Announce that it is in."""
        self.tell(events.ScoreGiven, call_id=self.call_id, venture_id=self.venture_id)


@dataclass(frozen=True)
class Panel:
    """Who scores a project: so many judges without a tie, so many scores of theirs."""

    venture_id: str
    title: str
    judges: int
    scores: int
    least: int

    @property
    def short(self) -> bool:
        """Say whether a substitute is needed (SO-17)."""
        return self.judges < self.least


@dataclass(frozen=True)
class Panels:
    """The panels of a call."""

    call_id: str
    panels: list[Panel]


def marks_of(given: Mapping[str, int], criteria: Mapping[str, int]) -> tuple[Mark, ...]:
    """Read the marks of one score; Conflict names the criteria when they are not these."""
    enforce(policies.marks_are_whole(given, criteria))
    return tuple(Mark(name, weight, given[name]) for name, weight in criteria.items())


def not_scored_yet(found: Score | None) -> None:
    """Refuse a second score of one judge for one file."""
    if found is not None:
        raise Conflict("incubation.scored_already", "您已对该项目评分，每位评委评分一次。")
