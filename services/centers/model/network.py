"""When a place is open, and what one place asks of the next level."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from services.centers import events
from services.centers.workflow import REFERRAL, ReferralStatus
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.errors import Invalid
from shared.kernel.events import Aggregate


@dataclass(frozen=True)
class Spell:
    """Open from `opens` until `closes` of one day."""

    opens: time
    closes: time


@dataclass(frozen=True)
class WeekdayHours:
    """The spells of one day of the week; 1 is Monday."""

    weekday: int
    spells: tuple[Spell, ...]


@dataclass(frozen=True)
class SpecialDay:
    """One date that differs from the week: other spells, or none."""

    on: date
    spells: tuple[Spell, ...]
    reason: str


@dataclass(frozen=True)
class Hours:
    """Opening hours: a week, and the dates that differ.

    `makeup_as` is the weekday whose spells hold on a make-up workday (调休) for which the week has
    none of its own. Without `through_holidays` a statutory holiday is closed.
    """

    weekly: tuple[WeekdayHours, ...] = ()
    exceptions: tuple[SpecialDay, ...] = ()
    makeup_as: int = 1
    through_holidays: bool = False

    def on(self, day: date, calendar: Calendar) -> tuple[Spell, ...]:
        """Return the spells of that day; () when closed. A special day beats everything."""
        for special in self.exceptions:
            if special.on == day:
                return special.spells
        known, own = calendar.day(day), self._week(day.isoweekday())
        weekend = day.isoweekday() > 5
        if known.workday and weekend:
            return own or self._week(self.makeup_as)
        holiday = not known.workday and (not weekend or known.reason not in _WEEKEND)
        return () if holiday and not self.through_holidays else own

    def check(self) -> None:
        """Refuse two entries for one day and spells that overlap or run backwards."""
        weekdays = [each.weekday for each in self.weekly]
        dates = [each.on for each in self.exceptions]
        if len(set(weekdays)) < len(weekdays) or len(set(dates)) < len(dates):
            raise Invalid("centers.hours_twice", "同一天的开放时间只能填写一次。")
        days = [each.spells for each in self.weekly] + [each.spells for each in self.exceptions]
        for spells in days:
            _in_order(spells)

    def _week(self, weekday: int) -> tuple[Spell, ...]:
        return next((each.spells for each in self.weekly if each.weekday == weekday), ())


_WEEKEND = ("周六", "周日")


def _in_order(spells: tuple[Spell, ...]) -> None:
    backwards = any(each.closes <= each.opens for each in spells)
    if backwards or any(later.opens < earlier.closes for earlier, later in pairwise(spells)):
        raise Invalid("centers.hours_overlap", "开放时间须先开后关、依次排列且互不重叠。")


@dataclass(kw_only=True, eq=False)
class Referral(Aggregate):
    """What one place asks of the place one level above or below, with a reason, until answered.

    `path` is the receiving place's: where it is worked on. `case_id` is "" when it is about no
    case. Reason and answer name nobody: they are read at both places.
    """

    id: str
    from_id: str
    to_id: str
    from_path: str
    to_path: str
    path: str
    direction: str
    reason: str
    case_id: str
    made_by: str
    made_at: datetime
    answer_by: Deadline
    due: date
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    status: ReferralStatus = ReferralStatus.SENT
    version: int = 0

    def make(self) -> None:
        """Announce it to the receiving place."""
        self.record(
            events.ReferralMade(
                referral_id=self.id,
                path=self.path,
                from_id=self.from_id,
                to_id=self.to_id,
                direction=self.direction,
                case_id=self.case_id,
                answer_by=self.due,
            )
        )

    def take(self, actor: Actor) -> None:
        """Take it in hand at the receiving place."""
        REFERRAL.step(self, "take", actor)
        self.record(events.ReferralTaken(referral_id=self.id, path=self.path))

    def send_back(self, actor: Actor, *, answer: str, at: datetime) -> None:
        """Return it untouched, and say why."""
        REFERRAL.step(self, "return", actor)
        self._answered(actor, answer, at)
        self.record(events.ReferralReturned(referral_id=self.id, path=self.path))

    def give_answer(self, actor: Actor, *, answer: str, at: datetime) -> None:
        """Say what came of it."""
        REFERRAL.step(self, "answer", actor)
        self._answered(actor, answer, at)
        on_time = not self.answer_by.overdue(at)
        self.record(events.ReferralAnswered(referral_id=self.id, path=self.path, on_time=on_time))

    def recall(self, actor: Actor) -> None:
        """Take it back before anybody worked on it."""
        REFERRAL.step(self, "recall", actor)
        self.record(events.ReferralRecalled(referral_id=self.id, path=self.path))

    def note_overdue(self) -> None:
        """Announce that nobody answered in time; nothing once it is over."""
        if self.status not in REFERRAL.final:
            self.record(
                events.ReferralOverdue(referral_id=self.id, path=self.path, answer_by=self.due)
            )

    def _answered(self, actor: Actor, answer: str, at: datetime) -> None:
        self.answer, self.answered_by, self.answered_at = answer, actor.id, at
