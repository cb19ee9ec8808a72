"""Admissions, and the dispatch that cannot wait."""

from services.delegation.schemas.parts import DOCUMENT, NAME, SENTENCE, Basis, Reason
from services.delegation.workflow import ADMISSION, AdmissionStatus
from shared.chassis.schema import Fen, Labelled, Offered, Paging, Schema, Time, fields, validate


class AdmissionKey(Schema):
    """Which admission."""

    admission_id = fields.Str(required=True)


class ApplyAdmission(Schema):
    """Work for communities that no list names.

    `item_id`: the lineage of an entry, or of the tombstone that shall be re-admitted; the name is
    the entry's unless said. Work without a lineage needs a name.
    """

    item_id = fields.Str(load_default=None, validate=validate.Length(1, 80))
    name = fields.Str(load_default=None, validate=NAME)
    content = fields.Str(required=True, validate=SENTENCE)
    reason = fields.Str(required=True, validate=SENTENCE)
    basis = fields.List(fields.Nested(Basis), required=True, validate=validate.Length(1, 20))


class DispatchUrgently(ApplyAdmission):
    """Work that cannot wait for its admission; `reason` says why."""


class ReviewAdmission(AdmissionKey):
    """A reviewing unit's opinion."""

    verdict = fields.Str(required=True, validate=validate.OneOf(["agree", "object"]))
    text = fields.Str(required=True, validate=SENTENCE)


class ApproveAdmission(AdmissionKey):
    """The decision: its number, the days, the money in fen, the people.

    `means_reason` is needed where one of the two is zero.
    """

    document_no = fields.Str(required=True, validate=DOCUMENT)
    begins_on = fields.Date(load_default=None)
    expires_on = fields.Date(required=True)
    funds_fen = Fen(required=True)
    staff = fields.Int(required=True, strict=True, validate=validate.Range(0, 500))
    means_reason = fields.Str(load_default="", validate=validate.Length(max=500))


class RefuseAdmission(AdmissionKey, Reason):
    """Why it is not let in, and the decision's number."""

    document_no = fields.Str(required=True, validate=DOCUMENT)


class WithdrawAdmission(AdmissionKey, Reason):
    """Why the application is taken back."""


class FinishAdmission(AdmissionKey, Reason):
    """How the work came to its end."""


class ListAdmissions(Paging):
    """Filters of admissions."""

    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in AdmissionStatus])
    )
    department = fields.Str(load_default=None)
    item_id = fields.Str(load_default=None)


class AdmissionLine(Schema):
    """An admission as lists and rulings show it."""

    admission_id = fields.Str(attribute="id")
    item_id = fields.Str()
    name = fields.Str()
    department = fields.Str()
    department_name = fields.Str()
    status = Labelled(ADMISSION)
    urgent_on = fields.Date(allow_none=True)
    approve_by = fields.Date(attribute="grace.due")
    provisional = fields.Bool()
    document_no = fields.Str()
    begins_on = fields.Date(allow_none=True)
    expires_on = fields.Date(allow_none=True)
    ended_on = fields.Date(allow_none=True)
    version = fields.Int()


class AdmissionOpinionView(Schema):
    """What one unit said."""

    unit = fields.Str()
    verdict = fields.Str()
    text = fields.Str()
    at = Time()


class Admission(AdmissionLine):
    """An admission whole."""

    path = fields.Str()
    content = fields.Str()
    reason = fields.Str()
    basis = fields.List(fields.Nested(Basis))
    lead = fields.Str()
    reviewers = fields.List(fields.Str())
    opinions = fields.List(fields.Nested(AdmissionOpinionView))
    applied_at = Time()
    funds_fen = fields.Int()
    staff = fields.Int()
    means_reason = fields.Str()
    ended_reason = fields.Str()
    offered = Offered(ADMISSION)
