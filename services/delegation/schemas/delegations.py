"""Delegations."""

from services.delegation.model.delegation import FINISH, HAND_BACK
from services.delegation.schemas.parts import DOCUMENT, SENTENCE, Reason
from services.delegation.workflow import DELEGATION, DelegationStatus
from shared.chassis.schema import Fen, Labelled, Offered, Paging, Schema, Time, fields, validate


class DelegationKey(Schema):
    """Which delegation."""

    delegation_id = fields.Str(required=True)


class ProposeDelegation(Schema):
    """An L1 entry, by its lineage, for a street, by its code."""

    item_id = fields.Str(required=True)
    street = fields.Str(required=True)
    valid_from = fields.Date(load_default=None)
    valid_to = fields.Date(load_default=None)


class AnswerOffer(DelegationKey):
    """The street's opinion, which must be heard."""

    opinion = fields.Str(required=True, validate=SENTENCE)


class GrantAuthority(DelegationKey):
    """The power that goes with the duty."""

    kind = fields.Str(required=True, validate=validate.OneOf(["审批", "执法", "服务"]))
    scope = fields.Str(required=True, validate=SENTENCE)
    document_no = fields.Str(required=True, validate=DOCUMENT)
    seal = fields.Str(load_default="", validate=validate.Length(max=80))
    powers_document_no = fields.Str(load_default="", validate=validate.Length(max=80))
    powers_published_on = fields.Date(load_default=None)


class AppropriateFunds(DelegationKey):
    """Money for one budget year, in fen: at least unit cost × planned volume (DEL-02).

    `agreed_fen` is the whole year's money where `amount_fen` is only its first part. `payer` is
    the code of the unit that pays; only the entrusting department does (DEL-03).
    """

    budget_year = fields.Int(required=True, validate=validate.Range(2016, 2100))
    amount_fen = fields.Int(required=True, strict=True, validate=validate.Range(1))
    unit_cost_fen = Fen(required=True)
    planned_volume = fields.Int(required=True, strict=True, validate=validate.Range(0))
    basis = fields.Str(load_default="per_case", validate=validate.OneOf(["per_case", "lump"]))
    document_no = fields.Str(required=True, validate=DOCUMENT)
    agreed_fen = fields.Int(load_default=None, strict=True, validate=validate.Range(1))
    payer = fields.Str(load_default=None, validate=validate.Length(1, 40))


class AssignStaff(DelegationKey):
    """How many people of which category."""

    count = fields.Int(required=True, strict=True, validate=validate.Range(1, 500))
    category = fields.Str(required=True, validate=validate.Length(2, 40))
    document_no = fields.Str(required=True, validate=DOCUMENT)
    trained = fields.Bool(load_default=False)
    certified = fields.Int(load_default=0, strict=True, validate=validate.Range(0, 500))


class WaiveMeans(DelegationKey, Reason):
    """Why none is needed, and the signed document."""

    document_no = fields.Str(required=True, validate=DOCUMENT)


class TellGap(DelegationKey, Reason):
    """How the funds were used up."""


class RequestRevocation(DelegationKey, Reason):
    """Why the department wants it back."""


class RevokeDelegation(DelegationKey):
    """The decision's number; whether running cases finish at the street or are handed back."""

    document_no = fields.Str(required=True, validate=DOCUMENT)
    mode = fields.Str(load_default=FINISH, validate=validate.OneOf([FINISH, HAND_BACK]))


class ListDelegations(Paging):
    """Filters of delegations."""

    item_id = fields.Str(load_default=None)
    street = fields.Str(load_default=None)
    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in DelegationStatus])
    )


class WaiverView(Reason):
    """A signed zero."""

    document_no = fields.Str()


class AuthorityView(Schema):
    """The power that went with the duty."""

    kind = fields.Str()
    scope = fields.Str()
    document_no = fields.Str()
    seal = fields.Str()
    powers_document_no = fields.Str()
    powers_published_on = fields.Date(allow_none=True)


class FundingView(Schema):
    """The money that went with the matter."""

    budget_year = fields.Int()
    amount_fen = fields.Int()
    promised_fen = fields.Int()
    unit_cost_fen = fields.Int()
    planned_volume = fields.Int()
    needed_fen = fields.Int()
    basis = fields.Str()
    document_no = fields.Str()
    appropriated_at = Time()
    waiver = fields.Nested(WaiverView, allow_none=True)


class StaffingView(Schema):
    """The people who went with the matter."""

    count = fields.Int()
    category = fields.Str()
    document_no = fields.Str()
    trained = fields.Bool()
    certified = fields.Int()
    waiver = fields.Nested(WaiverView, allow_none=True)


class RunningCaseView(Schema):
    """A case that was not decided when the delegation was taken back."""

    case_id = fields.Str()
    case_no = fields.Str()


class RevocationView(Schema):
    """How it was taken back, and which cases were running."""

    mode = fields.Str()
    document_no = fields.Str()
    on = fields.Date()
    cases = fields.List(fields.Nested(RunningCaseView))


class Delegation(Schema):
    """A delegation with its three means."""

    delegation_id = fields.Str(attribute="id")
    item_id = fields.Str()
    item_name = fields.Str()
    department = fields.Str()
    path = fields.Str()
    street = fields.Str()
    street_path = fields.Str()
    valid_from = fields.Date()
    valid_to = fields.Date(allow_none=True)
    status = Labelled(DELEGATION)
    street_opinion = fields.Str()
    authority = fields.Nested(AuthorityView, allow_none=True)
    funding = fields.Nested(FundingView, allow_none=True)
    staffing = fields.Nested(StaffingView, allow_none=True)
    gap_reason = fields.Str()
    grace_until = fields.Date(attribute="grace.due")
    provisional = fields.Bool()
    revocation_reason = fields.Str()
    revocation = fields.Nested(RevocationView, allow_none=True)
    ended_reason = fields.Str()
    version = fields.Int()
    offered = Offered(DELEGATION)
