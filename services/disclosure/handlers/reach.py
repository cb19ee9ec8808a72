"""Which records the actor's desk reaches."""

from services.disclosure.model import Record
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


def in_reach(uow: UnitOfWork, record_id: str) -> Record:
    """Return a record inside the actor's jurisdiction; any other is not there."""
    record = uow.get(Record, record_id)
    if not uow.actor.serves(record.path):
        raise NotFound("disclosure.not_found", "没有找到该信息，或尚未公开。")
    return record
