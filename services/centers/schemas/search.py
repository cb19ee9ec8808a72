"""Saved filters and exports."""

from services.centers.schemas.views import CaseLine
from services.centers.workflow import Status
from shared.chassis.schema import Paging, Schema, Time, fields, validate

_STATES = validate.OneOf([str(s) for s in Status])


class Criteria(Schema):
    """Which cases; no search words, since those may be a person's."""

    scope = fields.Str(load_default="unit", validate=validate.OneOf(["mine", "unit", "unassigned"]))
    status = fields.Str(load_default=None, allow_none=True, validate=_STATES)
    item_id = fields.Str(load_default=None, allow_none=True)
    due_before = fields.Date(load_default=None, allow_none=True)


class SaveFilter(Schema):
    """A filter and what its owner calls it."""

    name = fields.Str(required=True, validate=validate.Length(1, 40))
    criteria = fields.Nested(Criteria, required=True)


class FilterKey(Schema):
    """Which saved filter."""

    filter_id = fields.Str(required=True)


class ListFilters(Paging):
    """The asker's own filters."""


class SavedFilter(Schema):
    """A saved filter."""

    filter_id = fields.Str(attribute="id")
    name = fields.Str()
    criteria = fields.Dict()
    saved_at = Time()
    version = fields.Int()


class ExportCases(Schema):
    """Which cases to take away, in which form, and why."""

    form = fields.Str(load_default="csv", validate=validate.OneOf(["json", "csv", "xlsx"]))
    reason = fields.Str(required=True, validate=validate.Length(4, 200))
    status = fields.Str(load_default=None, allow_none=True, validate=_STATES)
    item_id = fields.Str(load_default=None, allow_none=True)
    due_before = fields.Date(load_default=None, allow_none=True)


class Exported(Schema):
    """The export: `items` for JSON, else `content` (base64) of `media_type`."""

    export_id = fields.Str(attribute="record.id")
    rows = fields.Int(attribute="record.rows")
    form = fields.Str(attribute="record.form")
    sha256 = fields.Str(attribute="record.sha256")
    file_name = fields.Str()
    media_type = fields.Str()
    content = fields.Str()
    items = fields.List(fields.Nested(CaseLine))
