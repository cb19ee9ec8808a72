"""Fields that several schemas share."""

from shared.chassis.schema import Schema, fields, validate

SENTENCE = validate.Length(2, 500)
DOCUMENT = validate.Length(2, 80)
NAME = validate.Length(2, 80)
CODE = validate.Length(1, 30)
NUMBER = validate.Range(0, 100_000)
SOME = validate.Range(1, 100_000)


class Reason(Schema):
    """Why."""

    reason = fields.Str(required=True, validate=SENTENCE)
