"""The ledger of a delegation, its supplements, its capacity."""

from services.delegation.schemas.delegations import DelegationKey
from services.delegation.schemas.parts import DOCUMENT, Reason
from services.delegation.workflow import SUPPLEMENT, SupplementStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

YEAR = validate.Range(2016, 2100)


class PayIn(DelegationKey):
    """A further part, in fen, of what was agreed for the year."""

    budget_year = fields.Int(required=True, strict=True, validate=YEAR)
    amount_fen = fields.Int(required=True, strict=True, validate=validate.Range(1))
    document_no = fields.Str(required=True, validate=DOCUMENT)


class ShowLedger(DelegationKey):
    """Which year."""

    budget_year = fields.Int(required=True, validate=YEAR)


class ListBookings(Paging, DelegationKey):
    """Bookings of a delegation, of one year when it is named."""

    budget_year = fields.Int(load_default=None, validate=YEAR)


class ListSupplements(Paging):
    """Filters of requests for more money."""

    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in SupplementStatus])
    )


class SupplementKey(Schema):
    """Which request."""

    supplement_id = fields.Str(required=True)


class GrantSupplement(SupplementKey):
    """For how many cases more, and how much, in fen: at least unit cost × cases (DEL-02)."""

    added_volume = fields.Int(required=True, strict=True, validate=validate.Range(1))
    amount_fen = fields.Int(required=True, strict=True, validate=validate.Range(1))
    document_no = fields.Str(required=True, validate=DOCUMENT)


class DeclineSupplement(SupplementKey, Reason):
    """Why there is no more."""


class MonthView(Schema):
    """Cases planned and accepted in a month; null per head where no staff is."""

    month = fields.Int()
    planned = fields.Int()
    accepted = fields.Int()
    accepted_per_head = fields.Decimal(as_string=True, allow_none=True)


class Ledger(Schema):
    """A budget year of a delegation in figures; all money in fen, the volume from case events."""

    delegation_id = fields.Str(attribute="account.delegation_id")
    path = fields.Str(attribute="account.path")
    street_path = fields.Str(attribute="account.street_path")
    payer = fields.Str(attribute="account.payer")
    budget_year = fields.Int(attribute="account.budget_year")
    basis = fields.Str(attribute="account.basis")
    unit_cost_fen = fields.Int(attribute="account.unit_cost_fen")
    planned_volume = fields.Int(attribute="account.planned_volume")
    accepted_volume = fields.Int(attribute="account.accepted_volume")
    over_plan = fields.Bool(attribute="account.is_over_plan")
    agreed_fen = fields.Int(attribute="account.agreed_fen")
    appropriated_fen = fields.Int(attribute="account.appropriated_fen")
    spent_fen = fields.Int(attribute="account.spent_fen")
    balance_fen = fields.Int(attribute="account.balance_fen")
    needed_fen = fields.Int(attribute="account.needed_fen")
    shortfall_fen = fields.Int(attribute="account.shortfall_fen")
    staff = fields.Int()
    accepted_per_head = fields.Decimal(as_string=True, allow_none=True)
    months = fields.List(fields.Nested(MonthView))


class Booking(Schema):
    """One line of the ledger; a correction stands beside what it corrects."""

    booking_id = fields.Str(attribute="id")
    budget_year = fields.Int()
    kind = fields.Str()
    amount_fen = fields.Int()
    payer = fields.Str()
    document_no = fields.Str(attribute="voucher.document_no")
    case_id = fields.Str(attribute="voucher.case_id")
    booked_at = Time(attribute="voucher.booked_at")


class Supplement(Schema):
    """A request for more money, opened by the cases themselves."""

    supplement_id = fields.Str(attribute="id")
    delegation_id = fields.Str()
    path = fields.Str()
    street_path = fields.Str()
    budget_year = fields.Int()
    planned_volume = fields.Int()
    accepted_volume = fields.Int()
    needed_fen = fields.Int()
    added_volume = fields.Int()
    amount_fen = fields.Int()
    document_no = fields.Str()
    declined_reason = fields.Str()
    status = Labelled(SUPPLEMENT)
    version = fields.Int()
    offered = Offered(SUPPLEMENT)
