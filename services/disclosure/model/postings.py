"""One posting on the board of a community: drafted, signed by a supervisor, shown, taken down."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.disclosure.events import boards as events
from services.disclosure.model.records import Edition, digest
from services.disclosure.policies import Bar, ListRules, bars, says_nothing_personal
from services.disclosure.policies import boards as policies
from services.disclosure.workflow.boards import POSTING, PostingStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.personal import hide_numbers
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class Showing:
    """How long an edition hangs: at least through `least` (None: no rule), down after `last`."""

    first: date
    least: date | None
    last: date


@dataclass(kw_only=True, eq=False)
class Posting(Aggregate):
    """What a committee shows its residents.

    `content` is what is written last, `editions` what hangs; a correction waits in `content` for a
    signature. `logged` is where its acts stand in the transparency log, filled in for who reads it.
    `period` ("2026-Q1", "2026-03") is set for what is owed regularly. `people` says that
    it lists people: once down, it shows nothing of them.
    """

    id: str
    board_id: str
    path: str
    kind: str
    group: str
    period: str
    title: str
    content: Mapping[str, Any]
    drafted_by: str
    drafted_at: datetime
    order_id: str = ""
    note: str = ""
    bars: tuple[Bar, ...] = ()
    people: bool = False
    signed_by: str = ""
    signed_at: datetime | None = None
    returned_because: str = ""
    place: str = ""
    posted_at: datetime | None = None
    editions: tuple[Edition, ...] = ()
    least_until: date | None = None
    shown_until: date | None = None
    taken_down_at: datetime | None = None
    logged: tuple[Any, ...] = ()
    status: PostingStatus = PostingStatus.DRAFTED
    version: int = 0

    def draft(self, actor: Actor, rules: ListRules) -> None:
        """Announce what the committee wants to show."""
        enforce(policies.is_of_this_committee(self, actor))
        self._write(actor, self.content, rules)
        self._tell(
            events.PostingDrafted, group=self.group, period=self.period, title=self.shown_title
        )

    def rewrite(
        self, actor: Actor, *, title: str, content: Mapping[str, Any], rules: ListRules
    ) -> None:
        """Write it anew; the signature is still to come."""
        POSTING.step(self, "rewrite", actor)
        self.title, self.returned_because = title, ""
        self._write(actor, content, rules)
        self._tell(
            events.PostingDrafted, group=self.group, period=self.period, title=self.shown_title
        )

    def sign(self, actor: Actor, *, at: datetime, showing: Showing) -> None:
        """Sign for the supervisors; a correction hangs at once, for its whole time anew."""
        corrects = self.status is PostingStatus.CORRECTING
        POSTING.step(self, "sign", actor)
        self.signed_by, self.signed_at = actor.id, at
        self._tell(events.PostingSigned)
        if corrects:
            self._show(at, showing)
            self._tell(
                events.PostingCorrected,
                edition=len(self.editions),
                digest=self.editions[-1].digest,
                least_until=self.least_until,
                shown_until=self.shown_until,
            )

    def send_back(self, actor: Actor, *, reason: str) -> None:
        """Do not sign, and say why; of a correction only the draft goes, the old one hangs on."""
        POSTING.step(self, "send_back", actor)
        self.returned_because = reason
        if self.editions:
            self.content, self.note = self.editions[-1].content, self.editions[-1].note
        self._tell(events.PostingReturned)

    def post(self, actor: Actor, *, at: datetime, place: str, showing: Showing) -> None:
        """Hang it on the board and on the web."""
        POSTING.step(self, "post", actor)
        enforce(policies.is_shown_long_enough(showing.last, showing.least))
        self.place, self.posted_at = place, at
        self._show(at, showing)
        self._tell(
            events.PostingPosted,
            group=self.group,
            period=self.period,
            title=self.shown_title,
            edition=1,
            digest=self.editions[-1].digest,
            least_until=self.least_until,
            shown_until=self.shown_until,
        )

    def correct(
        self, actor: Actor, *, content: Mapping[str, Any], note: str, rules: ListRules
    ) -> None:
        """Write a new edition; the old one hangs until a supervisor signs."""
        POSTING.step(self, "correct", actor)
        enforce(says_nothing_personal({"note": note}))
        self.note, self.returned_because = note, ""
        self._write(actor, content, rules)
        self._tell(events.PostingCorrectionDrafted)

    def take_down(self, actor: Actor, *, at: datetime) -> None:
        """Take it down by hand, when it hung its time."""
        POSTING.step(self, "take_down", actor)
        enforce(policies.hangs_its_time(self, at.date()))
        self.taken_down_at = at
        self._tell(events.PostingTakenDown, by_time=False)

    def expire(self, system: Actor, *, at: datetime) -> None:
        """Take it down because its last day passed."""
        POSTING.step(self, "expire", system)
        self.taken_down_at = at
        self._tell(events.PostingTakenDown, by_time=True)

    @property
    def shown_title(self) -> str:
        """Return the title with every number of a person masked: for lists and facts."""
        return hide_numbers(self.title, on=self.drafted_at.date())

    @property
    def shown_editions(self) -> tuple[Edition, ...]:
        """Return what readers may see; a list of people that is down shows no people."""
        if self.taken_down_at is None or not self.people:
            return self.editions
        return tuple(replace(edition, content={}) for edition in self.editions)

    def _write(self, actor: Actor, content: Mapping[str, Any], rules: ListRules) -> None:
        enforce(policies.has_something_to_show(content))
        self.content, self.drafted_by = dict(content), actor.id
        self.bars = bars(self.title, content, rules)
        self.people = self.people or rules.lists_people(content)

    def _show(self, at: datetime, showing: Showing) -> None:
        edition = Edition(
            len(self.editions) + 1, dict(self.content), digest(self.content), at, self.note
        )
        self.editions = (*self.editions, edition)
        self.least_until, self.shown_until = showing.least, showing.last

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(posting_id=self.id, path=self.path, kind=self.kind, **data))
