"""What a trace shows, and a connection. Secrets of webhooks are never shown."""

from services.oversight.model import Stand
from services.oversight.workflow import CONNECTION
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate


class TraceKey(Schema):
    """Which matter: the id of a case, row, delegation, batch or record, or a case number."""

    matter_id = fields.Str(required=True, validate=validate.Length(1, 80))


class Entry(Schema):
    """One act: when, who, for which unit, what it did to the clock, which event carried it."""

    event_id = fields.Str(attribute="id")
    type = fields.Str()
    service = fields.Str()
    subject = fields.Str()
    at = Time()
    label = fields.Str()
    act = fields.Str()
    actor_id = fields.Str()
    actor_kind = fields.Str()
    actor_unit = fields.Str()
    clock = fields.Str()
    due = fields.Date(allow_none=True)
    path = fields.Str()
    causation_id = fields.Str()
    summary = fields.Dict()


class Trace(Schema):
    """A matter from its first act to its last, and what it rests on."""

    matter_id = fields.Str()
    entries = fields.List(fields.Nested(Entry))
    background = fields.List(fields.Nested(Entry))
    units = fields.Dict(keys=fields.Str(), values=fields.Str())


class Connection(Schema):
    """A department's own system: what it hears, how it gets it, whether it does."""

    connection_id = fields.Str(attribute="id")
    name = fields.Str()
    unit_code = fields.Str()
    scope = fields.Str()
    patterns = fields.List(fields.Str())
    kind = fields.Str()
    url = fields.Str()
    status = Labelled(CONNECTION)
    actions = Offered(CONNECTION)


class ConnectionKey(Schema):
    """Which connection."""

    connection_id = fields.Str(required=True)


class ListConnections(Paging):
    """A page of connections."""


class ListDeliveries(Paging):
    """Deliveries of one connection, all or those that stand so."""

    connection_id = fields.Str(required=True)
    status = fields.Str(load_default=None, validate=validate.OneOf(list(Stand)))


class Delivery(Schema):
    """One event for one connection; its content goes to the connection only."""

    delivery_id = fields.Str(attribute="id")
    event_id = fields.Str()
    type = fields.Str()
    subject = fields.Str()
    at = Time()
    status = fields.Str()
    attempts = fields.Int()
    next_at = Time()
    reason = fields.Str()


class Replay(ConnectionKey):
    """What is sent once more: one delivery, or all acts since a time."""

    since = Time(load_default=None)
    delivery_id = fields.Str(load_default=None)
