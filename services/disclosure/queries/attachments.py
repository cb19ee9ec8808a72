"""Files of records: for anybody once an edition names them, for the desk before."""

from sqlalchemy import select

from services.disclosure import store
from services.disclosure.model import StoredFile, is_gone
from services.disclosure.queries.pages import KEPT
from services.disclosure.queries.records import public_record, record
from shared.chassis.files import Made
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


def download(uow: UnitOfWork, *, record_id: str, file_id: str) -> Made:
    """Return a file that an edition names; nothing of what was withdrawn or taken off."""
    found = public_record(uow, record_id=record_id)
    editions = () if is_gone(found) else found.editions
    named = {
        file["file_id"]: edition.published_at
        for edition in reversed(editions)
        for file in edition.content.get("files", ())
    }
    if file_id not in named:
        raise NotFound("disclosure.no_such_file", "没有这个附件，或已不再提供。")
    file = _file(uow, record_id, file_id)
    return Made(file.name, file.media_type, file.bytes, cached_for=KEPT, modified=named[file_id])


def show_file(uow: UnitOfWork, *, record_id: str, file_id: str) -> Made:
    """Return a file of a record inside the actor's jurisdiction; not one that is kept apart."""
    file = _file(uow, record(uow, record_id=record_id).id, file_id)
    if file.apart:
        raise NotFound("disclosure.no_such_file", "该附件已另存，须说明理由后查看。")
    return Made(file.name, file.media_type, file.bytes)


def _file(uow: UnitOfWork, record_id: str, file_id: str) -> StoredFile:
    table = store.files.c
    found: StoredFile | None = uow.session.scalars(
        select(StoredFile).where(table.id == file_id, table.record_id == record_id)
    ).one_or_none()
    if found is None:
        raise NotFound("disclosure.no_such_file", "没有这个附件，或已不再提供。")
    return found
