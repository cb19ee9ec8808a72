"""Requests for information: what comes in and is shown. The applicant is masked (RED-01).

Her own page has no names of third parties, no opinions and no draft: these are for the office.
"""

from typing import Any

from services.disclosure.model import AnswerKind, Form, Method, Party, RequestChannel
from services.disclosure.workflow import REQUEST, RequestStatus
from shared.chassis import crypto
from shared.chassis.schema import (
    Fen,
    Labelled,
    Offered,
    Paging,
    Schema,
    Time,
    current_actor,
    fields,
    validate,
)
from shared.kernel.actor import ActorKind

_TEXT, _DOCUMENT = validate.Length(2, 500), validate.Length(2, 80)
_LONG = validate.Length(2, 2000)


def _codes(codes: Any) -> validate.OneOf:
    return validate.OneOf([str(code) for code in codes])


class RequestKey(Schema):
    """Which request."""

    request_id = fields.Str(required=True)


class InformationApplicant(Schema):
    """Who asks: a person with an ID number, an organisation with a credit code. Encrypted."""

    name = fields.Str(required=True, validate=validate.Length(1, 80))
    id_no = fields.Str(required=True, validate=validate.Length(18, 18))
    phone = fields.Str(
        required=True, validate=validate.Regexp(r"^1[3-9]\d{9}$", error="手机号码应为 11 位数字。")
    )
    address = fields.Str(load_default="", validate=validate.Length(max=120))


class ApplyForInformation(Schema):
    """A request (§29). `received_on`: the day it was handed over or signed for, if not today."""

    organ_path = fields.Str(required=True)
    channel = fields.Str(required=True, validate=_codes(RequestChannel))
    applicant = fields.Nested(InformationApplicant, required=True)
    wanted = fields.Str(required=True, validate=_LONG)
    form = fields.Str(required=True, validate=_codes(Form))
    received_on = fields.Date(load_default=None, allow_none=True)


class ConfirmRequest(RequestKey):
    """The day on which both sides confirmed, if not today; only the office names an earlier one."""

    on = fields.Date(load_default=None, allow_none=True)


class AskCorrection(RequestKey):
    """Everything that is unclear, told once."""

    what = fields.Str(required=True, validate=_LONG)


class CorrectRequest(ConfirmRequest):
    """The request, now clear."""

    wanted = fields.Str(required=True, validate=_LONG)


class ExcuseRequest(RequestKey):
    """Why the applicant could not answer in time."""

    reason = fields.Str(required=True, validate=_TEXT)


class Consult(RequestKey):
    """Who is asked: a third party (§32), or an organ that made the information too (§34)."""

    party = fields.Str(required=True, validate=_codes(Party))
    name = fields.Str(required=True, validate=validate.Length(2, 80))


class RecordOpinion(ConfirmRequest):
    """What the party with that number said, and the day it came, if not today."""

    number = fields.Int(required=True, strict=True, validate=validate.Range(min=1))
    agrees = fields.Bool(required=True)
    opinion = fields.Str(required=True, validate=_LONG)


class ProposeExtension(RequestKey):
    """How many working days more, and why."""

    days = fields.Int(required=True, strict=True, validate=validate.Range(1, 999))
    reason = fields.Str(required=True, validate=_TEXT)


class ApproveExtension(RequestKey):
    """The number of the notice by which the applicant is told."""

    notice_no = fields.Str(required=True, validate=_DOCUMENT)


class AskReasons(RequestKey):
    """What is excessive about the request."""

    why = fields.Str(required=True, validate=_TEXT)


class GiveReasons(RequestKey):
    """Why so much is asked for."""

    reasons = fields.Str(required=True, validate=_LONG)


class ChargeRequest(RequestKey):
    """By requests of the month, which the house counts, or by pages, which must be given."""

    method = fields.Str(required=True, validate=_codes(Method))
    pages = fields.Int(
        load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 100_000)
    )
    notice_no = fields.Str(required=True, validate=_DOCUMENT)


class PayRequest(RequestKey):
    """The number of the receipt."""

    receipt_no = fields.Str(required=True, validate=_DOCUMENT)


class AnswerRequest(RequestKey):
    """An answer; each kind must state what the law wants of it.

    `where`: the way to get it, the right organ, or the right channel; `earlier_no`: the request
    that is repeated; `public_interest`: why it is given although a third party objects.
    """

    kind = fields.Str(required=True, validate=_codes(AnswerKind))
    document_no = fields.Str(required=True, validate=_DOCUMENT)
    reasons = fields.Str(load_default="", validate=validate.Length(max=2000))
    where = fields.Str(load_default="", validate=validate.Length(max=500))
    earlier_no = fields.Str(load_default="", validate=validate.Length(max=40))
    public_interest = fields.Str(load_default="", validate=validate.Length(max=2000))


class ReturnAnswer(RequestKey):
    """What is wrong with the answer."""

    reason = fields.Str(required=True, validate=_TEXT)


class RevealInformationApplicant(RequestKey):
    """Why the applicant must be reached."""

    reason = fields.Str(required=True, validate=_TEXT)


