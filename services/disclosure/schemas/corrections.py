"""Corrections of records about oneself: what comes in and is shown. The applicant is masked."""

from services.disclosure.schemas.requests import InformationApplicant
from services.disclosure.workflow.corrections import DATA_CORRECTION, DataCorrectionStatus
from shared.chassis import crypto
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

_TEXT, _DOCUMENT = validate.Length(2, 500), validate.Length(2, 80)
_LONG = validate.Length(2, 2000)


class CorrectionKey(Schema):
    """Which correction."""

    correction_id = fields.Str(required=True)


class AskDataCorrection(Schema):
    """Whose record, what it says, what it should say, and what shows it (§41)."""

    organ_path = fields.Str(required=True)
    applicant = fields.Nested(InformationApplicant, required=True)
    said = fields.Str(required=True, validate=_LONG)
    should_say = fields.Str(required=True, validate=_LONG)
    evidence = fields.Str(required=True, validate=_LONG)


class TransferCorrection(CorrectionKey):
    """The organ that may correct it."""

    to_path = fields.Str(required=True)


class CorrectData(CorrectionKey):
    """What was corrected, by which document."""

    answer = fields.Str(required=True, validate=_LONG)
    document_no = fields.Str(required=True, validate=_DOCUMENT)


class RedirectCorrection(CorrectionKey):
    """Why it is not ours, and whom to ask."""

    answer = fields.Str(required=True, validate=_LONG)
    where = fields.Str(required=True, validate=_TEXT)


class ProposeRefusal(CorrectionKey):
    """Why the record is right as it is."""

    reasons = fields.Str(required=True, validate=_LONG)


class ApproveRefusal(CorrectionKey):
    """The number of the answer."""

    document_no = fields.Str(required=True, validate=_DOCUMENT)


class RevealCorrectionApplicant(CorrectionKey):
    """Why the applicant must be reached."""

    reason = fields.Str(required=True, validate=_TEXT)


class ListCorrections(Paging):
    """Filters of corrections."""

    status = fields.Str(load_default=None, validate=validate.OneOf([*DataCorrectionStatus]))


class CorrectionLine(Schema):
    """A correction as lists show it."""

    correction_id = fields.Str(attribute="id")
    correction_no = fields.Str()
    path = fields.Str()
    applicant = fields.Function(lambda correction: crypto.mask_name(correction.applicant_name))
    filed_at = Time()
    due = fields.Date()
    provisional = fields.Bool()
    late = fields.Bool()
    status = Labelled(DATA_CORRECTION)
    version = fields.Int()


class CorrectionMove(Schema):
    """From where to where it was sent."""

    from_path = fields.Str()
    to_path = fields.Str()
    on = fields.Date()


class DataCorrection(CorrectionLine):
    """A correction as its applicant and the organ's office see it."""

    said = fields.Str()
    should_say = fields.Str()
    evidence = fields.Str()
    moves = fields.List(fields.Nested(CorrectionMove))
    answer = fields.Str()
    where = fields.Str()
    document_no = fields.Str()
    answered_at = Time(allow_none=True)
    offered = Offered(DATA_CORRECTION)


class FullCorrectionApplicant(Schema):
    """The applicant unmasked: shown once, logged."""

    correction_id = fields.Str(attribute="id")
    name = fields.Str(attribute="applicant_name")
    id_no = fields.Str(attribute="applicant_id_no")
    phone = fields.Str(attribute="applicant_phone")
    address = fields.Str(attribute="applicant_address")
