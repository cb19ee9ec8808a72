"""Seals and the requests for them. Personal fields are masked (RED-01)."""

from services.delegation.policies import RejectCode
from services.delegation.schemas.parts import NAME, SENTENCE, Reason
from services.delegation.workflow import SEAL, SEAL_REQUEST, SealRequestStatus
from shared.chassis import crypto
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

_COPIES = validate.Range(1, 50)
_SHA256 = validate.Regexp(r"^[0-9a-fA-F]{64}$", error="应为 64 位十六进制的 SHA-256 值。")
_MOBILE = validate.Regexp(r"^1[3-9]\d{9}$", error="手机号码应为 11 位数字。")


class SealKey(Schema):
    """Which seal."""

    seal_id = fields.Str(required=True)


class RegisterSeal(Schema):
    """A community's seal: the community's code and the number cut into the seal."""

    community = fields.Str(required=True)
    seal_no = fields.Str(
        required=True, validate=validate.Regexp(r"^[0-9A-Z]{6,20}$", error="印章编码格式不正确。")
    )
    name = fields.Str(required=True, validate=NAME)


class RetireSeal(SealKey, Reason):
    """Why it is used no more."""


class ListSeals(Paging):
    """Filters of seals."""

    community = fields.Str(load_default=None)


class Seal(Schema):
    """A seal."""

    seal_id = fields.Str(attribute="id")
    path = fields.Str()
    seal_no = fields.Str()
    name = fields.Str()
    in_use_from = fields.Date()
    retired_on = fields.Date(allow_none=True)
    retired_reason = fields.Str()
    sample = fields.Bool()
    status = Labelled(SEAL)
    version = fields.Int()
    offered = Offered(SEAL)


class SealRequestKey(Schema):
    """Which request."""

    request_id = fields.Str(required=True)


class SealApplicant(Schema):
    """Who asks. Kept encrypted."""

    name = fields.Str(required=True, validate=validate.Length(1, 50))
    id_no = fields.Str(required=True, validate=validate.Length(18, 18))
    phone = fields.Str(required=True, validate=_MOBILE)


class RequestSeal(Schema):
    """A paper to be sealed: its name in the fifth list, who wants to see it, and for what.

    `received_on`: the day on which it was handed in, today unless said; that day's list holds.
    """

    name = fields.Str(required=True, validate=NAME)
    asked_by = fields.Str(required=True, validate=validate.Length(2, 80))
    purpose = fields.Str(required=True, validate=SENTENCE)
    copies = fields.Int(load_default=1, strict=True, validate=_COPIES)
    received_on = fields.Date(load_default=None)
    applicant = fields.Nested(SealApplicant, required=True)


class CheckSealRequest(SealRequestKey):
    """How residence and facts were established."""

    residence = fields.Str(required=True, validate=SENTENCE)
    finding = fields.Str(required=True, validate=SENTENCE)


class RejectSealRequest(SealRequestKey, Reason):
    """Why the community does not certify it."""

    code = fields.Str(required=True, validate=validate.OneOf([str(c) for c in RejectCode]))


class StampSeal(SealRequestKey):
    """Which seal, how many copies, and the SHA-256 of the scanned paper."""

    seal_id = fields.Str(required=True)
    copies = fields.Int(load_default=1, strict=True, validate=_COPIES)
    digest = fields.Str(required=True, validate=_SHA256)


class FileSealRequest(SealRequestKey):
    """Where the papers lie."""

    archive_no = fields.Str(required=True, validate=validate.Length(2, 80))


class RevealSealApplicant(SealRequestKey, Reason):
    """Why the unmasked data is needed."""


class ListSealRequests(Paging):
    """Filters of requests. `q`: a register number, or a whole phone, ID or name."""

    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in SealRequestStatus])
    )
    q = fields.Str(load_default=None, validate=validate.Length(1, 60))


class SealRequestLine(Schema):
    """A request as lists show it."""

    request_id = fields.Str(attribute="id")
    path = fields.Str()
    name = fields.Str()
    applicant = fields.Function(lambda request: crypto.mask_name(request.applicant_name))
    received_on = fields.Date()
    status = Labelled(SEAL_REQUEST)
    register_no = fields.Str(allow_none=True)
    reject_code = fields.Str()
    version = fields.Int()


class MaskedSealApplicant(Schema):
    """The applicant with the middle of everything hidden (RED-01)."""

    name = fields.Function(lambda request: crypto.mask_name(request.applicant_name))
    id_no = fields.Function(lambda request: crypto.mask_id_no(request.applicant_id_no))
    phone = fields.Function(lambda request: crypto.mask_phone(request.applicant_phone))


_MASKED = MaskedSealApplicant()


class SealRequest(SealRequestLine):
    """A request whole."""

    applicant = fields.Function(lambda request: _MASKED.dump(request))
    asked_by = fields.Str()
    purpose = fields.Str()
    copies = fields.Int()
    entry_id = fields.Str()
    entry_name = fields.Str()
    listed_asked_by = fields.Str()
    retention = fields.Str()
    residence = fields.Str()
    finding = fields.Str()
    requested_at = Time()
    checked_at = Time(allow_none=True)
    approved_at = Time(allow_none=True)
    seal_id = fields.Str(allow_none=True)
    seal_no = fields.Str()
    stamped_copies = fields.Int()
    digest = fields.Str()
    stamped_at = Time(allow_none=True)
    archive_no = fields.Str()
    filed_at = Time(allow_none=True)
    reject_reason = fields.Str()
    offered = Offered(SEAL_REQUEST)


class FullSealApplicant(Schema):
    """The applicant unmasked: shown once, logged."""

    request_id = fields.Str(attribute="id")
    name = fields.Str(attribute="applicant_name")
    id_no = fields.Str(attribute="applicant_id_no")
    phone = fields.Str(attribute="applicant_phone")


class VerifySeal(Schema):
    """What stands on the paper: its register number, and the SHA-256 of its scan."""

    register_no = fields.Str(required=True, validate=validate.Length(8, 40))
    digest = fields.Str(required=True, validate=_SHA256)


class SealVerification(Schema):
    """A genuine paper: what was sealed, by which community, when. Nothing of the applicant."""

    register_no = fields.Str()
    name = fields.Str()
    path = fields.Str()
    seal_no = fields.Str()
    copies = fields.Int(attribute="stamped_copies")
    stamped_on = fields.Date()
    status = Labelled(SEAL_REQUEST)
