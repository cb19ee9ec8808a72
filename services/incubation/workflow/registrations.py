"""From the application for registration to the decision of civil affairs (domain §8.2)."""

from enum import StrEnum

from services.incubation import policies
from services.incubation.workflow.permissions import (
    APPLY_REGISTRATION,
    DECIDE_REGISTRATION,
    HANDLE_REGISTRATION,
)
from shared.kernel.workflow import Step, Workflow


class RegistrationStatus(StrEnum):
    """Where an application for registration stands."""

    APPLIED = "APPLIED"
    EXAMINING = "EXAMINING"
    REGISTERED = "REGISTERED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


_R = RegistrationStatus
OPEN_REGISTRATIONS = (_R.APPLIED, _R.EXAMINING)
_OFFICE = (policies.own_jurisdiction,)

REGISTRATION = Workflow(
    "incubation.registration",
    states=RegistrationStatus,
    initial=_R.APPLIED,
    final=(_R.REGISTERED, _R.REFUSED, _R.WITHDRAWN),
    labels={
        _R.APPLIED: "已申请",
        _R.EXAMINING: "审查中",
        _R.REGISTERED: "准予登记",
        _R.REFUSED: "不予登记",
        _R.WITHDRAWN: "已撤回",
    },
    steps=(
        Step("accept", (_R.APPLIED,), _R.EXAMINING, HANDLE_REGISTRATION, "受理", guards=_OFFICE),
        Step("register", (_R.EXAMINING,), _R.REGISTERED, DECIDE_REGISTRATION, "准予登记",
             guards=(*_OFFICE, policies.another_hand_registers), needs="RegisterOrganisation"),
        Step("refuse", (_R.EXAMINING,), _R.REFUSED, DECIDE_REGISTRATION, "不予登记",
             guards=(*_OFFICE, policies.another_hand_registers), needs="RefuseRegistration"),
        Step("withdraw", (_R.APPLIED, _R.EXAMINING), _R.WITHDRAWN, APPLY_REGISTRATION,
             "撤回申请", guards=(policies.speaks_for_the_applicant,)),
    ),
)  # fmt: skip
