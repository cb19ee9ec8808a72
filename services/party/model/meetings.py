"""A meeting: drafted, held, confirmed, corrected by a next edition; what of it is missing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.party import events, policies
from services.party.model.periods import Span
from services.party.policies import KindRule, MeetingRules, Tally
from services.party.workflow import GAP, MEETING, GapStatus, MeetingStatus
from shared.kernel.actor import Actor
from shared.kernel.clock import TZ
from shared.kernel.events import Aggregate
from shared.kernel.personal import told
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class Attendee:
    """Somebody who should attend, or sat in; absent ones with their reason."""

    name: str
    standing: str
    present: bool
    reason: str = ""


@dataclass(frozen=True)
class Speech:
    """Who said what."""

    speaker: str
    said: str


@dataclass(frozen=True)
class Vote:
    """What was decided, by how many votes."""

    matter: str
    in_favour: int
    against: int
    abstained: int


@dataclass(frozen=True)
class Minutes:
    """The record of a meeting. It speaks of people: sealed at rest, read by its own staff only."""

    host: str
    recorder: str
    attendees: tuple[Attendee, ...]
    agenda: tuple[str, ...]
    speeches: tuple[Speech, ...]
    decisions: tuple[Vote, ...]


@dataclass(frozen=True)
class Written:
    """A record as it is handed in: when and where it really was, and why not as planned."""

    minutes: Minutes
    starts_at: datetime
    place: str
    moved_reason: str = ""


@dataclass(frozen=True)
class Frame:
    """What a record is held against: kind and rules of its day, the time."""

    kind: KindRule
    rules: MeetingRules
    now: datetime


@dataclass(frozen=True)
class MinutesEdition:
    """A confirmed record; a correction adds one, none is replaced."""

    number: int
    starts_at: datetime
    place: str
    minutes: Minutes
    tally: Tally
    note: str
    confirmed_at: datetime


@dataclass(kw_only=True, eq=False)
class Meeting(Aggregate):
    """One meeting of an organisation; `path` is the organisation's, `formal` its 正式党员 then.

    `minutes` and `tally` are of the record as it was written last, `editions` those confirmed.
    `held_on` and `counts` follow the last confirmed one: by them meetings are counted.
    """

    id: str
    organisation_id: str
    path: str
    kind: str
    starts_at: datetime
    place: str
    moved_reason: str
    drafted_by: str
    formal: int = 0
    minutes: Minutes | None = None
    tally: Tally | None = None
    rules: str = ""
    note: str = ""
    recorded_by: str = ""
    editions: tuple[MinutesEdition, ...] = ()
    held_on: date | None = None
    counts: bool = False
    cancelled_reason: str = ""
    status: MeetingStatus = MeetingStatus.DRAFTED
    version: int = 0

    @property
    def edition(self) -> int:
        """Return the number of the last confirmed edition, 0 before the first."""
        return len(self.editions)

    @property
    def day(self) -> date:
        """Return the day on which it begins, in Beijing."""
        return self.starts_at.astimezone(TZ).date()

    def draft(self) -> None:
        """Announce that it will take place."""
        self._tell(events.MeetingDrafted, starts_at=self.starts_at)

    def hold(self, actor: Actor, written: Written, frame: Frame, *, formal: int) -> None:
        """Write the record; again, as long as it is not confirmed."""
        MEETING.step(self, "hold", actor)
        self.formal = formal
        tally = self._write(actor, written, frame)
        self._tell(
            events.MeetingHeld,
            starts_at=self.starts_at,
            entitled=tally.entitled,
            voters_present=tally.voters_present,
        )

    def correct(self, actor: Actor, written: Written, frame: Frame, *, note: str) -> None:
        """Write a next edition; what was confirmed counts until this one is."""
        MEETING.step(self, "correct", actor)
        self._write(actor, written, frame)
        self.note = note
        self._tell(events.MeetingCorrected, edition=self.edition + 1)

    def confirm(self, actor: Actor, *, at: datetime) -> None:
        """Confirm the record by another hand: from now on it counts, or says why not."""
        MEETING.step(self, "confirm", actor)
        assert self.minutes is not None
        assert self.tally is not None
        confirmed = MinutesEdition(
            self.edition + 1, self.starts_at, self.place, self.minutes, self.tally, self.note, at
        )
        self.editions = (*self.editions, confirmed)
        self.held_on, self.counts = self.day, self.tally.valid
        self._tell(
            events.MeetingConfirmed,
            held_on=self.held_on,
            edition=self.edition,
            valid=self.counts,
            entitled=self.tally.entitled,
            voters_present=self.tally.voters_present,
            decisions=len(self.tally.results),
            carried=sum(each.carried for each in self.tally.results),
        )

    def cancel(self, actor: Actor, *, reason: str) -> None:
        """Give it up before it took place."""
        MEETING.step(self, "cancel", actor)
        self.cancelled_reason = reason
        self._tell(events.MeetingCancelled)

    def reveal(self, actor: Actor, *, edition: int | None, reason: str) -> Minutes:
        """Show the whole record, of an edition or as it is now, to somebody of the organisation."""
        enforce(policies.own_organisation_meets(self, actor))
        confirmed = {each.number: each.minutes for each in self.editions}
        found = confirmed.get(edition) if edition else self.minutes
        enforce(policies.there_are_minutes(found))
        assert found is not None
        self._tell(events.MinutesRevealed, reason=reason)
        return found

    def _write(self, actor: Actor, written: Written, frame: Frame) -> Tally:
        minutes, kind, rules = written.minutes, frame.kind, frame.rules
        day = written.starts_at.astimezone(TZ).date()
        enforce(policies.record_is_of_the_past(written.starts_at, frame.now))
        self.moved_reason = written.moved_reason or self.moved_reason
        enforce(policies.theme_day_is_kept(kind, day, self.moved_reason, rules))
        enforce(policies.names_every_member(minutes, kind, self.formal))
        enforce(policies.absence_has_a_reason(minutes))
        enforce(policies.host_and_recorder_are_there(minutes))
        enforce(policies.votes_fit_those_present(minutes))
        self.minutes, self.tally = minutes, policies.tally(minutes, kind, rules)
        self.rules, self.recorded_by = rules.pack, actor.id
        self.starts_at, self.place = written.starts_at, written.place
        return self.tally

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                meeting_id=self.id,
                path=self.path,
                organisation_id=self.organisation_id,
                kind=self.kind,
                **told(**data),
            )
        )


@dataclass(kw_only=True, eq=False)
class MeetingGap(Aggregate):
    """A period that ended without the meetings due in it; its id is organisation:kind:period."""

    id: str
    organisation_id: str
    path: str
    kind: str
    period: str
    first: date
    last: date
    least: int
    held: int
    invalid: int
    said: str
    status: GapStatus = GapStatus.OPEN
    version: int = 0

    @classmethod
    def of(
        cls, organisation_id: str, path: str, kind: KindRule, over: Span, held: int, invalid: int
    ) -> "MeetingGap":
        """Note what is missing."""
        found = cls(
            id=gap_id(organisation_id, kind.code, over),
            organisation_id=organisation_id,
            path=path,
            kind=kind.code,
            period=over.key,
            first=over.first,
            last=over.last,
            least=kind.least,
            held=held,
            invalid=invalid,
            said=_said(kind, over, held, invalid),
        )
        found._tell(events.MeetingGapFound, least=kind.least, held=held, invalid=invalid)
        return found

    def recount(self, actor: Actor, kind: KindRule, over: Span, held: int, invalid: int) -> None:
        """Take the numbers as they are now: settle it, or open it again; nothing happens twice."""
        if (self.held, self.invalid) == (held, invalid):
            return
        self.held, self.invalid, self.said = held, invalid, _said(kind, over, held, invalid)
        action = "settle" if held >= self.least else "reopen"
        if GAP.row(self.status, action) is None:
            return
        GAP.step(self, action, actor)
        self._tell(events.MeetingGapSettled if action == "settle" else events.MeetingGapReopened)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                gap_id=self.id,
                path=self.path,
                organisation_id=self.organisation_id,
                kind=self.kind,
                period=self.period,
                **data,
            )
        )


@dataclass(kw_only=True, eq=False)
class MeetingCheck(Aggregate):
    """That somebody had a month looked through; its id is the month."""

    id: str
    path: str
    ordered_by: str
    ordered_at: datetime
    version: int = 0

    def order(self, actor: Actor, *, at: datetime) -> None:
        """Have it looked through, again if need be."""
        self.ordered_by, self.ordered_at = actor.id, at
        self.record(events.MeetingCheckOrdered(month=self.id, path=self.path))


@dataclass(kw_only=True, eq=False)
class MeetingPause(Aggregate):
    """An organisation under 整顿 from `since` until `until`: nothing is due of it meanwhile."""

    id: str
    organisation_id: str
    since: date
    until: date | None = None
    version: int = 0


def gap_id(organisation_id: str, kind: str, over: Span) -> str:
    """Return the id of what may be missing: there is one for each period."""
    return f"{organisation_id}:{kind}:{over.key}"


def _said(kind: KindRule, over: Span, held: int, invalid: int) -> str:
    wrong = f"，另有 {invalid} 次无效" if invalid else ""
    return f"{over.label}应召开“{kind.label}” {kind.least} 次，有效 {held} 次{wrong}。"
