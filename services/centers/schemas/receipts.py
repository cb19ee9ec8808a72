"""Acceptance receipts: what the applicant takes home, what anybody may verify."""

from shared.chassis import crypto
from shared.chassis.schema import Schema, Time, fields, validate


class Receipt(Schema):
    """The receipt of one acceptance; `qr` is an SVG image of `address` as a data address."""

    receipt_no = fields.Str()
    code = fields.Str()
    address = fields.Str()
    qr = fields.Str()
    case_no = fields.Str(attribute="case.case_no")
    item_name = fields.Str(attribute="case.row.item_name")
    applicant = fields.Function(lambda receipt: crypto.mask_name(receipt.case.applicant_name))
    accept_unit = fields.Str()
    handling_unit = fields.Str()
    submitted_at = Time(attribute="case.submitted_at")
    accepted_at = Time(attribute="case.accepted_at")
    due = fields.Date(attribute="case.due", allow_none=True)
    provisional = fields.Bool(attribute="case.provisional")
    materials = fields.List(fields.Str())


class VerifyReceipt(Schema):
    """The number and the code that stand on the receipt."""

    receipt_no = fields.Str(required=True, validate=validate.Regexp(r"^SL\d{14}$"))
    code = fields.Str(required=True, validate=validate.Regexp(r"^[0-9a-f]{32}$"))


class Verification(Schema):
    """What a true receipt proves. Nothing of the person."""

    receipt_no = fields.Str()
    item_name = fields.Str()
    handling_unit = fields.Str()
    state = fields.Str()
    state_label = fields.Str()
    accepted_at = Time()
    due = fields.Date(allow_none=True)
    decided_on = fields.Date(allow_none=True)
