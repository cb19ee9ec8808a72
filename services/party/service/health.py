"""What is to be done: about organisations, and about members without one."""

from services.party import handlers, queries, schemas, workflow
from services.party.service.declare import create, show, step

GATHERING = "/gatherings/{gathering_id}/actions"


class Health:
    """What is to be done: about organisations, and about members without one."""

    @show("/health-checks/organisations", workflow.CHECK, schemas.CheckAll,
          schemas.CheckedOrganisation, paged=True)  # fmt: skip
    def check_organisations(self, uow, **command):
        """体检党组织。

        What should be joined, split, raised or elected, and why.
        """
        return queries.check_organisations(uow, **command)

    @show("/organisations/{organisation_id}/health", workflow.CHECK, schemas.OrganisationKey,
          schemas.CheckedOrganisation)  # fmt: skip
    def check_organisation(self, uow, **command):
        """体检一个党组织。"""
        return queries.check_organisation(uow, **command)

    @show("/health-checks/units", workflow.CHECK, schemas.CheckAll,
          schemas.CheckedUnit, paged=True)  # fmt: skip
    def check_units(self, uow, **command):
        """体检单位。

        Which street or community has no organisation yet; which one ended and left some behind.
        """
        return queries.check_units(uow, **command)

    @show("/health-checks/gatherings", workflow.READ_GATHERING, schemas.CheckAll,
          schemas.CheckedGathering, paged=True)  # fmt: skip
    def check_gatherings(self, uow, **command):
        """体检尚无党组织的党员集中点。

        Where an organisation should be created, or members joined to a neighbouring one.
        """
        return queries.check_gatherings(uow, **command)

    @create("/gatherings", workflow.KEEP_GATHERING, schemas.RegisterGathering, schemas.Gathering)
    def register_gathering(self, uow, **command):
        """登记尚无党组织的党员集中点。"""
        return handlers.register_gathering(uow, **command)

    @step(f"{GATHERING}/count", workflow.KEEP_GATHERING, schemas.CountGathering, schemas.Gathering)
    def count_gathering(self, uow, **command):
        """更新集中点党员数。"""
        return handlers.count_gathering(uow, **command)

    @step(f"{GATHERING}/settle", workflow.KEEP_GATHERING,
          schemas.SettleGathering, schemas.Gathering)  # fmt: skip
    def settle_gathering(self, uow, **command):
        """集中点党员纳入党组织。"""
        return handlers.settle_gathering(uow, **command)
