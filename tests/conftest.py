"""Fixtures of every folder: `platform` is a private broker and database, up when first asked."""

import os
from collections.abc import Iterator

import pytest

from infra.local.system import System


@pytest.fixture(scope="session")
def platform() -> Iterator[System]:
    """Bring up RabbitMQ and PostgreSQL under `.local/test`, once; stop them at the end."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    system = System(f"test-{worker}" if worker else "test")
    try:
        system.provision()
        yield system
    finally:
        system.stop()
