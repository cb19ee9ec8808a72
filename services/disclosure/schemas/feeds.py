"""Of which kind and which unit a feed is."""

from shared.chassis.schema import Schema, fields, validate

_PATH = validate.Regexp(r"^[0-9A-Za-z-]{1,20}(/[0-9A-Za-z-]{1,20}){0,4}$(?!\n)")


class FeedOf(Schema):
    """One kind of information, or what one unit and those below it made; without either, all."""

    kind = fields.Str(load_default=None, validate=validate.Regexp(r"^[A-Z_]{1,40}$(?!\n)"))
    unit = fields.Str(load_default=None, validate=_PATH)
