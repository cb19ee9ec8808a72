"""Fields that several schemas share."""

from marshmallow import ValidationError

from services.delegation.model import LIST_NAMES
from shared.chassis.schema import Schema, fields, validate
from shared.kernel.deadlines import Period
from shared.kernel.errors import Invalid

SENTENCE = validate.Length(2, 500)
DOCUMENT = validate.Length(2, 80)
NAME = validate.Length(2, 60)
LIST_CODE = validate.OneOf(list(LIST_NAMES))
LEVEL = validate.OneOf(["street", "community"])


def period(text: str) -> bool:
    """Accept "20WD"; say what is wrong otherwise."""
    try:
        Period.parse(text)
    except Invalid as bad:
        raise ValidationError(bad.message) from bad
    return True


class Basis(Schema):
    """A law and its article."""

    law = fields.Str(required=True, validate=validate.Length(2, 120))
    article = fields.Str(load_default="", validate=validate.Length(max=80))


class Reason(Schema):
    """Why."""

    reason = fields.Str(required=True, validate=SENTENCE)
