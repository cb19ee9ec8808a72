"""Monthly figures."""

from shared.chassis.schema import (
    Paging,
    Schema,
    Time,
    fields,
    validate,
)  # fmt: skip

_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


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
