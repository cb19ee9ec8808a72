"""Fields that several schemas share."""

from enum import StrEnum

from shared.chassis import crypto
from shared.chassis.schema import Schema, fields, validate

SENTENCE = validate.Length(2, 500)
DOCUMENT = validate.Length(2, 80)
NAME = validate.Length(2, 60)
SCOPE = validate.Length(2, 300)
NUMBER = validate.Range(0, 1_000_000)


def codes(kind: type[StrEnum]) -> validate.OneOf:
    """Accept the codes of an enumeration."""
    return validate.OneOf([str(code) for code in kind])


class Reason(Schema):
    """Why."""

    reason = fields.Str(required=True, validate=SENTENCE)


class Document(Schema):
    """The document on which it rests."""

    document_no = fields.Str(required=True, validate=DOCUMENT)


class ResponsibleInput(Schema):
    """The responsible person."""

    name = fields.Str(required=True, validate=NAME)
    id_no = fields.Str(required=True, validate=validate.Length(18, 18))
    phone = fields.Str(required=True, validate=validate.Regexp(r"1[3-9]\d{9}\Z"))


class MaskedResponsible(Schema):
    """The responsible person with the middle of everything hidden (RED-01)."""

    name = fields.Function(lambda person: crypto.mask_name(person.name))
    id_no = fields.Function(lambda person: crypto.mask_id_no(person.id_no))
    phone = fields.Function(lambda person: crypto.mask_phone(person.phone))
