"""Support centres for social organisations, of the district and of streets."""

from dataclasses import dataclass
from datetime import date, datetime

from services.incubation import events, policies
from services.incubation.model.timed import Placed
from services.incubation.workflow import CENTER, SERVICE_REQUEST, CenterStatus, ServiceStatus
from shared.kernel.actor import Actor
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class SupportCenter(Placed):
    """A 社会组织支持中心 of the district or street at `path`, and what it offers."""

    name: str
    level: str
    address: str
    services: tuple[str, ...]
    opened_on: date
    closed_on: date | None = None
    reason: str = ""
    sample: bool = False
    status: CenterStatus = CenterStatus.SERVING
    version: int = 0

    def open(self) -> None:
        """Announce it."""
        self.tell(events.CenterOpened, name=self.name, level=self.level)

    def offer(self, actor: Actor, services: tuple[str, ...]) -> None:
        """Offer other services from now on."""
        CENTER.step(self, "offer", actor)
        self.services = services
        self.tell(events.CenterOfferChanged, services=services)

    def close(self, actor: Actor, *, reason: str, on: date) -> None:
        """Serve no more."""
        CENTER.step(self, "close", actor)
        self.reason, self.closed_on = reason, on
        self.tell(events.CenterClosed)


@dataclass(kw_only=True, eq=False)
class ServiceRequest(Placed):
    """What an organisation asks of a centre: asked, accepted, done, rated. `path` the centre's."""

    center_id: str
    center_name: str
    organisation_id: str
    organisation_name: str
    asked_by: str
    service: str
    need: str
    asked_at: datetime
    answer: str = ""
    result: str = ""
    stars: int | None = None
    comment: str = ""
    status: ServiceStatus = ServiceStatus.ASKED
    version: int = 0

    def ask(self, actor: Actor, center: SupportCenter) -> None:
        """Ask a centre that serves for something that it offers."""
        CENTER.step(center, "ask", actor)
        enforce(policies.center_offers(center, self.service))
        self.tell(events.ServiceAsked, center_id=self.center_id, service=self.service)

    def accept(self, actor: Actor) -> None:
        """Take it on."""
        SERVICE_REQUEST.step(self, "accept", actor)
        self.tell(events.ServiceAnswered, accepted=True)

    def decline(self, actor: Actor, *, reason: str) -> None:
        """Do not take it on, and say why."""
        SERVICE_REQUEST.step(self, "decline", actor)
        self.answer = reason
        self.tell(events.ServiceAnswered, accepted=False)

    def finish(self, actor: Actor, *, result: str) -> None:
        """Say what was done."""
        SERVICE_REQUEST.step(self, "finish", actor)
        self.result = result
        self.tell(events.ServiceFinished)

    def rate(self, actor: Actor, *, stars: int, comment: str) -> None:
        """Say how it was."""
        SERVICE_REQUEST.step(self, "rate", actor)
        self.stars, self.comment = stars, comment
        self.tell(events.ServiceRated, stars=stars)
