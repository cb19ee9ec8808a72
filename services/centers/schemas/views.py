"""How a case is shown. Personal fields are masked (RED-01)."""

from typing import Any

from services.centers.model import Case as CaseModel
from services.centers.schemas.commands import Authorisation, Defect, GivenMaterial
from services.centers.schemas.situations import ChosenSituation
from services.centers.workflow import CASE
from shared.chassis import crypto
from shared.chassis.schema import (
    Labelled,
    Offered,
    Schema,
    Time,
    current_actor,
    current_unit,
    fields,
)  # fmt: skip


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


_MASKED = MaskedApplicant()


class Case(CaseLine):
    """A case as its page shows it."""

    applicant = fields.Function(lambda case: _MASKED.dump(case))
    row_id = fields.Str(attribute="row.row_id")
    row_number = fields.Int(attribute="row.number")
    situations = fields.List(fields.Nested(ChosenSituation), attribute="row.chosen")
    delegation_id = fields.Str()
    ticket_id = fields.Str()
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
    reply_by = fields.Date(attribute="reply_by.due", dump_default=None)
    deliver_by = fields.Date(attribute="deliver_by.due", dump_default=None)
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


def _light(case: CaseModel) -> str | None:
    """Green, yellow, red by the clock of the case; None while it does not run."""
    unit: Any = current_unit.get()
    if case.clock is None or "decision" not in case.limits():
        return None
    return case.clock.light(unit.today, unit.calendar, unit.rules("centers.case"))
