"""An application for filing (备案): heard in the community, then decided by the street."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from services.incubation import events, policies
from services.incubation.model.timed import Timed
from services.incubation.policies import FilingRules
from services.incubation.workflow import FILING, FilingStatus
from shared.kernel.actor import Actor
from shared.kernel.deadlines import Deadline
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class CommunityOpinion:
    """What the community says of it."""

    supports: bool
    text: str
    given_by: str
    given_at: datetime


@dataclass(kw_only=True, eq=False)
class Filing(Timed):
    """One application. `clock` is the street's time for its review."""

    overdue_fact: ClassVar = events.FilingOverdue
    recomputed_fact: ClassVar = events.FilingDueRecomputed

    organisation_id: str
    name: str
    initiator: str
    charter: str
    account: str | None
    applied_by: str
    applied_at: datetime
    sent_by: str = ""
    opinion: CommunityOpinion | None = None
    certificate_no: str | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    status: FilingStatus = FilingStatus.APPLIED
    version: int = 0

    def apply(self, organisation: object, rules: FilingRules) -> None:
        """Announce it, unless a condition is not met."""
        enforce(policies.may_be_filed(self, organisation, rules))
        self.tell(
            events.FilingApplied, organisation_id=self.organisation_id, name=self.name
        )  # fmt: skip

    def send(self, actor: Actor) -> None:
        """Ask the community."""
        FILING.step(self, "send", actor)
        self.sent_by = actor.id
        self.tell(events.FilingSent, organisation_id=self.organisation_id)

    def opine(self, actor: Actor, opinion: CommunityOpinion, *, review_by: Deadline) -> None:
        """Keep what the community says; the street's review begins."""
        FILING.step(self, "opine", actor)
        self.opinion = opinion
        self.begin(review_by)
        self.tell(events.FilingOpinionGiven, supports=opinion.supports, due=review_by.due)

    def file(self, actor: Actor, *, certificate_no: str, at: datetime) -> None:
        """Grant the filing."""
        FILING.step(self, "file", actor)
        self.certificate_no = certificate_no
        self._decided(actor, at)
        self.tell(
            events.FilingGranted,
            organisation_id=self.organisation_id,
            certificate_no=certificate_no,
        )

    def refuse(self, actor: Actor, *, reason: str, at: datetime) -> None:
        """Do not file it, and say why."""
        FILING.step(self, "refuse", actor)
        self.reason = reason
        self._decided(actor, at)
        self.tell(events.FilingRefused, organisation_id=self.organisation_id)

    def withdraw(self, actor: Actor) -> None:
        """Take it back."""
        FILING.step(self, "withdraw", actor)
        self.rest()
        self.tell(events.FilingWithdrawn, organisation_id=self.organisation_id)

    def _decided(self, actor: Actor, at: datetime) -> None:
        self.decided_by, self.decided_at = actor.id, at
        self.rest()
