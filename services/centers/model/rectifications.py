"""The answer to a bad rating (差评整改, EVAL-04); who was rated lowest (EVAL-05).

An anonymous one knows neither case nor rater: whoever reads it reaches nobody (EVAL-02).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from services.centers import events, policies
from services.centers.model.rating import RatingFigures
from services.centers.workflow import RECTIFICATION, RectificationStatus
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.errors import Invalid
from shared.kernel.events import Aggregate
from shared.kernel.jurisdiction import unit
from shared.kernel.money import rounded, share
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class RatedWork:
    """What a rating is about: the item, whose work it was, how to reach whoever agreed."""

    item_id: str
    item_name: str
    people: tuple[str, ...]
    case_id: str = ""
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True)
class Review:
    """How somebody else decided the appeal against a rating."""

    upheld: bool
    reasons: str
    by: str
    at: datetime


@dataclass(kw_only=True, eq=False)
class Rectification(Aggregate):
    """What is done about one bad rating.

    `rated` are the people whose work was rated; they neither see nor handle it. `case_id`,
    `contact_name` and `contact_phone` are empty unless the rater agreed to be contacted.
    """

    id: str
    rating_id: str
    path: str
    item_id: str
    item_name: str
    channel: str
    level: int
    comment: str
    named: bool
    rated: tuple[str, ...]
    rated_on: date
    contact_by: Deadline | None
    fix_by: Deadline
    provisional: bool = False
    case_id: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    handler: str = ""
    contacted_at: datetime | None = None
    promised_on: date | None = None
    answer: str = ""
    basis: str = ""
    dispute: str = ""
    review: Review | None = None
    misjudged: bool = False
    measures: str = ""
    settled_at: datetime | None = None
    called_back_at: datetime | None = None
    satisfied: bool | None = None
    closed_at: datetime | None = None
    contact_late: bool = False
    fix_late: bool = False
    status: RectificationStatus = RectificationStatus.RECEIVED
    version: int = 0

    def receive(self) -> None:
        """Announce it; nobody learns from whom it came."""
        self._note_provisional()
        self._tell(
            events.RectificationReceived,
            item_id=self.item_id,
            named=self.named,
            contact_by=self.contact_by.due if self.contact_by else None,
            fix_by=self.fix_by.due,
            provisional=self.provisional,
        )

    def take(self, actor: Actor) -> None:
        """Answer for it from now on."""
        RECTIFICATION.step(self, "take", actor)
        self.handler = actor.id
        self._tell(events.RectificationTaken)

    def release(self, actor: Actor) -> None:
        """Let somebody else take it; what was done stays done."""
        RECTIFICATION.step(self, "release", actor)
        self.handler = ""
        self._tell(events.RectificationReleased)

    def contact(self, actor: Actor, *, at: datetime) -> None:
        """Hear the named rater."""
        RECTIFICATION.step(self, "contact", actor)
        self.contacted_at = at
        late = self.contact_by is not None and self.contact_by.overdue(at)
        self.contact_late = late
        self._tell(events.RaterContacted, on_time=not late)

    def fix_now(self, actor: Actor) -> None:
        """Put it right at once."""
        self._answer(actor, "fix_now")

    def promise(self, actor: Actor, on: date, *, today: date) -> None:
        """Put it right by a day inside the limit; raises Invalid `centers.fix_day` for another."""
        if not today <= on <= self.fix_by.due:
            raise Invalid(
                "centers.fix_day",
                f"整改完成日期应在 {today} 至 {self.fix_by.due} 之间。",
                latest=str(self.fix_by.due),
            )
        self._answer(actor, "fix_by", by=on)
        self.promised_on = on

    def explain(self, actor: Actor, *, answer: str, basis: str, at: datetime) -> None:
        """Explain why the law does not allow what was asked for."""
        self._answer(actor, "explain")
        self.answer, self.basis, self.settled_at = answer, basis, at

    def appeal(self, actor: Actor, *, reasons: str) -> None:
        """Ask somebody else whether the rating was a mistake (误评申诉)."""
        self._answer(actor, "dispute")
        self.dispute = reasons

    def decide_appeal(self, actor: Actor, action: str, *, reasons: str, at: datetime) -> None:
        """Uphold or reject the appeal by the step `action`; an upheld one counts no more."""
        RECTIFICATION.step(self, action, actor)
        upheld = action == "uphold"
        self.review, self.misjudged = Review(upheld, reasons, actor.id, at), upheld
        self.settled_at = at if upheld else None
        self._tell(events.AppealReviewed, upheld=upheld)

    def finish(self, actor: Actor, *, measures: str, at: datetime) -> None:
        """Say what was done."""
        RECTIFICATION.step(self, "finish", actor)
        self.measures, self.settled_at = measures, at
        self.fix_late = self.fix_late or at.date() > self.fix_due
        self._tell(events.RectificationFixed, on_time=not self.fix_late)

    def call_back(self, actor: Actor, *, satisfied: bool, at: datetime) -> None:
        """Ask the named rater whether it is right now."""
        RECTIFICATION.step(self, "call_back", actor)
        self.called_back_at, self.satisfied = at, satisfied
        self._tell(events.RaterCalledBack, satisfied=satisfied)

    def close(self, actor: Actor, *, at: datetime) -> None:
        """End it."""
        RECTIFICATION.step(self, "close", actor)
        self.closed_at = at
        self._tell(events.RectificationClosed)

    def reveal(self, actor: Actor, *, reason: str) -> None:
        """Note that the handler saw how to reach the named rater, and why."""
        for rule in (policies.handles_the_rectification, policies.rater_may_be_reached):
            enforce(rule(self, actor))
        enforce(policies.names_no_rater(self, reason))
        self._tell(events.RaterRevealed, reason=reason)

    @property
    def fix_due(self) -> date:
        """Return the last day to put it right: the promised one, else the limit's."""
        return self.promised_on or self.fix_by.due

    def limits(self) -> dict[str, Deadline]:
        """Name the limits that run now."""
        running = {} if self.settled_at else {"fix": self.fix_by}
        if self.contact_by is not None and self.contacted_at is None:
            running["contact"] = self.contact_by
        return running

    def lapse(self, limit: str) -> None:
        """Announce, once, that a limit passed."""
        seen = f"{limit}_late"
        if limit in self.limits() and not getattr(self, seen):
            setattr(self, seen, True)
            due = self.fix_due if limit == "fix" else self.limits()[limit].due
            self._tell(events.RectificationLate, limit=limit, due=due)

    def recompute(self, calendar: Calendar) -> None:
        """Replace provisional dates by true ones once the calendar is known (G-04)."""
        old = self.fix_by.due
        self.fix_by = self.fix_by.recompute(calendar)
        if self.contact_by is not None:
            self.contact_by = self.contact_by.recompute(calendar)
        self._note_provisional()
        self._tell(
            events.RectificationRecomputed,
            old_fix_by=old,
            fix_by=self.fix_by.due,
            provisional=self.provisional,
        )

    def _answer(self, actor: Actor, action: str, *, by: date | None = None) -> None:
        RECTIFICATION.step(self, action, actor)
        self._tell(events.RectificationAnswered, answer=action, by=by)

    def _note_provisional(self) -> None:
        self.provisional = any(each.provisional for each in self.limits().values())

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(rectification_id=self.id, path=self.path, **data))


