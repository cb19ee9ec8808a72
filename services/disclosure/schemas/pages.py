"""Which page of a record."""

from services.disclosure.schemas.records import RecordKey
from shared.chassis.schema import fields, validate


class PageKey(RecordKey):
    """The record, and the edition unless it is the newest."""

    edition = fields.Int(load_default=None, validate=validate.Range(1, 9_999))
