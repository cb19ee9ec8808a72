"""Registration as a legal person: of a new organisation, or of one that is filed."""

from collections.abc import Mapping
from typing import Any

from services.incubation import policies
from services.incubation.handlers.organisations import TIMERS
from services.incubation.handlers.reach import (
    PACK,
    SYSTEM,
    check_name,
    founded,
    in_reach,
    within,
)
from services.incubation.model import Form, Organisation, Registration
from services.incubation.policies import RegistrationRules
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict
from shared.kernel.workflow import enforce

DECISION = "registration_decision_due"


def apply_registration(
    uow: UnitOfWork, *, terms: Mapping[str, Any], responsible: Mapping[str, str]
) -> Registration:
    """Ask to register a new organisation."""
    organisation = founded(
        uow,
        name=terms["name"],
        form=Form(terms["form"]),
        kind="",
        charter_scope=terms["charter_scope"],
        members=terms["individual_members"] + terms["unit_members"],
        own_bank_account=terms["own_account"],
        responsible=responsible,
    )
    return _applied(uow, organisation, terms)


def apply_promotion(
    uow: UnitOfWork, *, organisation_id: str, terms: Mapping[str, Any]
) -> Registration:
    """Ask to register an organisation that is filed; its history stays its own."""
    organisation = in_reach(uow, Organisation, organisation_id)
    earlier = uow.find(Registration, organisation_id=organisation_id)
    enforce(policies.may_be_promoted(organisation, earlier))
    check_name(uow, organisation.district, terms["name"], besides=organisation.id)
    return _applied(uow, organisation, terms)


def accept_registration(uow: UnitOfWork, *, registration_id: str) -> Registration:
    """Take an application up; the time for the decision runs."""
    registration = in_reach(uow, Registration, registration_id)
    decide_by = within(uow, "registration.decision")
    registration.accept(uow.actor, decide_by=decide_by)
    uow.remind(DECISION, registration.id, decide_by.lapses_at)
    return registration


def register_organisation(
    uow: UnitOfWork, *, registration_id: str, credit_code: str, document_no: str
) -> Registration:
    """Register it under its unified code."""
    registration = in_reach(uow, Registration, registration_id)
    code = credit_code.upper()
    if uow.find(Organisation, credit_code=code):
        raise Conflict("incubation.credit_code_taken", "该统一社会信用代码已被其他组织使用。")
    uow.basis(document_no)
    registration.register(
        uow.actor, credit_code=code, document_no=document_no, at=uow.now, rules=_rules(uow)
    )
    organisation = uow.get(Organisation, registration.organisation_id)
    organisation.register(
        SYSTEM, registration, credit_code=code, document_no=document_no, on=uow.today
    )
    for timer in (DECISION, *TIMERS):
        uow.forget(timer, registration.id if timer == DECISION else organisation.id)
    return registration


def refuse_registration(uow: UnitOfWork, *, registration_id: str, reason: str) -> Registration:
    """Do not register it."""
    registration = in_reach(uow, Registration, registration_id)
    registration.refuse(uow.actor, reason=reason, at=uow.now)
    return _fallen(uow, registration)


def withdraw_registration(uow: UnitOfWork, *, registration_id: str) -> Registration:
    """Take the application back."""
    registration = in_reach(uow, Registration, registration_id)
    registration.withdraw(uow.actor)
    return _fallen(uow, registration)


def registration_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """Civil affairs should have decided by now."""
    uow.get(Registration, subject_id).lapse(uow.now)


def _applied(uow: UnitOfWork, organisation: Organisation, terms: Mapping[str, Any]) -> Registration:
    registration = Registration(
        id=uow.new_id(),
        path=organisation.path,
        organisation_id=organisation.id,
        promotes=organisation.is_filed,
        account=organisation.account,
        applied_by=uow.actor.id,
        applied_at=uow.now,
        **{**terms, "form": Form(terms["form"])},
    )
    registration.apply(_rules(uow))
    uow.add(registration)
    return registration


def _fallen(uow: UnitOfWork, registration: Registration) -> Registration:
    """A new organisation comes to nothing; one that was filed goes on as it was."""
    if not registration.promotes:
        uow.get(Organisation, registration.organisation_id).fall(SYSTEM, on=uow.today)
    uow.forget(DECISION, registration.id)
    return registration


def _rules(uow: UnitOfWork) -> RegistrationRules:
    pack = uow.rules(PACK)
    return RegistrationRules(
        forms=pack.raw("registration.forms"),
        individuals=pack.integer("registration.individual_members"),
        units=pack.integer("registration.unit_members"),
        mixed=pack.integer("registration.mixed_members"),
    )
