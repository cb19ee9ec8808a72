"""Services on offer and the places where people are served."""

from shared.chassis.schema import (
    Paging,
    Schema,
    fields,
    validate,
)  # fmt: skip


class Item(Schema):
    """A service on offer."""

    row_id = fields.Str(attribute="id")
    item_id = fields.Str()
    item_name = fields.Str()
    field = fields.Str()
    department = fields.Str()
    handling = fields.Str(attribute="row.handling")
    legal_limit = fields.Str(attribute="row.legal_limit", allow_none=True)
    promised_limit = fields.Str(attribute="row.promised_limit", allow_none=True)


class Guide(Item):
    """The guide (办事指南) of one service: the whole row as published."""

    details = fields.Dict()
    active = fields.Bool()


class ItemKey(Schema):
    """Which service."""

    row_id = fields.Str(required=True)


class ListItems(Paging):
    """Filters of the catalogue."""

    field = fields.Str(load_default=None)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class WindowView(Schema):
    """One window."""

    number = fields.Str()
    name = fields.Str()
    skills = fields.List(fields.Str())


class Place(Schema):
    """A center or station."""

    place_id = fields.Str(attribute="id")
    kind = fields.Str()
    name = fields.Str()
    path = fields.Str()
    address = fields.Str()
    phone = fields.Str()
    area_m2 = fields.Int()
    serves = fields.List(fields.Str())
    windows = fields.List(fields.Nested(WindowView))
    sample = fields.Bool()


class ListPlaces(Paging):
    """Filters of the list of places."""

    kind = fields.Str(load_default=None)
    path = fields.Str(load_default=None)
