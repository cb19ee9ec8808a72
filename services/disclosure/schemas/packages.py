"""What is asked of the archive."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from services.disclosure.schemas.records import RecordKey
from shared.chassis.schema import Schema, Time, fields, validate


class TakePackage(RecordKey):
    """Why the package is needed."""

    reason = fields.Str(required=True, validate=validate.Length(2, 500))


class HandOver(Schema):
    """The first and the last day of a period, and the form of the list."""

    since = fields.Date(required=True)
    through = fields.Date(required=True)
    form = fields.Str(load_default="xlsx", validate=validate.OneOf(("xlsx", "csv")))

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: Any) -> None:
        """The first day is not after the last."""
        if data["since"] > data["through"]:
            raise ValidationError("起始日期不得晚于截止日期。", "since")


class Package(Schema):
    """A package: how long it is kept, how many parts it has, its SHA-256."""

    record_id = fields.Str(attribute="id")
    title = fields.Str()
    archived_at = Time()
    retention = fields.Str()
    keep_until = fields.Date(allow_none=True)
    parts = fields.Int()
    size = fields.Int()
    digest = fields.Str()
