"""What comes in and what is shown. Personal fields are masked wherever they are shown."""

from typing import Any

from services.centers.model import Case as CaseModel
from services.centers.model import Channel
from services.centers.workflow import CASE, Status
from shared.chassis import crypto
from shared.chassis.schema import (
    Labelled,
    Offered,
    Paging,
    Schema,
    Time,
    current_actor,
    current_unit,
    fields,
    validate,
)  # fmt: skip

_SENTENCE, _DOCUMENT = validate.Length(2, 500), validate.Length(2, 80)
_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


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
    """An application. `home_path` is where the right belongs; the applicant's own by default."""

    row_id = fields.Str(required=True)
    channel = fields.Str(required=True, validate=validate.OneOf([str(c) for c in Channel]))
    applicant = fields.Nested(Applicant, required=True)
    home_path = fields.Str(load_default=None)
    materials = fields.List(fields.Nested(GivenMaterial), load_default=list)
    applicant_account = fields.Str(load_default=None)
    authorisation = fields.Nested(Authorisation, load_default=None)


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
    """Five levels: 5 非常满意 … 1 非常不满意; voluntary."""

    level = fields.Int(required=True, strict=True, validate=validate.Range(1, 5))
    comment = fields.Str(load_default="", validate=validate.Length(max=500))


class Reveal(CaseKey):
    """Why the unmasked data is needed."""

    reason = fields.Str(required=True, validate=_SENTENCE)


class ListCases(Paging):
    """Filters of the list of cases. `q`: last six of the number, or a whole phone, ID or name."""

    scope = fields.Str(load_default="unit", validate=validate.OneOf(["mine", "unit", "unassigned"]))
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in Status]))
    item_id = fields.Str(load_default=None)
    due_before = fields.Date(load_default=None)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class CaseLine(Schema):
    """A case as lists show it."""

    case_id = fields.Str(attribute="id")
    case_no = fields.Str()
    item_name = fields.Str(attribute="row.item_name")
    item_id = fields.Str(attribute="row.item_id")
    status = Labelled(CASE)
    path = fields.Str()
    accept_path = fields.Str()
    channel = fields.Str()
    applicant = fields.Function(lambda case: crypto.mask_name(case.applicant_name))
    assignee = fields.Str()
    submitted_at = Time()
    due = fields.Date(allow_none=True)
    provisional = fields.Bool()
    light = fields.Function(lambda case: _light(case))
    version = fields.Int()


