"""A party organisation: proposed, approved by its superior, active, moved, merged, dissolved."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.party import events, policies
from services.party.policies import Sizes, Structure
from services.party.workflow import LIVING, ORGANISATION, OrganisationStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
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
        self, parent: "Organisation | None", *, structure: Structure, sizes: Sizes
    ) -> None:  # fmt: skip
        """Ask for it; refused when level, form, superior or size do not fit (PTY-01/02/03/14)."""
        enforce(policies.form_fits_level(self.level, self.form, structure))
        self._enforce_parent(parent, structure)
        enforce(policies.task_fits_form(self))
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
        self.record(fact(organisation_id=self.id, path=self.path, **data))


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
