"""What stands at permanent addresses."""

from services.disclosure import handlers, queries, schemas
from shared.chassis.files import File
from shared.chassis.service import operation, timer
from shared.kernel.actor import PUBLIC


class Pages:
    """What stands at permanent addresses: written once at publication."""

    @operation(
        "GET /pages/{record_id}", permission=PUBLIC, takes=schemas.PageKey, gives=File,
        address="/p/{record_id}",
    )  # fmt: skip
    def read_page(self, uow, **command):
        """阅读公开页面（永久地址）。

        Works without scripts and prints; an edition is written once and never changes. What was
        withdrawn or taken off leaves a page that says why.
        """
        return queries.read_page(uow, **command)

    @operation(
        "GET /pages/{record_id}/pdf", permission=PUBLIC, takes=schemas.PageKey, gives=File,
        address="/p/{record_id}/pdf",
    )  # fmt: skip
    def print_page(self, uow, **command):
        """下载公开页面的 PDF（永久地址）。"""
        return queries.print_page(uow, **command)

    @timer("print_pages")
    def print_pages(self, uow, **reminder):
        """公开后印制 PDF，一次制成。"""
        return handlers.print_pages(uow, **reminder)
