"""Units that are to be covered; who instructs them is masked."""

from typing import Any

from services.party.model import CoverageKind
from services.party.workflow import COVERAGE_UNIT
from shared.chassis.files import ZIP, Upload
from shared.chassis.schema import Labelled, Offered, Paging, Schema, fields, validate
from shared.kernel.masks import mask_name

KIND = validate.OneOf([str(kind) for kind in CoverageKind])
COUNT = validate.Range(0, 100_000)
SENTENCE = validate.Length(2, 500)


class CoverageUnitKey(Schema):
    """Which unit."""

    unit_id = fields.Str(required=True)


class FootingFields(Schema):
    """From which day on, how many members, which organisation (own or joint), which instructor."""

    since = fields.Date(required=True)
    members = fields.Int(required=True, strict=True, validate=COUNT)
    formal = fields.Int(required=True, strict=True, validate=COUNT)
    organisation_id = fields.Str(load_default="", validate=validate.Length(max=60))
    joint = fields.Bool(load_default=False)
    instructor = fields.Str(load_default="", validate=validate.Length(max=60))


class RegisterCoverageUnit(FootingFields):
    """A unit: its community, its kind, name, address and credit code."""

    unit_code = fields.Str(required=True, validate=validate.Length(6, 40))
    kind = fields.Str(required=True, validate=KIND)
    name = fields.Str(required=True, validate=validate.Length(2, 120))
    address = fields.Str(load_default="", validate=validate.Length(max=200))
    credit_code = fields.Str(load_default="", validate=validate.Length(max=18))


class ChangeCoverage(CoverageUnitKey, FootingFields):
    """How it is covered from a day on."""


class EndCoverageUnit(CoverageUnitKey):
    """The first day on which it is not to be covered any more."""

    until = fields.Date(required=True)


class RevealInstructor(CoverageUnitKey):
    """Why the name is read."""

    reason = fields.Str(required=True, validate=SENTENCE)


class ListCoverageUnits(Paging):
    """Filters of the register."""

    kind = fields.Str(load_default=None, validate=KIND)
    q = fields.Str(load_default=None, validate=validate.Length(1, 60))


class OnDay(Schema):
    """A day, today unless said."""

    on = fields.Date(load_default=None)


class ListCoverageGaps(Paging, OnDay):
    """What was not covered on a day; of one kind or all."""

    kind = fields.Str(load_default=None, validate=KIND)


class _Masked(fields.Str):
    """A name of which the surname is left."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return mask_name(value)


class CoverageUnit(Schema):
    """A unit as it is covered now."""

    unit_id = fields.Str(attribute="id")
    path = fields.Str()
    kind = fields.Str()
    name = fields.Str()
    address = fields.Str()
    credit_code = fields.Str()
    since = fields.Date(attribute="footing.since")
    members = fields.Int(attribute="footing.members")
    formal = fields.Int(attribute="footing.formal")
    organisation_id = fields.Str(attribute="footing.organisation_id")
    joint = fields.Bool(attribute="footing.joint")
    instructor = _Masked(attribute="footing.instructor")
    ended_on = fields.Date(allow_none=True)
    sample = fields.Bool()
    status = Labelled(COVERAGE_UNIT)
    version = fields.Int()
    offered = Offered(COVERAGE_UNIT)


class FullInstructor(Schema):
    """The name of the instructor: read once, logged."""

    unit_id = fields.Str(attribute="id")
    instructor = fields.Str(attribute="footing.instructor")


class CoverageRate(Schema):
    """Units of a kind ("" of all) and how many are covered; a rate of nothing is null.

    Rates are percentages with two places; `members` counts those of the organisations that cover
    them, each organisation once, however many units it covers.
    """

    kind = fields.Str()
    label = fields.Str()
    units = fields.Int()
    organisation_covered = fields.Int()
    organisation_rate = fields.Decimal(as_string=True, allow_none=True)
    work_covered = fields.Int()
    work_rate = fields.Decimal(as_string=True, allow_none=True)
    members = fields.Int()


class CoverageReport(Schema):
    """Coverage of the reader's jurisdiction on a day: all units, then kind by kind."""

    on = fields.Date()
    total = fields.Nested(CoverageRate)
    kinds = fields.List(fields.Nested(CoverageRate))


class CoverageGap(Schema):
    """A unit without organisation coverage on a day, and what to do about it."""

    unit_id = fields.Str()
    path = fields.Str()
    kind = fields.Str()
    name = fields.Str()
    members = fields.Int()
    formal = fields.Int()
    work_covered = fields.Bool()
    code = fields.Str(attribute="advice.code")
    said = fields.Str(attribute="advice.said")
    rule = fields.Str(attribute="advice.rule")


class CheckUnitSheet(Schema):
    """A filled sheet of units: the .xlsx file in base64."""

    file = Upload(required=True, begins=ZIP, kind="Excel 工作簿（.xlsx）")


class ImportUnitSheet(CheckUnitSheet):
    """The same file again, and the digest under which it was checked."""

    digest = fields.Str(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))


class UnitSheetTemplate(Schema):
    """An empty sheet."""


class UnitDefect(Schema):
    """What is wrong with one line, and where."""

    row = fields.Int()
    cell = fields.Str()
    heading = fields.Str()
    what = fields.Str()


class UnitSheetReport(Schema):
    """What was read: rows and defects; `digest` confirms exactly this file."""

    digest = fields.Str()
    importable = fields.Bool()
    rows = fields.Int()
    defects = fields.List(fields.Nested(UnitDefect))
    unit_ids = fields.List(fields.Str())
