"""Migrations make what the store maps: nothing more, nothing less, nothing else."""

from importlib import import_module

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from shared.chassis import tables
from tests.integration.services._room import Room
from tests.integration.services.conftest import NAMES

ABOVE_ALL = {*tables.CHASSIS.tables, "alembic_version"}


@pytest.mark.parametrize("name", NAMES)
def test_a_migrated_database_has_the_tables_columns_and_indexes_of_the_store(
    built: dict[str, Room], name: str
):
    mapped = import_module(f"services.{name}.store").metadata

    def of_the_service(thing, label, kind, reflected, _):
        return not (kind == "table" and label in ABOVE_ALL)

    with built[name].database.engine.connect() as connection:
        options = {"include_object": of_the_service, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, mapped) == []
