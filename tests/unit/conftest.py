"""Law of this folder: no broker, no database, no network; under ten seconds together."""

import gc

from shared.chassis import crypto
from shared.testing.crypto import RING

crypto.use(RING)
gc.disable()


def pytest_collection_finish() -> None:
    """Let the collector pass over what was imported: it lives to the end and is never garbage."""
    gc.freeze()
    gc.enable()
