"""What comes in and what is shown."""

from services.party.workflow import MATTER
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate


class MatterKey(Schema):
    """Which matter."""

    matter_id = fields.Str(required=True)


class OpenMatter(Schema):
    """A new matter of the actor's unit."""

    title = fields.Str(required=True, validate=validate.Length(2, 120))


class ListMatters(Paging):
    """Filters of the list."""

    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class MatterLine(Schema):
    """A matter as lists show it."""

    matter_id = fields.Str(attribute="id")
    title = fields.Str()
    path = fields.Str()
    status = Labelled(MATTER)
    due = fields.Date()
    provisional = fields.Bool()
    version = fields.Int()


class Matter(MatterLine):
    """A matter as its page shows it."""

    opened_at = Time()
    closed_at = Time(allow_none=True)
    offered = Offered(MATTER)
