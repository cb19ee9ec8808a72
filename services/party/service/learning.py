"""What is learnt from others."""

from services.party import handlers
from shared.chassis.service import subscribe


class Learning:
    """What is learnt from others."""

    @subscribe("identity.unit.established",
               fields=("unit_code", "path", "name", "kind", "valid_to"))  # fmt: skip
    def learn_unit(self, uow, **fact):
        """记住单位名称。"""
        return handlers.learn_unit(uow, **fact)

    @subscribe("identity.unit.renamed", fields=("unit_code", "name"))
    def rename_unit(self, uow, **fact):
        """单位更名。"""
        return handlers.rename_unit(uow, **fact)

    @subscribe("identity.unit.merged", fields=("unit_code", "valid_to"))
    def merge_unit(self, uow, **fact):
        """单位合并后，不再为其设立党组织。"""
        return handlers.merge_unit(uow, **fact)
