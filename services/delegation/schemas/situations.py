"""Situations of a process-table row."""

from shared.chassis.schema import Schema, fields, validate

_NAMES = validate.Length(max=20)


class SituationAnswer(Schema):
    """One answer, and the materials (by name) that it adds or spares."""

    answer = fields.Str(required=True, validate=validate.Length(1, 60))
    adds = fields.List(fields.Str(), load_default=list, validate=_NAMES)
    removes = fields.List(fields.Str(), load_default=list, validate=_NAMES)


class Situation(Schema):
    """A question with its answers. What is ambiguous is refused at publication (PT-02)."""

    question = fields.Str(required=True, validate=validate.Length(2, 100))
    answers = fields.List(
        fields.Nested(SituationAnswer), required=True, validate=validate.Length(1, 10)
    )
