"""What stays of projects: published reports, and bans after a breach."""

from dataclasses import dataclass
from datetime import date, datetime

from services.incubation import events
from services.incubation.model.timed import Placed


@dataclass(kw_only=True, eq=False)
class VentureReport(Placed):
    """What the organisation published of its project: progress, or the full report (CT-02)."""

    venture_id: str
    venture_title: str
    organisation_name: str
    full: bool
    text: str
    beneficiaries: int
    spent_fen: int
    published_at: datetime
    version: int = 0


@dataclass(kw_only=True, eq=False)
class VentureBan(Placed):
    """An organisation that applies no more, through `until`, after a breach (SO-15)."""

    organisation_id: str
    venture_id: str
    since: date
    until: date
    reason: str
    version: int = 0

    def impose(self) -> None:
        """Announce it."""
        self.record(
            events.BanImposed(
                organisation_id=self.organisation_id,
                path=self.path,
                venture_id=self.venture_id,
                until=self.until,
            )
        )
