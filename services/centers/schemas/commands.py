"""What comes in about a case."""

from services.centers.model import Channel
from services.centers.schemas.situations import ChosenSituation
from services.centers.workflow import Status
from shared.chassis.schema import (
    Paging,
    Schema,
    Time,
    fields,
    validate,
)  # fmt: skip

_SENTENCE, _DOCUMENT = validate.Length(2, 500), validate.Length(2, 80)


class CaseKey(Schema):
    """Which case."""

    case_id = fields.Str(required=True)


class Applicant(Schema):
    """Who applies. Kept encrypted."""

    name = fields.Str(required=True, validate=validate.Length(1, 50))
    id_no = fields.Str(required=True, validate=validate.Length(15, 18))
    phone = fields.Str(
        required=True, validate=validate.Regexp(r"^1[3-9]\d{9}$", error="手机号码应为 11 位数字。")
    )
    address = fields.Str(load_default="", validate=validate.Length(max=120))


class GivenMaterial(Schema):
    """A material that is handed in."""

    name = fields.Str(required=True)
    form = fields.Str(load_default="电子")
    copies = fields.Int(load_default=1, validate=validate.Range(1, 20))
    at = Time(dump_only=True)


class Authorisation(Schema):
    """The applicant's written authorisation of a proxy."""

    scope = fields.Str(required=True, validate=_SENTENCE)
    expires_on = fields.Date(required=True)
    document_no = fields.Str(required=True, validate=_DOCUMENT)


class SubmitCase(Schema):
    """An application. `home_path` is where the right belongs; the applicant's own by default.

    `ticket_id`: the visit during which it is handed in.
    `situations`: answers to every question of the guide; then only what they leave is asked for.
    """

    row_id = fields.Str(required=True)
    channel = fields.Str(required=True, validate=validate.OneOf([str(c) for c in Channel]))
    applicant = fields.Nested(Applicant, required=True)
    home_path = fields.Str(load_default=None)
    materials = fields.List(fields.Nested(GivenMaterial), load_default=list)
    applicant_account = fields.Str(load_default=None)
    authorisation = fields.Nested(Authorisation, load_default=None)
    situations = fields.List(fields.Nested(ChosenSituation), load_default=list)
    ticket_id = fields.Str(load_default="")


class RefuseScope(CaseKey):
    """Whose business it is instead."""

    competent_unit = fields.Str(required=True, validate=validate.Length(2, 80))


class Defect(Schema):
    """What is wrong with one material."""

    material = fields.Str(required=True)
    what = fields.Str(required=True, validate=_SENTENCE)


class NotifyCorrection(CaseKey):
    """Everything that must be corrected, at once."""

    defects = fields.List(fields.Nested(Defect), required=True, validate=validate.Length(1, 50))


class HandIn(CaseKey):
    """Materials that answer a notice or a promise."""

    materials = fields.List(
        fields.Nested(GivenMaterial), required=True, validate=validate.Length(1, 50)
    )


class AcceptTolerant(CaseKey):
    """容缺受理 needs the applicant's signed promise."""

    promise_signed = fields.Bool(required=True)


class Pause(CaseKey):
    """A statutory procedure and the written notice that says how long."""

    reason = fields.Str(required=True)
    notice_no = fields.Str(required=True, validate=_DOCUMENT)
    expected_days = fields.Int(required=True, validate=validate.Range(1, 365))


class Extend(CaseKey):
    """Why the deadline is extended, and the notice to the applicant."""

    reason = fields.Str(required=True, validate=_SENTENCE)
    notice_no = fields.Str(required=True, validate=_DOCUMENT)


class Grant(CaseKey):
    """The number of the decision."""

    document_no = fields.Str(required=True, validate=_DOCUMENT)


class Deny(Grant):
    """A refusal gives reasons and rights."""

    reasons = fields.Str(required=True, validate=_SENTENCE)
    rights = fields.Str(required=True, validate=_SENTENCE)


class Deliver(CaseKey):
    """The number of the signed receipt."""

    receipt_no = fields.Str(required=True, validate=_DOCUMENT)


class Rate(CaseKey):
    """Five levels: 5 非常满意 … 1 非常不满意; voluntary. `named`: she may be contacted about it."""

    level = fields.Int(required=True, strict=True, validate=validate.Range(1, 5))
    comment = fields.Str(load_default="", validate=validate.Length(max=500))
    named = fields.Bool(load_default=False)


class Reveal(CaseKey):
    """Why the unmasked data is needed."""

    reason = fields.Str(required=True, validate=_SENTENCE)


class ListCases(Paging):
    """Filters of the list of cases.

    `q`: last six of the number, the initials of the name, or a whole phone, ID or name.
    """

    scope = fields.Str(load_default="unit", validate=validate.OneOf(["mine", "unit", "unassigned"]))
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in Status]))
    item_id = fields.Str(load_default=None)
    due_before = fields.Date(load_default=None)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))
