"""An admission (准入): work that no list names, let into communities until a certain day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.delegation import events
from services.delegation.model.parts import Basis
from services.delegation.policies import normalised
from services.delegation.workflow import ADMISSION, AdmissionStatus
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.events import Aggregate


@dataclass(frozen=True)
class AdmissionOpinion:
    """What one reviewing unit said; `by` is the account."""

    unit: str
    verdict: str
    text: str
    by: str
    at: datetime


@dataclass(kw_only=True, eq=False)
class Admission(Aggregate):
    """One admission. `path` is the department's; `item_id` a lineage, "" for work without one.

    `subject` is what no two open admissions of a district share: the lineage, else the name.
    In force on the days [`urgent_on`, `grace.due`] and [`begins_on`, `expires_on`], before
    `ended_on`.
    """

    id: str
    path: str
    district: str
    item_id: str
    name: str
    name_key: str
    subject: str
    department: str
    department_name: str
    content: str
    reason: str
    basis: tuple[Basis, ...]
    lead: str
    reviewers: tuple[str, ...]
    applied_by: str
    applied_at: datetime
    opinions: tuple[AdmissionOpinion, ...] = ()
    urgent_on: date | None = None
    grace: Deadline | None = None
    provisional: bool = False
    document_no: str = ""
    begins_on: date | None = None
    expires_on: date | None = None
    funds_fen: int = 0
    staff: int = 0
    means_reason: str = ""
    ended_on: date | None = None
    ended_reason: str = ""
    status: AdmissionStatus = AdmissionStatus.APPLIED
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Say whether it may still let work in."""
        return self.status not in ADMISSION.final

    @property
    def is_urgent(self) -> bool:
        """Say whether the work runs ahead of its approval."""
        return self.status is AdmissionStatus.URGENT_IN_FORCE

    @property
    def was_withdrawn(self) -> bool:
        """Say whether it was taken back, by somebody or by time."""
        return self.status is AdmissionStatus.WITHDRAWN

    def approved_for(self, on: date) -> bool:
        """Say whether the district committee's approval holds on that day."""
        if self.begins_on is None or self.expires_on is None or self._over(on):
            return False
        return self.begins_on <= on <= self.expires_on

    def holds(self, on: date) -> bool:
        """Say whether work may be sent by it on that day: approved, or urgently ahead."""
        if self.urgent_on is None or self.grace is None or self._over(on):
            return self.approved_for(on)
        return self.urgent_on <= on <= self.grace.due or self.approved_for(on)

    def until(self, on: date) -> date | None:
        """Return the last day of what holds on that day."""
        if self.approved_for(on):
            return self.expires_on
        return self.grace.due if self.grace is not None else None

    def covers_work(self, item_id: str | None, name: str | None) -> bool:
        """Say whether exactly this work is meant: by lineage, or by its very name."""
        by_lineage = bool(item_id) and item_id == self.item_id
        return by_lineage or (bool(name) and normalised(name or "") == self.name_key)

    # --- asked for --------------------------------------------------------------------------

    def apply(self) -> None:
        """Announce it."""
        self._tell(events.AdmissionApplied, item_id=self.item_id, name=self.name, lead=self.lead)

    def enter_urgently(self, actor: Actor, *, on: date, grace: Deadline) -> None:
        """Begin at once; the approval must follow within the grace."""
        ADMISSION.step(self, "enter_urgently", actor)
        self.urgent_on, self.grace, self.provisional = on, grace, grace.provisional
        self._tell(
            events.AdmissionEnteredUrgently,
            item_id=self.item_id,
            name=self.name,
            due=grace.due,
            provisional=grace.provisional,
        )

    def begin_review(self, actor: Actor) -> None:
        """The leading office takes it up."""
        ADMISSION.step(self, "begin_review", actor)
        self._tell(events.AdmissionReviewBegan)

    def review(self, actor: Actor, opinion: AdmissionOpinion) -> None:
        """Keep a unit's opinion; a later one of the same unit replaces it."""
        ADMISSION.step(self, "review", actor)
        others = tuple(each for each in self.opinions if each.unit != opinion.unit)
        self.opinions = (*others, opinion)
        self._tell(events.AdmissionReviewed, unit=opinion.unit, verdict=opinion.verdict)

    # --- decided ----------------------------------------------------------------------------

    def approve(
        self,
        actor: Actor,
        *,
        document_no: str,
        begins_on: date,
        expires_on: date,
        funds_fen: int,
        staff: int,
        means_reason: str,
    ) -> None:
        """The district committee lets it in, with money and people."""
        ADMISSION.step(self, "approve", actor)
        self.document_no, self.provisional = document_no, False
        self.begins_on, self.expires_on = begins_on, expires_on
        self.funds_fen, self.staff, self.means_reason = funds_fen, staff, means_reason
        self._tell(
            events.AdmissionApproved,
            item_id=self.item_id,
            name=self.name,
            document_no=document_no,
            begins_on=begins_on,
            expires_on=expires_on,
            funds_fen=funds_fen,
            staff=staff,
        )

    def enter(self, system: Actor) -> None:
        """Its first day has come."""
        assert self.expires_on is not None
        ADMISSION.step(self, "enter", system)
        self._tell(events.AdmissionEntered, item_id=self.item_id, expires_on=self.expires_on)

    def refuse(self, actor: Actor, *, reason: str, on: date) -> None:
        """The district committee says no; urgent work stops."""
        ADMISSION.step(self, "refuse", actor)
        self._end(events.AdmissionRefused, reason, on)

    # --- over -------------------------------------------------------------------------------

    def withdraw(self, actor: Actor, *, reason: str, on: date) -> None:
        """The department takes its application back."""
        ADMISSION.step(self, "withdraw", actor)
        self._end(events.AdmissionWithdrawn, reason, on)

    def lapse(self, system: Actor, *, on: date) -> None:
        """The grace is over and nobody approved."""
        ADMISSION.step(self, "lapse", system)
        self._end(events.AdmissionWithdrawn, "紧急先行期满未获批准", on)

    def finish(self, actor: Actor, *, reason: str, on: date) -> None:
        """The work is done."""
        ADMISSION.step(self, "finish", actor)
        self._end(events.AdmissionEnded, reason, on)

    def expire(self, system: Actor, *, on: date) -> None:
        """Its last day is over."""
        ADMISSION.step(self, "expire", system)
        self._end(events.AdmissionEnded, "准入期满", on)

    def recompute(self, calendar: Calendar) -> None:
        """Replace a provisional last day of the grace by the true one (G-04)."""
        if self.grace is None or not self.is_urgent:
            self.provisional = False
            return
        old, self.grace = self.grace, self.grace.recompute(calendar)
        self.provisional = self.grace.provisional
        if (old.due, old.provisional) != (self.grace.due, self.grace.provisional):
            self._tell(
                events.AdmissionGraceRecomputed,
                old_due=old.due,
                due=self.grace.due,
                provisional=self.provisional,
            )

    def _over(self, on: date) -> bool:
        return self.ended_on is not None and on >= self.ended_on

    def _end(self, fact: type[Any], reason: str, on: date) -> None:
        self.ended_on, self.ended_reason, self.provisional = on, reason, False
        self._tell(fact, item_id=self.item_id, reason=reason)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(admission_id=self.id, path=self.path, **data))
