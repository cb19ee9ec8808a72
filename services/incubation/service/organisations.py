"""Organisations and what goes on their record."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import show, step
from shared.chassis.service import operation, timer

ONE = "/organisations/{organisation_id}"
ACTIONS = f"{ONE}/actions"


class Organisations:
    """Organisations and what goes on their record."""

    @show("/organisations", workflow.READ_ORGANISATION, schemas.ListOrganisations,
          schemas.OrganisationLine, paged=True)  # fmt: skip
    def list_organisations(self, uow, **command):
        """查询社会组织。"""
        return queries.organisations(uow, **command)

    @show(ONE, workflow.READ_ORGANISATION, schemas.OrganisationKey, schemas.Organisation)
    def show_organisation(self, uow, **command):
        """查看社会组织。"""
        return queries.organisation(uow, **command)

    @step(f"{ACTIONS}/change_filing", workflow.DECIDE_FILING,
          schemas.ChangeOrganisation, schemas.Organisation)  # fmt: skip
    def change_filing(self, uow, **command):
        """变更备案。"""
        return handlers.change_organisation(uow, **command)

    @step(f"{ACTIONS}/change_registration", workflow.DECIDE_REGISTRATION,
          schemas.ChangeOrganisation, schemas.Organisation)  # fmt: skip
    def change_registration(self, uow, **command):
        """变更登记。"""
        return handlers.change_organisation(uow, **command)

    @step(f"{ACTIONS}/renew_filing", workflow.DECIDE_FILING,
          schemas.RenewFiling, schemas.Organisation)  # fmt: skip
    def renew_filing(self, uow, **command):
        """续期备案。"""
        return handlers.renew_filing(uow, **command)

    @step(f"{ACTIONS}/cancel_filing", workflow.DECIDE_FILING,
          schemas.CancelOrganisation, schemas.Organisation)  # fmt: skip
    def cancel_filing(self, uow, **command):
        """注销备案。"""
        return handlers.cancel_organisation(uow, **command)

    @step(f"{ACTIONS}/cancel_registration", workflow.DECIDE_REGISTRATION,
          schemas.CancelOrganisation, schemas.Organisation)  # fmt: skip
    def cancel_registration(self, uow, **command):
        """注销登记。"""
        return handlers.cancel_organisation(uow, **command)

    @step(f"{ACTIONS}/enlist", workflow.NOTE_ORGANISATION,
          schemas.EnlistOrganisation, schemas.Organisation)  # fmt: skip
    def enlist_organisation(self, uow, **command):
        """列入异常名录、失信名单，或登记立案调查。"""
        return handlers.enlist_organisation(uow, **command)

    @step(f"{ACTIONS}/delist", workflow.NOTE_ORGANISATION,
          schemas.DelistOrganisation, schemas.Organisation)  # fmt: skip
    def delist_organisation(self, uow, **command):
        """移出名单，或登记结案。"""
        return handlers.delist_organisation(uow, **command)

    @step(f"{ACTIONS}/punish", workflow.NOTE_ORGANISATION,
          schemas.PunishOrganisation, schemas.Organisation)  # fmt: skip
    def punish_organisation(self, uow, **command):
        """登记行政处罚。"""
        return handlers.punish_organisation(uow, **command)

    @step(f"{ACTIONS}/check", workflow.NOTE_ORGANISATION,
          schemas.CheckOrganisation, schemas.Organisation)  # fmt: skip
    def check_organisation(self, uow, **command):
        """登记年检结论。"""
        return handlers.check_organisation(uow, **command)

    @step(f"{ACTIONS}/link", workflow.NOTE_ORGANISATION,
          schemas.LinkAccount, schemas.Organisation)  # fmt: skip
    def link_account(self, uow, **command):
        """关联社会组织的登录账号。"""
        return handlers.link_account(uow, **command)

    @operation(
        f"POST {ACTIONS}/reveal",
        permission=workflow.REVEAL_RESPONSIBLE,
        takes=schemas.RevealResponsible,
        gives=schemas.FullResponsible,
        if_match=False,
        secret=True,
    )
    def reveal_responsible(self, uow, **command):
        """查看负责人完整信息（留痕）。"""
        return handlers.reveal_responsible(uow, **command)

    @timer(handlers.RENEWAL)
    def remind_renewal(self, uow, **fact):
        """备案证书即将到期，提醒续期。"""
        return handlers.certificate_ends_soon(uow, **fact)

    @timer(handlers.OVER)
    def expire_filing(self, uow, **fact):
        """备案证书到期。"""
        return handlers.certificate_over(uow, **fact)
