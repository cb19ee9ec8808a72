"""The archive of what was public."""

from services.disclosure import handlers, queries, schemas
from shared.chassis.files import File
from shared.chassis.service import operation, timer

_PERMISSION = "disclosure.archive.read"


class Packages:
    """The archive: packages with their proof, and the list to hand them over."""

    @operation(
        "GET /records/{record_id}/package",
        permission=_PERMISSION,
        takes=schemas.RecordKey,
        gives=schemas.Package,
    )
    def show_package(self, uow, **command):
        """查看归档包。"""
        return queries.package(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/take_package",
        permission=_PERMISSION,
        takes=schemas.TakePackage,
        gives=File,
        if_match=False,
        secret=True,
    )
    def take_package(self, uow, **command):
        """取出归档包（留痕）。

        A zip: metadata, editions, pages as HTML and PDF, files, the chain of approval, and the
        SHA-256 of each part.
        """
        return handlers.take_package(uow, **command)

    @operation("GET /archive/handover", permission=_PERMISSION, takes=schemas.HandOver, gives=File)
    def list_handover(self, uow, **command):
        """编制归档移交清单。"""
        return queries.handover(uow, **command)

    @timer("pack_record")
    def pack_record(self, uow, **reminder):
        """归档后打包，一次制成。"""
        return handlers.pack(uow, **reminder)
