"""Places with their hours and history, referrals, what the network lacks and achieves."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError

from services.centers.policies.network import RANKS
from services.centers.schemas.offers import ListPlaces
from services.centers.schemas.offers import Place as PlaceLine
from services.centers.workflow import PLACE, REFERRAL, PlaceStatus, ReferralStatus
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

_NAME, _REASON = validate.Length(2, 80), validate.Length(2, 500)
_DAY = validate.Range(1, 7)
_METRES = validate.Range(-10_000_000, 10_000_000)
_CLOCK = {"pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}


def of_our_time(day: date) -> None:
    """Refuse a day from which nobody can count on."""
    if not 1900 <= day.year < 3000:
        raise ValidationError("日期须在 1900 年至 2999 年之间。")


class Spell(Schema):
    """From one hour and minute until another."""

    opens = fields.Time(required=True, format="%H:%M", metadata=_CLOCK)
    closes = fields.Time(required=True, format="%H:%M", metadata=_CLOCK)


class WeekdayHours(Schema):
    """One day of the week; 1 is Monday."""

    weekday = fields.Int(required=True, validate=_DAY)
    spells = fields.List(fields.Nested(Spell), required=True, validate=validate.Length(max=6))


class SpecialDay(Schema):
    """One date that differs from the week."""

    on = fields.Date(required=True, validate=of_our_time)
    spells = fields.List(fields.Nested(Spell), required=True, validate=validate.Length(max=6))
    reason = fields.Str(required=True, validate=_NAME)


class Hours(Schema):
    """A week of opening hours and the dates that differ."""

    weekly = fields.List(fields.Nested(WeekdayHours), required=True, validate=validate.Length(0, 7))
    exceptions = fields.List(
        fields.Nested(SpecialDay), load_default=list, validate=validate.Length(max=400)
    )
    makeup_as = fields.Int(load_default=1, validate=_DAY)
    through_holidays = fields.Bool(load_default=False)


class Window(Schema):
    """One window: what it serves (nothing named: everything) and its own hours, if any."""

    number = fields.Str(required=True, validate=validate.Length(1, 10))
    name = fields.Str(required=True, validate=_NAME)
    skills = fields.List(fields.Str(validate=_NAME), load_default=list)
    hours = fields.Nested(Hours, load_default=None, allow_none=True)


class Point(Schema):
    """East and north in whole metres from the origin of the district's plane."""

    x = fields.Int(required=True, strict=True, validate=_METRES)
    y = fields.Int(required=True, strict=True, validate=_METRES)


class Location(Schema):
    """Where a place stands: the unit, the address, and the point if it is known."""

    path = fields.Str(required=True)
    address = fields.Str(required=True, validate=validate.Length(2, 200))
    position = fields.Nested(Point, load_default=None, allow_none=True)


_SQUARE_METRES = r"^[1-9]\d{0,5}(\.\d)?$"


class Area(fields.Str):
    """Square metres as text, "799.9": one place, so that nothing is rounded on the way in."""

    def __init__(self, **options: Any) -> None:
        """Take 1 to 999999.9."""
        super().__init__(metadata={"pattern": _SQUARE_METRES}, **options)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else f"{value:.1f}"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not re.fullmatch(_SQUARE_METRES, text):
            raise ValidationError("面积须为平方米数，最多一位小数，如 799.9。")
        return Decimal(text)


class PlaceKey(Schema):
    """Which place."""

    place_id = fields.Str(required=True)


class EstablishPlace(Schema):
    """A new place, and the day on which it opens."""

    kind = fields.Str(required=True, validate=validate.OneOf(list(RANKS)))
    name = fields.Str(required=True, validate=_NAME)
    location = fields.Nested(Location, required=True)
    phone = fields.Str(load_default="", validate=validate.Length(max=40))
    area = Area(required=True)
    above_id = fields.Str(load_default="")
    serves = fields.List(fields.Str(), load_default=list)
    windows = fields.List(fields.Nested(Window), load_default=list)
    hours = fields.Nested(Hours, required=True)
    opened_on = fields.Date(required=True, validate=of_our_time)


class ChangePlace(PlaceKey):
    """What is different from `since` on; what is not named stays."""

    since = fields.Date(required=True, validate=of_our_time)
    name = fields.Str(load_default=None, validate=_NAME)
    phone = fields.Str(load_default=None, validate=validate.Length(max=40))
    area = Area(load_default=None)
    above_id = fields.Str(load_default=None)
    serves = fields.List(fields.Str(), load_default=None)
    windows = fields.List(fields.Nested(Window), load_default=None)
    hours = fields.Nested(Hours, load_default=None)


class MovePlace(PlaceKey):
    """Where it stands from `since` on."""

    since = fields.Date(required=True, validate=of_our_time)
    location = fields.Nested(Location, required=True)
    area = Area(required=True)


class ClosePlace(PlaceKey):
    """The last day on which it serves, and who takes over."""

    last_day = fields.Date(required=True, validate=of_our_time)
    successor_id = fields.Str(load_default="")


class ShowPlace(PlaceKey):
    """A place as it is, was or will be on a day."""

    on = fields.Date(load_default=None, validate=of_our_time)


