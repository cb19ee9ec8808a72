"""Value objects in columns: JSON that comes back as the frozen class it was."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

import orjson
import pytest

from shared.chassis.columns import Coded, Json, Sealed
from shared.chassis.database import dumps
from shared.kernel.clock import TZ
from shared.kernel.deadlines import Period, deadline
from shared.kernel.errors import Unavailable
from shared.testing.unit_of_work import Memory


class Kind(StrEnum):
    WINDOW = "WINDOW"


@dataclass(frozen=True)
class Part:
    on: date
    at: datetime
    opens: time
    amount: Decimal
    kind: Kind
    tags: tuple[str, ...]
    note: str | None = None


PART = Part(
    date(2026, 3, 2), datetime(2026, 3, 2, 9, tzinfo=TZ), time(9, 30), Decimal("0.10"),
    Kind.WINDOW, ("一", "二"),
)  # fmt: skip


def back(kind, value):
    """Send a value through the column, JSON in between."""
    column = Json(kind)
    return column.process_result_value(
        orjson.loads(dumps(column.process_bind_param(value, None))), None
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Part, PART), (tuple[Part, ...], (PART, PART)), (tuple[Part, ...], ()), (Part | None, None)],
)
def test_a_value_object_comes_back_equal(kind, value):
    assert back(kind, value) == value


def test_money_keeps_its_digits():
    assert str(back(Part, PART).amount) == "0.10"


@pytest.mark.rule("G-05")
@pytest.mark.parametrize("period", ["5WD", "20CD", "24H", "1M"])
def test_a_deadline_comes_back_with_the_same_due_date_and_reason(period):
    calendar = Memory("garden", at=PART.at).calendar
    limit = deadline(PART.at, Period.parse(period), calendar)
    again = back(type(limit), limit)
    assert again == limit
    assert again.explain(calendar) == limit.explain(calendar)


def test_nothing_is_null_and_not_the_word_null():
    assert Json(Part).process_bind_param(None, None) is None
    assert Json(Part).impl.none_as_null


def test_a_code_that_nobody_knows_is_refused_in_both_directions():
    column = Coded(Kind)
    assert column.process_result_value("WINDOW", None) is Kind.WINDOW
    for way in (column.process_bind_param, column.process_result_value):
        with pytest.raises(ValueError, match="DOOR"):
            way("DOOR", None)


def test_a_sealed_value_comes_back_equal_and_lies_there_unreadable():
    column = Sealed(tuple[Part, ...], "garden.parts")
    stored = column.process_bind_param((PART, PART), None)
    assert b"WINDOW" not in stored
    assert "二".encode() not in stored
    assert column.process_result_value(stored, None) == (PART, PART)
    assert column.process_bind_param(None, None) is None
    with pytest.raises(Unavailable):
        Sealed(tuple[Part, ...], "garden.others").process_result_value(stored, None)
