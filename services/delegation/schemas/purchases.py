"""Purchases from social forces. Who gave an opinion is shown to nobody."""

from services.delegation.schemas.parts import DOCUMENT, SENTENCE, Reason
from services.delegation.workflow import PURCHASE, PurchaseStatus
from shared.chassis.schema import Fen, Labelled, Offered, Paging, Schema, Time, fields, validate

SHORT = validate.Length(1, 60)
PERCENT = validate.Range(1, 100)
SOME_FEN = validate.Range(1)


class PurchaseKey(Schema):
    """Which purchase."""

    purchase_id = fields.Str(required=True)


class PlanPurchase(Schema):
    """An L2 entry, by its lineage, and what is to be bought with how much money, in fen.

    `components` name what the purchase is made of, as the rule pack does; any that falls into
    one of the six banned classes is refused (PUR-01).
    """

    lineage_id = fields.Str(required=True)
    title = fields.Str(required=True, validate=validate.Length(2, 120))
    components = fields.List(fields.Str(validate=SHORT), required=True,
                             validate=validate.Length(1, 20))  # fmt: skip
    for_public = fields.Bool(load_default=True)
    consultation = fields.Str(load_default="", validate=validate.Length(max=500))
    budget_year = fields.Int(required=True, strict=True, validate=validate.Range(2016, 2100))
    budget_fen = fields.Int(required=True, strict=True, validate=SOME_FEN)


class ProcurePurchase(PurchaseKey):
    """How it is procured, by which decision."""

    method = fields.Str(required=True, validate=SHORT)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class SupplierInput(Schema):
    """Who supplies: a credit code for a body, a qualification for a natural person."""

    kind = fields.Str(required=True, validate=SHORT)
    name = fields.Str(required=True, validate=validate.Length(2, 120))
    credit_code = fields.Str(load_default="", validate=validate.Length(max=18))
    qualification_no = fields.Str(load_default="", validate=validate.Length(max=80))


class MilestoneInput(Schema):
    """A part of the work, its share in percent, and its last day."""

    name = fields.Str(required=True, validate=SHORT)
    percent = fields.Int(required=True, strict=True, validate=PERCENT)
    due = fields.Date(required=True)


class SignContract(PurchaseKey):
    """The contract: its price in fen, both days inclusive, milestones that add up to 100 %.

    `conditions` are those under which it may run for up to three years (PUR-03).
    """

    supplier = fields.Nested(SupplierInput, required=True)
    document_no = fields.Str(required=True, validate=DOCUMENT)
    price_fen = fields.Int(required=True, strict=True, validate=SOME_FEN)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    milestones = fields.List(fields.Nested(MilestoneInput), required=True,
                             validate=validate.Length(1, 50))  # fmt: skip
    conditions = fields.List(fields.Str(validate=SHORT), load_default=list)


class ReachMilestone(PurchaseKey):
    """Which milestone, and by what one sees it."""

    milestone = fields.Str(required=True, validate=SHORT)
    evidence = fields.Str(required=True, validate=SENTENCE)


class GiveUserOpinion(PurchaseKey):
    """A score from 0 to 100 and a sentence."""

    score = fields.Int(required=True, strict=True, validate=validate.Range(0, 100))
    statement = fields.Str(required=True, validate=SENTENCE)


class JudgePurchase(PurchaseKey):
    """The score of the acceptance group, out of 100, and its report."""

    group_score = fields.Decimal(
        required=True, places=2, validate=validate.Range(0, 100), as_string=True
    )
    document_no = fields.Str(required=True, validate=DOCUMENT)


class GiveUpPurchase(PurchaseKey, Reason):
    """Why it comes to nothing; this is published."""


class PayInstalment(PurchaseKey):
    """Which instalment, and how much of it, in fen."""

    number = fields.Int(required=True, strict=True, validate=validate.Range(1, 50))
    amount_fen = fields.Int(required=True, strict=True, validate=SOME_FEN)
    document_no = fields.Str(required=True, validate=DOCUMENT)


class SettlePurchase(PurchaseKey):
    """What becomes of the money that was not paid, or was paid in vain."""

    note = fields.Str(required=True, validate=SENTENCE)


class ListPurchases(Paging):
    """Filters of purchases."""

    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in PurchaseStatus])
    )
    lineage_id = fields.Str(load_default=None)


class ListUserOpinions(Paging, PurchaseKey):
    """Opinions on one purchase."""


class OpenPurchase(Schema):
    """A running service to the public, as anybody sees it."""

    purchase_id = fields.Str(attribute="id")
    title = fields.Str()
    entry_name = fields.Str()
    path = fields.Str()
    ends_on = fields.Date(attribute="contract.ends_on")


class UserOpinion(Schema):
    """What a user says; who said it is not shown."""

    opinion_id = fields.Str(attribute="id")
    purchase_id = fields.Str()
    score = fields.Int()
    statement = fields.Str()
    given_at = Time()


class MilestoneView(MilestoneInput):
    """A part of the work and when it was there."""

    reached_on = fields.Date(allow_none=True)
    evidence = fields.Str()


class InstalmentView(Schema):
    """A part of the price and when it is due."""

    number = fields.Int()
    percent = fields.Int()
    amount_fen = Fen()
    milestones = fields.Int()
    after_acceptance = fields.Bool()


class ContractView(Schema):
    """What was agreed."""

    document_no = fields.Str()
    price_fen = Fen()
    starts_on = fields.Date()
    ends_on = fields.Date()
    milestones = fields.List(fields.Nested(MilestoneView))
    instalments = fields.List(fields.Nested(InstalmentView))
    conditions = fields.List(fields.Str())
    signed_at = Time()


class PaymentView(Schema):
    """Money that went out."""

    number = fields.Int()
    amount_fen = Fen()
    document_no = fields.Str()
    paid_at = Time()


class VerdictView(Schema):
    """The acceptance; the users' score is null where nobody gave one."""

    group_score = fields.Decimal(as_string=True)
    users_score = fields.Decimal(as_string=True, allow_none=True)
    opinions = fields.Int()
    score = fields.Decimal(as_string=True)
    accepted = fields.Bool()
    document_no = fields.Str()
    decided_at = Time()


class Purchase(Schema):
    """A purchase with its contract, payments and acceptance."""

    purchase_id = fields.Str(attribute="id")
    path = fields.Str()
    street = fields.Str()
    lineage_id = fields.Str()
    entry_name = fields.Str()
    service_kind = fields.Str()
    title = fields.Str()
    components = fields.List(fields.Str())
    for_public = fields.Bool()
    consultation = fields.Str()
    budget_year = fields.Int()
    budget_fen = Fen()
    method = fields.Str()
    supplier = fields.Nested(SupplierInput, allow_none=True)
    contract = fields.Nested(ContractView, allow_none=True)
    progress = fields.Int()
    price_fen = Fen()
    paid_fen = Fen()
    payments = fields.List(fields.Nested(PaymentView))
    verdict = fields.Nested(VerdictView, allow_none=True)
    failed_reason = fields.Str()
    settled_note = fields.Str()
    status = Labelled(PURCHASE)
    version = fields.Int()
    offered = Offered(PURCHASE)