class OwnLevel(fields.Int):
    """A rating's level, for the applicant alone: no staff sees how a case was rated (EVAL-02)."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        own = current_actor.get().id == obj.applicant_account
        return super()._serialize(value if own else None, attr, obj, **kwargs)


class CorrectionView(Schema):
    """The one notice."""

    defects = fields.List(fields.Nested(Defect))
    notified_at = Time()
    answer_by = fields.Date(attribute="answer_by.due")


class PromiseView(Schema):
    """What the applicant promised to bring, and by when."""

    outstanding = fields.List(fields.Str())
    supply_by = fields.Date(attribute="supply_by.due")


class ProcedureView(Schema):
    """One statutory procedure."""

    reason = fields.Str()
    notice_no = fields.Str()
    expected_days = fields.Int()
    started_on = fields.Date()
    ended_on = fields.Date(allow_none=True)


class ExtensionView(Schema):
    """The one extension."""

    reason = fields.Str()
    notice_no = fields.Str()
    approved_on = fields.Date()


class DecisionView(Schema):
    """The outcome."""

    granted = fields.Bool()
    document_no = fields.Str()
    reasons = fields.Str()
    rights = fields.Str()
    decided_at = Time()
    on_time = fields.Bool()


class MaskedApplicant(Schema):
    """The applicant with the middle of everything hidden (RED-01)."""

    name = fields.Function(lambda case: crypto.mask_name(case.applicant_name))
    id_no = fields.Function(lambda case: crypto.mask_id_no(case.applicant_id_no))
    phone = fields.Function(lambda case: crypto.mask_phone(case.applicant_phone))


class Case(CaseLine):
    """A case as its page shows it."""

    applicant = fields.Function(lambda case: MaskedApplicant().dump(case))
    row_id = fields.Str(attribute="row.row_id")
    row_number = fields.Int(attribute="row.number")
    delegation_id = fields.Str()
    materials = fields.List(fields.Nested(GivenMaterial))
    missing = fields.Function(lambda case: list(case.missing_materials()))
    correction = fields.Nested(CorrectionView, allow_none=True)
    promise = fields.Nested(PromiseView, allow_none=True)
    authorisation = fields.Nested(Authorisation, allow_none=True)
    accepted_at = Time(allow_none=True)
    deemed = fields.Bool()
    procedures = fields.List(fields.Nested(ProcedureView))
    extension = fields.Nested(ExtensionView, allow_none=True)
    decision = fields.Nested(DecisionView, allow_none=True)
    competent_unit = fields.Str()
    deliver_by = fields.Date(allow_none=True)
    delivered_at = Time(allow_none=True)
    rate_by = fields.Date(allow_none=True)
    rated_level = OwnLevel(allow_none=True)
    offered = Offered(CASE)


class FullApplicant(Schema):
    """The applicant unmasked: shown once, logged."""

    case_id = fields.Str(attribute="id")
    name = fields.Str(attribute="applicant_name")
    id_no = fields.Str(attribute="applicant_id_no")
    phone = fields.Str(attribute="applicant_phone")
    address = fields.Str(attribute="applicant_address")


class DeadlineDay(Schema):
    """One day of the count: counted (with its index) or skipped, and why."""

    date = fields.Date()
    counted = fields.Bool()
    index = fields.Int(allow_none=True)
    reason = fields.Str()


class DeadlineView(Schema):
    """Why this date."""

    start = Time(attribute="deadline.start")
    period = fields.Str(attribute="deadline.period")
    due = fields.Date(attribute="deadline.due")
    provisional = fields.Bool(attribute="deadline.provisional")
    days_left = fields.Int()
    days = fields.List(fields.Nested(DeadlineDay))


class Item(Schema):
    """A service on offer."""

    row_id = fields.Str(attribute="id")
    item_id = fields.Str()
    item_name = fields.Str()
    field = fields.Str()
    department = fields.Str()
    handling = fields.Str(attribute="row.handling")
    legal_limit = fields.Str(attribute="row.legal_limit", allow_none=True)
    promised_limit = fields.Str(attribute="row.promised_limit", allow_none=True)


class Guide(Item):
    """The guide (办事指南) of one service: the whole row as published."""

    details = fields.Dict()
    active = fields.Bool()


class ItemKey(Schema):
    """Which service."""

    row_id = fields.Str(required=True)


class ListItems(Paging):
    """Filters of the catalogue."""

    field = fields.Str(load_default=None)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class WindowView(Schema):
    """One window."""

    number = fields.Str()
    name = fields.Str()
    skills = fields.List(fields.Str())


class Place(Schema):
    """A center or station."""

    place_id = fields.Str(attribute="id")
    kind = fields.Str()
    name = fields.Str()
    path = fields.Str()
    address = fields.Str()
    phone = fields.Str()
    area_m2 = fields.Int()
    serves = fields.List(fields.Str())
    windows = fields.List(fields.Nested(WindowView))
    sample = fields.Bool()


class ListPlaces(Paging):
    """Filters of the list of places."""

    kind = fields.Str(load_default=None)
    path = fields.Str(load_default=None)


class Statistics(Schema):
    """The decisions of one month at one unit."""

    statistics_id = fields.Str(attribute="id")
    path = fields.Str()
    unit_name = fields.Str()
    period = fields.Str()
    accepted = fields.Int()
    granted = fields.Int()
    denied = fields.Int()
    on_time = fields.Int()
    formed_at = Time()


class ListStatistics(Paging):
    """Filters of the monthly figures."""

    period = fields.Str(load_default=None, validate=validate.Regexp(_MONTH))


class AskRatings(Schema):
    """The month asked for."""

    period = fields.Str(required=True, validate=validate.Regexp(_MONTH))


class RatingFigures(Schema):
    """好差评: how many gave each level, 好评率 in percent, the average level."""

    levels = fields.Dict(keys=fields.Int(), values=fields.Int())
    rated = fields.Int()
    bad = fields.Int()
    good_rate = fields.Decimal(as_string=True, allow_none=True)
    average = fields.Decimal(as_string=True, allow_none=True)


def _light(case: CaseModel) -> str | None:
    """Green, yellow, red by the clock of the case; None while it does not run."""
    unit: Any = current_unit.get()
    if "decision" not in case.limits():
        return None
    return case.light(unit.today, unit.calendar, unit.rules("centers.case"))
