"""What is offered."""

from services.centers import queries, schemas
from shared.chassis.service import operation
from shared.kernel.actor import PUBLIC


class Offers:
    """What is offered."""

    @operation(
        "GET /items", permission=PUBLIC, takes=schemas.ListItems, gives=schemas.Item, paged=True
    )
    def list_items(self, uow, **command):
        """查询服务事项。"""
        return queries.items(uow, **command)

    @operation("GET /items/{row_id}", permission=PUBLIC, takes=schemas.ItemKey, gives=schemas.Guide)
    def show_item(self, uow, **command):
        """查看办事指南。"""
        return queries.guide(uow, **command)