class FilterPlaces(ListPlaces):
    """Filters of the list of places; without a state, those that are open."""

    serves = fields.Str(load_default=None)
    status = fields.Str(load_default=None, validate=validate.OneOf(list(PlaceStatus)))


class ShownPlace(PlaceLine):
    """A place as lists show it."""

    area = Area(attribute="area_m2", dump_only=True)
    windows = fields.List(fields.Nested(Window))
    hours = fields.Nested(Hours)
    position = fields.Nested(Point, allow_none=True)
    above_id = fields.Str()
    status = Labelled(PLACE)
    version = fields.Int()


class Shape(Schema):
    """What a place is from `since` on."""

    since = fields.Function(lambda shape: _recorded(shape.since))
    name = fields.Str()
    path = fields.Str()
    address = fields.Str()
    phone = fields.Str()
    area = Area(attribute="area_m2")
    above_id = fields.Str()
    serves = fields.List(fields.Str())
    windows = fields.List(fields.Nested(Window))
    hours = fields.Nested(Hours)
    position = fields.Nested(Point, allow_none=True)


class PlaceDetail(ShownPlace):
    """A place with its life: earlier and planned shapes, the end and the successor."""

    opened_on = fields.Function(lambda place: _recorded(place.opened_on))
    closed_on = fields.Date(allow_none=True)
    successor_id = fields.Str()
    past = fields.List(fields.Nested(Shape))
    planned = fields.List(fields.Nested(Shape))
    offered = Offered(PLACE)


class PlaceOnDay(Schema):
    """A place on one day; no shape while it does not serve."""

    place = fields.Nested(PlaceDetail)
    on = fields.Date()
    shape = fields.Nested(Shape, allow_none=True)


class AskHours(PlaceKey):
    """For which days, and for which window."""

    first = fields.Date(load_default=None, validate=of_our_time)
    days = fields.Int(load_default=7, validate=validate.Range(1, 62))
    window = fields.Str(load_default=None)


class OpenDay(Schema):
    """One day: when it is open, and whether the calendar is official."""

    on = fields.Date()
    spells = fields.List(fields.Nested(Spell))
    reason = fields.Str()
    official = fields.Bool()


class OpenDays(Schema):
    """Day after day."""

    days = fields.List(fields.Nested(OpenDay))


class AskNetwork(Schema):
    """On which day; today unless said."""

    on = fields.Date(load_default=None, validate=of_our_time)


class UnitLine(Schema):
    """One unit."""

    unit_code = fields.Str(attribute="id")
    path = fields.Str()
    name = fields.Str()


class NetworkHealth(Schema):
    """What the network lacks on a day, inside the jurisdiction (SITE-01)."""

    on = fields.Date()
    streets = fields.Int()
    communities = fields.Int()
    without_center = fields.List(fields.Nested(UnitLine))
    without_station = fields.List(fields.Nested(UnitLine))
    too_small = fields.List(fields.Nested(ShownPlace))
    below_wanted = fields.List(fields.Nested(ShownPlace))
    complete = fields.Bool()


class AskLocal(Schema):
    """Which month."""

    period = fields.Str(required=True, validate=validate.Regexp(r"^\d{4}-(0[1-9]|1[0-2])$"))


class LocalLine(Schema):
    """The finished cases of the people of one community."""

    path = fields.Str()
    name = fields.Str()
    near = fields.Int()
    elsewhere = fields.Int()
    online = fields.Int()
    percent = fields.Decimal(as_string=True, allow_none=True)


class LocalFigures(LocalLine):
    """Finished without leaving the community: all communities of the jurisdiction, and each."""

    period = fields.Str()
    communities = fields.List(fields.Nested(LocalLine))


class MakeReferral(Schema):
    """Who asks whom to go on with what, and why."""

    from_id = fields.Str(required=True)
    to_id = fields.Str(required=True)
    reason = fields.Str(required=True, validate=_REASON)
    case_id = fields.Str(load_default="")


class ReferralKey(Schema):
    """Which referral."""

    referral_id = fields.Str(required=True)


class AnswerReferral(ReferralKey):
    """What came of it, or why it is returned."""

    answer = fields.Str(required=True, validate=_REASON)


class ListReferrals(Paging):
    """Filters of the list of referrals."""

    status = fields.Str(load_default=None, validate=validate.OneOf(list(ReferralStatus)))
    place_id = fields.Str(load_default=None)


class Referral(Schema):
    """A referral between two places."""

    referral_id = fields.Str(attribute="id")
    from_id = fields.Str()
    to_id = fields.Str()
    direction = fields.Str()
    reason = fields.Str()
    case_id = fields.Str()
    made_by = fields.Str()
    made_at = Time()
    answer_by = fields.Date(attribute="due")
    answer = fields.Str()
    answered_by = fields.Str()
    answered_at = Time(allow_none=True)
    status = Labelled(REFERRAL)
    offered = Offered(REFERRAL)
    version = fields.Int()


def _recorded(day: date) -> str | None:
    return None if day == date.min else day.isoformat()
