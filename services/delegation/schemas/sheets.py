"""Sheets that come in and go out; what was found wrong in one."""

from services.delegation.schemas.parts import LIST_CODE
from shared.chassis.files import ZIP, Upload
from shared.chassis.schema import Schema, fields, validate


class CheckSheet(Schema):
    """A filled sheet for a batch under report: the .xlsx file in base64."""

    batch_id = fields.Str(required=True)
    file = Upload(required=True, begins=ZIP, kind="Excel 工作簿（.xlsx）")


class ImportSheet(CheckSheet):
    """The same file again, and the digest under which it was checked."""

    digest = fields.Str(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))


class CellDefect(Schema):
    """What is wrong with one cell, and how to mend it."""

    sheet = fields.Str()
    cell = fields.Str()
    heading = fields.Str()
    what = fields.Str()
    mend = fields.Str()


class SheetReport(Schema):
    """What was read: rows by list, defects; `digest` confirms exactly this file."""

    digest = fields.Str()
    importable = fields.Bool()
    lists = fields.Dict(keys=fields.Str(), values=fields.Int())
    defects = fields.List(fields.Nested(CellDefect))
    item_ids = fields.List(fields.Str())


class ExportEntries(Schema):
    """Entries in force on a day (today unless said): of one list or all, one department or all."""

    on = fields.Date(load_default=None)
    list_code = fields.Str(load_default=None, validate=LIST_CODE)
    department = fields.Str(load_default=None)


class SheetTemplate(Schema):
    """An empty sheet for each list."""
