"""What a trace shows."""

from shared.chassis.schema import Schema, Time, fields, validate


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
