"""Facts of applications for registration."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("incubation.registration.applied", label="申请登记")
class RegistrationApplied(Fact):
    """An organisation asks to become a legal person; `promotes`: it is filed."""

    registration_id: str
    path: str
    organisation_id: str
    name: str
    form: str
    promotes: bool


@fact("incubation.registration.accepted", label="受理登记申请")
class RegistrationAccepted(Fact):
    """Civil affairs decides by `due`."""

    registration_id: str
    path: str
    organisation_id: str
    due: date


@fact("incubation.registration.granted", label="准予登记")
class RegistrationGranted(Fact):
    """It is registered under that code."""

    registration_id: str
    path: str
    organisation_id: str
    credit_code: str


@fact("incubation.registration.refused", label="不予登记")
class RegistrationRefused(Fact):
    """It is not registered; why, the applicant is told."""

    registration_id: str
    path: str
    organisation_id: str


@fact("incubation.registration.withdrawn", label="撤回登记申请")
class RegistrationWithdrawn(Fact):
    """The applicant took it back."""

    registration_id: str
    path: str
    organisation_id: str


@fact("incubation.registration.overdue", label="登记审查逾期")
class RegistrationOverdue(Fact):
    """Civil affairs has not decided in time."""

    registration_id: str
    path: str
    due: date


@fact("incubation.registration.due_recomputed", label="重新计算审查期限")
class RegistrationDueRecomputed(Fact):
    """A calendar was loaded: the provisional last day became a true one."""

    registration_id: str
    path: str
    old_due: date
    due: date
