"""What a migration makes of rows that were there before it."""

import importlib
from dataclasses import replace
from datetime import datetime

import pytest

from shared.chassis.columns import Json
from shared.kernel.calendar import load_calendars
from shared.kernel.clock import TZ
from shared.kernel.deadlines import Deadline, Period, deadline
from shared.testing.unit_of_work import DATA
from tests.integration.services._room import Room


@pytest.mark.rule("G-04")
def test_a_delivery_date_becomes_the_deadline_that_it_was(centers: Room):
    moved = importlib.import_module("services.centers.migrations.0007_add_hands_and_replies")
    before = "SELECT DATE '2026-03-03' AS deliver_by, TIMESTAMPTZ '2026-02-11 01:00Z' AS decided_at"
    with centers.database.engine.connect() as connection:
        query = f"SELECT {moved.AS_DEADLINE} FROM ({before}) AS cases"
        (found,) = connection.exec_driver_sql(query).one()
    started = datetime(2026, 2, 11, 9, tzinfo=TZ)
    counted = deadline(started, Period.parse("10WD"), load_calendars(DATA / "calendars"))
    assert Json(Deadline).process_result_value(found, None) == replace(counted, calendar_version="")
