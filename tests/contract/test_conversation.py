"""Schemathesis talks to the gateway as the OpenAPI document allows, and as it does not.

Behind the fake bus stands the sample service with the real order of permission, conditions and
input. Generated from a fixed seed: the same conversation every time.
"""

from dataclasses import replace

import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from gateway.app import create_app
from gateway.auth import Door
from shared.chassis.contract import contract, written
from shared.testing.client import FakeClient
from tests.contract._sample import Library, Passes, answers_of_the_library, books
from tests.unit.gateway.conftest import SETTINGS


def gateway():
    contracts = {"library": orjson.loads(written(contract(Library)))}
    bus = FakeClient(answers_of_the_library())
    return create_app(
        contracts, bus=bus, door=Door(Passes()), settings=replace(SETTINGS, body_limit=1 << 20)
    )


PRECONDITION_REQUIRED = {"expected-statuses": ["400", "401", "428"]}  # RFC 6585, for If-Match

schema = schemathesis.openapi.from_wsgi(
    "/api/openapi.json",
    gateway(),
    config=SchemathesisConfig.from_dict(
        {
            "checks": {"missing_required_header": PRECONDITION_REQUIRED},
            "generation": {"allow-x00": False},  # PostgreSQL keeps no NUL; the gateway refuses it
        }
    ),
)


@pytest.fixture(autouse=True)
def _empty_shelves():
    books.clear()


@schema.parametrize()
@settings(
    max_examples=30, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_the_gateway_answers_as_its_document_says(case):
    case.call_and_validate(headers={"Authorization": "Bearer librarian"})
