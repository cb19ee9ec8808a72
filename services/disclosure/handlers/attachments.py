"""The files of a record: read through before they are kept, opened when they are published."""

import hashlib
from typing import Any

from services.disclosure import policies
from services.disclosure.handlers.reach import in_reach
from services.disclosure.model import Record, StoredFile
from services.disclosure.policies import Attached, ListRules
from shared.chassis.files import Made
from shared.chassis.offhub import off_the_hub
from shared.chassis.reading import EXTENSIONS, Reading, read_through
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict
from shared.kernel.workflow import enforce


def attach(uow: UnitOfWork, *, record_id: str, name: str, content: bytes) -> Record:
    """Add a file, read through and scanned (RED-02); authors' names are taken out."""
    record = in_reach(uow, record_id)
    record.attach(uow.actor, _kept(uow, record, name, content), most=_most(uow))
    return record


def replace_file(
    uow: UnitOfWork, *, record_id: str, file_id: str, name: str, content: bytes
) -> Record:
    """Put another file in the place of one; the old one is kept apart (RED-03)."""
    record = in_reach(uow, record_id)
    file = _kept(uow, record, name, content)
    record.replace_file(uow.actor, file_id, file, most=_most(uow))
    uow.get(StoredFile, file_id).set_apart()
    return record


def detach(uow: UnitOfWork, *, record_id: str, file_id: str) -> Record:
    """Take a file away; it is kept apart when it was never public (G-08)."""
    record = in_reach(uow, record_id)
    record.detach(uow.actor, file_id)
    uow.get(StoredFile, file_id).set_apart()
    return record


def reveal_file(uow: UnitOfWork, *, record_id: str, file_id: str, reason: str) -> Made:
    """Show a file that is kept apart, for a reason, on the record (RED-03)."""
    record = in_reach(uow, record_id)
    file = uow.one(StoredFile, id=file_id, record_id=record_id)
    if file is None or not file.apart:
        raise Conflict("disclosure.nothing_taken_out", "没有另存的原附件，请直接查看现有附件。")
    record.reveal(reason=reason)
    return Made(file.name, file.media_type, file.bytes)


def open_files(uow: UnitOfWork, record: Record) -> None:
    """Take the seal off the files that the newest edition names."""
    for attached in record.attachments:
        uow.get(StoredFile, attached.file_id).publish()


def _kept(uow: UnitOfWork, record: Record, name: str, content: bytes) -> Attached:
    """Read a file through and keep it sealed; raises Invalid `upload.…`."""
    enforce(policies.says_nothing_personal({"name": name}))
    rules = ListRules.read(uow.rules("disclosure.personal"))
    reading, found = off_the_hub(_examined, content, name, f"{record.title} {name}", rules)
    stored = StoredFile(
        id=uow.new_id(),
        record_id=record.id,
        name=_named(name, EXTENSIONS[reading.media_type]),
        media_type=reading.media_type,
        sealed=reading.content,
    )
    uow.add(stored)
    return Attached(
        file_id=stored.id,
        name=stored.name,
        media_type=stored.media_type,
        size=len(reading.content),
        digest=hashlib.sha256(reading.content).hexdigest(),
        remarks=reading.remarks,
        **found,
    )


def _examined(
    content: bytes, name: str, title: str, rules: ListRules
) -> tuple[Reading, dict[str, Any]]:
    """Read a file and find what may not be public: values in, values out."""
    reading = read_through(content, name)
    tables = [(table.place, table.rows) for table in reading.tables if table.rows]
    barred, people = policies.barred_in_tables(title, tables, rules)
    places = policies.personal_places((each.place, each.text) for each in reading.pieces)
    return reading, {"places": places, "bars": barred, "lists_people": people}


def _named(name: str, extension: str) -> str:
    """Return the name with the ending of what the file is."""
    return name if name.lower().endswith(f".{extension}") else f"{name}.{extension}"


def _most(uow: UnitOfWork) -> int:
    return uow.rules("disclosure.attachments").integer("files.most")