class ListRequests(Paging):
    """Filters of the list; `late` shows what missed a limit of the organ."""

    status = fields.Str(load_default=None, validate=_codes(RequestStatus))
    late = fields.Bool(load_default=None)


class OfficeText(fields.Str):
    """A text for the openness office; to the applicant it is empty."""

    def serialize(self, attr: str, obj: Any, accessor: Any = None, **kwargs: Any) -> Any:
        """Show it to staff."""
        return super().serialize(attr, obj, accessor, **kwargs) if _in_the_office() else None


class OfficePart(fields.Nested):
    """A part for the openness office; to the applicant it is empty."""

    def serialize(self, attr: str, obj: Any, accessor: Any = None, **kwargs: Any) -> Any:
        """Show it to staff."""
        return super().serialize(attr, obj, accessor, **kwargs) if _in_the_office() else None


def _in_the_office() -> bool:
    return current_actor.get().kind is ActorKind.STAFF


class RequestLine(Schema):
    """A request as lists show it."""

    request_id = fields.Str(attribute="id")
    request_no = fields.Str()
    path = fields.Str()
    channel = fields.Str()
    status = Labelled(REQUEST)
    applicant = fields.Function(lambda request: crypto.mask_name(request.applicant_name))
    submitted_at = Time()
    received_on = fields.Date(allow_none=True)
    due = fields.Date(allow_none=True)
    provisional = fields.Bool()
    acknowledge_late = fields.Bool()
    answer_late = fields.Bool()
    version = fields.Int()


class CorrectionNotice(Schema):
    """The one notice of what is unclear."""

    what = fields.Str()
    told_at = Time()
    answer_by = fields.Date(attribute="answer_by.due")
    corrected_on = fields.Date(allow_none=True)
    excuse = fields.Str()


class InquiryView(Schema):
    """The question why so much is asked for, and the answer."""

    why = fields.Str()
    answer_by = fields.Date(attribute="answer_by.due")
    reasons = fields.Str()
    given_at = Time(allow_none=True)


class ConsultationView(Schema):
    """Somebody who was asked; who it is and what it said is for the office."""

    number = fields.Int()
    party = fields.Str()
    name = OfficeText(allow_none=True)
    asked_at = Time()
    reply_by = fields.Date(attribute="reply_by.due")
    heard_on = fields.Date(allow_none=True)
    agrees = fields.Bool(allow_none=True)
    opinion = OfficeText(allow_none=True)
    silent = fields.Bool()


class ReplyExtensionView(Schema):
    """More time: how much, why, by which notice; asked for until it is approved."""

    days = fields.Str()
    reason = fields.Str()
    approved_on = fields.Date(allow_none=True)
    notice_no = fields.Str()


class FeeView(Schema):
    """What must be paid, how it was counted, until when."""

    method = fields.Str()
    count = fields.Int()
    amount_fen = Fen()
    notice_no = fields.Str()
    pay_by = fields.Date(attribute="pay_by.due")
    paid_on = fields.Date(allow_none=True)
    receipt_no = fields.Str()


class RequestAnswerView(Schema):
    """The answer: kind, basis, reasons, where to turn, and the applicant's rights."""

    kind = fields.Str()
    title = fields.Str()
    basis = fields.Str()
    reasons = fields.Str()
    where = fields.Str()
    earlier_no = fields.Str()
    public_interest = fields.Str()
    rights = fields.Str()
    document_no = fields.Str()


class MaskedInformationApplicant(Schema):
    """The applicant with the middle of everything hidden (RED-01)."""

    name = fields.Function(lambda request: crypto.mask_name(request.applicant_name))
    id_no = fields.Function(lambda request: crypto.mask_id_no(request.applicant_id_no))
    phone = fields.Function(lambda request: crypto.mask_phone(request.applicant_phone))


_MASKED = MaskedInformationApplicant()


class InformationRequest(RequestLine):
    """A request as its page shows it."""

    applicant = fields.Function(lambda request: _MASKED.dump(request))
    wanted = fields.Str()
    form = fields.Str()
    acknowledge_by = fields.Date(attribute="acknowledge_by.due", dump_default=None)
    acknowledged_at = Time(allow_none=True)
    notice_by = fields.Date(attribute="notice_by.due", dump_default=None)
    correction = fields.Nested(CorrectionNotice, allow_none=True)
    inquiry = fields.Nested(InquiryView, allow_none=True)
    consultations = fields.List(fields.Nested(ConsultationView))
    extension = fields.Nested(ReplyExtensionView, allow_none=True)
    fee = fields.Nested(FeeView, allow_none=True)
    draft = OfficePart(RequestAnswerView, allow_none=True)
    returned_because = OfficeText(allow_none=True)
    answer = fields.Nested(RequestAnswerView, allow_none=True)
    answered_at = Time(allow_none=True)
    abandoned = fields.Str()
    offered = Offered(REQUEST)


class FullInformationApplicant(Schema):
    """The applicant unmasked: shown once, logged."""

    request_id = fields.Str(attribute="id")
    name = fields.Str(attribute="applicant_name")
    id_no = fields.Str(attribute="applicant_id_no")
    phone = fields.Str(attribute="applicant_phone")
    address = fields.Str(attribute="applicant_address")
