"""Delegations with their three means."""

from services.delegation import handlers, queries, schemas, workflow
from services.delegation.service.declare import create, show, step
from shared.chassis.service import timer

DELEGATION = "/delegations/{delegation_id}/actions"


class Delegations:
    """Delegations with their three means."""

    @show("/delegations", workflow.READ_DELEGATION, schemas.ListDelegations,
          schemas.Delegation, paged=True)  # fmt: skip
    def list_delegations(self, uow, **command):
        """查询事项下放。"""
        return queries.delegations(uow, **command)

    @show("/delegations/{delegation_id}", workflow.READ_DELEGATION,
          schemas.DelegationKey, schemas.Delegation)  # fmt: skip
    def show_delegation(self, uow, **command):
        """查看事项下放。"""
        return queries.delegation(uow, **command)

    @create("/delegations", workflow.PROPOSE, schemas.ProposeDelegation, schemas.Delegation)
    def propose_delegation(self, uow, **command):
        """提出事项下放。"""
        return handlers.propose_delegation(uow, **command)

    @step(f"{DELEGATION}/offer", workflow.OFFER, schemas.DelegationKey, schemas.Delegation)
    def offer_delegation(self, uow, **command):
        """征求街道意见。"""
        return handlers.offer_delegation(uow, **command)

    @step(f"{DELEGATION}/accept", workflow.ANSWER, schemas.AnswerOffer, schemas.Delegation)
    def accept_delegation(self, uow, **command):
        """街道同意承接。"""
        return handlers.accept_delegation(uow, **command)

    @step(f"{DELEGATION}/decline", workflow.ANSWER, schemas.AnswerOffer, schemas.Delegation)
    def decline_delegation(self, uow, **command):
        """街道不同意承接。"""
        return handlers.decline_delegation(uow, **command)

    @step(f"{DELEGATION}/grant_authority", workflow.EQUIP,
          schemas.GrantAuthority, schemas.Delegation)  # fmt: skip
    def grant_authority(self, uow, **command):
        """授权。"""
        return handlers.grant_authority(uow, **command)

    @step(f"{DELEGATION}/appropriate_funds", workflow.FUND,
          schemas.AppropriateFunds, schemas.Delegation)  # fmt: skip
    def appropriate_funds(self, uow, **command):
        """拨付经费。"""
        return handlers.appropriate_funds(uow, **command)

    @step(f"{DELEGATION}/assign_staff", workflow.EQUIP, schemas.AssignStaff, schemas.Delegation)
    def assign_staff(self, uow, **command):
        """配备人员。"""
        return handlers.assign_staff(uow, **command)

    @step(f"{DELEGATION}/waive_funds", workflow.FUND, schemas.WaiveMeans, schemas.Delegation)
    def waive_funds(self, uow, **command):
        """签署零经费说明。"""
        return handlers.waive_funds(uow, **command)

    @step(f"{DELEGATION}/waive_staff", workflow.WAIVE_STAFF, schemas.WaiveMeans, schemas.Delegation)
    def waive_staff(self, uow, **command):
        """签署零人员说明。"""
        return handlers.waive_staff(uow, **command)

    @step(f"{DELEGATION}/activate", workflow.OFFER, schemas.DelegationKey, schemas.Delegation)
    def activate_delegation(self, uow, **command):
        """下放生效。"""
        return handlers.activate_delegation(uow, **command)

    @step(f"{DELEGATION}/tell_gap", workflow.TELL_GAP, schemas.TellGap, schemas.Delegation)
    def tell_gap(self, uow, **command):
        """报告经费用尽。"""
        return handlers.tell_gap(uow, **command)

    @step(f"{DELEGATION}/request_revocation", workflow.OFFER,
          schemas.RequestRevocation, schemas.Delegation)  # fmt: skip
    def request_revocation(self, uow, **command):
        """申请收回下放事项。"""
        return handlers.request_revocation(uow, **command)

    @step(f"{DELEGATION}/revoke", workflow.REVOKE, schemas.RevokeDelegation, schemas.Delegation)
    def revoke_delegation(self, uow, **command):
        """批准收回下放事项。"""
        return handlers.revoke_delegation(uow, **command)

    @timer("budget_year_over")
    def run_dry(self, uow, **reminder):
        """新年度未拨付经费。"""
        return handlers.run_dry(uow, **reminder)

    @timer("funding_grace_over")
    def suspend_delegation(self, uow, **reminder):
        """经费宽限期满，暂停下放。"""
        return handlers.suspend_delegation(uow, **reminder)

    @timer("delegation_expires")
    def expire_delegation(self, uow, **reminder):
        """下放期满终止。"""
        return handlers.expire_delegation(uow, **reminder)
