"""Applications for registration."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import create, show, step
from shared.chassis.explained import DeadlineView
from shared.chassis.service import timer

ONE = "/registrations/{registration_id}"
ACTIONS = f"{ONE}/actions"


class Registrations:
    """Applications for registration."""

    @show("/registrations", workflow.READ_ORGANISATION, schemas.ListRegistrations,
          schemas.RegistrationLine, paged=True)  # fmt: skip
    def list_registrations(self, uow, **command):
        """查询登记申请。"""
        return queries.registrations(uow, **command)

    @show(ONE, workflow.READ_ORGANISATION, schemas.RegistrationKey, schemas.Registration)
    def show_registration(self, uow, **command):
        """查看登记申请。"""
        return queries.registration(uow, **command)

    @show(f"{ONE}/deadline", workflow.READ_ORGANISATION, schemas.RegistrationKey, DeadlineView)
    def explain_registration_deadline(self, uow, **command):
        """说明登记审查期限逐日如何计算。"""
        return queries.why_registration(uow, **command)

    @create("/registrations", workflow.APPLY_REGISTRATION,
            schemas.ApplyRegistration, schemas.Registration)  # fmt: skip
    def apply_registration(self, uow, **command):
        """申请社会组织登记。"""
        return handlers.apply_registration(uow, **command)

    @create("/organisations/{organisation_id}/registrations", workflow.APPLY_REGISTRATION,
            schemas.ApplyPromotion, schemas.Registration)  # fmt: skip
    def apply_promotion(self, uow, **command):
        """申请由备案转为登记。"""
        return handlers.apply_promotion(uow, **command)

    @step(f"{ACTIONS}/accept", workflow.HANDLE_REGISTRATION,
          schemas.RegistrationKey, schemas.Registration)  # fmt: skip
    def accept_registration(self, uow, **command):
        """受理登记申请。"""
        return handlers.accept_registration(uow, **command)

    @step(f"{ACTIONS}/register", workflow.DECIDE_REGISTRATION,
          schemas.RegisterOrganisation, schemas.Registration)  # fmt: skip
    def register_organisation(self, uow, **command):
        """准予登记。"""
        return handlers.register_organisation(uow, **command)

    @step(f"{ACTIONS}/refuse", workflow.DECIDE_REGISTRATION,
          schemas.RefuseRegistration, schemas.Registration)  # fmt: skip
    def refuse_registration(self, uow, **command):
        """不予登记。"""
        return handlers.refuse_registration(uow, **command)

    @step(f"{ACTIONS}/withdraw", workflow.APPLY_REGISTRATION,
          schemas.RegistrationKey, schemas.Registration)  # fmt: skip
    def withdraw_registration(self, uow, **command):
        """撤回登记申请。"""
        return handlers.withdraw_registration(uow, **command)

    @timer(handlers.DECISION)
    def tell_registration_overdue(self, uow, **fact):
        """登记审查逾期。"""
        return handlers.registration_lapsed(uow, **fact)
