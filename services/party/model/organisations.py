"""A party organisation: proposed, approved by its superior, active, moved, merged, dissolved."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.party import events, policies
from services.party.policies import Sizes, Structure, TermRules
from services.party.workflow import LIVING, ORGANISATION, OrganisationStatus
from shared.kernel.actor import Actor
from shared.kernel.deadlines import plus_months
from shared.kernel.events import Aggregate
from shared.kernel.personal import told
from shared.kernel.workflow import enforce

FOREVER = date.max
"""The end of what has no end."""


@dataclass(frozen=True)
class Task:
    """What a temporary branch is for, and its last day (PTY-11)."""

    name: str
    ends_on: date


@dataclass(frozen=True)
class Approval:
    """The superior's answer."""

    document_no: str
    decided_by: str
    decided_at: datetime


@dataclass(kw_only=True, eq=False)
class Organisation(Aggregate):
    """One organisation at the place `path`; `parent_id` is today's superior, "" at the top.

    Numbers of members are its own: those of organisations below it are counted there; a 党小组 is
    a part of its branch and is counted within it. `without_vote` of the full members are under
    留党察看. `guests` keep their membership at home and count in no total. `placed_on` is the day
    of its present place in the tree, `exception_no` the document that excepts its size (PTY-03).
    `elects`, `admits`, `hosts` say what its form and level allow: elections, new members, guests.
    `term_ends_on` is the last day of the term, `lawful_end` that day without delay or advance,
    `reminded` the months before it at which a reminder went out.
    """

    id: str
    path: str
    unit: str
    parent_id: str
    level: str
    form: str
    name: str
    formal: int
    probationary: int
    proposed_by: str
    proposed_at: datetime
    elects: bool = True
    admits: bool = True
    hosts: bool = False
    without_vote: int = 0
    guests: int = 0
    units: tuple[str, ...] = ()
    exception_no: str = ""
    task: Task | None = None
    approval: Approval | None = None
    established_on: date | None = None
    placed_on: date | None = None
    dissolved_on: date | None = None
    closing_reason: str = ""
    successor_id: str = ""
    counted_on: date | None = None
    elected_on: date | None = None
    lawful_end: date | None = None
    term_ends_on: date | None = None
    reminded: tuple[int, ...] = ()
    sample: bool = False
    status: OrganisationStatus = OrganisationStatus.PROPOSED
    version: int = 0

    @property
    def members(self) -> int:
        """Return full and probationary members."""
        return self.formal + self.probationary

    @property
    def is_living(self) -> bool:
        """Say whether it has members and a place in the tree."""
        return self.status in LIVING

    def propose(
        self, parent: "Organisation | None", *, structure: Structure, sizes: Sizes, today: date
    ) -> None:
        """Ask for it; refused when level, form, superior or size do not fit (PTY-01/02/03/14)."""
        enforce(policies.form_fits_level(self.level, self.form, structure))
        self._enforce_parent(parent, structure)
        enforce(policies.task_fits_form(self, today=today, sizes=sizes))
        enforce(policies.joint_units_fit(self, sizes))
        enforce(policies.size_fits_form(self, structure, sizes))
        self._tell(
            events.OrganisationProposed,
            name=self.name,
            level=self.level,
            form=self.form,
            parent_id=self.parent_id,
        )

    def approve(self, actor: Actor, *, document_no: str, at: datetime) -> None:
        """Agree to it, as its superior and by another hand (G-07)."""
        ORGANISATION.step(self, "approve", actor)
        self.approval = Approval(document_no, actor.id, at)
        self._tell(events.OrganisationApproved, document_no=document_no)

    def reject(self, actor: Actor, *, reason: str) -> None:
        """Say no to it."""
        ORGANISATION.step(self, "reject", actor)
        self.closing_reason = reason
        self._tell(events.OrganisationRejected, reason=reason)

    def activate(
        self, actor: Actor, parent: "Organisation | None", *, on: date, today: date
    ) -> None:
        """Begin on a day, below a superior that exists."""
        ORGANISATION.step(self, "activate", actor)
        self._enforce_living(parent)
        enforce(policies.day_is_in_order(on, earliest=None, today=today))
        self.established_on = self.placed_on = on
        self.announce()

    def announce(self) -> None:
        """Say that it exists."""
        self._tell(
            events.OrganisationActivated,
            name=self.name,
            level=self.level,
            form=self.form,
            parent_id=self.parent_id,
            established_on=self.established_on,
        )

    def move(
        self,
        actor: Actor,
        parent: "Organisation",
        *,
        unit: str,
        path: str,
        on: date,
        today: date,
        structure: Structure,
    ) -> None:
        """Belong to another superior from a day on; what is below comes with it."""
        ORGANISATION.step(self, "move", actor)
        self.unit, self.path = unit, path
        self._enforce_parent(parent, structure)
        enforce(policies.day_is_in_order(on, earliest=self.placed_on, today=today))
        self.go_below(parent, on=on)

    def go_below(self, parent: "Organisation", *, on: date) -> None:
        """Take the place below `parent`."""
        former, self.parent_id, self.placed_on = self.parent_id, parent.id, on
        self._tell(events.OrganisationMoved, former_parent_id=former, parent_id=parent.id, since=on)

    def reorganise(self, actor: Actor, *, reason: str) -> None:
        """Be put in order."""
        ORGANISATION.step(self, "reorganise", actor)
        self._tell(events.OrganisationReorganising, reason=reason)

    def resume(self, actor: Actor) -> None:
        """Work again."""
        ORGANISATION.step(self, "resume", actor)
        self._tell(events.OrganisationResumed)

    def merge(
        self, actor: Actor, successor: "Organisation", *, on: date, today: date, reason: str
    ) -> None:
        """End; members go to the successor, the id stays readable (X-03)."""
        ORGANISATION.step(self, "merge", actor)
        enforce(policies.successor_fits(self, successor, living=successor.is_living))
        self._end(on=on, today=today, reason=reason)
        self.successor_id = successor.id
        self._tell(
            events.OrganisationMerged,
            successor_id=successor.id,
            dissolved_on=on,
            formal=self.formal,
            probationary=self.probationary,
        )
        successor.take_in(self)

    def take_in(self, ended: "Organisation") -> None:
        """Count the members of one that ended."""
        self.formal += ended.formal
        self.probationary += ended.probationary
        self.without_vote += ended.without_vote
        self.guests += ended.guests
        self.units = tuple(dict.fromkeys((*self.units, *ended.units)))

    def count(
        self, actor: Actor, *, formal: int, probationary: int, without_vote: int, on: date
    ) -> None:
        """Say how many members it has."""
        ORGANISATION.step(self, "count", actor)
        enforce(policies.numbers_add_up(formal, without_vote))
        enforce(policies.admits(self, probationary))
        self.formal, self.probationary, self.without_vote = formal, probationary, without_vote
        self.counted_on = on
        self._tell(events.MembersCounted, formal=formal, probationary=probationary)

    def host(self, guests: int) -> None:
        """Count the guests that are here now."""
        enforce(policies.hosts_guests(self))
        self.guests = guests

    def elect(self, actor: Actor, *, valid: bool, held_on: date, months: int) -> None:
        """Begin a term of so many months with a valid election (PTY-05); keep the old otherwise."""
        ORGANISATION.step(self, "elect" if valid else "fail_election", actor)
        if valid:
            self.begin_term(held_on, months=months)
        self._tell(
            events.ElectionHeld, held_on=held_on, valid=valid, term_ends_on=self.term_ends_on
        )

    def begin_term(self, elected_on: date, *, months: int) -> None:
        """Count the term from the day of the election."""
        self.elected_on, self.reminded = elected_on, ()
        self.lawful_end = self.term_ends_on = plus_months(elected_on, months)

    def shift_term(
        self,
        actor: Actor,
        *,
        ends_on: date,
        document_no: str,
        reason: str,
        today: date,
        rules: TermRules,
    ) -> None:
        """Let the term end on another day, as the superior allows (PTY-06)."""
        ORGANISATION.step(self, "shift", actor)
        assert self.lawful_end is not None  # the table's guard
        enforce(policies.shift_is_lawful(self.lawful_end, ends_on, today=today, rules=rules))
        self.term_ends_on, self.reminded = ends_on, ()
        self._tell(events.TermShifted, term_ends_on=ends_on, document_no=document_no, reason=reason)

    def look_at_term(self, system: Actor, *, today: date, months: tuple[int, ...]) -> date | None:
        """Remind, or fall overdue; return the day to look again, None when there is none (PTY-07).

        May be asked any number of times: a reminder goes out once.
        """
        if self.term_ends_on is None or self.status is not OrganisationStatus.ACTIVE:
            return None
        if today > self.term_ends_on:
            ORGANISATION.step(self, "lapse", system)
            self._tell(events.TermLapsed, term_ends_on=self.term_ends_on)
            return None
        ends_on, sent = self.term_ends_on, self.reminded
        due = policies.alert_due(ends_on, today=today, months=months, sent=sent)
        if due is not None:
            self.reminded = (*sent, due)
            self._tell(events.TermReminded, months_left=due, term_ends_on=ends_on)
        return policies.next_look(ends_on, today=today, months=months, sent=self.reminded)

    def end_task(self, system: Actor, *, on: date) -> None:
        """End with the task for which it was set up (PTY-11)."""
        ORGANISATION.step(self, "end_task", system)
        self.dissolved_on, self.closing_reason = on, "任务结束"
        self._tell(events.OrganisationDissolved, dissolved_on=on, reason=self.closing_reason)

    def dissolve(
        self, actor: Actor, *, on: date, today: date, children: int, reason: str
    ) -> None:  # fmt: skip
        """End with nobody left in it and nothing below it."""
        ORGANISATION.step(self, "dissolve", actor)
        enforce(policies.nothing_is_below(self, children))
        enforce(policies.nobody_is_left(self))
        self._end(on=on, today=today, reason=reason)
        self._tell(events.OrganisationDissolved, dissolved_on=on, reason=reason)

    def _end(self, *, on: date, today: date, reason: str) -> None:
        enforce(policies.day_is_in_order(on, earliest=self.placed_on, today=today))
        self.dissolved_on, self.closing_reason = on, reason

    def _enforce_parent(self, parent: "Organisation | None", structure: Structure) -> None:
        enforce(policies.parent_fits(self, parent, structure))
        self._enforce_living(parent)

    def _enforce_living(self, parent: "Organisation | None") -> None:
        if parent is not None:
            enforce(policies.takes_subordinates(parent, living=parent.is_living))

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(organisation_id=self.id, path=self.path, **told(**data)))


@dataclass(kw_only=True, eq=False)
class Placement(Aggregate):
    """Where an organisation stood from `since` up to, not including, `until`: below `parent_id`."""

    id: str
    organisation_id: str
    parent_id: str
    since: date
    until: date = FOREVER
    version: int = 0


@dataclass(frozen=True)
class Node:
    """An organisation as it stood in the tree on a day, `distance` levels away from who asked."""

    organisation: Organisation
    parent_id: str
    distance: int
