"""An appeal of a street against its result."""

from dataclasses import dataclass
from datetime import datetime

from services.delegation import policies
from services.delegation.workflow import APPEAL, AppealStatus
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class Appeal(Aggregate):
    """One appeal; `involved` are the units that ran, assessed or decided: none of them answers."""

    id: str
    evaluation_id: str
    evaluated_id: str
    path: str
    unit: str
    grounds: str
    involved: tuple[str, ...]
    filed_by: str
    filed_at: datetime
    answer: str = ""
    lifts_veto: bool = False
    strikes: tuple[str, ...] = ()
    document_no: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    status: AppealStatus = AppealStatus.FILED
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Say whether it waits for its answer."""
        return self.status not in APPEAL.final

    def uphold(self, actor: Actor, *, answer: str, document_no: str, lifts_veto: bool,
               strikes: tuple[str, ...], at: datetime) -> None:  # fmt: skip
        """Say what was wrong: the veto, or peers' scores that may not count."""
        APPEAL.step(self, "uphold", actor)
        enforce(policies.upheld_changes_something(lifts_veto=lifts_veto, strikes=strikes))
        self.lifts_veto, self.strikes = lifts_veto, strikes
        self._answered(actor, answer, document_no, at)

    def dismiss(self, actor: Actor, *, answer: str, document_no: str, at: datetime) -> None:
        """The result stands, and why."""
        APPEAL.step(self, "dismiss", actor)
        self._answered(actor, answer, document_no, at)

    def _answered(self, actor: Actor, answer: str, document_no: str, at: datetime) -> None:
        self.answer, self.document_no = answer, document_no
        self.answered_by, self.answered_at = actor.id, at
