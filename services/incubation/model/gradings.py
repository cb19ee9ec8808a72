"""The grading of a registered organisation: points, a grade from 5A to 1A, a term (domain §8.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from services.incubation import events, policies
from services.incubation.model.organisations import Organisation
from services.incubation.model.timed import Timed
from services.incubation.policies import GradingRules
from services.incubation.workflow import GRADING, OPEN_GRADINGS, GradingStatus
from shared.kernel.actor import Actor
from shared.kernel.deadlines import Deadline
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class Grading(Timed):
    """One grading. `clock` is the time of the notice; the grade holds through `valid_through`.

    `bands` names the variant of the rule pack by which the points made the grade.
    """

    overdue_fact: ClassVar = events.GradingNoticeOver
    recomputed_fact: ClassVar = events.GradingDueRecomputed

    organisation_id: str
    organisation_name: str
    account: str | None
    applied_by: str
    applied_on: date
    upgrade: bool = False
    score: int | None = None
    grade: str = ""
    bands: str = ""
    report_no: str = ""
    assessed_by: str = ""
    granted_on: date | None = None
    valid_through: date | None = None
    priority: bool = False
    document_no: str = ""
    revoked_on: date | None = None
    reason: str = ""
    status: GradingStatus = GradingStatus.APPLIED
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Say whether it is being decided."""
        return self.status in OPEN_GRADINGS

    @property
    def is_granted(self) -> bool:
        """Say whether its grade was granted and nothing ended it."""
        return self.status is GradingStatus.GRANTED

    def holds(self, on: date) -> bool:
        """Say whether its grade holds on that day."""
        through = self.valid_through
        return self.is_granted and through is not None and on <= through

    def apply(
        self, organisation: Organisation, earlier: Sequence["Grading"], *, rules: GradingRules
    ) -> None:
        """Ask to be graded, unless something bars it (SO-08)."""
        today = self.applied_on
        enforce(policies.may_be_graded(organisation, earlier, rules=rules, today=today))
        self.upgrade = any(each.holds(today) for each in earlier)
        self._tell(
            events.GradingApplied, organisation_name=self.organisation_name, upgrade=self.upgrade
        )  # fmt: skip

    def assess(self, actor: Actor, *, score: int, report_no: str, rules: GradingRules) -> None:
        """Keep the points, and the grade that they make."""
        GRADING.step(self, "assess", actor)
        enforce(policies.points_are_possible(score, rules.full))
        self.score, self.report_no, self.assessed_by = score, report_no, actor.id
        self.grade, self.bands = policies.grade_of(score, rules.bands), rules.bands_name
        self._tell(events.GradingAssessed, score=score, grade=self.grade, bands=self.bands)

    def decline(self, actor: Actor, *, reason: str) -> None:
        """Do not assess it."""
        GRADING.step(self, "decline", actor)
        self.reason = reason
        self._tell(events.GradingDeclined)

    def withdraw(self, actor: Actor) -> None:
        """Take the application back."""
        GRADING.step(self, "withdraw", actor)
        self._tell(events.GradingWithdrawn)

    def publish(self, actor: Actor, *, notice: Deadline) -> None:
        """Hang the result out for everybody."""
        GRADING.step(self, "publish", actor)
        self.begin(notice)
        self._tell(
            events.GradingNoticed,
            organisation_name=self.organisation_name,
            grade=self.grade,
            due=notice.due,
        )

    def grant(
        self,
        actor: Actor,
        *,
        document_no: str,
        at: datetime,
        valid_through: date,
        rules: GradingRules,
    ) -> None:
        """Grant the grade after the notice."""
        over = self.clock is not None and self.clock.overdue(at)
        GRADING.step(self, "grant", actor)
        enforce(policies.notice_is_over(self, over=over))
        self.rest()
        self.document_no, self.granted_on, self.valid_through = (
            document_no,
            at.date(),
            valid_through,
        )
        self.priority = policies.has_priority(self.grade, least=rules.priority_from)
        self._tell(
            events.GradingGranted,
            organisation_name=self.organisation_name,
            grade=self.grade,
            score=self.score,
            bands=self.bands,
            valid_through=valid_through,
            priority=self.priority,
        )

    def deny(self, actor: Actor, *, reason: str) -> None:
        """Grant no grade: an objection was upheld."""
        GRADING.step(self, "deny", actor)
        self.reason = reason
        self.rest()
        self._tell(events.GradingDenied)

    def revoke(self, actor: Actor, *, reason: str, on: date) -> None:
        """Take the grade away."""
        GRADING.step(self, "revoke", actor)
        self.reason, self.revoked_on, self.priority = reason, on, False
        self._tell(events.GradingRevoked, grade=self.grade, reason=reason)

    def supersede(self, system: Actor) -> None:
        """A new grade takes its place."""
        GRADING.step(self, "supersede", system)
        self.priority = False
        self._tell(events.GradingSuperseded, grade=self.grade)

    def expire(self, system: Actor) -> None:
        """Its last day is over."""
        GRADING.step(self, "expire", system)
        self.priority = False
        self._tell(events.GradingExpired, grade=self.grade)

    def end(self, system: Actor) -> None:
        """The organisation ended."""
        GRADING.step(self, "end", system)
        self.priority = False
        self.rest()
        self._tell(events.GradingEnded, grade=self.grade)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.tell(fact, organisation_id=self.organisation_id, **data)
