"""Social workers: level, registration for three years, education, posting (domain §8.8)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.incubation import events
from services.incubation.model.timed import Placed
from services.incubation.workflow import WORKER, WorkerStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate


@dataclass(frozen=True)
class Training:
    """Hours of continuing education that were recorded."""

    subject: str
    hours: int
    on: date


@dataclass(frozen=True)
class PostingSpell:
    """A time in a community; open while `ended_on` is None."""

    community: str
    started_on: date
    ended_on: date | None = None


@dataclass(kw_only=True, eq=False)
class SocialWorker(Placed):
    """A certified social worker of the unit at `path`.

    `name`, `phone` and `certificate_no` are encrypted and shown masked; `valid_to` is the last
    day of the registration, for which `least_hours` of education are asked.
    """

    name: str
    phone: str
    certificate_no: str
    certificate_index: str
    level: str
    least_hours: int
    registered_on: date
    valid_to: date
    community: str = ""
    trainings: tuple[Training, ...] = ()
    spells: tuple[PostingSpell, ...] = ()
    sample: bool = False
    status: WorkerStatus = WorkerStatus.REGISTERED
    version: int = 0

    @property
    def hours(self) -> int:
        """Return the hours of education within this registration."""
        return sum(each.hours for each in self.trainings if each.on >= self.registered_on)

    def register(self) -> None:
        """Announce it."""
        self.tell(events.WorkerRegistered, level=self.level, valid_to=self.valid_to)

    def train(self, actor: Actor, training: Training) -> None:
        """Record hours of continuing education."""
        WORKER.step(self, "train", actor)
        self.trainings = (*self.trainings, training)
        self.tell(events.WorkerTrained, hours=training.hours)

    def renew(self, actor: Actor, *, level: str, least_hours: int, on: date,
              valid_to: date) -> None:  # fmt: skip
        """Register anew, with enough education (SO-19); perhaps on a higher level."""
        WORKER.step(self, "renew", actor)
        self.level, self.least_hours = level, least_hours
        self.registered_on, self.valid_to = on, valid_to
        self.tell(events.WorkerRenewed, level=level, valid_to=valid_to)

    def post(self, actor: Actor, community: str, *, on: date) -> None:
        """Let her serve in a community."""
        WORKER.step(self, "post", actor)
        self.community = community
        self.spells = (*self.spells, PostingSpell(community, on))
        self.tell(events.WorkerPosted, community=community, on=on)

    def end_posting(self, actor: Actor, *, on: date) -> None:
        """She serves there no more."""
        WORKER.step(self, "end_posting", actor)
        self._leave(on)

    def expire(self, system: Actor) -> None:
        """The registration ended; the posting stays and shows as a gap."""
        WORKER.step(self, "expire", system)
        self.tell(events.WorkerExpired)

    def remind(self) -> None:
        """The registration ends soon."""
        self.tell(events.WorkerExpiring, valid_to=self.valid_to)

    def cancel(self, actor: Actor, *, on: date) -> None:
        """End the registration for good."""
        WORKER.step(self, "cancel", actor)
        if self.community:
            self._leave(on)
        self.tell(events.WorkerCancelled)

    def reveal(self, *, reason: str) -> None:
        """Note that somebody saw name and number unmasked, and why."""
        self.tell(events.WorkerRevealed, reason=reason)

    def _leave(self, on: date) -> None:
        ended = replace(self.spells[-1], ended_on=on)
        left, self.community = self.community, ""
        self.spells = (*self.spells[:-1], ended)
        self.tell(events.PostingEnded, community=left)


@dataclass(kw_only=True, eq=False)
class Population(Aggregate):
    """How many residents a community has, by its code; larger areas are the sum of theirs."""

    id: str
    path: str
    residents: int
    source: str
    recorded_at: datetime
    version: int = 0

    def announce(self) -> None:
        """Announce it."""
        self.record(
            events.PopulationRecorded(unit_code=self.id, path=self.path, population=self.residents)
        )


@dataclass(frozen=True)
class WorkerDensity:
    """Certified workers of a unit and of those below it, per so many residents; None unknown."""

    unit_code: str
    workers: int
    residents: int | None
    per: int
    rate: str | None


@dataclass(frozen=True)
class PostGap:
    """A community with fewer certified workers than its posts ask for."""

    unit_code: str
    name: str
    path: str
    certified: int
    least: int


@dataclass(frozen=True)
class PostGaps:
    """All such communities of an area."""

    gaps: list[PostGap]
