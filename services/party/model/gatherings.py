"""Members at a place that has no organisation of its own: numbers by which to see what is due."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.party import events, policies
from services.party.workflow import GATHERING, GatheringStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class Gathering(Aggregate):
    """A grid, courtyard, building, body or project where members are and no organisation is.

    Its members are counted where their membership lies: these numbers are in no total.
    `ends_on` is the last day of a project or task, None for what lasts.
    """

    id: str
    path: str
    unit: str
    kind: str
    name: str
    formal: int
    probationary: int
    counted_on: date
    ends_on: date | None = None
    organisation_id: str = ""
    sample: bool = False
    status: GatheringStatus = GatheringStatus.OPEN
    version: int = 0

    @property
    def members(self) -> int:
        """Return full and probationary members."""
        return self.formal + self.probationary

    def register(self) -> None:
        """Announce that members are here."""
        self._tell(events.GatheringRegistered, formal=self.formal, probationary=self.probationary)

    def count(self, actor: Actor, *, formal: int, probationary: int, on: date) -> None:
        """Say how many there are now."""
        GATHERING.step(self, "count", actor)
        self.formal, self.probationary, self.counted_on = formal, probationary, on
        self._tell(events.GatheringCounted, formal=formal, probationary=probationary)

    def settle(self, actor: Actor, organisation: Any) -> None:
        """They belong to an organisation: one that was founded for them, or a joint one."""
        GATHERING.step(self, "settle", actor)
        living = organisation.is_living
        enforce(policies.gathering_is_settled_by(self, organisation, living=living))
        self.organisation_id = organisation.id
        self._tell(events.GatheringSettled, organisation_id=organisation.id)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(gathering_id=self.id, path=self.path, kind=self.kind, **data))
