"""What a migration makes of rows that were there before it."""

import importlib
import json
from dataclasses import replace
from datetime import datetime

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

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


@pytest.mark.rule("RED-03")
def test_originals_that_lay_in_the_record_are_moved_apart_and_open_again(disclosure: Room):
    moved = importlib.import_module("services.disclosure.migrations.0002_keep_originals_apart")
    before = {"text": "秘方甲", "columns": [], "rows": []}
    disclosure.react(
        disclosure.handlers.draft_list, list_version_id="list-1", path="510115", list_code="L1",
        list_name="延伸事项清单", number=1, effective_from="2026-02-11", entries=[],
        formed_at=disclosure.now.isoformat(),
    )  # fmt: skip
    records, originals = disclosure.store.records, disclosure.store.originals
    with disclosure.database.engine.connect() as connection:
        connection.execute(records.update().values(original=before))
        with Operations.context(MigrationContext.configure(connection)):
            moved.move_originals(originals)
        row = connection.execute(originals.select()).one()
        left = connection.execute(records.select()).one()
        connection.rollback()
    assert (row.id, row.title, json.loads(row.written)) == (left.id, left.title, before)
    assert left.original is None
