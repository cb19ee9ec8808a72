"""The files of records."""

from services.disclosure import handlers, queries, schemas, workflow
from shared.chassis.files import File
from shared.chassis.service import operation
from shared.kernel.actor import PUBLIC


class Attachments:
    """The files of records: read through, scanned, sealed until they are public."""

    @operation(
        "GET /pages/{record_id}/files/{file_id}", permission=PUBLIC, takes=schemas.FileKey,
        gives=File, address="/p/{record_id}/files/{file_id}",
    )  # fmt: skip
    def download_file(self, uow, **command):
        """下载已公开的附件（永久地址）。"""
        return queries.download(uow, **command)

    @operation(
        "GET /records/{record_id}/files/{file_id}",
        permission="disclosure.attachment.read",
        takes=schemas.FileKey,
        gives=File,
    )
    def show_file(self, uow, **command):
        """查看待公开的附件。"""
        return queries.show_file(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/attach",
        permission=workflow.CHECK,
        takes=schemas.AttachFile,
        gives=schemas.Record,
    )
    def attach_file(self, uow, **command):
        """添加附件。

        The file is told by its content, read through and scanned for numbers of persons; one that
        cannot be read through is refused. Authors' names are taken out. After publication it goes
        out with the next correction.
        """
        return handlers.attach(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/replace_file",
        permission=workflow.CHECK,
        takes=schemas.ReplaceFile,
        gives=schemas.Record,
    )
    def replace_file(self, uow, **command):
        """替换附件，原附件另存。"""
        return handlers.replace_file(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/detach",
        permission=workflow.CHECK,
        takes=schemas.DetachFile,
        gives=schemas.Record,
    )
    def detach_file(self, uow, **command):
        """移除附件。"""
        return handlers.detach(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/reveal_file",
        permission=workflow.REVEAL,
        takes=schemas.RevealFile,
        gives=File,
        if_match=False,
        secret=True,
    )
    def reveal_file(self, uow, **command):
        """查看另存的原附件（留痕）。"""
        return handlers.reveal_file(uow, **command)
