"""What the applicant answers about her situation."""

from shared.chassis.schema import Schema, fields, validate


class ChosenSituation(Schema):
    """A question of the guide and the answer to it."""

    question = fields.Str(required=True, validate=validate.Length(2, 100))
    answer = fields.Str(required=True, validate=validate.Length(1, 60))
