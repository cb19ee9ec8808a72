"""Organisations and their tree."""

from services.party import handlers, queries, schemas, workflow
from services.party.service.declare import create, show, step

ONE = "/organisations/{organisation_id}"
ACTIONS = f"{ONE}/actions"


class Organisations:
    """Organisations and their tree."""

    @show("/organisations", workflow.READ, schemas.ListOrganisations,
          schemas.OrganisationLine, paged=True)  # fmt: skip
    def list_organisations(self, uow, **command):
        """查询党组织。"""
        return queries.organisations(uow, **command)

    @show(ONE, workflow.READ, schemas.OrganisationKey, schemas.Organisation)
    def show_organisation(self, uow, **command):
        """查看党组织。"""
        return queries.organisation(uow, **command)

    @show(f"{ONE}/tree", workflow.READ, schemas.ShowTree, schemas.Node, paged=True)
    def show_tree(self, uow, **command):
        """查看某日的下级党组织树。

        Level by level, itself first; as it was on that day, whatever was moved or ended since.
        """
        return queries.tree(uow, **command)

    @show(f"{ONE}/superiors", workflow.READ, schemas.ShowSuperiors, schemas.Superiors)
    def show_superiors(self, uow, **command):
        """查看某日的上级党组织。"""
        return queries.superiors(uow, **command)

    @create("/organisations", workflow.PROPOSE, schemas.ProposeOrganisation, schemas.Organisation)
    def propose_organisation(self, uow, **command):
        """提出设立党组织的请示。"""
        return handlers.propose_organisation(uow, **command)

    @step(f"{ACTIONS}/approve", workflow.DECIDE, schemas.ApproveOrganisation, schemas.Organisation)
    def approve_organisation(self, uow, **command):
        """批复设立党组织。"""
        return handlers.approve_organisation(uow, **command)

    @step(f"{ACTIONS}/reject", workflow.DECIDE, schemas.RejectOrganisation, schemas.Organisation)
    def reject_organisation(self, uow, **command):
        """不予设立党组织。"""
        return handlers.reject_organisation(uow, **command)

    @step(f"{ACTIONS}/activate", workflow.KEEP, schemas.ActivateOrganisation, schemas.Organisation)
    def activate_organisation(self, uow, **command):
        """宣布党组织成立。"""
        return handlers.activate_organisation(uow, **command)

    @step(f"{ACTIONS}/move", workflow.DECIDE, schemas.MoveOrganisation, schemas.Organisation)
    def move_organisation(self, uow, **command):
        """调整隶属关系。

        From a day on; all below it comes with it, and earlier days keep their tree.
        """
        return handlers.move_organisation(uow, **command)

    @step(f"{ACTIONS}/reorganise", workflow.DECIDE,
          schemas.ReorganiseOrganisation, schemas.Organisation)  # fmt: skip
    def reorganise_organisation(self, uow, **command):
        """开始整顿。"""
        return handlers.reorganise_organisation(uow, **command)

    @step(f"{ACTIONS}/resume", workflow.DECIDE, schemas.OrganisationKey, schemas.Organisation)
    def resume_organisation(self, uow, **command):
        """整顿结束。"""
        return handlers.resume_organisation(uow, **command)

    @step(f"{ACTIONS}/merge", workflow.DECIDE, schemas.MergeOrganisation, schemas.Organisation)
    def merge_organisation(self, uow, **command):
        """并入其他党组织。"""
        return handlers.merge_organisation(uow, **command)

    @step(f"{ACTIONS}/dissolve", workflow.DECIDE,
          schemas.DissolveOrganisation, schemas.Organisation)  # fmt: skip
    def dissolve_organisation(self, uow, **command):
        """撤销党组织。"""
        return handlers.dissolve_organisation(uow, **command)
