"""The stay of an organisation in an incubator, and the support that it gets there (domain §8.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from services.incubation import events, policies
from services.incubation.model.organisations import Organisation
from services.incubation.model.timed import Placed, Timed
from services.incubation.policies import EndCode, EntryRules, GraduationRules, Level
from services.incubation.workflow import APPLYING_STAYS, INSIDE, STAY, StayStatus
from shared.kernel.actor import Actor
from shared.kernel.deadlines import Deadline, Period
from shared.kernel.errors import Conflict
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class Incubator(Placed):
    """A place where organisations are incubated, at one of the four levels."""

    name: str
    level: Level
    established_on: date
    sample: bool = False
    version: int = 0

    def establish(self) -> None:
        """Announce it; it lies where its level lies (SO-01)."""
        enforce(policies.lies_at_its_level(self.path, self.level))
        self.tell(events.IncubatorEstablished, name=self.name, level=str(self.level))


@dataclass(frozen=True)
class Assessment:
    """A score out of 100 with its reasons."""

    score: Decimal
    text: str
    by: str
    at: datetime


@dataclass(kw_only=True, eq=False)
class Stay(Timed):
    """One stay. `path` is the organisation's, `incubator_path` that of who runs it.

    `clock` is the time for the screening, later for handing over. The term runs from `starts_on`
    through `ends_on`; `promoted_from` and `promoted_to` are the stays before and after it.
    """

    overdue_fact: ClassVar = events.StayOverdue
    recomputed_fact: ClassVar = events.StayDueRecomputed

    organisation_id: str
    organisation_name: str
    incubator_id: str
    incubator_name: str
    incubator_path: str
    level: Level
    street: str
    account: str | None
    plan: str
    applied_by: str
    applied_on: date
    screened_by: str = ""
    review: Assessment | None = None
    agreement_no: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    midterm: Assessment | None = None
    extension_reason: str = ""
    graduation: Assessment | None = None
    graduated_on: date | None = None
    tracked_through: date | None = None
    promoted_from: str | None = None
    promoted_to: str | None = None
    ended_on: date | None = None
    end_code: EndCode | None = None
    reason: str = ""
    handover: str = ""
    sample: bool = False
    status: StayStatus = StayStatus.APPLIED
    version: int = 0

    @property
    def is_asking(self) -> bool:
        """Say whether it asks for a place."""
        return self.status in APPLYING_STAYS

    @property
    def is_inside(self) -> bool:
        """Say whether it takes a place."""
        return self.status in INSIDE

    @property
    def is_tracked_until(self) -> date | None:
        """Return the last day on which it is followed; None when it is not."""
        return self.tracked_through if self.status is StayStatus.TRACKING else None

    def apply(
        self,
        organisation: Organisation,
        incubator: Incubator,
        stays: Sequence["Stay"],
        *,
        rules: EntryRules,
        notice_by: Deadline,
    ) -> None:
        """Ask for a place: nothing bars it, and it is in no incubator as high (SO-01)."""
        enforce(
            policies.may_enter(organisation, incubator, stays, rules=rules, today=self.applied_on)
        )
        self.begin(notice_by)
        self._tell(
            events.StayApplied,
            incubator_id=self.incubator_id,
            level=str(self.level),
            due=notice_by.due,
        )

    def screen(self, actor: Actor) -> None:
        """Its papers are in order, and it is told so."""
        STAY.step(self, "screen", actor)
        self.screened_by = actor.id
        self.rest()
        self._tell(events.StayScreened)

    def judge(self, actor: Actor, review: Assessment) -> None:
        """The review recommends it."""
        STAY.step(self, "review", actor)
        self.review = review
        self._tell(events.StayReviewed, score=str(review.score))

    def reject(self, actor: Actor, action: str, *, code: EndCode, reason: str, on: date) -> None:
        """Give it no place: at the screening, or after the review."""
        STAY.step(self, action, actor)
        self._end(on, code, reason)
        self._tell(events.StayRejected, code=str(code))

    def withdraw(self, actor: Actor, *, on: date) -> None:
        """Take the application back."""
        STAY.step(self, "withdraw", actor)
        self._end(on, EndCode.OWN_WISH, "")
        self._tell(events.StayWithdrawn)

    def admit(self, actor: Actor, *, agreement_no: str, starts_on: date, term: Period) -> None:
        """Give it a place by agreement, for the full term."""
        STAY.step(self, "admit", actor)
        self.agreement_no, self.starts_on = agreement_no, starts_on
        self.ends_on = policies.last_day(starts_on, term)
        self._tell(
            events.StayAdmitted,
            incubator_id=self.incubator_id,
            level=str(self.level),
            starts_on=starts_on,
            ends_on=self.ends_on,
        )

    def start(self, actor: Actor) -> None:
        """Begin."""
        STAY.step(self, "start", actor)
        self._tell(events.StayStarted)

    def check(self, actor: Actor, midterm: Assessment) -> None:
        """Keep the mid-term check; a later one replaces it."""
        STAY.step(self, "check", actor)
        self.midterm = midterm
        self._tell(events.StayChecked, score=str(midterm.score))

    def extend(self, actor: Actor, *, through: date, reason: str) -> None:
        """Let it stay longer; once, as the table says."""
        STAY.step(self, "extend", actor)
        self.ends_on, self.extension_reason = through, reason
        self._tell(events.StayExtended, ends_on=through)

    def graduate(
        self,
        actor: Actor,
        organisation: Organisation,
        graduation: Assessment,
        *,
        projects: int,
        rules: GraduationRules,
        on: date,
    ) -> None:
        """Let it stand on its own (SO-06); from here it counts as incubated (SO-02)."""
        STAY.step(self, "graduate", actor)
        enforce(
            policies.may_graduate(
                organisation, score=graduation.score, projects=projects, rules=rules
            )
        )
        self.graduation, self.graduated_on = graduation, on
        self._tell(
            events.StayGraduated,
            level=str(self.level),
            score=str(graduation.score),
            projects=projects,
        )

    def track(self, actor: Actor, *, through: date) -> None:
        """Follow it for a while."""
        STAY.step(self, "track", actor)
        self.tracked_through = through
        self._tell(events.StayTracked, through=through)

    def finish(self, system: Actor, *, on: date) -> None:
        """The time of following it is over."""
        STAY.step(self, "finish", system)
        self.ended_on = on
        self._tell(events.StayFinished)

    def promote(self, system: Actor, to: "Stay", *, on: date) -> None:
        """It goes on in an incubator of a higher level; both stays know one another (SO-01)."""
        STAY.step(self, "promote", system)
        self.promoted_to, self.ended_on, to.promoted_from = to.id, on, self.id
        self._tell(events.StayPromoted, promoted_to=to.id)

    def exit(
        self, actor: Actor, *, code: EndCode, reason: str, on: date, hand_over_by: Deadline
    ) -> None:
        """It leaves before graduating; what it used is handed over in time."""
        STAY.step(self, "exit", actor)
        self._end(on, code, reason)
        self.begin(hand_over_by)
        self._tell(events.StayExited, code=str(code), due=hand_over_by.due)

    def hand_over(self, actor: Actor, *, handover: str) -> None:
        """Everything it used is back."""
        STAY.step(self, "hand_over", actor)
        self.handover = handover
        self.rest()
        self._tell(events.StayHandedOver, on_time=not self.overdue)

    def say_term_over(self, today: date) -> None:
        """Say that the term is over, while it is inside."""
        if self.is_inside and self.ends_on is not None and self.ends_on < today:
            self._tell(events.StayTermOver, ends_on=self.ends_on)

    def _end(self, on: date, code: EndCode, reason: str) -> None:
        self.ended_on, self.end_code, self.reason = on, code, reason
        self.rest()

    def _tell(self, fact: type, **data: object) -> None:
        self.tell(fact, organisation_id=self.organisation_id, **data)


@dataclass(kw_only=True, eq=False)
class Support(Placed):
    """One line of the support ledger: appended, never edited; money in fen.

    A wrong line is taken back by a counter-entry with the opposite quantity and money.
    """

    stay_id: str
    organisation_id: str
    incubator_path: str
    kind: str
    quantity: Decimal
    unit: str
    money_fen: int
    given_on: date
    note: str
    corrects: str | None
    recorded_by: str
    recorded_at: datetime
    version: int = 0

    def give(self, stay: Stay, actor: Actor) -> None:
        """Enter what was given."""
        STAY.step(stay, "support", actor)
        self.tell(
            events.SupportGiven,
            stay_id=self.stay_id,
            kind=self.kind,
            quantity=str(self.quantity),
            unit=self.unit,
            money_fen=self.money_fen,
        )

    def counter(self, stay: Stay, actor: Actor, *, id: str, reason: str, at: datetime) -> "Support":
        """Return the counter-entry that takes this line back; a counter-entry is not taken back."""
        STAY.step(stay, "correct", actor)
        if self.corrects is not None:
            raise Conflict("incubation.is_a_correction", "冲正记录不能再次冲正，请重新登记。")
        entry = Support(
            id=id,
            path=self.path,
            stay_id=self.stay_id,
            organisation_id=self.organisation_id,
            incubator_path=self.incubator_path,
            kind=self.kind,
            quantity=-self.quantity,
            unit=self.unit,
            money_fen=-self.money_fen,
            given_on=self.given_on,
            note=reason,
            corrects=self.id,
            recorded_by=actor.id,
            recorded_at=at,
        )
        entry.tell(
            events.SupportCorrected,
            stay_id=self.stay_id,
            corrects=self.id,
            money_fen=entry.money_fen,
        )
        return entry


@dataclass(kw_only=True, eq=False)
class CompletedProject(Placed):
    """A project that an organisation completed; (`source`, `reference`) is known once.

    `source`: RECORDED by hand with evidence, or the kind of project of this service that ended.
    """

    organisation_id: str
    title: str
    source: str
    reference: str
    completed_on: date
    evidence: str
    recorded_by: str
    version: int = 0

    def complete(self) -> None:
        """Announce it."""
        self.tell(
            events.ProjectCompleted,
            organisation_id=self.organisation_id,
            title=self.title,
            source=self.source,
            completed_on=self.completed_on,
        )
