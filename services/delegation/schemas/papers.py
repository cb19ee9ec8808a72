"""Papers to post and to sign, and the comparison of versions."""

from services.delegation.schemas.lists import LineView, ListVersionKey, ListVersionLine
from services.delegation.schemas.parts import LIST_CODE
from services.delegation.schemas.rows import RowKey
from shared.chassis.schema import Schema, fields, validate

FORMS = ("pdf", "docx")


def _form() -> fields.Str:
    return fields.Str(load_default="pdf", validate=validate.OneOf(FORMS))


class PrintVersion(ListVersionKey):
    """A version as it is posted, as PDF or Word."""

    form = _form()


class PrintNotice(Schema):
    """A public notice as it is posted, as PDF or Word."""

    batch_id = fields.Str(required=True)
    form = _form()


class PrintRow(RowKey):
    """The flow table of a row, as PDF or Word."""

    form = _form()


class ListOnDay(Schema):
    """Which list, on which day. `district`: its code; the asker's own unless said."""

    list_code = fields.Str(required=True, validate=LIST_CODE)
    on = fields.Date(required=True)
    district = fields.Str(load_default=None)


class CompareVersions(ListVersionKey):
    """A version, and the earlier one it is compared with: the one just before unless said."""

    against = fields.Str(load_default=None)


class ListedLine(LineView):
    """One line, with its list."""

    list_code = fields.Str()


class FieldChange(Schema):
    """One field that says something else."""

    field = fields.Str()
    before = fields.Str()
    after = fields.Str()


class LineChange(Schema):
    """A line that says something else, or stands in another list."""

    lineage_id = fields.Str()
    name = fields.Str()
    from_list = fields.Str()
    to_list = fields.Str()
    changes = fields.List(fields.Nested(FieldChange))


class Difference(Schema):
    """Every line that is not the same in both versions, in exactly one of four parts."""

    before = fields.Nested(ListVersionLine)
    after = fields.Nested(ListVersionLine)
    added = fields.List(fields.Nested(ListedLine))
    removed = fields.List(fields.Nested(ListedLine))
    changed = fields.List(fields.Nested(LineChange))
    moved = fields.List(fields.Nested(LineChange))
