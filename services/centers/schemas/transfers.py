"""Transfers: what comes in and what is shown."""

from services.centers.workflow import TRANSFER, TransferStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate


class TransferKey(Schema):
    """Which case's transfer."""

    case_id = fields.Str(required=True)


class Transfer(Schema):
    """The way of one accepted case to the unit that handles it."""

    case_id = fields.Str(attribute="id")
    case_no = fields.Str()
    status = Labelled(TRANSFER)
    from_path = fields.Str()
    path = fields.Str()
    opened_at = Time()
    receive_by = fields.Date(attribute="receive_by.due")
    provisional = fields.Bool()
    sent_at = Time(allow_none=True)
    received_at = Time(allow_none=True)
    late = fields.Bool()
    offered = Offered(TRANSFER)


class ListTransfers(Paging):
    """Filters of the list of transfers; `late` shows what missed its limit."""

    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in TransferStatus])
    )
    late = fields.Bool(load_default=None)
