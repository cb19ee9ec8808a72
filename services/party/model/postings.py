"""Who holds a post in an organisation, from a day through a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.party import events, policies
from services.party.workflow import POSTING, PostingStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class Posting(Aggregate):
    """One post held by an account; its name is shown to party staff only and never announced.

    `single` posts are held by one at a time: the database holds that, too.
    """

    id: str
    organisation_id: str
    path: str
    post: str
    account_id: str
    name: str
    single: bool
    since: date
    until: date | None = None
    ended_reason: str = ""
    status: PostingStatus = PostingStatus.HELD
    version: int = 0

    def begin(self) -> None:
        """Announce that the post is held."""
        self._tell(events.PostFilled, since=self.since)

    def relieve(self, actor: Actor, *, until: date, reason: str, today: date) -> None:
        """End with a last day."""
        POSTING.step(self, "relieve", actor)
        enforce(policies.day_is_in_order(until, earliest=self.since, today=today))
        self.until, self.ended_reason = until, reason
        self._tell(events.PostVacated, until=until)

    def lapse(self, system: Actor, *, until: date) -> None:
        """End with the organisation."""
        POSTING.step(self, "lapse", system)
        self.until, self.ended_reason = until, "党组织撤销"
        self._tell(events.PostVacated, until=until)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                posting_id=self.id,
                path=self.path,
                organisation_id=self.organisation_id,
                post=self.post,
                **data,
            )
        )
