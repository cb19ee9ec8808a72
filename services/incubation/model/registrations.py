"""An application for registration as a legal person (登记), of a new or of a filed organisation."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from services.incubation import events, policies
from services.incubation.model.organisations import Form
from services.incubation.model.timed import Timed
from services.incubation.policies import RegistrationRules
from services.incubation.workflow import OPEN_REGISTRATIONS, REGISTRATION, RegistrationStatus
from shared.kernel.actor import Actor
from shared.kernel.deadlines import Deadline
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class Registration(Timed):
    """One application. `clock` is the time for the decision; `promotes`: it was filed before."""

    overdue_fact: ClassVar = events.RegistrationOverdue
    recomputed_fact: ClassVar = events.RegistrationDueRecomputed

    organisation_id: str
    form: Form
    name: str
    domicile: str
    charter_scope: str
    individual_members: int
    unit_members: int
    staff: int
    funds_fen: int
    own_account: bool
    promotes: bool
    account: str | None
    applied_by: str
    applied_at: datetime
    accepted_by: str = ""
    credit_code: str | None = None
    document_no: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    status: RegistrationStatus = RegistrationStatus.APPLIED
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Say whether it is being decided."""
        return self.status in OPEN_REGISTRATIONS

    def apply(self, rules: RegistrationRules) -> None:
        """Announce it, unless a condition is not met (T8.1)."""
        enforce(policies.may_be_registered(self, rules))
        self.tell(
            events.RegistrationApplied,
            organisation_id=self.organisation_id,
            name=self.name,
            form=str(self.form),
            promotes=self.promotes,
        )

    def accept(self, actor: Actor, *, decide_by: Deadline) -> None:
        """Take it up: the time for the decision begins."""
        REGISTRATION.step(self, "accept", actor)
        self.accepted_by = actor.id
        self.begin(decide_by)
        self.tell(
            events.RegistrationAccepted, organisation_id=self.organisation_id, due=decide_by.due
        )  # fmt: skip

    def register(
        self,
        actor: Actor,
        *,
        credit_code: str,
        document_no: str,
        at: datetime,
        rules: RegistrationRules,
    ) -> None:
        """Grant it under a code of its form."""
        REGISTRATION.step(self, "register", actor)
        enforce(policies.credit_code_fits(credit_code, self.form, rules))
        self.credit_code, self.document_no = credit_code, document_no
        self._decided(actor, at)
        self.tell(
            events.RegistrationGranted,
            organisation_id=self.organisation_id,
            credit_code=credit_code,
        )

    def refuse(self, actor: Actor, *, reason: str, at: datetime) -> None:
        """Do not register it, and say why."""
        REGISTRATION.step(self, "refuse", actor)
        self.reason = reason
        self._decided(actor, at)
        self.tell(events.RegistrationRefused, organisation_id=self.organisation_id)

    def withdraw(self, actor: Actor) -> None:
        """Take it back."""
        REGISTRATION.step(self, "withdraw", actor)
        self.rest()
        self.tell(events.RegistrationWithdrawn, organisation_id=self.organisation_id)

    def _decided(self, actor: Actor, at: datetime) -> None:
        self.decided_by, self.decided_at = actor.id, at
        self.rest()