@dataclass(frozen=True)
class Indicators:
    """好差评 of a month. Every rate is None while there is nothing to divide by.

    Ratings that a review found mistaken are in none of the counts.
    """

    figures: RatingFigures
    finished: int
    rectified: int
    named: int
    called_back: int

    @property
    def good_rate(self) -> Decimal | None:
        """Return 好评率 in percent."""
        return self.figures.good_rate

    @property
    def average(self) -> Decimal | None:
        """Return 平均星."""
        return self.figures.average

    @property
    def active_rate(self) -> Decimal | None:
        """Return 主动评价率: ratings of all cases decided and visits ended, in percent."""
        return share(self.figures.rated, self.finished)

    @property
    def rectified_rate(self) -> Decimal | None:
        """Return 差评整改率: bad ratings that were put right or explained, in percent."""
        return share(self.rectified, self.figures.bad)

    @property
    def called_back_rate(self) -> Decimal | None:
        """Return 实名差评回访率, in percent; it must be 100."""
        return share(self.called_back, self.named)


@dataclass(frozen=True)
class Score:
    """How one place of service was rated in one month."""

    rated: int
    total: int

    @property
    def mean(self) -> Fraction:
        """Return the exact average, for ranking."""
        return Fraction(self.total, self.rated)


def lowest(scores: Mapping[str, Score], *, least_rated: int, least_places: int) -> set[str]:
    """Return the places, or windows of one hall, lowest on average; several when they are equal.

    Places with fewer than `least_rated` ratings are not ranked. Nobody is last among fewer than
    `least_places`, nor where all are equal.
    """
    ranked = {place: each.mean for place, each in scores.items() if each.rated >= least_rated}
    if len(ranked) < least_places or len(set(ranked.values())) == 1:
        return set()
    bottom = min(ranked.values())
    return {place for place, mean in ranked.items() if mean == bottom}


@dataclass(frozen=True)
class Spot:
    """What is ranked: a place of service as a whole, or one window of a hall among its others."""

    path: str
    place_id: str = ""
    window: str = ""

    def __str__(self) -> str:
        parts = (unit(self.path), self.place_id, self.window)
        return ":".join(part for part in parts if part)


@dataclass(kw_only=True, eq=False)
class Talk(Aggregate):
    """A duty to talk (约谈): the lowest two months running (EVAL-05).

    `place_id` and `window` are empty when the place was lowest as a whole.
    """

    id: str
    path: str
    place_id: str
    window: str
    period: str
    previous: str
    average: Decimal
    previous_average: Decimal
    listed_on: date
    version: int = 0

    def announce(self) -> None:
        """Announce the duty."""
        told = {"path": self.path, "period": self.period, "previous": self.previous}
        self.record(events.TalkDue(talk_id=self.id, window=self.window, **told))


def talk(spot: Spot, *, months: tuple[str, str], scores: tuple[Score, Score], on: date) -> Talk:
    """Build the duty from two months and their scores, earlier first."""
    earlier, later = (rounded(score.mean) for score in scores)
    return Talk(
        id=f"{months[1]}:{spot}",
        path=spot.path,
        place_id=spot.place_id,
        window=spot.window,
        period=months[1],
        previous=months[0],
        average=later,
        previous_average=earlier,
        listed_on=on,
    )
